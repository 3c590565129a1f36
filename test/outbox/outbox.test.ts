import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Entry } from '../../src/outbox/entry.ts'
import {
  acknowledged,
  append,
  connectionLost,
  depth,
  MINIMUM_CAPACITY,
  newOutbox,
  next,
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

outboxRules('an event is not offered before it is stored', () => {
  const outbox = newOutbox()
  append(outbox, entry(1))
  append(outbox, entry(2))
  assert.is(offer(outbox), undefined)
  stored(outbox, 1)
  assert.is(offer(outbox)?.key, 1)
  assert.is(offer(outbox), undefined)
})

outboxRules('at most sixteen are unacknowledged at a time', () => {
  const outbox = newOutbox()
  for (let key = 1; key <= 20; key++) append(outbox, entry(key))
  stored(outbox, 20)
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
  stored(outbox, 5)
  for (let i = 0; i < 4; i++) offer(outbox)
  acknowledged(outbox, 2)
  connectionLost(outbox)
  assert.equal(upcoming(outbox, 10), [1, 3, 4, 5])
  assert.is(next(outbox)?.key, 1)
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

outboxRules('neither what is in flight nor the report of what was given up is given up', () => {
  const outbox = newOutbox(0)
  append(outbox, entry(1, MINIMUM_CAPACITY / 2))
  stored(outbox, 1)
  offer(outbox)
  append(outbox, entry(2, MINIMUM_CAPACITY / 2, 'failure', true))
  assert.equal(
    append(outbox, entry(3, 1, 'failure')).map((gone) => gone.key),
    [3],
  )
  assert.is(depth(outbox), 2)
})

outboxRules('events of an older run go before those of this one', () => {
  const outbox = newOutbox()
  append(outbox, entry(100))
  assert.equal(restore(outbox, [entry(1), entry(2, 100, 'failure')]), [])
  stored(outbox, 100)
  assert.equal(upcoming(outbox, 10), [1, 2, 100])
  assert.is(outbox.bytes, 300)
})

type Operation =
  | { kind: 'append'; size: number; class: PublicationClass }
  | { kind: 'store' | 'offer' | 'lose' | 'crash' }
  | { kind: 'acknowledge'; which: number }

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    kind: fc.constant('append' as const),
    size: fc.integer({ min: 1, max: 60_000 }),
    class: fc.constantFrom<PublicationClass>('transition', 'snapshot', 'other', 'failure'),
  }),
  fc.record({ kind: fc.constantFrom('store' as const, 'offer' as const, 'lose' as const, 'crash' as const) }),
  fc.record({ kind: fc.constant('offer' as const) }),
  fc.record({ kind: fc.constant('acknowledge' as const), which: fc.nat(15) }),
)

/** A disk and a broker beside the outbox, so simple that they are evidently right. */
const runModel = (operations: readonly Operation[]) => {
  let outbox = newOutbox(0)
  let key = 0
  const disk = new Map<number, Entry>()
  /** Acknowledged, and still on disk until the next batch: a crash brings them back, as duplicates. */
  const unremoved = new Set<number>()
  let unstored: Entry[] = []
  const durable = new Set<number>()
  const delivered: number[] = []
  const done = new Set<number>()
  const flying = () => [...outbox.inFlight.keys()]
  const lost = (gone: readonly Entry[]) => {
    for (const { key: dead } of gone) {
      disk.delete(dead)
      unstored = unstored.filter((waiting) => waiting.key !== dead)
      done.add(dead)
    }
  }
  const act = (step: Operation): void => {
    if (step.kind === 'append') {
      key += 1
      const added: Entry = { key, size: step.size, class: step.class, pinned: false }
      unstored.push(added)
      lost(append(outbox, added))
    } else if (step.kind === 'store') {
      for (const waiting of unstored) {
        disk.set(waiting.key, waiting)
        durable.add(waiting.key)
      }
      unstored = []
      for (const gone of unremoved) disk.delete(gone)
      unremoved.clear()
      stored(outbox, key)
    } else if (step.kind === 'offer') {
      const offered = offer(outbox)
      if (offered === undefined) return
      assert.ok(durable.has(offered.key), 'offered before it was stored')
      delivered.push(offered.key)
    } else if (step.kind === 'acknowledge') {
      const flight = flying()
      const chosen = flight[step.which % Math.max(1, flight.length)]
      if (chosen === undefined) return
      acknowledged(outbox, chosen)
      unremoved.add(chosen)
      done.add(chosen)
    } else if (step.kind === 'lose') connectionLost(outbox)
    else {
      outbox = newOutbox(0)
      unstored = []
      unremoved.clear()
      lost(
        restore(
          outbox,
          [...disk.values()].sort((a, b) => a.key - b.key),
        ),
      )
      stored(outbox, key)
    }
    assert.ok(outbox.bytes <= outbox.capacity, 'over capacity')
  }
  for (const step of operations) act(step)
  connectionLost(outbox)
  act({ kind: 'store' })
  for (let waiting = offer(outbox); waiting !== undefined; waiting = offer(outbox)) {
    delivered.push(waiting.key)
    acknowledged(outbox, waiting.key)
    done.add(waiting.key)
  }
  return { durable, delivered, done, left: depth(outbox), bytes: outbox.bytes }
}

outboxRules(
  'whatever happens, what was stored is acknowledged or counted as given up, and first arrivals keep their order',
  () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 120 }), (operations) => {
        const { durable, delivered, done, left, bytes } = runModel(operations)
        assert.is(left, 0)
        assert.is(bytes, 0)
        for (const key of durable) assert.ok(done.has(key), `${key} vanished`)
        const firstArrivals = [...new Set(delivered)]
        assert.equal(
          firstArrivals,
          firstArrivals.toSorted((a, b) => a - b),
        )
      }),
      { numRuns: 500 },
    )
  },
)

outboxRules.run()
