import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { DebugMessage } from '../../src/phase1/message.ts'
import { consoleEvents, ofType, verdicts } from './observed.ts'
import { ASA, at, dies, type Input, knock, moves, others, received, sent, told, tracked } from './tracked.ts'

const begun = suite('heard from its beginning on, or met in the middle: what its silence may prove')
const PEER = '172.16.6.2'
const OTHER = '172.16.7.2'

/** The verdict on an attempt that begins with this line and then dies of silence. */
const afterSilence = (first: readonly Input[], role: 'I' | 'R', saState: string): string[] =>
  verdicts(tracked([...first, dies(PEER, role, saState)]))

begun(
  'message 1 of this router is a beginning, once enough was heard before it to know that nothing is missing',
  () => {
    for (const saState of ['MM_NO_STATE', 'AG_NO_STATE', 'AG_INIT_EXCH'])
      for (const before of [0, 1, 2, 3, 50])
        assert.equal(
          afterSilence([...others(before), sent(PEER, 'I', saState)], 'I', saState),
          [`${PEER} failed/${before < 3 ? 'unknown' : 'no-response'}`],
          `${saState} behind ${before} lines`,
        )
  },
)

begun('no other packet line is a beginning, but that of a new SA', () => {
  const middles: readonly (readonly [DebugMessage, 'I' | 'R', string])[] = [
    [sent(PEER, 'I', 'MM_SA_SETUP'), 'I', 'MM_SA_SETUP'],
    [received(PEER, 'I', 'MM_NO_STATE'), 'I', 'MM_NO_STATE'],
    [sent(PEER, 'R', 'MM_NO_STATE'), 'R', 'MM_SA_SETUP'],
    [told('packet', { direction: 'sent', peer: PEER, role: 'I' }), 'I', 'MM_NO_STATE'],
    [told('packet', { direction: 'sent', peer: PEER, saState: 'MM_NO_STATE' }), 'I', 'MM_NO_STATE'],
  ]
  for (const [line, role, saState] of middles)
    assert.equal(
      afterSilence([...others(9), line], role, saState),
      [`${PEER} failed/unknown`],
      JSON.stringify({ ...line, heard: '' }),
    )
  for (const before of [0, 9])
    assert.equal(
      afterSilence([...others(before), knock(PEER), sent(PEER, 'R', 'MM_SA_SETUP')], 'R', 'MM_SA_SETUP'),
      [`${PEER} failed/ke-timeout`],
      `${before}`,
    )
})

begun('a packet behind the line of a repeat is no message 1', () => {
  for (const line of [told('retransmit', { saState: 'MM_NO_STATE...' }), told('attempt-count', { attempt: 4, max: 5 })])
    assert.equal(afterSilence([...others(9), line, sent(PEER, 'I', 'MM_NO_STATE')], 'I', 'MM_NO_STATE'), [
      `${PEER} failed/unknown`,
    ])
})

begun('a state line is a beginning where it leaves IKE_READY', () => {
  const silent = (from: string, to: string) =>
    afterSilence([moves(from, to), sent(PEER, 'I', 'MM_SA_SETUP')], 'I', 'MM_SA_SETUP')
  assert.equal(silent('IKE_READY', 'IKE_I_MM1'), [`${PEER} failed/ke-timeout`])
  assert.equal(silent('IKE_I_MM1', 'IKE_I_MM2'), [`${PEER} failed/unknown`])
})

begun('on an ASA a packet with the proposal is a beginning, any other is none', () => {
  const timedOut = (payloads: string) =>
    verdicts(
      tracked([
        ASA,
        told('decoded', { direction: 'sent', payloads, messageId: '0' }, { peer: PEER }),
        told('timed-out', { state: 'MM_WAIT_MSG2' }, { peer: PEER }),
      ]),
    )
  assert.equal(timedOut('HDR + SA (1) + VENDOR (13) + NONE (0)'), [`${PEER} failed/no-response`])
  assert.equal(timedOut('HDR + VENDOR (13) + NONE (0)'), [`${PEER} failed/unknown`])
})

begun('a refusal or a death of which nothing else was heard tells the cause on an ASA, but not on IOS', () => {
  const refused = told('no-proposal', { peer: PEER })
  assert.equal(verdicts(tracked([refused])), [`${PEER} failed/unknown`])
  assert.equal(verdicts(tracked([ASA, refused])), [`${PEER} failed/proposal-mismatch`])
  const death = dies(PEER, 'I', 'MM_NO_STATE')
  assert.equal(verdicts(tracked([death])), [`${PEER} failed/unknown`])
  assert.equal(verdicts(tracked([ASA, death])), [`${PEER} failed/no-response`])
})

begun('lines that only come later in an exchange show that its beginning was not heard', () => {
  const late: readonly DebugMessage[] = [
    told('authenticated', { peer: PEER }),
    told('undecipherable', { peer: PEER }),
    told('identity-refused', { peer: PEER }),
    told('notify', { notify: 'INVALID_COOKIE' }, { peer: PEER }),
  ]
  for (const line of late) {
    const seen = tracked([line, received(PEER, 'R', 'MM_KEY_EXCH', at(0)), told('ignored', {}, at(70_000))], {
      open: true,
    })
    assert.equal(verdicts(seen), [], line.kind)
    assert.match(consoleEvents(seen)[0]?.why ?? '', /^lost sight of the negotiation with 172\.16\.6\.2/, line.kind)
  }
})

begun('what asks for an SA, or names the peer before message 1, is a beginning', () => {
  for (const line of [told('request', { peer: PEER }), told('peer-created', { peer: PEER, remotePort: 500 })])
    assert.equal(afterSilence([line], 'I', 'MM_NO_STATE'), [`${PEER} failed/no-response`], line.kind)
})

begun('an attempt in the other role leaves the one that is under way alone', () => {
  const initiator = [...others(9), sent(PEER, 'I', 'MM_NO_STATE')]
  const responder = [knock(PEER), sent(PEER, 'R', 'MM_SA_SETUP')]
  const beginnings: readonly (readonly [readonly Input[], DebugMessage])[] = [
    [initiator, knock(PEER)],
    [initiator, sent(PEER, 'R', 'MM_SA_SETUP')],
    [responder, sent(PEER, 'I', 'MM_NO_STATE')],
    [responder, told('request', { peer: PEER })],
  ]
  for (const [first, second] of beginnings) {
    const seen = tracked([...first, second, sent(OTHER, 'I', 'MM_NO_STATE')])
    const ended = ofType(seen, 'unfinished').filter(({ peer }) => peer === PEER)
    assert.ok(ended.length >= 1 && ended[0]?.negotiation.id === 1, JSON.stringify({ ...second, heard: '' }))
  }
})

begun.run()
