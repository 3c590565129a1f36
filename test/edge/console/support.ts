/** Helpers of the tests of consoles: a console that is recorded, on a pty or a socket of our own. */
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import type { ConsoleState, ConsoleStatus } from '../../../src/edge/console/account.ts'
import { type Console, type ConsoleOptions, openConsole } from '../../../src/edge/console/session.ts'
import { openPty, type Pty } from '../../../src/edge/pty.ts'
import { until } from '../outbox/support.ts'

/** Short waits, so that a test does not take the time that a device may take. */
export const QUICK = { firstMs: 20, longestMs: 100, lookMs: 30, coalesceMs: 5, sampleMs: 100 }

export type Recorded = {
  readonly console: Console
  readonly told: readonly ConsoleStatus[]
  states(): ConsoleState[]
  bytes(): Buffer
  text(): string
  /** Waits until the console is in a state, then gives what was said of it. */
  comesTo(state: ConsoleState): Promise<ConsoleStatus>
}

export const record = (options: ConsoleOptions): Recorded => {
  const told: ConsoleStatus[] = []
  const chunks: Uint8Array[] = []
  const console = openConsole(
    { timing: QUICK, random: () => 0, ...options },
    { onBytes: (bytes) => chunks.push(Buffer.from(bytes)), onState: (status) => told.push(status) },
  )
  const bytes = (): Buffer => Buffer.concat(chunks)
  return {
    console,
    told,
    states: () => told.map(({ state }) => state),
    bytes,
    text: () => bytes().toString('latin1'),
    comesTo: async (state) => {
      await until(() => console.state().state === state, `${options.device} ${state}, is ${JSON.stringify(told)}`)
      return console.state()
    },
  }
}

let writtenToPtys = 0

/** Bytes that any reader wrote to any pty of this process: wanted is none. */
export const bytesWrittenToPtys = (): number => writtenToPtys

/** A pty whose reader's writings are counted. */
export const countedPty = async (options: { readonly link?: string } = {}): Promise<Pty> => {
  const pty = await openPty(options)
  pty.onData((bytes) => {
    writtenToPtys += bytes.length
  })
  return pty
}

export type Far = {
  readonly port: number
  readonly sockets: readonly Socket[]
  received(): Buffer
  close(): Promise<void>
}

/** A console server's port on loopback that does `greet` with each that connects. */
export const farEnd = async (greet: (socket: Socket) => void, port = 0): Promise<Far> => {
  const sockets: Socket[] = []
  const chunks: Buffer[] = []
  const server: Server = createServer((socket) => {
    sockets.push(socket)
    socket.on('data', (bytes: Buffer) => chunks.push(bytes))
    socket.on('error', () => {})
    greet(socket)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    sockets,
    received: () => Buffer.concat(chunks),
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
