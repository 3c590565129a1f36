import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { listen, listenState } from '../../src/agent.ts'
import type { Block } from '../../src/console/lines.ts'
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

/** Whether the short way takes this line the first, the second, the third time. */
const takes = (...texts: string[]): boolean[] => {
  const state = settled()
  return texts.map((text) => takeKnown(state, blockOf(text), 0, text.length, text.length, () => {}) !== undefined)
}

known('are taken from the second time on, whatever stamp and conn-id stand in front', () => {
  const said = (ms: number, conn: number) =>
    `*Mar  1 00:01:02.${ms}: ISAKMP:(${conn}):atts are acceptable. Next payload is 0`
  assert.equal(takes(said(100, 0), said(201, 1001), said(302, 1002), said(302, 1002)), [false, true, true, true])
})

known('keep the stamp, the conn-id and the words of the line at hand', () => {
  const state = settled()
  const texts = [
    '*Mar  1 00:01:02.100: ISAKMP:(1001):processing KE payload. message ID = 0',
    '*Mar  1 00:01:02.300: ISAKMP:(1002): processing KE payload. message ID = 0',
  ]
  const heard = texts.map((text) => takeKnown(state, blockOf(text), 0, text.length, text.length, () => {}))[1]
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

known('go the long way where they bear a sequence number, fill the screen, or may go on below', () => {
  const numbered = '000123: *Mar  1 00:01:02.100: ISAKMP:(0):atts are acceptable'
  assert.equal(takes(numbered, numbered, numbered), [false, false, false])
  const wide = 'ISAKMP:(0):SA request profile is '.padEnd(80, 'x')
  assert.equal(takes(wide, wide, wide), [false, false, false])
  const cut = '*Mar  1 00:01:02.100: ISAKMP:(0):Old State = IKE_I_MM1'
  assert.equal(takes(cut, cut, cut), [false, false, false])
})

known('go the long way where an operator is shown something, or sight changes', () => {
  const show = 'Router#show crypto isakmp sa'
  assert.equal(takes(show, show, show), [false, false, false])
  const off = 'All possible debugging has been turned off'
  assert.equal(takes(off, off, off), [false, false, false])
})

known.run()
