/** serialport's binding with coalesced reads, hang-ups that are heard, and no writing. */
import { readSync } from 'node:fs'
import { SerialPort } from 'serialport'

/**
 * How long to wait after the first byte before all are read, in milliseconds. Every read costs an event and system
 * calls, a saturated 115200 line in 16-byte pieces makes 720 a second; a line of text takes 6 ms at that speed.
 */
export const COALESCE_MS = 20

// The kernel hands out at most this much of a terminal at once: then more is waiting and no time is to be lost.
const FULL = 4095

type StockBinding = typeof SerialPort.binding
type StockPort = Awaited<ReturnType<StockBinding['open']>>
type PollingPort = Extract<StockPort, { poller: unknown }>

const canceled = (): Error => Object.assign(new Error('The port was closed'), { canceled: true })

/**
 * serialport's own binding with two rules more. Reads are coalesced. A read of nothing is a hang-up: the stock binding
 * repeats it for ever at full load where the far end goes before poll() could tell (bindings-cpp issue 162).
 * Writing is refused: we listen.
 */
export const listeningBinding = (coalesceMs: number = COALESCE_MS): StockBinding => {
  const stock = SerialPort.binding
  const open = async (options: Parameters<typeof stock.open>[0]): Promise<StockPort> => {
    const port = await stock.open(options as never)
    if ('poller' in port) port.read = coalescedRead(port, coalesceMs)
    port.write = () => Promise.reject(new Error('A console is only listened to'))
    return port
  }
  return { list: stock.list, open } as StockBinding
}

const coalescedRead = (port: PollingPort, coalesceMs: number): PollingPort['read'] => {
  // While bytes flow, one timer a read is all there is: poll() is asked again only once the line has fallen quiet.
  let flowing = false
  let full = false
  return async (buffer, offset, length) => {
    for (;;) {
      if (!flowing) await readable(port)
      if (!full) await new Promise((resolve) => setTimeout(resolve, coalesceMs))
      if (port.fd === null) throw canceled()
      const bytesRead = readNow(port.fd, buffer, offset, length)
      if (bytesRead === 0) throw Object.assign(new Error('The line hung up'), { disconnect: true })
      flowing = bytesRead !== undefined
      full = bytesRead !== undefined && bytesRead >= Math.min(FULL, length)
      if (bytesRead !== undefined) return { buffer, bytesRead }
    }
  }
}

const readable = (port: PollingPort): Promise<void> =>
  new Promise((resolve, reject) => {
    if (!port.isOpen) return reject(canceled())
    port.poller.once('readable', (error: Error | null) => (error ? reject(error) : resolve()))
    return undefined
  })

// The descriptor never blocks, so reading it here saves the way through a thread of the pool and back.
const readNow = (fd: number, buffer: Buffer, offset: number, length: number): number | undefined => {
  try {
    return readSync(fd, buffer, offset, length, null)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EAGAIN' || code === 'EINTR') return undefined
    throw error
  }
}
