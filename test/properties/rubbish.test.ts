import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { toRecord } from '../../src/console/records.ts'
import { isPhase1, observed } from '../phase1/observed.ts'
import { listened } from '../profile/listened.ts'
import { transcripts } from './transcripts.ts'

const rubbish = suite('rubbish')

const terminal = (lines: readonly string[]): string[] =>
  observed(lines)
    .filter(isPhase1)
    .filter(({ type }) => type === 'failed' || type === 'established' || type === 'down')
    .map((event) => JSON.stringify(event))

/** A line that a profile knows: the entry, where its message begins, and how much of it is needed to know it. */
type Real = { readonly text: string; readonly entry: string; readonly begins: number; readonly needs: number }

const entryOf = (text: string): string => {
  const { messages } = listened([text])
  return messages.length === 1 && messages[0]?.heard.repaired === false ? messages[0].heard.entry : ''
}

const needed = (text: string, entry: string): number => {
  let needs = text.length
  while (needs > 0 && entryOf(text.slice(0, needs - 1)) === entry) needs--
  return needs
}

const real = (names: RegExp): Real[] => {
  const seen = new Set<string>()
  const found: Real[] = []
  for (const { name, lines } of transcripts) {
    if (!names.test(name)) continue
    for (const text of lines) {
      const { body } = toRecord({ kind: 'line', text, at: 0, bytes: 0, damaged: false })
      if (body.length < 10 || seen.has(body)) continue
      seen.add(body)
      const entry = entryOf(text)
      const begins = text.indexOf(body.slice(0, 6))
      if (entry !== '' && begins >= 0) found.push({ text, entry, begins, needs: needed(text, entry) })
    }
  }
  return found
}

/** Characters at the end of what is needed that are left aside, too: an ASA gives a reason in free text, which takes what comes. */
const MARGIN: { readonly [family: string]: number } = { ios: 1, asa: 12 }
const REAL = { ios: real(/^ios/), asa: real(/^asa/) }

/** One clock reading for all, so that nothing ends by the mere passing of time. */
const sameTime = (text: string): string =>
  text.replace(/[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d/, 'Mar  7 16:14:29')

rubbish('of printable and other characters makes no event of phase 1', () => {
  const words = fc.constantFrom(
    'ISAKMP',
    '(0)',
    '%CRYPTO-6-',
    ':',
    'Old State =',
    'IKE_P1_COMPLETE',
    'QM_IDLE',
    'deleting SA',
    'peer',
    '10.0.0.2',
    'New State =',
  )
  const line = fc.oneof(
    fc.string({ maxLength: 120 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(words, { maxLength: 8 }).map((parts) => parts.join(' ')),
  )
  const property = fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
    assert.equal(terminal(lines), [])
  })
  fc.assert(property, { seed: 1, numRuns: 800 })
})

for (const [family, lines] of Object.entries(REAL)) {
  rubbish(`of spliced halves of two different lines of ${family} ends and completes nothing`, () => {
    const margin = MARGIN[family] ?? 1
    const half = fc.tuple(fc.constantFrom(...lines), fc.double({ min: 0, max: 1, noNaN: true }))
    const splice = fc.tuple(half, half).map(([[head, at], [tail, from]]) => {
      if (head.entry === tail.entry || head.needs - head.begins < margin + 6) return ''
      // Both are cut inside what they say: a whole message with something before or behind it is a message.
      const end = head.begins + 3 + Math.floor(at * (head.needs - head.begins - margin - 3))
      const begin = tail.begins + 3 + Math.floor(from * (tail.text.length - tail.begins - 3))
      const same = head.text.slice(head.begins, end) === tail.text.slice(tail.begins, begin)
      return same ? '' : sameTime(head.text.slice(0, end)) + tail.text.slice(begin)
    })
    const property = fc.property(fc.array(splice, { maxLength: 40 }), (spliced) => {
      assert.equal(terminal(spliced), [], JSON.stringify(spliced, null, 1))
    })
    fc.assert(property, { seed: 1, numRuns: 400 })
  })
}

rubbish('reaches nobody with a character that a terminal would obey', () => {
  const near = fc.constantFrom(...REAL.ios, ...REAL.asa).map(({ text }) => text)
  const hostile = fc.constantFrom(
    '\x1b[2J',
    '\x1b]0;owned\x07',
    '\x07',
    '\x08',
    '\x00',
    '\x9b31m',
    '\u202e',
    '\x7f',
    '\r',
    '\x1b',
    '\x0b',
  )
  const line = fc.tuple(near, fc.nat(200), hostile).map(([text, at, bad]) => text.slice(0, at) + bad + text.slice(at))
  const property = fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
    for (const event of observed(lines))
      assert.not.match(
        JSON.stringify(event).replaceAll('\\n', ''),
        /\\u00|\\[bfrt]|[\x7f-\x9f\u202a-\u202e\u2066-\u2069]/,
      )
  })
  fc.assert(property, { seed: 1, numRuns: 300 })
})

rubbish.run()
