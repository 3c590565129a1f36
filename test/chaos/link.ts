/** The network between two parts of a run, on loopback: it passes bytes, and cuts, delays, throttles or swallows them. */
import { connect, createServer, type Socket } from 'node:net'
import { freePort } from '../edge/broker/brokers.ts'

export type Direction = 'to broker' | 'to agent'

/** What the faults do to a stretch of network. */
export type Line = {
  /** Refuses connections and ends those there are. */
  close(): Promise<void>
  open(): Promise<void>
  /** Cuts all connections when so many more bytes have passed in a direction: in the middle of a packet. */
  cutAfter(direction: Direction, bytes: number): Promise<void>
  cut(): void
  /** `delayMs` for every byte, and no more of them than `bytesPerSecond`. */
  slow(delayMs: number, bytesPerSecond: number): void
  /** Takes bytes and hands none on, without a word to either end. */
  swallow(on: boolean): void
}

export type Link = Line & {
  readonly port: number
  /** Where connections lead from now on. Those there are stay. */
  setTarget(port: number): void
}

/** Several as one. */
export const abreast = (lines: readonly Line[]): Line => ({
  close: async () => void (await Promise.all(lines.map((line) => line.close()))),
  open: async () => void (await Promise.all(lines.map((line) => line.open()))),
  cutAfter: (direction, bytes) => Promise.race(lines.map((line) => line.cutAfter(direction, bytes))),
  cut: () => {
    for (const line of lines) line.cut()
  },
  slow: (delayMs, bytesPerSecond) => {
    for (const line of lines) line.slow(delayMs, bytesPerSecond)
  },
  swallow: (on) => {
    for (const line of lines) line.swallow(on)
  },
})

type Pending = { readonly direction: Direction; left: number; readonly done: () => void }

/** A link on a port of its own, closed. */
export const newLink = async (target = 0): Promise<Link> => {
  const own = await freePort()
  const sockets = new Set<Socket>()
  let port = target
  let pending: Pending | undefined
  let [delay, rate] = [0, Number.POSITIVE_INFINITY]
  let swallowing = false

  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
    const waiting = pending
    pending = undefined
    waiting?.done()
  }

  const pipe = (from: Socket, to: Socket, direction: Direction): void => {
    let free = 0
    const hand = (bytes: Buffer): void => {
      if (to.destroyed) return
      if (pending?.direction !== direction || bytes.length <= pending.left) {
        if (pending?.direction === direction) pending.left -= bytes.length
        to.write(bytes)
        return
      }
      // The first part goes out, so that the receiver holds half a packet when the end comes.
      to.write(bytes.subarray(0, pending.left), cut)
      from.pause()
    }
    const queue: { readonly at: number; readonly bytes: Buffer }[] = []
    let timer: NodeJS.Timeout | undefined
    // One timer for a queue: two of them may go off in the wrong order.
    const release = (): void => {
      timer = undefined
      for (let head = queue[0]; head !== undefined; head = queue[0]) {
        const early = head.at - performance.now()
        if (early > 0) {
          timer = setTimeout(release, early)
          return
        }
        queue.shift()
        hand(head.bytes)
      }
    }
    from.on('data', (bytes: Buffer) => {
      if (swallowing) return
      free = Math.max(performance.now() + delay, free) + (bytes.length / rate) * 1_000
      queue.push({ at: free, bytes })
      if (timer === undefined) release()
    })
  }

  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        // A delayed last word may still be under way.
        setTimeout(() => (socket === near ? far : near).destroy(), delay)
      })
    }
    pipe(near, far, 'to broker')
    pipe(far, near, 'to agent')
  })
  const listen = (): Promise<void> => new Promise((resolve) => server.listen(own, '127.0.0.1', resolve))

  const close = async (): Promise<void> => {
    const closed = server.listening ? new Promise<void>((resolve) => server.close(() => resolve())) : undefined
    cut()
    await closed
  }

  return {
    port: own,
    setTarget: (next) => {
      port = next
    },
    close,
    open: async () => {
      if (!server.listening) await listen()
    },
    cutAfter: (direction, bytes) =>
      new Promise((resolve) => {
        pending = { direction, left: bytes, done: resolve }
      }),
    cut,
    slow: (delayMs, bytesPerSecond) => {
      delay = delayMs
      rate = bytesPerSecond
    },
    swallow: (on) => {
      swallowing = on
    },
  }
}
