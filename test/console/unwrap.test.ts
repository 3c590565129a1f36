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

wraps.run()
