import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { listen, listenState } from '../../src/agent.ts'
import type { Block } from '../../src/console/lines.ts'
import { operatorState } from '../../src/console/operator.ts'
import { kept } from '../../src/phase1/kept.ts'
import type { DebugMessage } from '../../src/phase1/message.ts'
import { concernsNobody } from '../../src/phase1/step.ts'
import type { Hearer } from '../../src/profile/hearer.ts'
import { takeKnown } from '../../src/profile/known.ts'
import { shipped } from './language.ts'

const known = suite('lines that say what was said before')

const encoder = new TextEncoder()

/** A console that has been listened to for so long that its dialect is settled, in a language in which nothing was said before. */
const settled = () => {
  const text = '*Mar  1 00:01:00.000: ISAKMP:(0):beginning Main Mode exchange\r\n'.repeat(200)
  return listen(listenState({ ...shipped }), { kind: 'chunk', bytes: encoder.encode(text), at: 0 })[0][1]
}

const blockOf = (text: string): Block => {
  const bytes = encoder.encode(text)
  return { bytes, words: new DataView(bytes.buffer), text, at: 7 }
}

/** What the short way makes of each of these lines; undefined where it does not take one. */
const heardOf = (...texts: string[]): (DebugMessage | undefined)[] => {
  const state = settled()
  const shown = operatorState()
  return texts.map((text) => {
    let heard: DebugMessage | undefined
    const lend: Hearer['lend'] = (_kind, _heard, _named, message) => {
      heard = kept(message)
    }
    takeKnown(state, shown, blockOf(text), 0, text.length, text.length, { pass: undefined, lend, kept, concernsNobody })
    return heard
  })
}

/** Whether the short way takes this line the first, the second, the third time. */
const takes = (...texts: string[]): boolean[] => heardOf(...texts).map((message) => message !== undefined)

known('are taken from the second time on, whatever stamp and conn-id stand in front', () => {
  const said = (ms: number, conn: number) =>
    `*Mar  1 00:01:02.${ms}: ISAKMP:(${conn}):atts are acceptable. Next payload is 0`
  assert.equal(takes(said(100, 0), said(201, 1001), said(302, 1002), said(302, 1002)), [false, true, true, true])
})

known('keep the stamp, the conn-id and the words of the line at hand', () => {
  const texts = [
    '*Mar  1 00:01:02.100: ISAKMP:(1001):processing KE payload. message ID = 0',
    '*Mar  1 00:01:02.300: ISAKMP:(1002): processing KE payload. message ID = 0',
  ]
  const heard = heardOf(...texts)[1]?.heard
  assert.is(heard?.stamp, '*Mar  1 00:01:02.300')
  assert.is(heard?.conn, 1002)
  assert.is(heard?.text, texts[1])
  assert.is(heard?.at, 7)
})

known('are another thing under another tag, without one, or without a stamp', () => {
  const words = 'Old State = IKE_I_MM1  New State = IKE_I_MM2'
  assert.equal(takes(`ISAKMP:(0):${words}`, `ISAKMP:(0):${words}`, words, `IPSEC(0):${words}`), [
    false,
    true,
    false,
    false,
  ])
})

known('go the long way where they bear a sequence number, or may go on below', () => {
  const numbered = '000123: *Mar  1 00:01:02.100: ISAKMP:(0):atts are acceptable'
  assert.equal(takes(numbered, numbered, numbered), [false, false, false])
  const cut = '*Mar  1 00:01:02.100: ISAKMP:(0):Old State = IKE_I_MM1'
  assert.equal(takes(cut, cut, cut), [false, false, false])
})

known('are held back where they fill the screen, until the next line shows that they do not go on', () => {
  const wide = 'ISAKMP:(0):SA request profile is '.padEnd(80, 'x')
  const next = 'ISAKMP:(0):atts are acceptable. Next payload is 0'
  const heard = heardOf(next, next, wide, wide, next)
  assert.equal(
    heard.map((message) => message?.heard.text),
    [undefined, next, undefined, undefined, next],
  )
})

known('go the long way where a log is shown or sight changes, and remember that a table is shown', () => {
  const log = 'Router#show log'
  assert.equal(takes(log, log, log), [false, false, false])
  const off = 'All possible debugging has been turned off'
  assert.equal(takes(off, off, off), [false, false, false])
  const [, , , row] = heardOf('Router#show crypto isakmp sa', 'one row', 'Router#show crypto isakmp sa', 'one row')
  assert.is(row, undefined, 'a row of a table is another thing than the same words alone')
  const table = heardOf(
    ...Array.from({ length: 6 }, (_, i) => (i % 2 === 0 ? 'Router#show crypto isakmp sa' : 'a row')),
  )
  assert.is(table[5]?.kind, 'ignored')
})

known('are known with other addresses, and say them', () => {
  const packet = (peer: string) =>
    `*Mar  1 00:01:02.100: ISAKMP:(1001): sending packet to ${peer} my_port 500 peer_port 500 (I) MM_KEY_EXCH`
  const heard = heardOf(packet('10.0.0.1'), packet('10.0.0.2'), packet('192.168.200.3'))
  assert.equal(
    heard.map((message) => message?.kind === 'packet' && message.peer),
    [false, '10.0.0.2', '192.168.200.3'],
  )
  const asa = (peer: string) => `[IKEv1]: Group = ${peer}, IP = ${peer}, PHASE 1 COMPLETED`
  const fronts = heardOf(asa('10.0.0.1'), asa('10.0.0.2'), asa('10.0.0.3')).map((message) => message?.heard.peer)
  assert.equal(fronts, [undefined, '10.0.0.2', '10.0.0.3'])
})

known('are known with other places in the router’s memory', () => {
  const created = (peer: string) => `ISAKMP: New peer created peer = 0x${peer} peer_handle = 0x80000002`
  assert.equal(takes(created('66C61B2C'), created('81A2B3C4'), created('7F12AB34')), [false, true, true])
})

known('go the long way where what they say depends on a number in another way', () => {
  const queue = (id: string) => `ISAKMP:(1001):processing NOTIFY INITIAL_CONTACT protocol 1, message ID = ${id}`
  assert.equal(takes(queue('1234567890'), queue('1987654321'), queue('0123456789')).at(0), false)
  const five = (address: string) => `ISAKMP:(0):found peer pre-shared key matching ${address}`
  const heard = heardOf(five('1.2.3.4.5'), five('1.2.3.4.6'), five('1.2.3.4.7'))
  assert.equal(heard.filter((message) => message?.kind === 'key-found').length, 0, 'no address has five parts')
})

known.run()
