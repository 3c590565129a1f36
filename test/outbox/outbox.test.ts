import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Entry } from '../../src/outbox/entry.ts'
import {
  acknowledged,
  append,
  choose,
  connectionLost,
  depth,
  MINIMUM_CAPACITY,
  newOutbox,
  next,
  type Outbox,
  offer,
  restore,
  stored,
  upcoming,
  WINDOW,
} from '../../src/outbox/outbox.ts'
import type { PublicationClass } from '../../src/outbox/publication.ts'

const outboxRules = suite('outbox rules')

const entry = (key: number, size = 100, kind: PublicationClass = 'transition', pinned = false): Entry => ({
  key,
  size,
  class: kind,
  pinned,
})

/** A batch that goes to disk at once. */
const batch = (outbox: Outbox): void => {
  choose(outbox)
  stored(outbox)
}

outboxRules('an event is not offered before a batch is stored in which it was chosen', () => {
  const outbox = newOutbox()
  append(outbox, entry(1))
  assert.is(choose(outbox), 1)
  append(outbox, entry(2))
  assert.is(offer(outbox), undefined)
  stored(outbox)
  assert.is(offer(outbox)?.key, 1)
  assert.is(offer(outbox), undefined)
  assert.is(choose(outbox), 2)
  assert.is(choose(outbox), undefined)
})

outboxRules('at most sixteen are unacknowledged at a time', () => {
  const outbox = newOutbox()
  for (let key = 1; key <= 20; key++) append(outbox, entry(key))
  batch(outbox)
  let offered = 0
  while (offer(outbox) !== undefined) offered += 1
  assert.is(offered, WINDOW)
  acknowledged(outbox, 3)
  assert.is(offer(outbox)?.key, 17)
  assert.is(offer(outbox), undefined)
})

outboxRules('after a lost connection the unacknowledged go again, at their old places', () => {
  const outbox = newOutbox()
  for (let key = 1; key <= 5; key++) append(outbox, entry(key, 100, key % 2 === 0 ? 'failure' : 'transition'))
  batch(outbox)
  for (let i = 0; i < 4; i++) offer(outbox)
  acknowledged(outbox, 2)
  connectionLost(outbox)
  assert.equal(upcoming(outbox, 10), [1, 3, 4, 5])
  assert.is(next(outbox)?.key, 1)
})

outboxRules('an eighth of the room is chosen at a time, the oldest of all ranks, and one at least', () => {
  const outbox = newOutbox(0)
  for (let key = 1; key <= 8; key++)
    append(outbox, entry(key, MINIMUM_CAPACITY / 20, key % 2 === 0 ? 'failure' : 'transition'))
  batch(outbox)
  assert.equal(upcoming(outbox, 10), [1, 2, 3])
  offer(outbox)
  batch(outbox)
  assert.equal(upcoming(outbox, 10), [2, 3], 'what is in flight counts')
  acknowledged(outbox, 1)
  batch(outbox)
  assert.equal(upcoming(outbox, 10), [2, 3, 4])
})

outboxRules('a full outbox gives up transitions, then snapshots, then the rest, failures last, oldest first', () => {
  const outbox = newOutbox(0)
  const quarter = MINIMUM_CAPACITY / 4
  append(outbox, entry(1, quarter, 'failure'))
  append(outbox, entry(2, quarter, 'snapshot'))
  append(outbox, entry(3, quarter, 'other'))
  append(outbox, entry(4, quarter, 'transition'))
  const given = [5, 6, 7, 8, 9].flatMap((key) => append(outbox, entry(key, quarter, 'failure')).map((gone) => gone.key))
  assert.equal(given, [4, 2, 3, 1, 5])
})

outboxRules('an event of no importance is itself given up rather than a failure', () => {
  const outbox = newOutbox(0)
  append(outbox, entry(1, MINIMUM_CAPACITY, 'failure'))
  assert.equal(append(outbox, entry(2, 10, 'transition')), [entry(2, 10, 'transition')])
  assert.is(depth(outbox), 1)
})

outboxRules('an event larger than the whole outbox pushes nothing out', () => {
  const outbox = newOutbox(0)
  append(outbox, entry(1))
  const giant = entry(2, MINIMUM_CAPACITY + 1, 'failure')
  assert.equal(append(outbox, giant), [giant])
  assert.is(depth(outbox), 1)
})

outboxRules('neither what is chosen, offered or not, nor the report of what was given up is given up', () => {
  const outbox = newOutbox(0)
  const part = MINIMUM_CAPACITY / 16
  for (let key = 1; key <= 3; key++) append(outbox, entry(key, part))
  batch(outbox)
  offer(outbox)
  connectionLost(outbox)
  append(outbox, entry(4, part * 13, 'failure', true))
  assert.equal(
    [5, 6].flatMap((key) => append(outbox, entry(key, part, 'failure'))).map((gone) => gone.key),
    [3, 5],
  )
  assert.equal([depth(outbox), outbox.bytes], [4, outbox.capacity])
})

outboxRules('events of an older run go before those of this one', () => {
  const outbox = newOutbox()
  append(outbox, entry(100))
  assert.equal(restore(outbox, [entry(1), entry(2, 100, 'failure')], -1), [])
  batch(outbox)
  assert.equal(upcoming(outbox, 10), [1, 2, 100])
  assert.is(outbox.bytes, 300)
})

outboxRules('what an older run had chosen may be at the broker: it is not given up, and goes at once', () => {
  const outbox = newOutbox(0)
  const half = MINIMUM_CAPACITY / 2
  const gone = restore(outbox, [entry(1, 100), entry(2, 100), entry(3, half), entry(4, half)], 2)
  assert.equal(
    gone.map(({ key }) => key),
    [3],
  )
  assert.equal(upcoming(outbox, 10), [1, 2])
})

outboxRules('with less room than before, half of it stays with what is new', () => {
  const outbox = newOutbox(0)
  const quarter = MINIMUM_CAPACITY / 4
  const older = [1, 2, 3, 4, 5, 6].map((key) => entry(key, quarter))
  const gone = restore(outbox, older, 6)
  assert.equal(
    gone.map(({ key }) => key),
    [4, 5],
  )
  assert.equal(upcoming(outbox, 10), [1, 2, 3])
})

outboxRules.run()
