import { stat } from 'node:fs/promises'
import type { Address } from './address.ts'

/** What tells a device node from the one that was there before; a change of its rights counts. Empty where there is none. */
export const nodeOf = async (address: Address): Promise<string> => {
  const node = address.kind === 'serial' ? await stat(address.path).catch(() => undefined) : undefined
  return node === undefined ? '' : `${node.ino}:${node.rdev}:${node.ctimeMs}`
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
  const look = async (): Promise<void> => {
    const present = await nodeOf(address)
    if (present !== '' && present !== node) finish(true)
  }
  const timer = setTimeout(() => finish(false), forMs)
  const looking = address.kind === 'serial' ? setInterval(look, lookMs) : undefined
  return { over, hurry: () => finish(true) }
}
