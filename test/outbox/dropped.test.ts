import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { addDropped, addMissing, mergeDropped, missingAmong, NOTHING_DROPPED } from '../../src/outbox/dropped.ts'
import type { Entry } from '../../src/outbox/entry.ts'

const account = suite('account of what was given up')

const entry = (sequence: number, console = 'tokyo'): Entry => ({
  key: sequence,
  size: 1,
  class: 'transition',
  console,
  sequence,
  pinned: false,
})

account('it counts by class, reason and console, and joins neighbouring numbers', () => {
  let dropped = NOTHING_DROPPED
  for (const sequence of [4, 5, 7, 6, 20]) dropped = addDropped(dropped, entry(sequence), 'full')
  dropped = addDropped(dropped, { key: 9, size: 1, class: 'other', pinned: false }, 'refused')
  assert.equal(dropped, {
    total: 6,
    classes: { transition: 5, other: 1 },
    reasons: { full: 5, refused: 1 },
    consoles: {
      tokyo: {
        count: 5,
        ranges: [
          [4, 7],
          [20, 20],
        ],
      },
    },
  })
})

account('numbers missing from a damaged store are counted as damaged', () => {
  const dropped = addMissing(NOTHING_DROPPED, 'osaka', [11, 14])
  assert.is(dropped.total, 4)
  assert.is(dropped.reasons.damaged, 4)
  assert.equal(dropped.consoles.osaka?.ranges, [[11, 14]])
})

account('a console may bear any name, __proto__ included', () => {
  const dropped = addDropped(addDropped(NOTHING_DROPPED, entry(1, '__proto__'), 'full'), entry(2, '__proto__'), 'full')
  assert.is(Object.entries(dropped.consoles).length, 1)
  assert.is(Object.entries(dropped.consoles)[0]?.[1].count, 2)
})

account('two accounts as one count both', () => {
  const one = addDropped(NOTHING_DROPPED, entry(1), 'full')
  const two = addDropped(addDropped(NOTHING_DROPPED, entry(2), 'full'), entry(5, 'osaka'), 'too-large')
  const both = mergeDropped(one, two)
  assert.is(both.total, 3)
  assert.equal(both.consoles.tokyo, { count: 2, ranges: [[1, 2]] })
})

account('every number given up lies in a range, and there are never more than 32 ranges', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 150 }), (numbers) => {
      const dropped = numbers.reduce((sum, number) => addDropped(sum, entry(number), 'full'), NOTHING_DROPPED)
      const ranges = dropped.consoles.tokyo?.ranges ?? []
      assert.is(dropped.total, numbers.length)
      assert.ok(ranges.length <= 32)
      for (const number of numbers) assert.ok(ranges.some(([from, to]) => from <= number && number <= to))
    }),
    { numRuns: 100 },
  )
})

account('numbers that a damaged store should hold and does not, before, between and behind those it holds', () => {
  const cases: [saved: number[], done: number | undefined, last: number, missing: [number, number][]][] = [
    [[], undefined, 9, []],
    [[], 9, 9, []],
    [[], 4, 9, [[5, 9]]],
    [[5, 6, 7, 8, 9], 4, 9, []],
    [
      [7, 8],
      4,
      9,
      [
        [5, 6],
        [9, 9],
      ],
    ],
    [[5, 9], 4, 9, [[6, 8]]],
    [[5, 9], undefined, 9, [[6, 8]]],
    // The batch that said so was in the damaged part: what is held goes out once more.
    [[3, 5], 4, 6, [[6, 6]]],
  ]
  for (const [saved, done, last, missing] of cases)
    assert.equal(missingAmong(saved, done, last), missing, JSON.stringify([saved, done, last]))
})

account.run()
