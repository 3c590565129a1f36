import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { telnetDecoder } from '../../../src/edge/console/telnet.ts'

const telnet = suite('telnet')

const [SE, NOP, GA, SB, WILL, WONT, DO, DONT, IAC] = [240, 241, 249, 250, 251, 252, 253, 254, 255]
const [ECHO, SUPPRESS_GO_AHEAD, TERMINAL_TYPE] = [1, 3, 24]

const stream = [
  ...[IAC, WILL, ECHO, IAC, WILL, SUPPRESS_GO_AHEAD, IAC, DO, TERMINAL_TYPE],
  ...Buffer.from('To'),
  ...[IAC, NOP, ...Buffer.from('kyo'), IAC, GA],
  ...[IAC, SB, TERMINAL_TYPE, 1, IAC, IAC, 2, IAC, SE],
  ...[...Buffer.from('#\r'), 0, ...Buffer.from('\r\n'), IAC, IAC, IAC, DONT, ECHO, IAC, WONT, ECHO, 0],
]
const text = Buffer.from('Tokyo#\r\r\n\xff\0', 'latin1')
const refusals = [IAC, DONT, ECHO, IAC, DONT, SUPPRESS_GO_AHEAD, IAC, WONT, TERMINAL_TYPE]

telnet('options are refused, commands taken out and the escape byte restored', () => {
  const { data, reply } = telnetDecoder()(Uint8Array.from(stream))
  assert.ok(text.equals(data))
  assert.equal([...reply], refusals)
})

telnet('any cut of the bytes gives the same', () => {
  for (let size = 1; size < stream.length; size++) {
    const decode = telnetDecoder()
    const data: number[] = []
    const reply: number[] = []
    for (let from = 0; from < stream.length; from += size) {
      const decoded = decode(Uint8Array.from(stream.slice(from, from + size)))
      data.push(...decoded.data)
      reply.push(...decoded.reply)
    }
    assert.ok(text.equals(Uint8Array.from(data)), `in pieces of ${size}`)
    assert.equal(reply, refusals)
  }
})

telnet('an option that is offered again and again is refused once', () => {
  const decode = telnetDecoder()
  assert.equal([...decode(Uint8Array.from([IAC, WILL, ECHO])).reply], [IAC, DONT, ECHO])
  assert.equal([...decode(Uint8Array.from([IAC, WILL, ECHO, IAC, WILL, ECHO])).reply], [])
})

telnet('text without a command is handed on as it is', () => {
  const bytes = Buffer.from('Tokyo#\r\n')
  assert.is(telnetDecoder()(bytes).data, bytes)
})

telnet.run()
