/**
 * The telnet protocol (RFC 854) as a listener needs it: every option is refused, commands are taken out, what is left
 * is the console. A decoder keeps its place over any cut of the bytes.
 */

const SE = 240
const SB = 250
const WILL = 251
const WONT = 252
const DO = 253
const DONT = 254
const IAC = 255
const NUL = 0
const CR = 13

export type Decoded = {
  readonly data: Uint8Array
  /** Refusals to be sent: the only bytes we ever send. */
  readonly reply: Uint8Array
}

type Place = 'data' | 'cr' | 'command' | 'option' | 'subnegotiation' | 'subnegotiation-command'

/** A decoder of one connection. */
export const telnetDecoder = (): ((bytes: Uint8Array) => Decoded) => {
  let place: Place = 'data'
  let verb = 0
  // A server that insists is answered once: two machines that refuse each other for ever are a loop (RFC 1143).
  const refused = new Set<number>()

  const refuse = (option: number, reply: number[]): void => {
    const answer = verb === WILL ? DONT : verb === DO ? WONT : undefined
    const key = verb * 256 + option
    if (answer === undefined || refused.has(key)) return
    refused.add(key)
    reply.push(IAC, answer, option)
  }

  return (bytes) => {
    if (place === 'data' && !bytes.includes(IAC) && !bytes.includes(NUL)) {
      if (bytes.at(-1) === CR) place = 'cr'
      return { data: bytes, reply: new Uint8Array() }
    }
    const data = new Uint8Array(bytes.length)
    const reply: number[] = []
    let length = 0
    for (const byte of bytes) {
      if (place === 'data' || place === 'cr') {
        // A carriage return that stands alone travels as CR NUL.
        const padding = place === 'cr' && byte === NUL
        place = byte === IAC ? 'command' : byte === CR ? 'cr' : 'data'
        if (byte !== IAC && !padding) data[length++] = byte
      } else if (place === 'command') {
        if (byte === IAC) data[length++] = byte
        verb = byte
        place = byte === SB ? 'subnegotiation' : byte >= WILL && byte <= DONT ? 'option' : 'data'
      } else if (place === 'option') {
        refuse(byte, reply)
        place = 'data'
      } else if (place === 'subnegotiation') {
        if (byte === IAC) place = 'subnegotiation-command'
      } else {
        place = byte === SE ? 'data' : 'subnegotiation'
      }
    }
    return { data: data.subarray(0, length), reply: Uint8Array.from(reply) }
  }
}
