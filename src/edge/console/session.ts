/** A supervised console: opened, watched and opened again for ever, and never written to. */
import { backoffMs } from '../broker/backoff.ts'
import { type ConsoleAccount, type ConsoleStatus, openAccount } from './account.ts'
import { type Address, parseAddress } from './address.ts'
import { type Attempt, beginAttempt } from './attempt.ts'
import { baudProblem } from './baud.ts'
import { COALESCE_MS } from './port.ts'
import { nodeOf, type Wait, waitToRetry } from './retry.ts'
import { serialSource } from './serial.ts'
import { socketSource } from './socket.ts'
import type { OpenSource } from './source.ts'

export type ConsoleHandlers = {
  /** Called in order; `at` is monotonic, in milliseconds, the arrival of the last byte to within 40 ms. */
  readonly onBytes: (bytes: Uint8Array, at: number) => void
  /** Called when the state or its reason changes. */
  readonly onState: (status: ConsoleStatus) => void
}

export type ConsoleTiming = {
  /** The first and the longest wait between two attempts to open. */
  readonly firstMs: number
  readonly longestMs: number
  /** How often to look for a device that went away. */
  readonly lookMs: number
  /** How long to gather bytes before they are read. */
  readonly coalesceMs: number
  /** How long to wait for more of a sample at a baud rate on trial. */
  readonly sampleMs: number
}

export type ConsoleOptions = {
  /** A path, best one of /dev/serial/by-id, `tcp://host:port` or `telnet://host[:port]`. */
  readonly device: string
  /** Bits per second, 9600 where it is left out; `auto` finds it by listening. */
  readonly baud?: number | 'auto'
  /** Milliseconds without a byte after which the console is silent; ten minutes where it is left out. */
  readonly silentAfter?: number
  readonly timing?: Partial<ConsoleTiming>
  /** From 0 up to 1, for the jitter of the waits. */
  readonly random?: () => number
}

export type Console = {
  /** Resolves when the device is free again. Nothing is told after the call. */
  close(): Promise<void>
  /** Closes and opens at once, whatever the state. */
  reopen(): void
  state(): ConsoleAccount
}

const TIMING: ConsoleTiming = { firstMs: 250, longestMs: 30_000, lookMs: 1000, coalesceMs: COALESCE_MS, sampleMs: 2000 }
const SILENT_AFTER = 600_000

/** Opens a console and keeps it. Throws a RangeError where device or baud are not such; all else comes as a state. */
export const openConsole = (options: ConsoleOptions, handlers: ConsoleHandlers): Console => {
  const { device, baud = 9600, silentAfter = SILENT_AFTER, random = Math.random } = options
  const timing = { ...TIMING, ...options.timing }
  const address = checkedAddress(device, baud)
  const open = sourceOf(address, baud, timing)
  const ownDevice = address.kind === 'serial'
  let stopped = false
  const account = openAccount(
    device,
    () => performance.now(),
    (status) => stopped || handlers.onState(status),
  )
  let attempt: Attempt | undefined
  let wait: Wait | undefined

  const supervise = async (): Promise<void> => {
    for (let failures = 0; !stopped; ) {
      const node = nodeOf(address)
      attempt = beginAttempt({ open, account, silentAfter, ownDevice, onBytes: handlers.onBytes })
      const { failure, good } = await attempt.ended
      if (failure === undefined || stopped) continue
      account.enter(failure.state, failure.why)
      failures = good ? 1 : failures + 1
      const forMs = backoffMs(timing, failures, random())
      wait = waitToRetry({ address, node, forMs, lookMs: timing.lookMs })
      if ((await wait.over).hurried) failures = 0
    }
  }
  const hurry = (): void => {
    attempt?.end()
    wait?.hurry()
  }

  const supervised = supervise()
  return {
    close: () => {
      stopped = true
      hurry()
      return supervised
    },
    reopen: hurry,
    state: account.all,
  }
}

const checkedAddress = (device: string, baud: number | 'auto'): Address => {
  const address = parseAddress(device)
  if (address === undefined)
    throw new RangeError(`"${device}" is neither a device path nor tcp://host:port nor telnet://host.`)
  const problem = baudProblem(baud)
  if (problem !== undefined) throw new RangeError(problem)
  return address
}

const sourceOf = (address: Address, baud: number | 'auto', { coalesceMs, sampleMs }: ConsoleTiming): OpenSource => {
  if (address.kind !== 'serial') return socketSource(address)
  const { path } = address
  if (baud !== 'auto') return serialSource({ path, baud, coalesceMs, sampleMs })
  let known: number | undefined
  const onFound = (rate: number): void => {
    known = rate
  }
  return (listener) => serialSource({ path, baud: { known, onFound }, coalesceMs, sampleMs })(listener)
}
