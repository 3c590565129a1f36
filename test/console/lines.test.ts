import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { LINE_LIMIT, lines, linesState, unaccounted } from '../../src/console/lines.ts'
import type { Line } from '../../src/console/record.ts'

const suiteOfLines = suite('lines')
const encoder = new TextEncoder()

type Piece = string | Uint8Array

const bytesOf = (piece: Piece): Uint8Array => (typeof piece === 'string' ? encoder.encode(piece) : piece)

/** Lines of these pieces, and the end of the input if asked for; `left` bytes are not accounted for yet. */
const cut = (pieces: readonly Piece[], end = true): { found: Line[]; left: number; total: number } => {
  let state = linesState()
  const found: Line[] = []
  let total = 0
  pieces.forEach((piece, index) => {
    const bytes = bytesOf(piece)
    total += bytes.length
    const [next, out] = lines(state, { kind: 'chunk', bytes, at: index })
    state = next
    for (const line of out) if (line.kind === 'line') found.push(line)
  })
  if (end) {
    const [next, out] = lines(state, { kind: 'end', now: pieces.length })
    state = next
    for (const line of out) if (line.kind === 'line') found.push(line)
  }
  return { found, left: unaccounted(state), total }
}

const texts = (...pieces: Piece[]) => cut(pieces).found.map(({ text }) => text)

suiteOfLines('end in LF, CR, CR LF or LF CR, mixed', () => {
  assert.equal(texts('a\nb\rc\r\nd\n\re'), ['a', 'b', 'c', 'd', 'e'])
  assert.equal(texts('a\r', '\nb'), ['a', 'b'])
  assert.equal(texts('a\r\r\nb'), ['a', 'b'], 'a terminal server may double the CR')
})

suiteOfLines('of blanks alone are nothing', () => {
  assert.equal(texts('\na\n'), ['a'], 'the first of all, too')
  assert.equal(texts('a\r\n\r\n  \r\n\t\n\u00a0\nb\r\n'), ['a', 'b'])
})

suiteOfLines('may come in any pieces', () => {
  assert.equal(texts('ISAK', 'MP:(0', '): x', '\r', '\n', 'y\n'), ['ISAKMP:(0): x', 'y'])
  const euro = encoder.encode('a \u20ac b\n')
  assert.equal(texts(euro.subarray(0, 3), euro.subarray(3)), ['a \u20ac b'], 'a character of several bytes may be cut')
})

suiteOfLines('carry the time at which their last byte came', () => {
  assert.equal(
    cut(['a', 'b\nc\n', 'd']).found.map(({ text, at }) => [text, at]),
    [
      ['ab', 1],
      ['c', 1],
      ['d', 3],
    ],
  )
})

suiteOfLines('hold an unfinished line until its end, the end of the input, but not for a tick', () => {
  const [state, out] = lines(linesState(), { kind: 'chunk', bytes: encoder.encode('half'), at: 0 })
  assert.equal(out, [])
  assert.equal(lines(state, { kind: 'tick', now: 60_000, quiet: 60_000 })[1], [
    { kind: 'tick', now: 60_000, quiet: 60_000 },
  ])
  assert.equal(lines(state, { kind: 'end', now: 9 })[1], [
    { kind: 'line', text: 'half', at: 9, bytes: 4, damaged: false },
    { kind: 'end', now: 9 },
  ])
})

suiteOfLines('account for every byte exactly once', () => {
  const inputs: Piece[][] = [
    ['a\r\n\r\nb\n\n', 'c'],
    ['\r\n\r\n', '\n', 'x\r'],
    [`${'y'.repeat(LINE_LIMIT + 1)}\r\nz\n`],
    ['y'.repeat(LINE_LIMIT), 'y'.repeat(5000), '\r', '\nz\n'],
    [new Uint8Array([255, 254, 10, 13, 0, 10, 65]), new Uint8Array([0xe2, 0x82]), new Uint8Array([0xac, 10])],
    ['\x1b[2J\r\n\0\r\n', 'a\n'],
  ]
  for (const input of inputs) {
    for (const end of [false, true]) {
      const { found, left, total } = cut(input, end)
      assert.is(
        found.reduce((sum, { bytes }) => sum + bytes, left),
        total,
        JSON.stringify(input).slice(0, 80),
      )
    }
  }
})

suiteOfLines('without an end are cut at the limit, marked as damaged, and what follows is dropped', () => {
  for (const pieces of [
    [`${'x'.repeat(3 * LINE_LIMIT)}\nnext\n`],
    ['x'.repeat(1500), 'x'.repeat(1500), 'x'.repeat(3144), '\nnext\n'],
  ]) {
    const { found } = cut(pieces)
    assert.equal(
      found.map(({ text, damaged }) => [text.length, damaged]),
      [
        [LINE_LIMIT, true],
        [4, false],
      ],
    )
    // Each line has its own bytes: none of an endless one count as what stands behind it.
    assert.equal(
      found.map(({ bytes }) => bytes),
      [3 * LINE_LIMIT + 1, 5],
    )
  }
})

suiteOfLines('with a byte that no console means are damaged, the one behind the last letter, too', () => {
  for (const odd of ['\x01', '\x7f'])
    assert.equal(
      cut([`plain\na${odd}b\n`]).found.map(({ text, damaged }) => [text, damaged]),
      [
        ['plain', false],
        ['a?b', true],
      ],
      JSON.stringify(odd),
    )
})

suiteOfLines('just as long as the limit are whole', () => {
  assert.equal(
    cut([`${'x'.repeat(LINE_LIMIT - 1)}\x07\n`]).found.map(({ text, damaged }) => [text.length, damaged]),
    [[LINE_LIMIT - 1, false]],
  )
  assert.equal(
    cut([`${'x'.repeat(LINE_LIMIT)}\r\n`]).found.map(({ text, damaged }) => [text.length, damaged]),
    [[LINE_LIMIT, false]],
  )
})

suiteOfLines('keep a bounded memory of a line that never ends', () => {
  let state = linesState()
  for (let i = 0; i < 200; i++)
    state = lines(state, { kind: 'chunk', bytes: new Uint8Array(10_000).fill(65), at: i })[0]
  assert.is(state.rest.length, LINE_LIMIT)
  assert.is(unaccounted(state), 2_000_000)
})

suiteOfLines('do not keep the buffer of the caller, who may use it again', () => {
  const buffer = encoder.encode('ISAKMP')
  const [state] = lines(linesState(), { kind: 'chunk', bytes: buffer, at: 0 })
  buffer.fill(88)
  const [, out] = lines(state, { kind: 'chunk', bytes: encoder.encode(': x\n'), at: 1 })
  assert.equal(
    out.map((line) => line.kind === 'line' && line.text),
    ['ISAKMP: x'],
  )
})

suiteOfLines('in the characters of Windows are read, those of line noise are damaged', () => {
  const windows = new Uint8Array([...encoder.encode('reason '), 0x93, ...encoder.encode('No reason'), 0x94, 10])
  assert.equal(
    cut([windows]).found.map(({ text, damaged }) => [text, damaged]),
    [['reason "No reason"', false]],
  )
  const noise = new Uint8Array([73, 83, 0xfe, 0xc3, 10])
  assert.equal(
    cut([noise]).found.map(({ damaged }) => damaged),
    [true],
  )
})

suiteOfLines('say the same of a tab, whatever else came with it', () => {
  for (const rest of ['', '\x07', '\r']) assert.equal(texts(`a\tb${rest}\n`)[0], 'a b')
})

suiteOfLines('in the characters of Windows have plain quotes, dashes and dots', () => {
  const windows = new Uint8Array([0x91, 97, 0x92, 0x93, 98, 0x94, 0x96, 0x97, 0x85, 10])
  assert.equal(texts(windows), ['\'a\'"b"--...'])
})

suiteOfLines('with an odd byte are cut at the limit like any other', () => {
  for (const odd of ['\x07', '\u20ac', '\r']) {
    const long = `${'x'.repeat(10)}${odd}${'x'.repeat(3 * LINE_LIMIT)}`
    const whole = cut([`${long}\nnext\n`])
    const pieces = cut([long.slice(0, 100), long.slice(100), '\nnext\n'])
    assert.equal(
      whole.found.map(({ text, damaged }) => [text.slice(0, 40), damaged]),
      pieces.found.map(({ text, damaged }) => [text.slice(0, 40), damaged]),
      JSON.stringify(odd),
    )
    assert.is(
      whole.found.reduce((sum, { bytes }) => sum + bytes, whole.left),
      whole.total,
    )
    assert.ok(whole.found.some(({ damaged }) => damaged))
    assert.ok(whole.found.every(({ text }) => text.length <= LINE_LIMIT))
  }
})

suiteOfLines('give at the end of the input what has no end, and nothing where there is nothing', () => {
  assert.equal(lines(linesState(), { kind: 'end', now: 9 })[1], [{ kind: 'end', now: 9 }])
  assert.equal(texts('a\r'), ['a'])
  assert.equal(texts('\r'), [])
  assert.equal(texts('\rb'), ['b'])
})

suiteOfLines('give at the end of the input the head of one that never ended, with all its bytes', () => {
  for (const pieces of [['x'.repeat(3 * LINE_LIMIT)], ['x'.repeat(2 * LINE_LIMIT), 'x'.repeat(LINE_LIMIT)]]) {
    const { found, left } = cut(pieces)
    assert.equal(
      found.map(({ text, bytes, damaged }) => [text.length, bytes, damaged]),
      [[LINE_LIMIT, 3 * LINE_LIMIT, true]],
    )
    assert.is(left, 0)
  }
})

suiteOfLines('begin with a blank or a tab without losing it to the line before', () => {
  assert.equal(texts(' a\n\tb\n   \n c\n'), [' a', ' b', ' c'])
})

suiteOfLines('behind one that never ended are whole', () => {
  const { found } = cut(['x'.repeat(3 * LINE_LIMIT), 'yyy\rnext\n', 'more\n'])
  assert.equal(
    found.map(({ text }) => text.slice(0, 4)),
    ['xxxx', 'next', 'more'],
  )
})

suiteOfLines.run()
