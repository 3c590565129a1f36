import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { chain, NOTHING, type Passing, type Stage } from '../src/stage.ts'

const stages = suite('stages')

/** Says each word twice. */
const twice: Stage<number, string | Passing, string | Passing> = (count, input) =>
  typeof input === 'string' ? [count + 1, [input, input]] : [count, [input]]

/** Keeps words back until it has two. */
const pairs: Stage<string, string | Passing, string | Passing> = (kept, input) => {
  if (typeof input !== 'string') return [kept, [input]]
  return kept === '' ? [input, NOTHING] : ['', [`${kept}-${input}`]]
}

stages('hand each output of the first to the second, in order', () => {
  const both = chain(twice, pairs)
  const [[count, kept], outputs] = both([0, 'x'], 'a')
  assert.equal([count, kept, outputs], [1, 'a', ['x-a']])
})

stages('let a tick and the end pass through all of them', () => {
  const both = chain(chain(twice, pairs), twice)
  const tick: Passing = { kind: 'tick', now: 5, quiet: 1 }
  assert.equal(both([[0, ''], 0], tick)[1], [tick])
  assert.equal(both([[0, ''], 0], { kind: 'end', now: 9 })[1], [{ kind: 'end', now: 9 }])
})

stages('answer with the one shared empty list when nothing comes of an input', () => {
  const silent: Stage<undefined, string, string> = (state) => [state, NOTHING]
  assert.is(chain(silent, silent)([undefined, undefined], 'a')[1], NOTHING)
  assert.ok(Object.isFrozen(NOTHING))
})

stages.run()
