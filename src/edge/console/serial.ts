/** A serial device or pty as a source: looked at before it is touched, locked, only listened to. */
import { execFile } from 'node:child_process'
import { realpath } from 'node:fs/promises'
import { holdersOf } from '../holders.ts'
import { rateFinder } from './autobaud.ts'
import { busy, goneAway, obstacle, openFailure, rateRefused } from './explain.ts'
import { openPort, type Port } from './port.ts'
import type { Failure, OpenSource } from './source.ts'

export type SerialOptions = {
  readonly path: string
  /** The rate, or how to find it by listening. `known` is the rate that served last. */
  readonly baud: number | { readonly known: number | undefined; readonly onFound: (rate: number) => void }
  readonly coalesceMs: number
  /** How long to wait for more of a sample at a rate on trial, in milliseconds. */
  readonly sampleMs: number
}

/** A serial device or pty, only listened to. */
export const serialSource =
  (options: SerialOptions): OpenSource =>
  (listener) => {
    const { path, baud, coalesceMs, sampleMs } = options
    let closed = false
    let port: Port | undefined
    const setRate = async (rate: number): Promise<void> => port?.setRate(rate)
    const finder = typeof baud === 'number' ? undefined : rateFinder({ ...baud, sampleMs, setRate, listener })
    const rate = typeof baud === 'number' ? baud : (finder?.rate() ?? 0)
    const onGone = (): void => listener.onFailed(goneAway(path))

    const open = async (): Promise<void> => {
      const hindrance = await hindranceTo(path)
      if (hindrance !== undefined) return listener.onFailed(hindrance)
      if (closed) return undefined
      const { onBytes } = finder ?? listener
      try {
        port = await openPort({ path, baudRate: rate, coalesceMs, onBytes, onGone })
      } catch (error) {
        return listener.onFailed(await openFailure(path, (error as Error).message))
      }
      const actual = finder === undefined ? await port.rate() : undefined
      if (actual !== undefined && Math.abs(actual - rate) > rate * RATE_TOLERANCE)
        return listener.onFailed(rateRefused(path, rate, actual))
      listener.onOpen(
        finder === undefined ? `Listening at ${rate} baud.` : `Listening for the baud rate, ${rate} first.`,
      )
      return undefined
    }

    const opening = open().catch((error: Error) =>
      listener.onFailed({ state: 'lost', why: `${path}: ${error.message}.` }),
    )
    return {
      close: async () => {
        closed = true
        finder?.stop()
        await opening
        await port?.close()
      },
      onRubbish: () => finder?.searchAgain() ?? false,
    }
  }

// A UART divides its clock: up to this share off is the same rate.
const RATE_TOLERANCE = 0.03

/** Looks before the device is touched, since opening it changes its settings under the hands of whoever uses it. */
const hindranceTo = async (path: string): Promise<Failure | undefined> => {
  const found = await obstacle(path)
  if (found !== undefined || (await isPty(path))) return found
  const others = (await holdersOf(path)).filter(({ pid }) => pid !== process.pid)
  if (others.length > 0) return busy(path, others)
  await keepModemLines(path)
  return undefined
}

const isPty = async (path: string): Promise<boolean> => (await realpath(path).catch(() => path)).startsWith('/dev/pts/')

// serialport's `hupcl: false` leaves the flag as it was: DTR would fall at close, and some routers end a session then.
// A failure is harmless.
const keepModemLines = (path: string): Promise<void> =>
  new Promise((resolve) => execFile('stty', ['-F', path, '-hupcl', '-echo'], { timeout: 2000 }, () => resolve()))
