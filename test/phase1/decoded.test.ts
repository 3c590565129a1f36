import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Direction } from '../../src/vocabulary/isakmp.ts'
import { ofType, verdicts } from './observed.ts'
import { ofAsa, PEER, say, told } from './told.ts'
import { ASA, type Input } from './tracked.ts'

const decoded = suite('packets of an ASA with their payloads (REFERENCE 4.4)')

const SA = 'SA (1) + VENDOR (13)'
const KE = 'KE (4) + NONCE (10)'
const ID = 'ID (5) + HASH (8)'
const AGGRESSIVE_1 = 'SA (1) + KE (4) + NONCE (10) + ID (5)'
const AGGRESSIVE_2 = 'SA (1) + KE (4) + NONCE (10) + ID (5) + HASH (8)'
const packet = (direction: Direction, payloads: string, more: { repeated?: boolean; messageId?: string } = {}): Input =>
  ofAsa('decoded', { direction, payloads: `HDR + ${payloads} + NONE (0)`, ...more })
const out = (payloads: string, more = {}): Input => packet('sent', payloads, more)
const into = (payloads: string, more = {}): Input => packet('received', payloads, more)
const moves = (...lines: readonly Input[]) => ofType(told([ASA, ...lines]), 'transition')
const tells = (...lines: readonly Input[]): string[] =>
  moves(...lines).map(({ from, to, message, direction }) => `${from} ${to} ${message} ${direction}`)
const MAIN = [out(SA), into(SA), out(KE), into(KE), out(ID), into(ID)]
const AS_RESPONDER = [into(SA), out(SA), into(KE), out(KE), into(ID), out(ID)]

decoded('tell the same states as those of a router, for each role and exchange', () => {
  assert.equal(tells(...MAIN), [
    'IKE_READY IKE_I_MM1 1 sent',
    'IKE_I_MM1 IKE_I_MM2 2 received',
    'IKE_I_MM2 IKE_I_MM3 3 sent',
    'IKE_I_MM3 IKE_I_MM4 4 received',
    'IKE_I_MM4 IKE_I_MM5 5 sent',
    'IKE_I_MM5 IKE_I_MM6 6 received',
  ])
  assert.equal(tells(...AS_RESPONDER), [
    'IKE_READY IKE_R_MM1 1 received',
    'IKE_R_MM1 IKE_R_MM2 2 sent',
    'IKE_R_MM2 IKE_R_MM3 3 received',
    'IKE_R_MM3 IKE_R_MM4 4 sent',
    'IKE_R_MM4 IKE_R_MM5 5 received',
    'IKE_R_MM5 IKE_R_MM6 6 sent',
  ])
  assert.equal(tells(out(AGGRESSIVE_1), into(AGGRESSIVE_2), out('HASH (8)')), [
    'IKE_READY IKE_I_AM1 1 sent',
    'IKE_I_AM1 IKE_I_AM2 2 received',
    'IKE_I_AM2 IKE_I_AM3 3 sent',
  ])
  assert.equal(tells(into(AGGRESSIVE_1), out(AGGRESSIVE_2), into('HASH (8)')), [
    'IKE_READY IKE_R_AM1 1 received',
    'IKE_R_AM1 IKE_R_AM2 2 sent',
    'IKE_R_AM2 IKE_R_AM3 3 received',
  ])
  assert.ok(
    moves(...MAIN).every(({ certainty }) => certainty === 'inferred'),
    'the ASA prints no states',
  )
})

decoded('say who began and in which exchange', () => {
  const what = (...lines: readonly Input[]) => {
    const { role, exchange } = moves(...lines)[0]?.negotiation ?? {}
    return `${role} ${exchange}`
  }
  assert.is(what(out(SA)), 'initiator main')
  assert.is(what(into(SA)), 'responder main')
  assert.is(what(out(AGGRESSIVE_1)), 'initiator aggressive')
  assert.is(what(into(AGGRESSIVE_1)), 'responder aggressive')
})

decoded('of another message ID, or without payloads of phase 1, are no step', () => {
  assert.equal(tells(out(SA), into(SA, { messageId: '1b2c3d4e' })).length, 1)
  assert.equal(tells(out(SA), into(SA, { messageId: '10000000' })).length, 1)
  assert.equal(tells(out(SA), into(SA, { messageId: '0a1b2c3d' })).length, 1)
  assert.equal(tells(out(SA), into(SA, { messageId: '0' })).length, 2)
  assert.equal(tells(out(SA), into(SA, { messageId: '00000000' })).length, 2)
  assert.equal(tells(out(SA), into('NOTIFY (11)')).length, 1)
  assert.equal(tells(out(SA), into('HASH (8)')).length, 1, 'a hash alone is a message of aggressive mode only')
  assert.equal(tells(out(SA), into('MSA (1)')).length, 1)
})

decoded('that come again are no step, but count as repeats', () => {
  const again = (times: number) => new Array<Input>(times).fill(out(SA, { repeated: true }))
  assert.equal(tells(out(SA), ...again(3)).length, 1)
  assert.equal(tells(into(SA), into(SA)).length, 1, 'from the peer, too')
  const [failed] = ofType(told([ASA, out(SA), ...again(3), ofAsa('attempt-died', {})]), 'failed')
  assert.equal([failed?.retransmissions, failed?.diagnosis.reason], [3, 'no-response'])
  assert.ok(failed?.diagnosis.evidence.some(({ text }) => text === 'decoded'))
  const [bare] = ofType(told([ASA, out(SA), ofAsa('attempt-died', {})]), 'failed')
  assert.equal([bare?.retransmissions, bare?.diagnosis.reason], [0, 'unknown'])
})

decoded('of the peer that come again say that it does not hear us', () => {
  const stuck = [out(SA), into(SA), out(KE), into(SA)]
  assert.equal(verdicts(told([ASA, ...stuck, ofAsa('attempt-died', {})])), [`${PEER} failed/ke-timeout`])
  const rest = [out(SA), into(SA), out(KE), ofAsa('attempt-died', {})]
  assert.equal(verdicts(told([ASA, ...rest])), [`${PEER} failed/unknown`], 'nothing came again')
  const notify = [out(SA), into(SA), out(KE), into('NOTIFY (11)'), ofAsa('attempt-died', {})]
  assert.equal(
    verdicts(told([ASA, ...notify])),
    [`${PEER} failed/unknown`],
    'what is no message of the exchange repeats none',
  )
})

decoded('start the time in which an answer must come, each one that is sent anew', () => {
  const late = (device: number): Input => say('note', {}, { device })
  const begun = { ...out(SA), heard: { ...say('note', {}).heard, peer: PEER, device: 1_000 } } as Input
  const waited = (...lines: readonly Input[]) => verdicts(told([ASA, begun, ...lines], { open: true }))
  assert.equal(waited(late(36_000)), [])
  assert.equal(waited(late(40_000)), [`${PEER} failed/no-response`])
  const answer = { ...into(SA), heard: { ...say('note', {}).heard, peer: PEER, device: 30_000 } } as Input
  assert.equal(waited(answer, late(40_000)).length, 1, 'an answer alone gives no more time')
  const third = { ...out(KE), heard: { ...say('note', {}).heard, peer: PEER, device: 30_000 } } as Input
  assert.equal(waited(answer, third, late(66_000)), [])
  assert.equal(waited(answer, third, late(69_000)), [`${PEER} failed/ke-timeout`])
})

decoded('over a phase 1 that is up begin another with their first message, and change nothing with others', () => {
  assert.equal(verdicts(told([ASA, ofAsa('complete', {}), into(ID), out(KE, { repeated: true })])), [
    `${PEER} established`,
  ])
  assert.equal(tells(ofAsa('complete', {}), into(ID), out(KE)), [])
  assert.equal(verdicts(told([ASA, ofAsa('complete', {}), into(SA)])), [`${PEER} established`, `${PEER} unfinished`])
  assert.equal(
    verdicts(told([ASA, ...MAIN, ofAsa('complete', {}), ...AS_RESPONDER, ofAsa('complete', {})])),
    [`${PEER} established`, `${PEER} established`],
    'a rekey that the peer began',
  )
})

decoded.run()
