import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts'
import type { Moment, Observation } from '../../src/phase1/event.ts'
import { ABSENCE_MS } from '../../src/report/absence.ts'
import { type PublishInput, publish, startPublishing } from '../../src/report/publish.ts'
import { validateDocument } from '../../src/report/validate.ts'

const absence = suite('an expected peer that shows nothing')

const moment = (at: number): Moment => ({ at, stamp: '', device: undefined })
const ended: Diagnosis = { reason: 'deleted-by-peer', certainty: 'stated', summary: 'gone', remedy: [], evidence: [] }
const about = (at: number) => ({
  kind: 'phase1' as const,
  moment: moment(at),
  peer: '172.16.6.2',
  remotePort: 500,
  negotiation: { id: 1, role: 'initiator' as const, exchange: 'main' as const, connId: 1 },
})
const down = (at: number): Observation => ({ ...about(at), type: 'down', diagnosis: ended, upForMs: 1 })
const started = (at: number): Observation => ({
  ...about(at),
  type: 'started',
  exchange: 'main',
  role: 'initiator',
  ports: { local: 500, remote: 500 },
})
const tick = (now: number): PublishInput => ({ kind: 'tick', now, quiet: now })
const restarted = (at: number): Observation => ({
  kind: 'console',
  type: 'restarted',
  moment: moment(at),
  evidence: ['%SYS-5-RESTART: System restarted --'],
  why: 'the router restarted',
})

const play = (expect: 'always' | 'sometimes', inputs: readonly PublishInput[]) => {
  let sequence = 0
  let state = startPublishing({
    agent: 'test',
    console: 'tokyo',
    base: 'ikewatch',
    boot: 1,
    peers: { osaka: { address: '172.16.6.2', expect } },
    nextSequence: () => ++sequence,
    timeOf: () => '2026-11-25T00:00:00.000Z',
    clock: () => 'synchronised',
  })
  return inputs.flatMap((input) => {
    const [next, publications] = publish(state, input)
    state = next
    return publications.filter(({ topic }) => topic.endsWith('/alert/not-seen'))
  })
}

absence('raises an alert of its own when it stays away after its phase 1 ended', () => {
  const alerts = play('always', [down(1_000), tick(ABSENCE_MS), tick(ABSENCE_MS + 1_000), tick(ABSENCE_MS + 2_000)])
  assert.is(alerts.length, 1)
  const document = JSON.parse(alerts[0]?.payload ?? '')
  assert.is(document.reason, 'not-seen')
  assert.is(alerts[0]?.retain, true)
  assert.equal(validateDocument('peer.alert', document), [])
})

absence('raises it after a reload of the router, too', () => {
  assert.is(play('always', [restarted(0), tick(ABSENCE_MS)]).length, 1)
})

absence('is taken back when the peer shows itself', () => {
  const alerts = play('always', [restarted(0), tick(ABSENCE_MS), started(ABSENCE_MS + 1)])
  assert.equal(
    alerts.map(({ payload }) => payload === ''),
    [false, true],
  )
})

absence('is no alarm where the peer came back in time, or need not always be up', () => {
  assert.is(play('always', [down(0), started(5_000), tick(ABSENCE_MS + 10_000)]).length, 0)
  assert.is(play('sometimes', [down(0), tick(2 * ABSENCE_MS)]).length, 0)
})

absence.run()
