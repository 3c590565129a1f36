import { createConnection, type Socket } from 'node:net'
import type { Address } from './address.ts'
import type { Failure, OpenSource } from './source.ts'
import { telnetDecoder } from './telnet.ts'

const CONNECT_MS = 10_000
const KEEP_ALIVE_MS = 30_000

// What console servers say before they hang up on a second reader.
const IN_USE = /in use|busy|already (?:open|connected)|locked/i
const GREETING = 300

type Remote = Extract<Address, { host: string }>

/** A console server's port: raw over TCP, or telnet, where the refusal of options is all that is ever sent. */
export const socketSource =
  (address: Remote): OpenSource =>
  (listener) => {
    const { host, port, kind } = address
    const name = `${host}:${port}`
    const socket = createConnection({ host, port, timeout: CONNECT_MS })
    const decode = kind === 'telnet' ? telnetDecoder() : undefined
    let greeting = ''
    let opened = false
    const fail = listener.onFailed

    socket.once('connect', () => {
      opened = true
      socket.setTimeout(0)
      // A server that died without a word is found out by the kernel.
      socket.setKeepAlive(true, KEEP_ALIVE_MS)
      listener.onOpen(`Connected to ${name}.`)
    })
    socket.on('data', (bytes: Buffer) => {
      const data = decode === undefined ? bytes : refuse(socket, decode(bytes))
      if (data.length === 0) return
      if (greeting.length < GREETING) greeting += Buffer.from(data).toString('latin1').slice(0, GREETING)
      listener.onBytes(data)
    })
    socket.on('timeout', () => fail(connectFailure(name, 'ETIMEDOUT', '')))
    socket.on('error', (error: NodeJS.ErrnoException) =>
      fail(
        opened
          ? lost(`The connection to ${name} broke (${error.code ?? error.message}); it is made again.`)
          : connectFailure(name, error.code, error.message),
      ),
    )
    socket.on('close', () =>
      fail(
        greeting.length < GREETING && IN_USE.test(greeting)
          ? {
              state: 'locked',
              why: `${name} has another reader ("${greeting.trim().slice(0, 80)}"): end that connection, and the console is opened.`,
            }
          : lost(`${name} closed the connection; it is made again.`),
      ),
    )

    return {
      close: async () => {
        socket.destroy()
      },
      onRubbish: () => false,
    }
  }

const refuse = (
  socket: Socket,
  { data, reply }: { readonly data: Uint8Array; readonly reply: Uint8Array },
): Uint8Array => {
  if (reply.length > 0) socket.write(reply)
  return data
}

const lost = (why: string): Failure => ({ state: 'lost', why })

const connectFailure = (name: string, code: string | undefined, message: string): Failure => {
  if (code === 'ECONNREFUSED')
    return lost(`${name} refuses the connection: check the port, and that the console server runs.`)
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return lost(`The name of ${name} cannot be resolved: check "device" and the name server.`)
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
    return lost(`${name} does not answer: check its address, the route and the firewall.`)
  return lost(`${name} cannot be reached (${code ?? message}).`)
}
