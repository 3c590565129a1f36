import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { snapshots } from '../../src/report/publish.ts'
import type { Unexpected } from '../../src/report/schema/documents.ts'
import { validateDocument, validateEvent } from '../../src/report/validate.ts'
import { CONSOLE, dataOf, established, eventsOf, failed, OSAKA, retainedOf, run, started } from './fixtures.ts'

const strangers = suite('strangers')

const peers = { osaka: { address: OSAKA, expect: 'always' } } as const
const TOPIC = `${CONSOLE}/unexpected`
const aggregate = (publications: Parameters<typeof retainedOf>[0]) => retainedOf(publications).get(TOPIC) as Unexpected

strangers('a flood of spoofed sources costs one message a minute and disturbs no real peer', () => {
  const count = 50_000
  const spoofed = Array.from({ length: count }, (_, n) =>
    failed(n * 6, 'proposal-mismatch', n, `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`),
  )
  const flood = run([established(0), ...spoofed], { peers })
  const about = flood.all.filter(({ topic }) => topic === TOPIC)
  assert.is(about.length, 5)
  assert.is(eventsOf(flood.all).length, 1)
  assert.is(flood.state.peers.followed.size, 1)
  const after = run([{ kind: 'tick', now: 400_000, quiet: 0 }], {}, flood.state)
  assert.is(aggregate(after.all).failed, count)
  assert.equal(aggregate(after.all).reasons, { 'proposal-mismatch': count })
  assert.equal(validateDocument('console.unexpected', aggregate(after.all)), [])
})

strangers('nothing is said of them while nothing changes', () => {
  const once = run([started(0, 1, '10.0.0.9')], { peers })
  assert.equal(
    once.all.map(({ topic }) => topic),
    [TOPIC],
  )
  const ticks = [60_000, 120_000, 180_000].map((now) => ({ kind: 'tick' as const, now, quiet: now }))
  assert.equal(run(ticks, {}, once.state).all, [])
  assert.is(aggregate(snapshots(once.state)).attempts, 1)
})

strangers('a change within the minute waits for its end', () => {
  const two = run([started(0, 1, '10.0.0.9'), started(10, 2, '10.0.0.8')], { peers })
  assert.is(two.all.length, 1)
  assert.equal(run([{ kind: 'tick', now: 59_999, quiet: 0 }], {}, two.state).all, [])
  assert.is(aggregate(run([{ kind: 'tick', now: 60_000, quiet: 0 }], {}, two.state).all).attempts, 2)
})

strangers('a stranger that completes phase 1 is told one by one, but raises nothing', () => {
  const { all } = run([established(0, 1, '10.0.0.9')], { peers })
  const [event] = eventsOf(all)
  assert.equal(dataOf(event).peer, { address: '10.0.0.9', port: 500, expected: false })
  assert.equal(validateEvent(event), [])
  assert.equal(
    all.map(({ topic }) => topic),
    [`${CONSOLE}/event`, TOPIC],
  )
})

strangers('with no peers configured everyone is expected', () => {
  const { all } = run([failed(0, 'no-response', 1, '10.0.0.9')])
  assert.is(aggregate(all), undefined)
  assert.is(eventsOf(all)[0]?.subject, 'peer/10-0-0-9')
})

strangers.run()
