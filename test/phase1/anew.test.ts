import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { DebugMessage, FactsOf } from '../../src/phase1/message.ts'
import { alarms, ofType, verdicts } from './observed.ts'
import { ASA, at, type Input, owner, ROUGH, received, told, tracked } from './tracked.ts'

const anew = suite('of which attempt a line of an ASA is')
const PEER = '192.0.2.9'
const peer = PEER

const SA = 'HDR + SA (1) + VENDOR (13)'
const KE = 'HDR + KE (4) + NONCE (10)'
const ID = 'HDR + ID (5) + HASH (8)'
type Decoded = FactsOf<'decoded'>

const packet = (direction: Decoded['direction'], payloads: string, more: Partial<Decoded> = {}): DebugMessage =>
  told('decoded', { direction, payloads, messageId: '0', ...more }, { peer })
const sends = (payloads: string, more: Partial<Decoded> = {}) => packet('sent', payloads, more)
const hears = (payloads: string) => packet('received', payloads)

/** The first messages of main mode, as this side sends and hears them. */
const begunHere = (count: number): Input[] => [
  ASA,
  ...[sends(SA), hears(SA), sends(KE), hears(KE), sends(ID), hears(ID)].slice(0, count),
]
const begunThere = (count: number): Input[] => [
  ASA,
  ...[hears(SA), sends(SA), hears(KE), sends(KE), hears(ID), sends(ID)].slice(0, count),
]
const request = told('request', { peer }, { peer })
const complete = (around = {}, facts: FactsOf<'complete'> = {}) => told('complete', facts, { peer, ...around })
const UP: Input[] = [ASA, complete()]

anew('message 1 of this side begins anew where one was sent before, unless it is called a repeat', () => {
  assert.is(owner([ASA, request], sends(SA)), 1, 'none was sent')
  assert.is(owner(begunHere(1), sends(SA)), 2)
  assert.is(owner(begunHere(1), sends(SA, { repeated: true })), 1)
  assert.is(owner(begunThere(1), sends(SA)), 1, 'it answers')
})

anew('message 1 of the peer begins anew where the attempt is well past it', () => {
  for (const [heard, whose] of [
    [1, 1],
    [2, 1],
    [4, 1],
    [5, 2],
    [6, 2],
  ] as const)
    assert.is(owner(begunHere(heard), hears(SA)), whose, `begun here, ${heard} messages`)
  for (const [heard, whose] of [
    [1, 1],
    [2, 1],
    [3, 2],
    [5, 2],
  ] as const)
    assert.is(owner(begunThere(heard), hears(SA)), whose, `begun there, ${heard} messages`)
  assert.is(owner(begunThere(5), hears(ID)), 1, 'another message')
})

anew('any message 1 begins anew while an SA is up, and no other packet does', () => {
  for (const line of [sends(SA), hears(SA)]) assert.is(owner(UP, line), 2)
  for (const line of [sends(ID), hears(KE)]) assert.is(owner(UP, line), 1)
})

anew('completion is of another SA where it was stated of one that is up, more than a second ago or before', () => {
  const later = (ms: number, facts = {}) => owner([ASA, complete(at(0))], complete(at(ms), facts))
  assert.equal(
    [-1_001, -1_000, 0, 1_000, 1_001].map((ms) => later(ms)),
    [2, 1, 1, 1, 2],
  )
  assert.is(later(60_000, { implied: true }), 1, 'it is only implied')
  assert.is(owner([complete(at(0))], complete(at(60_000))), 1, 'IOS has its conn-ids for that')
  assert.is(owner([ASA, complete(at(0))], complete({ ...at(60_000), repaired: true })), 1, 'the line was mended')
  assert.is(owner([ASA, ...ROUGH, complete(at(0)), complete(at(0))], complete(at(60_000))), 1, 'on a rough console')
  const quick = told('quickmode', { step: 'done' }, { peer, ...at(0) })
  assert.is(owner([ASA, quick], complete(at(60_000))), 1, 'that it is up was not stated before')
})

anew('completion is of another SA where the router prints no time', () => {
  for (const [before, after] of [
    [{}, {}],
    [at(0), {}],
    [{}, at(0)],
  ])
    assert.is(owner([ASA, complete(before)], complete(after)), 2)
})

const REFUSALS: readonly DebugMessage[] = [
  told('no-proposal', {}, { peer }),
  told('key-missing', {}, { peer }),
  told('identity-refused', {}, { peer }),
  told('undecipherable', {}, { peer }),
]

anew('what is refused of an attempt is of another than the SA that is up, on an ASA', () => {
  for (const line of REFUSALS) {
    assert.is(owner(UP, line), 2, line.kind)
    assert.is(owner(begunThere(4), line), 1, `${line.kind}: an attempt is at hand`)
    const said = verdicts(tracked([...UP, line], { open: true }))
    assert.not.ok(
      said.some((each) => each.includes('down')),
      `${line.kind} leaves the SA up`,
    )
  }
  for (const line of [told('timed-out', { state: 'MM_WAIT_MSG2' }, { peer }), told('certificate', {}, { peer })])
    assert.is(owner(UP, line), 1, line.kind)
})

const NAMELESS: readonly DebugMessage[] = [
  told('certificate', { trouble: 'it has expired' }),
  told('malformed', {}),
  told('not-offered', {}),
  told('difference', { attribute: 'group' }),
]

anew('trouble that names nobody is of the exchange that was shown a moment ago', () => {
  const nobody = <T extends DebugMessage>(line: T, ms: number): DebugMessage => ({
    ...line,
    heard: { ...line.heard, ...at(ms) },
  })
  const shown = (ms: number): Input[] => [
    ASA,
    told('decoded', { direction: 'received', payloads: SA, messageId: '0' }, { peer, ...at(ms) }),
  ]
  for (const line of NAMELESS) {
    assert.is(owner(begunThere(1), line), 1, `${line.kind}: nothing is stamped`)
    assert.is(owner(begunHere(1), line), 1, `${line.kind}: only sent`)
    assert.is(owner(begunThere(1), nobody(line, 0)), 1, `${line.kind}: one is not stamped`)
    assert.is(owner(shown(0), line), 1, `${line.kind}: the other is not stamped`)
    for (const [ms, whose] of [
      [1_000, 1],
      [1_001, undefined],
      [-1_000, 1],
      [-1_001, undefined],
    ] as const)
      assert.is(owner(shown(0), nobody(line, ms)), whose, `${line.kind}: ${ms} ms later`)
    assert.is(owner([ASA], line), undefined, `${line.kind}: nothing was shown`)
    assert.is(owner([ASA, request], line), undefined, `${line.kind}: no packet was shown`)
    assert.is(owner([...begunThere(2), complete()], line), undefined, `${line.kind}: it is up`)
    assert.is(owner(begunThere(1).slice(1), nobody(line, 60_000)), 1, `${line.kind}: IOS does one thing at a time`)
  }
  assert.is(owner(shown(0), told('nat', { verdict: 'none' }, at(60_000))), 1, 'what is no trouble')
})

const OF_SESSION: readonly DebugMessage[] = [
  told('torn-down', { why: 'Idle Timeout' }, { peer }),
  told('dpd', { step: 'probe' }, { peer }),
  told('quickmode', { step: 'progress' }, { peer }),
]

anew('what is said of a session is of the SA that is up, beside an attempt that has not come to its proofs', () => {
  for (const line of OF_SESSION) {
    for (const [count, whose] of [
      [1, 1],
      [4, 1],
      [5, 2],
    ] as const) {
      assert.is(owner([...UP, ...begunHere(count)], line), whose, `${line.kind}: ${count} messages begun here`)
      assert.is(owner([...UP, ...begunThere(count)], line), whose, `${line.kind}: ${count} messages begun there`)
    }
    const failed = [...UP, ...begunHere(1), told('timed-out', { state: 'MM_WAIT_MSG2' }, { peer })]
    assert.is(owner(failed, line), 1, `${line.kind}: it failed`)
    assert.is(owner(begunHere(1), line), 1, `${line.kind}: none is up`)
  }
  assert.is(owner([...UP, ...begunHere(1)], told('vendor', { vendor: 'x' }, { peer })), 2, 'not of a session')
})

anew('in aggressive mode the proofs are in message 2', () => {
  const [first, second] = [sends('HDR + SA (1) + KE (4)'), hears('HDR + SA (1) + KE (4) + HASH (8)')]
  for (const line of OF_SESSION) {
    assert.is(owner([...UP, first], line), 1, `${line.kind}: message 1`)
    assert.is(owner([...UP, first, second], line), 2, `${line.kind}: message 2`)
  }
})

anew('that a session ends is told once, though it is printed once more', () => {
  const torn = told('torn-down', { why: 'Idle Timeout' }, { peer })
  assert.equal(alarms(tracked([...UP, complete(at(0)), torn, torn], { open: true })), [`${PEER} down/deleted-locally`])
})

anew('on IOS a line is of the attempt at hand', () => {
  const up = [complete()]
  assert.is(owner(up, told('key-missing', { peer })), 1)
  assert.is(owner([...up, received(PEER, 'R', 'MM_SA_SETUP')], told('dpd', { step: 'probe', peer })), 2)
})

const failed = (...said: DebugMessage[]): Input[] => [...begunHere(1), ...said]
const TIMED_OUT = told('timed-out', { state: 'MM_WAIT_MSG2' }, { peer })

anew('completion behind an attempt that failed is of another, where it is stated', () => {
  assert.is(owner(failed(TIMED_OUT), complete()), 2)
  assert.is(owner(failed(TIMED_OUT), complete({}, { implied: true })), 1)
  const over = [received(PEER, 'R', 'MM_SA_SETUP'), told('sa-deleted', { peer, role: 'R', saState: 'MM_SA_SETUP' })]
  assert.is(owner(over, told('complete', { peer })), 1, 'IOS has its conn-ids for that')
})

anew('a refusal behind an attempt that failed is of another, unless that failed by the same', () => {
  const [, , identity, unread] = REFUSALS
  for (const line of [identity, unread]) {
    if (line === undefined) continue
    assert.is(owner(failed(TIMED_OUT), line), 2, line.kind)
    const died = told('attempt-died', {}, { peer })
    assert.is(owner([...begunThere(5), line, died], line), 1, `${line.kind} again`)
    const ios = { ...line, peer, heard: { ...line.heard, peer: undefined } } as DebugMessage
    const over = [received(PEER, 'R', 'MM_SA_SETUP'), told('sa-deleted', { peer, role: 'R', saState: 'MM_SA_SETUP' })]
    assert.is(owner(over, ios), 1, `${line.kind}: IOS has its conn-ids for that`)
  }
})

anew('the SA before is not up any more when a new one is complete, whoever is spoken of in between', () => {
  const torn = told('torn-down', { why: 'Idle Timeout' }, { peer })
  const other = told('decoded', { direction: 'received', payloads: SA, messageId: '0' }, { peer: '198.51.100.66' })
  const seen = tracked([ASA, complete(at(0)), complete(at(60_000)), other, torn, other, torn], { open: true })
  assert.equal(alarms(seen), [`${PEER} down/deleted-locally`])
  assert.equal(verdicts(tracked([ASA, told('comparison', { transform: 1 }), told('complete', {})])), [])
})

anew('the keys that are made tell how far an exchange has come of which packets were not shown', () => {
  const keys = (role: 'I' | 'R') => told('keys-made', { role }, { peer })
  const last = (...lines: Input[]) =>
    ofType(tracked(lines), 'unfinished').map(({ lastState, negotiation }) => [lastState, negotiation.role])
  const aggressive = [ASA, packet('received', 'HDR + SA (1) + KE (4)')]
  assert.equal(last(...begunThere(1), keys('R')), [['IKE_R_MM3', 'responder']])
  assert.equal(last(...begunHere(1), keys('I')), [['IKE_I_MM4', 'initiator']])
  assert.equal(last(...begunHere(1), keys('R')), [['IKE_R_MM3', 'responder']], 'what was sent was message 2')
  assert.equal(last(...aggressive, keys('R')), [['IKE_R_AM1', 'responder']])
  assert.equal(last(...aggressive, keys('I')), [['IKE_I_AM2', 'initiator']])
  const torn = told('torn-down', { why: 'Idle Timeout' }, { peer })
  const [down] = ofType(tracked([...begunThere(6), complete(), keys('I'), torn]), 'down')
  assert.is(down?.negotiation.role, 'responder', 'and nothing of an SA that is up')
})

anew('who began is learnt from the line of completion, where it says so', () => {
  for (const [role, learnt] of [
    ['I', 'initiator'],
    ['R', 'responder'],
  ] as const) {
    const seen = tracked([ASA, told('authenticated', {}, { peer }), complete({}, { role })])
    assert.is(ofType(seen, 'established')[0]?.negotiation.role, learnt)
  }
})

anew('pairs that differ, told with nobody’s name, are of the offer at hand, or of the refusal behind them', () => {
  const differs = told('class-mismatch', { class: 'Hash Alg', received: 'SHA', configured: 'MD5' })
  const died = told('attempt-died', {}, { peer })
  const reason = (...lines: Input[]) => verdicts(tracked([...lines, died]))
  assert.equal(reason(...begunThere(1), differs), [`${PEER} failed/proposal-mismatch`])
  const again = sends(SA, { repeated: true })
  assert.equal(reason(...begunHere(1), differs, again), [`${PEER} failed/no-response`], 'it makes no offer here')
  assert.equal(reason(...begunThere(2), differs, again), reason(...begunThere(2), again), 'it was answered')
  assert.equal(reason(ASA, differs, ...begunThere(1)), reason(...begunThere(1)), 'nobody is at hand')
})

anew.run()
