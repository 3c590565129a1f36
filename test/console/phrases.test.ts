import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { hashOf, isHeardAgain, marksOf, type Phrases, phrases, remember, slotOf } from '../../src/console/phrases.ts'

const suiteOfPhrases = suite('phrases')

const viewOf = (text: string) => {
  const bytes = new TextEncoder().encode(text)
  return { bytes, words: new DataView(bytes.buffer) }
}

/** Puts a phrase into the table under a hash, with marks. */
const put = (table: Phrases<string>, phrase: string, hash: number, marks = 0): number =>
  remember(table, viewOf(phrase).bytes, 0, phrase.length, hash, marks, `meaning of ${phrase}`)

/** What the table knows of a phrase under a hash. */
const meant = (table: Phrases<string>, phrase: string, hash: number): [string | undefined, number] | undefined => {
  const slot = slotOf(table, viewOf(phrase).words, 0, phrase.length, hash)
  return slot < 0 ? undefined : [table.meanings[slot], marksOf(table, slot)]
}

suiteOfPhrases('mean what they meant, with the marks they had, wherever they stand', () => {
  const table = phrases<string>()
  assert.is(meant(table, 'singing', 5), undefined)
  put(table, 'singing', 5, 0xfedc)
  assert.equal(meant(table, 'singing', 5), ['meaning of singing', 0xfedc])
  const { words } = viewOf('xx singing yy')
  assert.ok(slotOf(table, words, 3, 10, 5) >= 0)
})

suiteOfPhrases('that only look alike mean nothing, though chance gave them one hash', () => {
  for (const phrase of ['four', 'fives', 'humming', 'twelve bytes', 'thirteen byte', 'x'.repeat(112)]) {
    const table = phrases<string>()
    put(table, phrase, 77)
    assert.ok(meant(table, phrase, 77), phrase)
    for (let at = 0; at < phrase.length; at++)
      assert.is(meant(table, `${phrase.slice(0, at)}#${phrase.slice(at + 1)}`, 77), undefined, `${phrase} at ${at}`)
    assert.is(meant(table, phrase, 78), undefined)
    assert.is(meant(table, `${phrase}#`, 77), undefined, 'longer')
    if (phrase.length > 4) assert.is(meant(table, phrase.slice(0, -1), 77), undefined, 'shorter')
  }
})

suiteOfPhrases('are kept two to a place: the older one is forgotten first', () => {
  const table = phrases<string>()
  const [first, second, third] = [1, 1 + 4096, 1 + 2 * 4096]
  put(table, 'alto', first)
  put(table, 'bass', second)
  assert.ok(meant(table, 'alto', first) && meant(table, 'bass', second))
  put(table, 'tenor', third)
  assert.is(meant(table, 'alto', first), undefined)
  assert.ok(meant(table, 'bass', second) && meant(table, 'tenor', third))
  put(table, 'alto', first)
  assert.is(meant(table, 'bass', second), undefined)
  assert.ok(meant(table, 'alto', first) && meant(table, 'tenor', third))
})

suiteOfPhrases('of all hashes, negative ones too, have a place', () => {
  const table = phrases<string>()
  for (const hash of [-1, 0x7fffffff, -0x80000000, 4095, 4096, 2047, 2048]) {
    put(table, `phrase ${hash}`, hash)
    assert.ok(meant(table, `phrase ${hash}`, hash), String(hash))
  }
})

suiteOfPhrases('are worth remembering when they come for the second time, with no other between', () => {
  const table = phrases<string>()
  assert.equal([isHeardAgain(table, 9), isHeardAgain(table, 9), isHeardAgain(table, 9)], [false, true, true])
  assert.equal(
    [9 + 4096, 9, 9].map((hash) => isHeardAgain(table, hash)),
    [false, false, true],
  )
  assert.equal(
    [10, 9, 10].map((hash) => isHeardAgain(table, hash)),
    [false, true, true],
    'another place',
  )
})

suiteOfPhrases('differ in their hash by each byte, by their length and by where they are said', () => {
  const hash = (text: string, salt = 0, from = 0) => hashOf(viewOf(text).words, from, text.length, salt)
  for (const phrase of ['four', 'fives', 'twelve bytes', 'thirteen byte']) {
    const seen = new Set([hash(phrase), hash(phrase, 1), hash(`${phrase}e`), hash(`${phrase}\0`)])
    for (let at = 0; at < phrase.length; at++) seen.add(hash(`${phrase.slice(0, at)}#${phrase.slice(at + 1)}`))
    assert.is(seen.size, phrase.length + 4, phrase)
    assert.is(hash(`xx ${phrase}`, 0, 3), hash(phrase), 'wherever it stands in its block')
  }
})

suiteOfPhrases.run()
