import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { frontAt, fronts, tagAt } from '../../src/console/fronts.ts'
import type { Block } from '../../src/console/lines.ts'
import { readFront } from '../../src/console/stamp.ts'
import { readTag } from '../../src/console/tag.ts'

const suiteOfFronts = suite('fronts read from bytes')

const blockOf = (text: string): Block => {
  const bytes = new TextEncoder().encode(text)
  return { bytes, words: new DataView(bytes.buffer), text, at: 0 }
}

/** The fronts of these lines of one console, in turn; undefined where the bytes are left to others. */
const frontsOf = (lines: readonly string[]) => {
  const block = blockOf(lines.map((line) => `${line}\n`).join(''))
  const state = fronts()
  let from = 0
  return lines.map((line) => {
    const front = frontAt(state, block, from, from + line.length)
    from += line.length + 1
    return front === undefined ? undefined : { ...front }
  })
}

const BODY = 'ISAKMP:(0): x'

/** Each is read as the text is, behind each of the others. */
const agree = (stamps: readonly string[]): void => {
  for (const before of stamps)
    for (const stamp of stamps) {
      const [line, what] = [stamp + BODY, `${before}| ${stamp}|`]
      const found = frontsOf([before + BODY, line])[1]
      const { stamp: printed, device, end } = readFront(line)
      assert.ok(found !== undefined, what)
      assert.equal([found?.stamp, found?.device], [printed, device], what)
      const behind = line.slice(0, found?.length)
      assert.is(behind, printed === '' ? '' : line.slice(0, end).trimEnd(), what)
    }
}

suiteOfFronts('tell the time that the text tells, whatever the line before was stamped with', () => {
  agree([
    '',
    '*Mar  1 00:13:31.891: ',
    '*Mar  1 00:13:31.892: ',
    '*Mar  1 00:13:31.791: ',
    '*Mar  1 00:13:32.891: ',
    '*Mar  1 00:14:31.891: ',
    '*Mar  1 01:13:31.891: ',
    '*Mar  1 23:59:59.999: ',
    '*Mar  1 00:00:00.000: ',
    '*Mar  2 00:13:31.891: ',
    '*Apr  1 00:13:31.891: ',
    '.Mar  1 00:13:31.891: ',
    'Mar  1 00:13:31.891: ',
    '*Mar  1 2026 00:13:31.891: ',
    '*Mar  1 2026 00:13:31.892: ',
    '*Mar  1 00:13:31: ',
    '*Mar  1 00:13:32: ',
    '*Mar  1 00:13:31.891 UTC: ',
    '*Mar  1 00:13:31.892 UTC: ',
    '*Mar  1 00:13:31.8: ',
    '*Mar  1 00:13:31.891:   ',
    '00:13:31: ',
    '00:13:31.891: ',
    '00:13:31.892: ',
    '1d02h: ',
    '1d03h: ',
  ])
})

suiteOfFronts('tell no time that is none, though it stands where the last line had one', () => {
  const good = '*Mar  1 00:13:31.891: '
  for (const odd of [
    '*Mar  1 24:13:31.891: ',
    '*Mar  1 23:60:31.891: ',
    '*Mar  1 00:13:60.891: ',
    '*Mar  1 00:13:31.89x: ',
    '*Mar  1 00:13:31.x91: ',
    '*Mar  1 00:13:31./91: ',
    '*Mar  1 00:13:31.:91: ',
    '*Mar  1 00:13:3x.891: ',
    '*Mar  1 00:1x:31.891: ',
    '*Mar  1 0x:13:31.891: ',
    '*Mar  1 x0:13:31.891: ',
    '*Mar  1 00.13:31.891: ',
    '*Mar  1 00:13.31.891: ',
    '*Mar  1 00:13:31:891: ',
    '*Mar  1 00:13:31.891, ',
  ]) {
    const found = frontsOf([good + BODY, odd + BODY, good + BODY])
    const { stamp, device } = readFront(odd + BODY)
    assert.equal([found[1]?.stamp, found[1]?.device], [stamp, device], odd)
    assert.is(found[2]?.device, readFront(good).device, `${odd} and back`)
  }
})

suiteOfFronts('go forward and back within a day', () => {
  const times = ['00:13:31.891', '00:13:31.999', '23:59:59.999', '00:00:00.000', '12:30:45.678', '12:30:45.678']
  const lines = times.map((time) => `*Nov 25 ${time}: ${BODY}`)
  assert.equal(
    frontsOf(lines).map((front) => [front?.stamp, front?.device]),
    lines.map((line) => [readFront(line).stamp, readFront(line).device]),
  )
})

suiteOfFronts('are left to the text where they bear a number, a tab or a word that may be a tag', () => {
  for (const odd of [
    '000123: *Mar  1 00:13:31.891: ',
    '000123: ',
    '*Mar  1\t00:13:31.891: ',
    '*Mar  1 00:13:31.891 ISAKMP: ',
  ])
    assert.equal(frontsOf([odd + BODY]), [undefined], odd)
  assert.is(frontsOf([`*Mar  1 00:13:31.891 UTC: ${BODY}`])[0]?.stamp, '*Mar  1 00:13:31.891 UTC')
})

suiteOfFronts('of another kind are another thing: none, a clock that is set or not, seconds or parts of them', () => {
  const kinds = [
    '',
    '*Mar  1 00:13:31: ',
    '.Mar  1 00:13:31: ',
    '*Mar  1 00:13:31.891: ',
    '.Mar  1 00:13:31.891: ',
  ].map((front) => frontsOf([front + BODY])[0]?.kind)
  assert.is(new Set(kinds).size, kinds.length, kinds.join())
  assert.is(frontsOf([`*Mar  1 00:13:31.892: ${BODY}`, `*Mar  1 00:13:31.893: ${BODY}`])[1]?.kind, kinds[3])
})

suiteOfFronts('end with the block: nothing is read behind it', () => {
  const stamped = `*Mar  1 00:13:31.891: ${BODY}`
  for (const last of ['*', '*Mar', '*Mar  1 00:13:31.891', 'x', '*Mar  1 00:13:31.89'])
    assert.equal(frontsOf([stamped, last])[1]?.stamp ?? '', '', last)
})

/** What the bytes say of the tag, and what the text does. */
const tags = (text: string): [number | undefined, string][] => {
  const { conn, end } = tagAt(blockOf(text), 0)
  const tag = readTag(text.trimStart(), 0)
  const skipped = text.length - text.trimStart().length
  return [
    [conn < 0 ? undefined : conn, text.slice(end)],
    [tag?.conn, text.slice(skipped + (tag?.end ?? 0))],
  ]
}

suiteOfFronts('have the tag and the conn-id behind them that the text has', () => {
  for (const text of [
    'ISAKMP:(0): x',
    'ISAKMP:(1001):x',
    'ISAKMP:(0):: x',
    'ISAKMP (2): x',
    'ISAKMP: (1001):x',
    'ISAKMP : (7) : x'.replace(' : x', ': x'),
    'ISAKMP:(12345678): x',
    'ISAKMP (9) x',
    '  ISAKMP:(5):   x',
  ]) {
    const [bytes, read] = tags(text)
    assert.equal(bytes, read, text)
  }
})

suiteOfFronts('leave a tag alone that is not of the most common form', () => {
  for (const text of [
    'ISAKMP:(0:1): x',
    'ISAKMP:(123456789): x',
    'ISAKMP:(): x',
    'ISAKMP:(1x): x',
    'ISAKMP:(12',
    'ISAKMP: x',
    'ISAKMP',
    'ISAKMP:',
    'ISAKM',
    'ISAK',
    'ISAKXY:(0): x',
    'IPSECX:(0): x',
    'isakmp:(0): x',
    '',
    '   ',
  ])
    assert.equal(tags(text)[0], [undefined, text], text)
  assert.equal(tags('ISAKMP:(0)::: x')[0], [0, ': x'], 'two colons at most belong to it')
})

suiteOfFronts.run()
