import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { DebugMessage } from '../../src/phase1/message.ts'
import { verdicts } from './observed.ts'
import { dies, knock, moves, owner, received, sent, told, tracked } from './tracked.ts'

const news = suite('what each kind of line tells of')
const PEER = '172.16.6.2'
const OTHER = '172.16.7.2'
const peer = PEER

/** What a system message says: that something happened to a peer, not that an attempt was seen. */
const GLIMPSES: readonly DebugMessage[] = [
  told('malformed', { peer }),
  told('refused-in-clear', { peer }),
  told('mode-failure', { peer, mode: 'Main' }),
  told('hash-invalid', { peer }),
  told('certificate', { peer, trouble: 'expired' }),
]
const REFUSALS: readonly DebugMessage[] = [
  told('admission-denied', { peer }),
  told('unsupported-exchange', { peer, exchange: 'x' }),
  told('policy-refused', { peer }),
]
const TORN = told('torn-down', { peer, why: 'User Requested' })
const NAMED: readonly DebugMessage[] = [
  received(peer, 'R', 'MM_SA_SETUP'),
  told('request', { peer }),
  told('peer-created', { peer }),
  told('key-missing', { peer }),
  told('authenticated', { peer }),
  told('complete', { peer }),
  told('quickmode', { step: 'done', peer }),
  told('dpd', { step: 'dead', peer }),
  dies(peer, 'R', 'MM_SA_SETUP'),
  told('timed-out', { peer, state: 'MM_WAIT_MSG2' }),
  told('undecipherable', { peer }),
  told('aggressive-refused', { peer }),
  told('identity-refused', { peer }),
  told('no-proposal', { peer }),
  told('session', { peer, up: true }),
]
/** Lines that name their peer in front, on an ASA, or not at all. */
const UNNAMED: readonly DebugMessage[] = [
  told('decoded', { direction: 'received', payloads: 'HDR + SA (1)' }, { peer }),
  told('state-history', { history: 'MM_WAIT_MSG2, EV_TIMEOUT' }, { peer }),
  told('xauth', { step: 'asked' }, { peer }),
  told('class-mismatch', { class: 'Group', received: '5', configured: '2' }, { peer }),
  told('comparison', { transform: 1 }, { peer }),
  told('compared', { accepted: false }, { peer }),
  told('notify', { notify: 'INVALID_COOKIE' }, { peer }),
  moves('IKE_READY', 'IKE_R_MM1', { peer }),
]

news('these tell of a negotiation of which nothing was heard before', () => {
  for (const line of [...GLIMPSES, ...REFUSALS, TORN, ...NAMED, ...UNNAMED]) {
    assert.is(owner([], line), 1, line.kind)
    assert.is(owner([knock(OTHER)], line), 2, line.kind)
  }
})

news('these tell of one under a conn-id that is nobody’s, too, though they name nobody', () => {
  const bare: readonly DebugMessage[] = [
    told('admission-denied', {}, { conn: 8 }),
    told('unsupported-exchange', { exchange: 'x' }, { conn: 8 }),
    told('policy-refused', {}, { conn: 8 }),
    told('sa-deleted', {}, { conn: 8 }),
    told('request', {}, { conn: 8 }),
    told('cannot-start', {}, { conn: 8 }),
  ]
  for (const line of bare) {
    assert.is(owner([], line), 1, line.kind)
    assert.is(owner([knock(OTHER), sent(OTHER, 'R', 'MM_SA_SETUP', { conn: 7 })], line), 2, line.kind)
  }
})

news('these say something of one that is known, and tell of none', () => {
  for (const line of [
    told('key-found', { peer }),
    told('duplicate', { peer }),
    told('vendor', { vendor: 'x' }, { peer }),
    told('attribute', { attribute: 'hash', value: 'MD5' }, { peer }),
    told('lifetime', { seconds: 86_400 }, { peer }),
  ])
    assert.is(owner([knock(OTHER)], line), undefined, line.kind)
})

news('a system message is of no attempt that has no name, and by itself no attempt that is unfinished', () => {
  for (const line of [...GLIMPSES, TORN]) assert.is(owner([moves('IKE_READY', 'IKE_R_MM1')], line), 2, line.kind)
  for (const line of GLIMPSES) assert.equal(verdicts(tracked([line])), [], line.kind)
  for (const line of [told('undecipherable', { peer }), told('identity-refused', { peer })])
    assert.equal(verdicts(tracked([line])).length, 1, line.kind)
})

news('what an ASA tears down of which nothing was heard was up', () => {
  assert.equal(verdicts(tracked([TORN])), [`${PEER} established`, `${PEER} down/unknown`])
})

news('a comparison and its attributes are of a beginning: under a conn-id that is past it they are another’s', () => {
  const begun = [knock(PEER), sent(PEER, 'R', 'MM_SA_SETUP', { conn: 7 }), knock(OTHER)]
  for (const line of [
    told('comparison', { transform: 1 }, { conn: 7 }),
    told('attribute', { attribute: 'hash', value: 'MD5' }, { conn: 7 }),
    told('no-proposal', {}, { conn: 7 }),
    told('sa-created', {}, { conn: 7 }),
    told('exchange-begins', { exchange: 'main' }, { conn: 7 }),
  ])
    assert.is(owner(begun, line), 2, line.kind)
})

news('a message ID that only ends or begins in zeros is none of phase 1', () => {
  const up = [told('complete', { peer })]
  const proposal = (messageId: string) =>
    told('decoded', { direction: 'received', payloads: 'HDR + SA (1)', messageId }, { peer })
  assert.is(owner(up, proposal('00000000')), 2)
  for (const id of ['9d81a000', '00fe3361', '-1705032704']) assert.is(owner(up, proposal(id)), 1, id)
})

news.run()
