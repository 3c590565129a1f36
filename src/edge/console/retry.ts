/** The time between two attempts to open, cut short when the device is there again. */
import { statSync } from 'node:fs'
import type { Address } from './address.ts'

/** What tells a device node from the one that was there before; a change of its rights counts. Empty where there is none. */
export const nodeOf = (address: Address): string => {
  if (address.kind !== 'serial') return ''
  try {
    // Synchronous, since a look a second through a thread of the pool costs more than all else of a waiting agent.
    const node = statSync(address.path, { throwIfNoEntry: false })
    return node === undefined ? '' : `${node.ino}:${node.rdev}:${node.ctimeMs}`
  } catch {
    return ''
  }
}

export type Wait = { readonly over: Promise<{ readonly hurried: boolean }>; hurry(): void }

export type WaitOptions = {
  readonly address: Address
  /** The device node that the last attempt met. */
  readonly node: string
  readonly forMs: number
  readonly lookMs: number
}

/** Waits until the next attempt is due: after a time, at once when told to hurry, or when another device node is there. */
export const waitToRetry = ({ address, node, forMs, lookMs }: WaitOptions): Wait => {
  let resolve: (how: { readonly hurried: boolean }) => void
  const over = new Promise<{ readonly hurried: boolean }>((done) => {
    resolve = done
  })
  const finish = (hurried: boolean): void => {
    clearTimeout(timer)
    clearInterval(looking)
    resolve({ hurried })
  }
  const look = (): void => {
    const present = nodeOf(address)
    if (present !== '' && present !== node) finish(true)
  }
  const timer = setTimeout(() => finish(false), forMs)
  const looking = address.kind === 'serial' ? setInterval(look, lookMs) : undefined
  return { over, hurry: () => finish(true) }
}
