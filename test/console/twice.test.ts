import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Line } from '../../src/console/record.ts'
import { keptBack, once, type Twice, twice } from '../../src/console/twice.ts'
import type { Passing } from '../../src/stage.ts'

const pairs = suite('lines that stand twice')

const line = (text: string): Line => ({ kind: 'line', text, at: 0, bytes: text.length + 1, damaged: false })
const END: Passing = { kind: 'end', now: 0 }
const QUIET: Passing = { kind: 'tick', now: 600, quiet: 600 }

const through = (inputs: readonly (Line | Passing)[]): { lines: Line[]; state: Twice } => {
  let state = twice()
  const lines: Line[] = []
  for (const input of inputs) {
    const [next, outputs] = once(state, input)
    state = next
    for (const output of outputs) if (output.kind === 'line') lines.push(output)
  }
  return { lines, state }
}

const heard = (texts: readonly string[]): string[] => through([...texts.map(line), END]).lines.map(({ text }) => text)

const said = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, i) => `*Mar  1 00:13:31.${100 + from + i}: ISAKMP:(0): what is said, ${from + i}`)
const doubled = (texts: readonly string[]): string[] => texts.flatMap((text) => [text, text])

pairs('are heard once, from the first on, with and without stamps', () => {
  const bare = said(40).map((text) => text.slice(22))
  for (const texts of [said(40), bare, said(400), said(8)]) assert.equal(heard(doubled(texts)), texts)
})

pairs('are heard once where a log host put another head before each', () => {
  const feeds = said(20).flatMap((text) => [`Mar  1 00:13:32 one 12: ${text}`, `Mar  1 00:13:32 other 13: ${text}`])
  assert.is(heard(feeds).length, 20)
})

pairs('are told from lines that the router repeats: those stand four times', () => {
  const repeated = [...said(9), ...said(1, 8), ...said(1, 8), ...said(9, 9)]
  assert.equal(heard(doubled(repeated)), repeated)
})

pairs('go on around prompts, what was asked for, and a pair that lost one', () => {
  const [one, other] = [said(10), said(10, 10)]
  const between = ['R1#show clock', '00:13:31.109 UTC Mon Mar 1 1993', 'R1#', 'R1#']
  assert.equal(heard([...doubled(one), ...between, ...doubled(other)]), [...one, ...between, ...other])
  assert.equal(heard([...doubled(one), 'R1#', ...doubled(other).slice(1)]), [...one, 'R1#', ...other])
  assert.equal(heard([...between, ...doubled(one)]), [...between, ...one])
})

pairs('are left as they are where there are few of them, or others between', () => {
  const few = [...doubled(said(7)), ...said(20, 7)]
  assert.equal(heard(few), few)
  const some = said(60).flatMap((text, i) => (i % 5 === 4 ? [text] : [text, text]))
  assert.equal(heard(some), some)
  const same = Array.from({ length: 40 }, () => said(1)[0] ?? '')
  assert.equal(heard(same), same)
})

pairs('are few enough where nothing else is in the whole of a capture', () => {
  assert.equal(heard(doubled(said(3))), said(3))
  assert.equal(heard(doubled(said(2))), doubled(said(2)))
  assert.equal(heard([...doubled(said(3)), ...said(1, 9)]), [...doubled(said(3)), ...said(1, 9)])
})

pairs('are no more once line after line stands alone', () => {
  const alone = said(30, 20)
  assert.equal(heard([...doubled(said(20)), ...alone, ...doubled(said(3, 50))]), [
    ...said(20),
    ...alone,
    ...doubled(said(3, 50)),
  ])
})

pairs('are let go when nothing has come for half a second', () => {
  const inputs = doubled(said(3)).map(line)
  assert.ok(through(inputs).lines.length < 6)
  assert.is(through([...inputs, QUIET]).lines.length, 6)
  const { lines } = through([...inputs, QUIET, ...doubled(said(30, 3)).map(line)])
  assert.equal(
    lines.slice(6).map(({ text }) => text),
    said(30, 3),
  )
})

pairs('account for all bytes', () => {
  const inputs = doubled(said(50)).map(line)
  const sum = (all: readonly Line[]): number => all.reduce((bytes, { bytes: each }) => bytes + each, 0)
  for (let count = 0; count <= inputs.length; count++) {
    const { lines, state } = through(inputs.slice(0, count))
    assert.is(sum(lines) + keptBack(state), sum(inputs.slice(0, count)), `${count}`)
  }
})

pairs.run()
