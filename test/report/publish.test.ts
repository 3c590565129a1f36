import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { MAX_FOLLOWED } from '../../src/report/peers.ts'
import { snapshots } from '../../src/report/publish.ts'
import type { PeerAlert, PeerSnapshot } from '../../src/report/schema/documents.ts'
import { validateDocument, validateEvent } from '../../src/report/validate.ts'
import {
  CONSOLE,
  dataOf,
  down,
  established,
  eventsOf,
  failed,
  failing,
  recovered,
  retainedOf,
  run,
  started,
  transition,
} from './fixtures.ts'

const publishing = suite('publish')

const PHASE1 = `${CONSOLE}/peer/172-16-6-2/phase1`
const alertTopic = (reason: string) => `${CONSOLE}/peer/172-16-6-2/alert/${reason}`
const snapshotOf = (publications: Parameters<typeof retainedOf>[0], topic = PHASE1) =>
  retainedOf(publications).get(topic) as PeerSnapshot
const alertsOf = (publications: Parameters<typeof retainedOf>[0]) =>
  [...retainedOf(publications).keys()]
    .filter((topic) => topic.includes('/alert/'))
    .map((topic) => topic.split('/').at(-1))

publishing('a success leaves one snapshot and no alert', () => {
  const { all } = run([started(0), transition(10), established(164)])
  const snapshot = snapshotOf(all)
  assert.equal(validateDocument('peer.phase1', snapshot), [])
  assert.is(snapshot.state, 'established')
  assert.is(snapshot.since, '2026-03-07T16:14:29.164Z')
  assert.is(snapshot.proposal?.lifetimeSeconds, 86400)
  assert.is(snapshot.weaknesses.length, 1)
  assert.is(snapshot.sequence, 3)
  assert.equal(snapshot.counters, { attempts: 1, established: 1, failing: 0, failed: 0, down: 0 })
  assert.equal(alertsOf(all), [])
})

publishing('that an SA that was up reached its lifetime, or was cleared here, wakes nobody', () => {
  const { all } = run([started(0), established(10), down(20, 'deleted-locally')])
  assert.equal(alertsOf(all), [])
  assert.is(snapshotOf(all).state, 'down')
  assert.is(snapshotOf(all).lastFailure?.reason, 'deleted-locally')
  assert.equal(alertsOf(run([started(0), failed(20, 'deleted-locally')]).all), ['deleted-locally'])
})

publishing('an alert is there from the first evidence until phase 1 succeeds', () => {
  const before = run([
    started(0),
    failing(10, 'psk-mismatch'),
    failed(20, 'psk-mismatch'),
    started(30, 2),
    failed(40, 'psk-mismatch', 2),
  ])
  assert.equal(alertsOf(before.all), ['psk-mismatch'])
  const alert = retainedOf(before.all).get(alertTopic('psk-mismatch')) as PeerAlert
  assert.equal(validateDocument('peer.alert', alert), [])
  assert.is(alert.since, '2026-03-07T16:14:29.010Z')
  assert.is(alert.times, 2, 'two attempts, of which one was said twice')
  assert.is(alert.event, eventsOf(before.all).at(-1)?.id)
  assert.is(snapshotOf(before.all).state, 'failed')
  const after = run([started(50, 3), established(60, 3)], {}, before.state)
  const emptied = after.last.filter(({ payload }) => payload === '')
  assert.equal(
    emptied.map(({ topic, retain, qos }) => ({ topic, retain, qos })),
    [{ topic: alertTopic('psk-mismatch'), retain: true, qos: 1 }],
  )
  assert.equal(alertsOf([...before.all, ...after.all]), [])
  assert.is(snapshotOf(after.all).lastFailure?.reason, 'psk-mismatch')
})

publishing('better evidence in the same negotiation replaces its alert', () => {
  const { all } = run([started(0), failing(10, 'no-response'), failed(20, 'nat-t-blocked')])
  assert.equal(alertsOf(all), ['nat-t-blocked'])
})

publishing('another negotiation that fails otherwise adds its alert', () => {
  const { all } = run([failed(0, 'no-response', 1), failed(20, 'psk-mismatch', 2)])
  assert.equal(alertsOf(all), ['no-response', 'psk-mismatch'])
})

publishing('an established phase 1 names the failure that it ends, and only once', () => {
  const { all } = run([failed(0, 'no-response', 1), { ...established(10, 2), recovers: 1 }, established(20, 3)])
  const [failure, first, second] = eventsOf(all)
  assert.is(dataOf(first).recovers, failure?.id)
  assert.not('recovers' in (second?.data ?? {}))
})

publishing('a lost SA raises its reason and ends it by coming back', () => {
  const lost = run([established(0), down(10, 'dpd-timeout')])
  assert.is(snapshotOf(lost.all).state, 'down')
  assert.equal(alertsOf(lost.all), ['dpd-timeout'])
  assert.equal(alertsOf([...lost.all, ...run([established(20, 2)], {}, lost.state).all]), [])
})

publishing('trouble over which phase 1 stays up ends alone, and its end names it', () => {
  const before = run([down(0, 'dpd-timeout', 1), established(10, 2), failing(20, 'phase2-failed', 2)])
  assert.equal(alertsOf(before.all), ['phase2-failed'])
  const after = run([recovered(30, 'phase2-failed', 2)], {}, before.state)
  const [event] = eventsOf(after.all)
  assert.equal(event && validateEvent(event), [])
  assert.is(event?.type, 'ikewatch.phase1.recovered')
  assert.is(dataOf(event).recovers, eventsOf(before.all).at(-1)?.id)
  assert.equal(alertsOf([...before.all, ...after.all]), [])
  assert.is(snapshotOf([...before.all, ...after.all]).state, 'established')
})

publishing('a later attempt does not take down what is up', () => {
  const { all } = run([established(0), started(10, 2), failed(20, 'proposal-mismatch', 2)])
  const snapshot = snapshotOf(all)
  assert.is(snapshot.state, 'established')
  assert.is(snapshot.negotiation?.id, 'tokyo-3-1')
  assert.is(snapshot.lastFailure?.reason, 'proposal-mismatch')
})

publishing('the end of an SA that a newer one replaced raises nothing', () => {
  const { all, last } = run([established(0, 1), established(10, 2), down(20, 'deleted-by-peer', 1)])
  assert.is(snapshotOf(all).state, 'established')
  assert.equal(alertsOf(all), [])
  assert.is(last[0]?.urgent, false)
  assert.is(eventsOf(last)[0]?.type, 'ikewatch.phase1.down')
})

publishing('transitions and unfinished attempts change no snapshot', () => {
  assert.is(run([transition(0)]).all.length, 1)
  assert.is(run([{ ...started(0), type: 'unfinished', lastState: 'a', waitingFor: 'b' } as never]).all.length, 1)
})

publishing('a configured peer goes by its name and has its snapshot from the beginning', () => {
  const peers = {
    osaka: { address: '172.16.6.2', expect: 'always' },
    kobe: { address: '10.0.0.9', expect: 'never' },
  } as const
  const { state, all } = run([established(0)], { peers })
  assert.is(eventsOf(all)[0]?.subject, 'peer/osaka')
  assert.equal(snapshotOf(all, `${CONSOLE}/peer/osaka/phase1`).peer, {
    address: '172.16.6.2',
    port: 500,
    name: 'osaka',
    expected: true,
  })
  assert.equal([...retainedOf(snapshots(run([], { peers }).state)).keys()], [`${CONSOLE}/peer/osaka/phase1`])
  assert.is(snapshotOf(snapshots(state), `${CONSOLE}/peer/osaka/phase1`).state, 'established')
})

publishing('what is sent first on a connection is what was retained last', () => {
  const { state, all } = run([
    started(0),
    failing(10, 'psk-mismatch'),
    started(5, 2, '10.0.0.9'),
    failed(20, 'psk-mismatch'),
  ])
  const sorted = (map: Map<string, unknown>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))
  assert.equal(sorted(retainedOf(snapshots(state))), sorted(retainedOf(all)))
})

publishing(
  'a flood of peers, with nobody configured, is followed in bounded memory and takes its topics with it',
  () => {
    const before = run([established(0)])
    const flood = Array.from({ length: 3 * MAX_FOLLOWED }, (_, n) =>
      failed(n, 'no-response', n + 2, `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`),
    )
    const after = run(flood, {}, before.state)
    const broker = retainedOf([...before.all, ...after.all])
    assert.is([...broker.keys()].filter((topic) => topic.endsWith('/phase1')).length, MAX_FOLLOWED)
    assert.is([...broker.keys()].filter((topic) => topic.includes('/alert/')).length, MAX_FOLLOWED - 1)
    assert.is((broker.get(PHASE1) as PeerSnapshot).state, 'established')
  },
)

publishing.run()
