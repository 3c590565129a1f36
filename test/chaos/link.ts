/** The network between agent and broker, on loopback: it passes bytes, and cuts, delays, throttles or swallows them. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type Direction = 'to broker' | 'to agent'

export type Link = {
  readonly url: string
  /** Where connections lead from now on. Those there are stay. */
  setTarget(port: number): void
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
  end(): Promise<void>
}

type Pending = { readonly direction: Direction; left: number; readonly done: () => void }

export const openLink = async (target: number): Promise<Link> => {
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
  const listen = (on: number): Promise<void> => new Promise((resolve) => server.listen(on, '127.0.0.1', resolve))
  await listen(0)
  const own = (server.address() as AddressInfo).port

  const close = async (): Promise<void> => {
    const closed = server.listening ? new Promise<void>((resolve) => server.close(() => resolve())) : undefined
    cut()
    await closed
  }

  return {
    url: `mqtt://127.0.0.1:${own}`,
    setTarget: (next) => {
      port = next
    },
    close,
    open: async () => {
      if (!server.listening) await listen(own)
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
    end: close,
  }
}
