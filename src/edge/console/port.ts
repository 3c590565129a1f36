/** A serial port that is only listened to: serialport's binding without its stream, which costs as much as the reading. */
import { readSync } from 'node:fs'
import { SerialPort } from 'serialport'

/**
 * How long to gather bytes before they are read, in milliseconds. A saturated 115200 line in 16-byte pieces makes 720 reads
 * a second, and each of them wakes all that stands behind it: measured on the whole agent, 40 ms cost a fifth less than 20.
 */
export const COALESCE_MS = 40

// The kernel hands out at most this much of a terminal at once: then more is waiting and no time is to be lost.
const FULL = 4095
const ROOM = 4096

export type PortOptions = {
  readonly path: string
  readonly baudRate: number
  readonly coalesceMs?: number
  /** Valid until the call returns. */
  readonly onBytes: (bytes: Uint8Array) => void
  /** The line hung up or cannot be read; said once, and `close` is still to be called. */
  readonly onGone: () => void
}

export type Port = {
  setRate(baudRate: number): Promise<void>
  /** The rate in force; undefined where the system does not tell. */
  rate(): Promise<number | undefined>
  /** Nothing is told after the call. */
  close(): Promise<void>
}

type Polled = Extract<Awaited<ReturnType<typeof SerialPort.binding.open>>, { poller: unknown }>

/** Opens and locks it. Rejects with the reason of the system. */
export const openPort = async ({ path, baudRate, coalesceMs, onBytes, onGone }: PortOptions): Promise<Port> => {
  const port = (await SerialPort.binding.open({ path, baudRate, lock: true, hupcl: false })) as Polled
  const stop = listen(port, coalesceMs ?? COALESCE_MS, onBytes, onGone)
  return {
    setRate: (rate) => port.update({ baudRate: rate }).catch(() => undefined),
    rate: async () => {
      const told = await port.getBaudRate().catch(() => undefined)
      return told !== undefined && told.baudRate > 0 ? told.baudRate : undefined
    },
    close: async () => {
      stop()
      if (port.isOpen) await port.close()
    },
  }
}

/**
 * Reads what has gathered, again and again. A read of nothing is a hang-up: the stock stream repeats it for ever at full
 * load where the far end goes before poll() could tell (bindings-cpp issue 162).
 */
const listen = (port: Polled, coalesceMs: number, onBytes: PortOptions['onBytes'], onGone: () => void) => {
  const buffer = new Uint8Array(ROOM)
  let over = false

  const end = (): void => {
    over = true
    clearTimeout(timer)
  }
  const gone = (): void => {
    if (over) return
    end()
    onGone()
  }
  // While bytes flow, one timer a read is all there is: poll() is asked again only once the line has fallen quiet.
  const read = (): void => {
    if (over || port.fd === null) return
    const size = readNow(port.fd, buffer)
    if (size === 'nothing yet') port.poller.once('readable', (error) => (error ? gone() : timer.refresh()))
    else if (size === 0) gone()
    else {
      onBytes(buffer.subarray(0, size))
      if (size >= FULL) setImmediate(read)
      else if (!over) timer.refresh()
    }
  }
  const timer = setTimeout(read, coalesceMs)
  return end
}

// The descriptor never blocks, so reading it here saves the way through a thread of the pool and back.
const readNow = (fd: number, buffer: Uint8Array): number | 'nothing yet' => {
  try {
    return readSync(fd, buffer)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // Any other error ends the line as a hang-up does.
    return code === 'EAGAIN' || code === 'EINTR' ? 'nothing yet' : 0
  }
}
