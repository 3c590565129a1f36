/** A small MQTT 3.1.1 broker inside the process, for the demo: loopback only, nothing kept. */
import { createServer, type Socket } from 'node:net'
import { Aedes } from 'aedes'

export type EmbeddedBroker = { readonly url: string; close(): Promise<void> }

export type EmbeddedOptions = {
  /** 0, the default, takes a free port. */
  readonly port?: number
  readonly onPublish?: (topic: string, payload: string, retain: boolean) => void
}

/** @throws Error when the port is taken. */
export const startEmbeddedBroker = async ({ port = 0, onPublish }: EmbeddedOptions = {}): Promise<EmbeddedBroker> => {
  const broker = await Aedes.createBroker()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    broker.handle(socket)
  })
  if (onPublish !== undefined) {
    broker.on('publish', ({ topic, payload, retain }) => {
      if (!topic.startsWith('$SYS/')) onPublish(topic, payload.toString(), retain)
    })
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  const actual = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `mqtt://127.0.0.1:${actual}`,
    close: async () => {
      await new Promise<void>((resolve) => broker.close(resolve))
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
