import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Entry } from '../../src/outbox/entry.ts'
import {
  acknowledged,
  append,
  choose,
  connectionLost,
  depth,
  newOutbox,
  offer,
  restore,
  stored,
} from '../../src/outbox/outbox.ts'
import type { PublicationClass } from '../../src/outbox/publication.ts'

const outboxes = suite('the outbox, whatever happens')

type Operation =
  | { kind: 'append'; size: number; class: PublicationClass }
  | { kind: 'take' | 'write' | 'offer' }
  | { kind: 'connect' | 'lose' | 'report' }
  /** `written`: the batch under way had just come to the disk. */
  | { kind: 'crash'; written: boolean }
  | { kind: 'acknowledge'; which: number }

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      size: fc.integer({ min: 1, max: 30_000 }),
      class: fc.constantFrom<PublicationClass>('transition', 'snapshot', 'other', 'failure'),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constantFrom('take' as const, 'write' as const, 'offer' as const) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('connect' as const, 'lose' as const, 'report' as const) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), written: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('acknowledge' as const), which: fc.nat(15) }) },
)

type Disk = {
  readonly entries: Map<number, Entry>
  readonly reports: Map<number, readonly number[]>
  /** Given up and in no report yet. */
  account: readonly number[]
  chosenUpTo: number
}

/** A disk and a broker beside the outbox, so simple that they are evidently right. */
const world = () => {
  let outbox = newOutbox(0)
  let connected = false
  let key = 0
  let account: readonly number[] = []
  const disk: Disk = { entries: new Map(), reports: new Map(), account: [], chosenUpTo: -1 }
  let pending: ((disk: Disk) => void)[] = []
  let writing: typeof pending | undefined
  const durable = new Set<number>()
  const delivered: number[] = []
  const said: number[] = []

  const giveUp = (victims: readonly Entry[]): void => {
    account = [...account, ...victims.map((victim) => victim.key)]
    const now = account
    pending.push((to) => {
      for (const victim of victims) to.entries.delete(victim.key)
      to.account = now
    })
  }
  const add = (entry: Entry): void => {
    pending.push((to) => {
      to.entries.set(entry.key, entry)
      durable.add(entry.key)
    })
    giveUp(append(outbox, entry))
  }
  const write = (): void => {
    for (const change of writing ?? []) change(disk)
    writing = undefined
  }
  const crash = (): void => {
    pending = []
    writing = undefined
    connected = false
    outbox = newOutbox(0)
    account = disk.account
    const older = [...disk.entries.values()].sort((a, b) => a.key - b.key)
    giveUp(restore(outbox, older, disk.chosenUpTo))
  }
  const take = (): void => {
    if (writing !== undefined) return
    const upTo = connected ? choose(outbox) : undefined
    if (upTo !== undefined)
      pending.push((to) => {
        to.chosenUpTo = upTo
      })
    writing = pending
    pending = []
  }
  const offerOne = (): void => {
    const offered = connected ? offer(outbox) : undefined
    if (offered === undefined) return
    assert.ok(durable.has(offered.key), 'offered before it was stored')
    delivered.push(offered.key)
    said.push(...(disk.reports.get(offered.key) ?? []))
  }
  const acknowledge = (which: number): void => {
    const flight = [...outbox.inFlight.keys()]
    const chosen = flight[which % Math.max(1, flight.length)]
    if (chosen === undefined) return
    acknowledged(outbox, chosen)
    pending.push((to) => to.entries.delete(chosen))
  }
  const report = (): void => {
    if (account.length === 0) return
    const told = account
    account = []
    key += 1
    const own = key
    pending.push((to) => {
      to.account = []
      to.reports.set(own, told)
    })
    add({ key: own, size: 500, class: 'failure', pinned: true })
  }

  const act = (step: Operation): void => {
    if (step.kind === 'append') {
      key += 1
      add({ key, size: step.size, class: step.class, pinned: false })
    } else if (step.kind === 'take') take()
    else if (step.kind === 'write') {
      if (writing === undefined) return
      write()
      stored(outbox)
    } else if (step.kind === 'offer') offerOne()
    else if (step.kind === 'acknowledge') acknowledge(step.which)
    else if (step.kind === 'connect') connected = true
    else if (step.kind === 'report') report()
    else if (step.kind === 'lose') {
      connected = false
      connectionLost(outbox)
    } else if (step.kind === 'crash') {
      if (step.written) write()
      crash()
    }
    assert.ok(outbox.bytes <= outbox.capacity, 'over capacity')
  }
  const finish = (): void => {
    act({ kind: 'connect' })
    for (let turn = 0; turn < 1_000 && depth(outbox) + account.length > 0; turn++) {
      if (depth(outbox) === 0) act({ kind: 'report' })
      for (const kind of ['write', 'take', 'write'] as const) act({ kind })
      while (outbox.inFlight.size > 0) act({ kind: 'acknowledge', which: 0 })
      act({ kind: 'offer' })
    }
  }
  return { act, finish, durable, delivered, said, left: () => depth(outbox), bytes: () => outbox.bytes }
}

outboxes('what was on disk is delivered or reported as given up, never both; first arrivals keep their order', () => {
  let [both, crashes] = [0, 0]
  fc.assert(
    fc.property(fc.array(operation, { size: 'max', maxLength: 200 }), (operations) => {
      const { act, finish, durable, delivered, said, left, bytes } = world()
      for (const step of operations) act(step)
      finish()
      assert.equal([left(), bytes()], [0, 0])
      const arrived = new Set(delivered)
      const reported = new Set(said)
      for (const key of durable) assert.ok(arrived.has(key) || reported.has(key), `${key} vanished`)
      for (const key of reported) assert.not(arrived.has(key), `${key} came, and was reported as given up`)
      const order = [...arrived]
      assert.equal(
        order,
        order.toSorted((a, b) => a - b),
      )
      if (reported.size > 0 && arrived.size > 0) both += 1
      crashes += operations.filter(({ kind }) => kind === 'crash').length
    }),
    { numRuns: 1_000 },
  )
  assert.ok(both > 100 && crashes > 100, `${both} runs gave something up and delivered something, ${crashes} crashes`)
})

outboxes.run()
