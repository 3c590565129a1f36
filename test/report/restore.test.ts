import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startPublishing, stopListening } from '../../src/report/publish.ts'
import { restore } from '../../src/report/restore.ts'
import type { Setup } from '../../src/report/setup.ts'
import { validateDocument } from '../../src/report/validate.ts'
import { CONSOLE, down, established, failed, failing, OSAKA, retainedOf, run, setup, started } from './fixtures.ts'

const restoring = suite('a later run takes up what an earlier one retained')

const PEER = `${CONSOLE}/peer/osaka`
const PEERS: Partial<Setup> = { peers: { osaka: { address: OSAKA, expect: 'always' } } }

/** What the broker keeps of a run, as a later one finds it. */
const keptOf = (...inputs: Parameters<typeof run>[0]): (readonly [string, string])[] =>
  Array.from(retainedOf(run(inputs, PEERS).all), ([topic, document]) => [topic, JSON.stringify(document)] as const)

const later = (kept: Iterable<readonly [string, string]>, change: Partial<Setup> = PEERS) => {
  const state = startPublishing(setup({ boot: 4, ...change }))
  restore(state, kept)
  return state
}

restoring('an alert of before is emptied by the recovery', () => {
  const kept = keptOf(started(0), failed(1, 'psk-mismatch'))
  const { all } = run([started(0), established(1)], {}, later(kept))
  assert.ok(all.some(({ topic, payload }) => topic === `${PEER}/alert/psk-mismatch` && payload === ''))
})

restoring('what was up is shown as up, with its counters, under the boot of this run', () => {
  const { peers } = later(keptOf(started(0), established(1)))
  const snapshot = peers.followed.get('osaka')?.snapshot
  assert.is(snapshot?.state, 'established')
  assert.is(snapshot?.boot, 4)
  assert.is(snapshot?.counters.established, 1)
})

restoring('what was up is not defended: its end was perhaps not seen, so the next failure is believed', () => {
  const kept = keptOf(started(0), established(1))
  const { state } = run([started(10, 1), failed(11, 'no-response', 1)], {}, later(kept))
  assert.is(state.peers.followed.get('osaka')?.snapshot.state, 'failed')
  const ended = run([down(10, 'dpd-timeout', 9)], {}, later(kept)).state
  assert.is(ended.peers.followed.get('osaka')?.snapshot.state, 'down')
})

restoring('an exchange that was under way is under way no more', () => {
  const { peers } = later(keptOf(started(0)))
  assert.is(peers.followed.get('osaka')?.snapshot.state, 'unknown')
  const troubled = later(keptOf(started(0), failing(1, 'no-response')))
  assert.is(troubled.peers.followed.get('osaka')?.snapshot.state, 'unknown')
  assert.is(troubled.peers.followed.get('osaka')?.alerts.size, 1)
})

restoring('a stop in mid-exchange says that the peer is not known any more; what is up or failed stays', () => {
  const { state } = run([started(0)], PEERS)
  const [said, ...more] = stopListening(state, 5_000)
  assert.is(said?.topic, `${PEER}/phase1`)
  const document = JSON.parse(said?.payload ?? '{}')
  assert.is(document.state, 'unknown')
  assert.is(document.negotiation, undefined)
  assert.is(document.counters.attempts, 1)
  assert.equal(validateDocument('peer.phase1', document), [])
  assert.equal([more, stopListening(state, 6_000)], [[], []])
  for (const end of [established(1), failed(1, 'psk-mismatch')])
    assert.equal(stopListening(run([started(0), end], PEERS).state, 5_000), [])
})

restoring('a peer that is configured no more is not taken up; where nobody is configured everyone is', () => {
  const kept = keptOf(started(0), failed(1, 'psk-mismatch'))
  const others = later(kept, { peers: { nara: { address: '10.0.0.1', expect: 'always' } } })
  assert.equal([...others.peers.followed.keys()], ['nara'])
  const everyone = later(kept, { peers: {} })
  assert.equal([...everyone.peers.followed.keys()], ['osaka'])
  assert.is(everyone.peers.followed.get('osaka')?.alerts.size, 1)
})

restoring('rubbish in a retained topic is left alone', () => {
  const { peers } = later([
    [`${PEER}/phase1`, '{'],
    [`${PEER}/alert/unknown`, 'null'],
    [`${PEER}/alert/psk-missing`, ''],
    ['other/topic', '{}'],
  ])
  assert.is(peers.followed.get('osaka')?.snapshot.state, 'unknown')
  assert.is(peers.followed.get('osaka')?.alerts.size, 0)
})

restoring.run()
