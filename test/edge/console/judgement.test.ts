import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseAddress } from '../../../src/edge/console/address.ts'
import { beginSearch, judge, rateOf, type Search, USUAL_RATES } from '../../../src/edge/console/baud.ts'
import { noiseMeter } from '../../../src/edge/console/noise.ts'
import { consoleScore } from '../../../src/edge/console/text.ts'

const judgement = suite('judgement of console bytes')

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1')
const rubbish = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, index) => (index * 97 + 131) & 255))

const TEXTS = [
  'Mar  7 16:14:29.027 GMT: ISAKMP (0:1): beginning Main Mode exchange\r\n',
  '%LINEPROTO-5-UPDOWN: Line protocol on Interface Serial0/0, changed state to up\r\n',
  '\r\nTokyo#\r\nTokyo#show ip int brief\r\nFastEthernet0/0   172.16.1.1  YES NVRAM  up  up\r\n',
  '\r\n\r\nPress RETURN to get started.\r\n\r\n',
  '\r\nUser Access Verification\r\n\r\nPassword: ',
]

/** What a UART makes of text at `factor` times the rate it was sent with; frames without a stop bit are dropped. */
const misread = (text: Buffer, factor: number): Buffer => {
  const line: number[] = [1, 1]
  for (const byte of text) line.push(0, ...Array.from({ length: 8 }, (_, bit) => (byte >> bit) & 1), 1)
  const level = (bit: number): number => line[Math.floor(bit / factor)] ?? 1
  const read: number[] = []
  for (let at = 0; at < line.length * factor; at++) {
    if (level(at + 0.5) === 1) continue
    const bits = Array.from({ length: 8 }, (_, bit) => level(at + 1.5 + bit))
    if (level(at + 9.5) === 1) read.push(bits.reduce((sum, bit, place) => sum | (bit << place), 0))
    at += 9
  }
  return Buffer.from(read)
}

judgement('console text scores high, rubbish and nothing score low', () => {
  for (const text of TEXTS) assert.ok(consoleScore(bytes(text)) >= 0.8, text)
  assert.ok(consoleScore(rubbish(200)) < 0.5)
  assert.is(consoleScore(new Uint8Array()), 0)
})

judgement('text read at a wrong rate does not pass for text', () => {
  const text = bytes(TEXTS.join('').repeat(3))
  assert.ok(misread(text, 1).equals(text), 'the UART of this test reads its own rate')
  for (const sent of USUAL_RATES) {
    for (const read of USUAL_RATES.filter((rate) => rate !== sent)) {
      const score = consoleScore(misread(text, read / sent))
      assert.ok(score < 0.6, `${sent} read at ${read} scores ${score}`)
    }
  }
})

judgement('the search goes through all usual rates, the known one first, and ends at the one with text', () => {
  let search: Search = beginSearch(19_200)
  const tried: number[] = []
  for (;;) {
    tried.push(rateOf(search))
    const judged = judge(search, rateOf(search) === 4800 ? bytes(TEXTS[0] ?? '') : rubbish(200))
    if (judged.kind === 'settled') break
    search = judged.search
  }
  assert.equal(tried, [19_200, 9600, 115_200, 38_400, 57_600, 4800])
})

judgement(
  'where no text is certain the likeliest rate of the round is taken, where none is likely the round begins anew',
  () => {
    const round = (sampleAt: (rate: number) => Buffer): ReturnType<typeof judge> => {
      let judged = judge(beginSearch(), sampleAt(9600))
      while (judged.kind === 'next' && !judged.roundOver) judged = judge(judged.search, sampleAt(judged.rate))
      return judged
    }
    assert.equal(
      round((rate) => (rate === 57_600 ? bytes('..........................') : rubbish(200))),
      { kind: 'settled', rate: 57_600 },
    )
    const none = round(() => rubbish(200))
    assert.is(none.kind === 'next' && none.roundOver && none.rate, 9600)
  },
)

judgement('a line is noisy above a fifth of unprintable bytes in 200 and clean below a twentieth', () => {
  const measure = noiseMeter()
  assert.is(measure(rubbish(150)), undefined)
  assert.is(measure(rubbish(50))?.noisy, true)
  assert.is(measure(Buffer.concat([Buffer.alloc(180, 'a'), Buffer.alloc(20, 0)])), undefined)
  assert.equal(measure(Buffer.alloc(200, 'a')), { noisy: false })
  assert.equal(measure(Buffer.concat([Buffer.alloc(158, 'a'), Buffer.alloc(42, 0)])), {
    noisy: true,
    percent: 21,
    parity: false,
  })
})

judgement('text with a parity bit is told from a wrong rate', () => {
  const even = Buffer.from(
    Array.from(bytes(TEXTS.join('')), (byte) => byte | ((0x6996 >> ((byte ^ (byte >> 4)) & 15)) & 1 ? 0x80 : 0)),
  )
  const verdict = noiseMeter()(even)
  assert.is(verdict?.noisy && verdict.parity, true)
})

judgement('a device names a path, a raw port or a telnet port', () => {
  assert.equal(parseAddress('/dev/serial/by-id/usb-FTDI'), { kind: 'serial', path: '/dev/serial/by-id/usb-FTDI' })
  assert.equal(parseAddress('tcp://console-server:2003'), { kind: 'tcp', host: 'console-server', port: 2003 })
  assert.equal(parseAddress('telnet://10.0.0.1'), { kind: 'telnet', host: '10.0.0.1', port: 23 })
  assert.equal(parseAddress('tcp://[::1]:2003'), { kind: 'tcp', host: '::1', port: 2003 })
  for (const bad of ['', 'tcp://host', 'tcp://', 'tcp://host:99999', 'tcp://host:0', 'http://host:80'])
    assert.is(parseAddress(bad), undefined, bad)
})

judgement.run()
