/** A serial device or pty as a source: looked at before it is touched, locked, only listened to. */
import { execFile } from 'node:child_process'
import { realpath } from 'node:fs/promises'
import { SerialPort } from 'serialport'
import { holdersOf } from '../holders.ts'
import { rateFinder } from './autobaud.ts'
import { listeningBinding } from './binding.ts'
import { busy, goneAway, obstacle, openFailure, rateRefused } from './explain.ts'
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
    const { path, baud, sampleMs } = options
    let closed = false
    let port: SerialPort | undefined
    const setRate = async (rate: number): Promise<void> => {
      if (port !== undefined) await changeRate(port, rate)
    }
    const finder = typeof baud === 'number' ? undefined : rateFinder({ ...baud, sampleMs, setRate, listener })
    const rate = typeof baud === 'number' ? baud : (finder?.rate() ?? 0)
    const gone = (): void => listener.onFailed(goneAway(path))

    const open = async (): Promise<void> => {
      const hindrance = await hindranceTo(path)
      if (hindrance !== undefined) return listener.onFailed(hindrance)
      if (closed) return undefined
      port = newPort(options, rate)
      // Always one listener and never a pause: a stream that does not flow may never hear of a hang-up.
      port.on('data', (finder ?? listener).onBytes)
      port.on('error', gone)
      port.on('close', gone)
      const failed = await new Promise<Error | null>((resolve) => port?.open(resolve))
      if (failed !== null) return listener.onFailed(await openFailure(path, failed.message))
      const actual = finder === undefined ? await actualRate(port) : undefined
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
        if (port !== undefined) await closePort(port)
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

// A new object for each opening: one that was destroyed inside opens again and delivers nothing.
const newPort = ({ path, coalesceMs }: SerialOptions, baudRate: number): SerialPort => {
  const binding = listeningBinding(coalesceMs)
  const options = { path, baudRate, lock: true, hupcl: false, autoOpen: false, binding }
  return new SerialPort(options)
}

const changeRate = (port: SerialPort, baudRate: number): Promise<void> =>
  new Promise((resolve) => {
    if (!port.isOpen) return resolve()
    port.update({ baudRate }, () => resolve())
    return undefined
  })

const closePort = (port: SerialPort): Promise<void> =>
  new Promise((resolve) => {
    if (!port.isOpen) return resolve()
    port.close(() => resolve())
    return undefined
  })

// Where the system does not tell the rate, as on a kernel without TCGETS2, there is nothing to compare.
const actualRate = async (port: SerialPort): Promise<number | undefined> => {
  const told = await port.port?.getBaudRate().catch(() => undefined)
  return told !== undefined && told.baudRate > 0 ? told.baudRate : undefined
}
