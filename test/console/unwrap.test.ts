import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Line } from '../../src/console/record.ts'
import { isBroken, unwrap, wrapping } from '../../src/console/unwrap.ts'
import type { Passing } from '../../src/stage.ts'

const wraps = suite('lines that a page or a terminal broke at one width')

const line = (text: string): Line => ({ kind: 'line', text, at: 0, bytes: text.length + 1, damaged: false })
const END: Passing = { kind: 'end', now: 0 }

const through = (inputs: readonly (Line | Passing)[]): { lines: Line[]; broken: boolean } => {
  let state = wrapping()
  const lines: Line[] = []
  for (const input of inputs) {
    const [next, outputs] = unwrap(state, input)
    state = next
    for (const output of outputs) if (output.kind === 'line') lines.push(output)
  }
  return { lines, broken: isBroken(state) }
}

const texts = (lines: readonly string[], end: readonly Passing[] = [END]): string[] =>
  through([...lines.map(line), ...end]).lines.map(({ text }) => text)

const at = (second: number, text: string): string =>
  `*Mar  1 00:13:${String(second).padStart(2, '0')}.891: ISAKMP:(0): ${text}`
const WORDS =
  'processing vendor id payload, and what else a router would say in a line that is longer than the page is wide'
const long = (second: number): string => at(second, `${'x'.repeat(1 + (second % 7))} ${WORDS}, ${second} times`)

/** Cut after so many characters, wherever that is. */
const cut = (text: string, width: number): string[] => text.match(new RegExp(`.{1,${width}}`, 'g')) ?? ['']

/** Broken at the last blank that fits. */
const folded = (text: string, width: number): string[] => {
  const pieces: string[] = []
  for (const word of text.split(' ')) {
    const last = pieces.at(-1)
    if (last === undefined || last.length + 1 + word.length > width) pieces.push(word)
    else pieces[pieces.length - 1] = `${last} ${word}`
  }
  return pieces
}

const HEARD = Array.from({ length: 16 }, (_, i) => long(i))
const SHORT = at(50, 'short')

for (const [name, broken] of [
  ['cut at a column', cut],
  ['broken at a blank', folded],
] as const) {
  wraps(`are whole again where line after line is ${name}`, () => {
    for (const width of [60, 64, 72, 79, 80, 100]) {
      const seen = texts([...HEARD.flatMap((text) => broken(text, width)), SHORT])
      assert.equal(seen.slice(-8), [...HEARD.slice(-7), SHORT], `width ${width}`)
    }
  })

  wraps(`account for all bytes where they are ${name}`, () => {
    const inputs = HEARD.flatMap((text) => broken(text, 72)).map(line)
    const { lines } = through([...inputs, END])
    const sum = (all: readonly Line[]): number => all.reduce((bytes, each) => bytes + each.bytes, 0)
    assert.is(sum(lines), sum(inputs))
    assert.ok(lines.length < inputs.length)
  })
}

wraps('are left as they are where nothing is broken, and where one line is', () => {
  assert.equal(texts([...HEARD, SHORT]), [...HEARD, SHORT])
  const once = [...cut(long(0), 80), ...HEARD]
  assert.equal(texts(once), once)
})

wraps('are not taken for the rest of a line of their own, a prompt or a row', () => {
  const before = HEARD.flatMap((text) => cut(text, 80))
  const full = at(51, WORDS).slice(0, 80)
  for (const next of [SHORT, 'R1#show clock', 'ISAKMP:(0): short'])
    assert.equal(texts([...before, full, next]).slice(-2), [full, next], next)
  assert.equal(
    texts([...before, at(52, 'short'), 'a row']).slice(-2),
    [at(52, 'short'), 'a row'],
    'behind a line with room',
  )
})

wraps('keep a blank that a page took off at the edge', () => {
  const before = HEARD.flatMap((text) => cut(text, 80))
  const trimmed = at(51, WORDS).slice(0, 79)
  assert.equal(texts([...before, trimmed, 'rest']).at(-1), `${trimmed} rest`)
})

wraps('are believed no more when one is longer than the width', () => {
  const before = HEARD.flatMap((text) => cut(text, 80))
  const seen = through([...before, long(40), ...cut(long(41), 80)].map(line))
  assert.not.ok(seen.broken)
  assert.equal(
    seen.lines.slice(-3).map(({ text }) => text),
    [long(40), ...cut(long(41), 80)].slice(-3),
  )
})

wraps('are looked for in the first two hundred lines only', () => {
  const short = Array.from({ length: 200 }, (_, i) => at(i % 60, 'short'))
  const inputs = [...short, ...HEARD.flatMap((text) => cut(text, 80))].map(line)
  assert.not.ok(through(inputs).broken)
  assert.ok(through(inputs.slice(100)).broken)
})

wraps('wait for their rest no longer than half a second', () => {
  const before = HEARD.flatMap((text) => cut(text, 80))
  const full = at(51, WORDS).slice(0, 80)
  assert.equal(texts([...before, full], [{ kind: 'tick', now: 0, quiet: 499 }]).at(-1), long(15))
  assert.equal(texts([...before, full], [{ kind: 'tick', now: 0, quiet: 500 }]).at(-1), full)
})

wraps('do not grow without end', () => {
  const before = HEARD.flatMap((text) => cut(text, 80))
  const endless = Array.from({ length: 100 }, () => 'x'.repeat(80))
  assert.ok(texts([...before, at(51, WORDS).slice(0, 80), ...endless]).every(({ length }) => length <= 2048))
})

const isBrokenAfter = (lines: readonly string[]): boolean => through(lines.map(line)).broken

wraps('are known as lines of a router by a stamp, a number or a tag, and prose or commands are none', () => {
  const said = (front: string): string[] => HEARD.map((text) => front + text.slice(at(0, '').length))
  for (const front of ['*Mar  1 00:13:05.891: ', '000123: ', 'ISAKMP:(0): ']) {
    const lines = said(front)
    assert.equal(texts(lines.flatMap((text) => cut(text, 80))).slice(-8), lines.slice(-8), front)
  }
  for (const front of ['', 'R1#show ']) {
    const pieces = said(front).flatMap((text) => cut(text, 80))
    assert.equal(texts(pieces), pieces, front)
  }
})

wraps('of one length are whole, each with a front of its own or a blank line between', () => {
  const alike = (front: string): string[] =>
    Array.from({ length: 16 }, (_, i) => `${front}${WORDS}${String(i).padStart(3, '0')}`)
  for (const lines of [
    alike('*Mar  1 00:13:05.891: '),
    alike('000123: '),
    alike(at(1, '')),
    alike(at(1, '')).flatMap((text) => [text, '']),
  ])
    assert.equal(texts(lines), lines, lines[1])
})

wraps('are no proof where the first word below would have fitted, nor on a narrow page', () => {
  const rows = Array.from({ length: 16 }, (_, i) => [at(i, `${WORDS.slice(0, 40 + i)}.`), 'a row below'])
  assert.equal(texts([long(0), ...rows.flat()]), [long(0), ...rows.flat()])
  assert.ok(isBrokenAfter(HEARD.flatMap((text) => cut(text, 50))))
  assert.not.ok(isBrokenAfter(HEARD.flatMap((text) => cut(text, 49))))
})

wraps('prove a width together, and none with those that were broken at a narrower one', () => {
  const proofs = (width: number, count: number): string[] =>
    HEARD.slice(0, count).flatMap((text) => folded(text, width).slice(0, 2))
  assert.ok(isBrokenAfter(proofs(60, 7)))
  assert.not.ok(isBrokenAfter([...proofs(60, 6), ...proofs(100, 3)]))
})

wraps('may begin with an empty one', () => {
  assert.equal(texts(['', SHORT]), ['', SHORT])
})

wraps('at a blank go on where the next word would not have fitted, and with nothing that is indented', () => {
  const before = [...HEARD.flatMap((text) => folded(text, 72)), at(50, 'x'.repeat(72 - at(50, '').length))]
  const of = (length: number): string => at(51, 'x'.repeat(length - at(51, '').length))
  const after = (length: number, next: string): string[] => texts([...before, of(length), next]).slice(-2)
  for (const rest of ['word', 'word and more']) {
    assert.equal(after(67, rest), [of(67), rest])
    assert.equal(after(68, rest).at(-1), `${of(68)} ${rest}`)
  }
  for (const length of [40, 72]) assert.equal(after(length, '  a row'), [of(length), '  a row'])
  assert.equal(texts([...before, of(76), of(70), 'word']).slice(-2), [of(70), 'word'], 'the page is wider')
  assert.ok(isBrokenAfter([...before, of(80)]))
  assert.not.ok(isBrokenAfter([...before, of(81)]))
})

wraps('at a column are never longer', () => {
  const before = HEARD.flatMap((text) => cut(text, 80))
  assert.not.ok(isBrokenAfter([...before, cut(long(40), 81)[0] ?? '']))
})

wraps('that have room are let go at once, filled up with blanks or not', () => {
  const before = HEARD.flatMap((text) => cut(text, 80))
  assert.equal(texts([...before, SHORT], []).at(-1), SHORT)
  assert.equal(texts([...before, SHORT.padEnd(80)], []).at(-1), SHORT.padEnd(80))
  assert.equal(texts([...before, SHORT.padEnd(80), 'a row']).at(-1), 'a row')
  assert.equal(texts([...before, long(40)], []).at(-1), long(40), 'longer than the page')
})

wraps('are damaged where one of their pieces is', () => {
  const before = HEARD.flatMap((text) => cut(text, 80)).map(line)
  const [first, second] = [line(at(51, WORDS).slice(0, 80)), line('rest')]
  const damaged = (...pieces: Line[]): boolean | undefined => through([...before, ...pieces, END]).lines.at(-1)?.damaged
  assert.is(damaged(first, second), false)
  assert.is(damaged({ ...first, damaged: true }, second), true)
  assert.is(damaged(first, { ...second, damaged: true }), true)
})

wraps.run()
