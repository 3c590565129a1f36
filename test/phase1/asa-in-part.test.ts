import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { observed, ofType, verdicts } from './observed.ts'
import { ofAsa, PEER, say, told } from './told.ts'
import { ASA, type Input } from './tracked.ts'

const part = suite('an ASA that is heard in part')

const decoded = (direction: 'sent' | 'received', payloads: string, more = {}): Input =>
  ofAsa('decoded', { direction, payloads, ...more })
const AM1 = 'HDR + SA (1) + KE (4) + NONCE (10) + ID (5) + VENDOR (13) + NONE (0)'
const AM2 = 'HDR + SA (1) + KE (4) + NONCE (10) + ID (5) + HASH (8) + NONE (0)'
const MM1 = 'HDR + SA (1) + VENDOR (13) + NONE (0)'
const MM3 = 'HDR + KE (4) + NONCE (10) + NONE (0)'
const later = (ms: number) => ({ device: ms })
const LOST: Input = {
  kind: 'sight',
  sight: 'seeing',
  cause: 'lines-lost',
  lines: undefined,
  heard: say('ignored', {}).heard,
}
const ids = (inputs: readonly Input[]): number[] =>
  told(inputs).flatMap((event) =>
    event.kind === 'phase1' && /^(?:established|failed|down)$/.test(event.type) ? [event.negotiation.id] : [],
  )

part('may lack the refusal of a message 1 that it sends again', () => {
  const again = [1, 2].map(() => decoded('sent', MM1, { repeated: true }))
  const lines = [ASA, ...again, ofAsa('timed-out', { state: 'MM_WAIT_MSG2' })]
  const [failed] = ofType(told(lines, { paced: true }), 'failed')
  assert.equal([failed?.diagnosis.reason, failed?.diagnosis.alternatives?.[0]?.reason], ['unknown', 'no-response'])
  assert.equal(verdicts(told(lines)), [`${PEER} failed/no-response`], 'a capture begins where it begins to tell')
  const whole = [decoded('sent', MM1), ...again, ofAsa('timed-out', { state: 'MM_WAIT_MSG2' })]
  assert.equal(verdicts(told([ASA, ...whole])), [`${PEER} failed/no-response`])
})

part('knows message 2 of aggressive mode by its proof, whoever sends it', () => {
  const roles = (direction: 'sent' | 'received', payloads: string) =>
    ofType(told([ASA, decoded(direction, payloads)]), 'started').map(({ role }) => role)
  assert.equal([roles('sent', AM2), roles('received', AM2)], [['responder'], ['initiator']])
  assert.equal([roles('sent', AM1), roles('received', AM1)], [['initiator'], ['responder']])
})

part('shows a history first where the packets before it were not heard', () => {
  const history = ofAsa('state-history', { role: 'R', state: 'MM_WAIT_MSG5', history: 'EV_RETRY' }, later(100_000))
  const other = say('decoded', { direction: 'received', payloads: MM1 }, { peer: '203.0.113.78' })
  const reason = (before: readonly Input[]) =>
    ofType(told([ASA, say('ignored', {}), ...before, history]), 'failed')
      .filter(({ peer }) => peer === PEER)
      .map(({ diagnosis }) => diagnosis.reason)
  assert.equal(reason([]), ['auth-timeout'], 'no packets are shown, and nothing was logged before')
  assert.equal(reason([other]), ['unknown'])
})

const REFUSED: readonly string[] = [
  `Sep 03 2023 12:03:16: %ASA-4-713255: IP = ${PEER}, Received ISAKMP Aggressive Mode message 1 with unknown tunnel group name osaka`,
  `Sep 03 2023 12:03:16: %ASA-3-713226: Connection failed with peer ${PEER}, no trust-point defined in tunnel-group ${PEER}`,
]

part('ends an attempt with the refusal that says so: what follows is another', () => {
  const full = `Sep 03 2023 12:03:18: %ASA-5-713239: ${PEER} : Tunnel Rejected: The maximum tunnel count allowed has been reached`
  for (const [index, line] of REFUSED.entries())
    assert.equal(verdicts(observed([line, full])), [
      `${PEER} failed/${['id-mismatch', 'cert-invalid'][index]}`,
      `${PEER} failed/admission-denied`,
    ])
})

part('says nothing of an attempt for longer than one takes: what follows is another', () => {
  const begun = [ASA, decoded('received', MM1), LOST]
  const full = (ms: number) => told([...begun, ofAsa('admission-denied', {}, later(ms))])
  assert.is(ofType(full(60_100), 'failed')[0]?.negotiation.id, 1)
  assert.is(ofType(full(60_201), 'failed')[0]?.negotiation.id, 2)
})

part('begins anew with message 1 behind lost lines, and with that of another exchange', () => {
  const failed = (before: readonly Input[], message: string) =>
    ids([ASA, ...before, decoded('received', message), ofAsa('admission-denied', {})])
  assert.equal(failed([decoded('received', MM1)], MM1), [1], 'the peer repeats it')
  assert.equal(failed([decoded('received', MM1), LOST], MM1), [2])
  const initiator = [decoded('sent', MM1), decoded('received', MM1), decoded('sent', MM3)]
  assert.equal(failed(initiator, AM1), [2])
})

part('goes on over an SA that came up unheard, not over the attempt that failed before', () => {
  const done = ofAsa('quickmode', { step: 'done' })
  assert.equal(ids([ASA, decoded('received', MM1), ofAsa('key-missing', {}), done]), [1, 2])
  const [established] = ofType(told([ASA, decoded('received', MM1), ofAsa('key-missing', {}), done]), 'established')
  assert.is(established?.negotiation.role, 'unknown')
})

part('says nothing of a session that ends where the rest of its attempt was lost', () => {
  const end = ofAsa('torn-down', { why: 'Disconnected by Administrator.' })
  assert.equal(verdicts(told([ASA, decoded('received', MM1), LOST, end])), [])
  assert.equal(verdicts(told([ASA, decoded('received', MM1), end])), [`${PEER} failed/deleted-locally`])
})

part.run()
