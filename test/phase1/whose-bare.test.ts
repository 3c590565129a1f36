import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ofType } from './observed.ts'
import { dies, type Input, knock, moves, others, owner, ROUGH, sent, told, tracked } from './tracked.ts'

const PEER = '172.16.6.2'
const OTHER = '172.16.7.2'

const LEAVES = moves('IKE_READY', 'IKE_R_MM1')
const begins = (conn?: number) => told('exchange-begins', { exchange: 'main' }, { conn })
const compares = (conn?: number) => told('comparison', { transform: 1 }, { conn })
/** A line that tells of no negotiation, and one that does. */
const tellsNone = (conn?: number) => told('payload', { payload: 'KE', messageId: '0' }, { conn })
const tells = (conn?: number) => told('notify', { notify: 'INVALID_COOKIE', number: 4 }, { conn })
const dpd = (conn: number) => told('dpd', { step: 'answer' }, { conn })
const begun = (conn: number): Input[] => [knock(PEER), sent(PEER, 'R', 'MM_SA_SETUP', { conn })]

const numbered = suite('whose a line is that bears a conn-id and names nobody')

numbered('it is its owner’s, whatever is spoken of', () => {
  for (const elsewhere of [[], [knock(OTHER)]]) {
    assert.is(owner([...begun(7), ...elsewhere], tellsNone(7)), 1)
    assert.is(owner([...begun(7), ...elsewhere], moves('IKE_R_MM2', 'IKE_R_MM3', { conn: 7 })), 1)
  }
})

numbered('of a beginning it is of another, where its owner is past that: the id was given again', () => {
  for (const line of [compares(7), begins(7), told('sa-created', {}, { conn: 7 })]) {
    assert.is(owner([...begun(7), knock(OTHER)], line), 2, line.kind)
    const over = [...begun(7), dies(PEER, 'R', 'MM_SA_SETUP')]
    if (line.kind !== 'exchange-begins') assert.is(owner(over, line), 2, `${line.kind}: it is over`)
  }
  const early = [knock(PEER), moves('IKE_READY', 'IKE_R_MM1', { conn: 7 }), knock(OTHER)]
  assert.is(owner(early, compares(7)), 1, 'its owner has heard message 1 only')
  const asked = [...others(4), sent(PEER, 'I', 'MM_NO_STATE', { conn: 7 }), knock(OTHER)]
  assert.is(owner(asked, compares(7)), 1, 'its owner has sent message 1 only')
  const over = [
    knock(PEER),
    moves('IKE_READY', 'IKE_R_MM1', { conn: 7 }),
    told('no-proposal', {}, { conn: 7 }),
    knock(OTHER),
  ]
  assert.is(owner(over, compares(7)), 2, 'its owner has ended so early')
  assert.is(owner(over.slice(0, -1), compares(7)), 2, 'and is spoken of')
})

numbered('that says which exchange began is of what is spoken of, however far that has come', () => {
  assert.is(owner(begun(7), begins(7)), 1)
  assert.is(owner([...begun(7), moves('IKE_R_MM5', 'IKE_P1_COMPLETE', { conn: 7 })], begins(7)), 1)
})

numbered('whose owner is over is of an attempt that is spoken of and has no conn-id yet', () => {
  const over = [...begun(7), dies(PEER, 'R', 'MM_SA_SETUP')]
  assert.is(owner(over, tellsNone(7)), 1)
  assert.is(owner([...over, knock(OTHER)], tellsNone(7)), 2)
  assert.is(owner([...over, knock(OTHER), sent(OTHER, 'R', 'MM_SA_SETUP', { conn: 8 })], tellsNone(7)), 1, 'it has one')
  assert.is(owner([...over, knock(OTHER), dies(OTHER, 'R', 'MM_SA_SETUP')], tellsNone(7)), 1, 'it is over, too')
})

numbered('of a later phase it stays with an owner that is over, where what is spoken of has not come so far', () => {
  const over = [...begun(7), dies(PEER, 'R', 'MM_SA_SETUP'), knock(OTHER), LEAVES]
  assert.is(owner(over, dpd(7)), 1)
  assert.is(owner([...over, told('authenticated', { peer: OTHER })], dpd(7)), 2)
})

numbered('that is nobody’s yet is of the attempt that is spoken of, which has it from then on', () => {
  assert.is(owner([knock(PEER)], tellsNone(7)), 1)
  assert.is(owner([knock(PEER), tellsNone(7), knock(OTHER)], tellsNone(7)), 1)
  assert.is(owner(begun(7), tellsNone(8)), undefined, 'it has another')
  assert.is(owner([knock(PEER), dies(PEER, 'R', 'MM_NO_STATE')], tellsNone(7)), undefined, 'it is over')
  assert.is(owner([], tellsNone(7)), undefined, 'nothing is spoken of')
})

numbered('else it is of one whose beginning was not heard, where it tells of one', () => {
  for (const before of [[], begun(7)]) {
    const next = before.length > 0 ? 2 : 1
    assert.is(owner(before, tells(8)), next)
    assert.is(owner(before, told('sa-created', {}, { conn: 8 })), next, 'an attempt begins')
    assert.is(owner(before, told('vendor', { vendor: 'x' }, { conn: 8 })), undefined)
  }
})

numbered('of a later phase, it is of none that has not come to message 5', () => {
  const main = [knock(PEER), LEAVES]
  const later = [
    dpd(7),
    told('quickmode', { step: 'begins' }, { conn: 7 }),
    moves('IKE_QM_READY', 'IKE_QM_I_QM1', { conn: 7 }),
  ]
  for (const line of later) {
    assert.is(owner(main, line), 2, line.kind)
    assert.is(owner([...main, told('authenticated', { peer: PEER })], line), 1, `${line.kind}: authenticated`)
    assert.is(owner([knock(PEER), told('input', { source: 'x', event: 'IKE_AM_EXCH' })], line), 1, 'aggressive mode')
    assert.is(owner([...others(4), sent(PEER, 'I', 'MM_SA_SETUP')], line), 2, 'message 3 is sent')
    assert.is(owner([...others(4), sent(PEER, 'I', 'MM_KEY_EXCH')], line), 1, 'message 5 is sent')
    assert.is(owner([...main, moves('IKE_R_MM4', 'IKE_R_MM5')], line), 1, 'message 5 is heard')
    assert.is(owner([...ROUGH, ...main], line), 1, 'on a rough console lines are lost')
    assert.is(owner([...main, dies(PEER, 'R', 'MM_NO_STATE')], line), 2, 'it is over')
  }
  assert.is(owner(main, tells(7)), 1, 'of phase 1')
  assert.is(owner(main, moves('IKE_R_MM1', 'IKE_R_MM2', { conn: 7 })), 1, 'a state of phase 1')
})

numbered('of quick mode, it is of an SA met in quick mode of which only the peer was named', () => {
  const quick = (conn: number) => told('quickmode', { step: 'progress' }, { conn })
  const met = [told('quickmode', { step: 'done', peer: PEER })]
  assert.is(owner(met, quick(7)), 1)
  assert.is(owner([...met, quick(7), knock(OTHER)], quick(7)), 1, 'which has the conn-id from then on')
  assert.is(owner([...met, knock(OTHER), told('authenticated', { peer: OTHER })], quick(7)), 2, 'another is spoken of')
  assert.is(owner([...met, quick(7)], quick(8)), 2, 'it has another conn-id')
  assert.is(owner(met, dpd(7)), 2, 'a line of something else')
  assert.is(owner([...ROUGH, ...met, ...met, ...met], quick(7)), 2, 'on a rough console it may be a damaged one')
  const seen = [knock(PEER), moves('IKE_R_MM5', 'IKE_P1_COMPLETE')]
  assert.is(owner(seen, quick(7)), 2, 'it was seen to begin, without this conn-id')
  const known = [...begun(7), knock(OTHER), dies(PEER, 'R', 'MM_SA_SETUP', 'x', { conn: 7 }), ...met]
  assert.is(owner(known, quick(7)), 1, 'the conn-id is another’s')
})

const nothing = suite('whose a line is that bears no conn-id and names nobody')

nothing('it is of what was spoken of last', () => {
  assert.is(owner([knock(PEER), knock(OTHER)], tellsNone()), 2)
  assert.is(owner([knock(PEER), dies(PEER, 'R', 'MM_NO_STATE')], tellsNone()), 1, 'also when that is over')
  assert.is(owner([], tellsNone()), undefined)
  assert.is(
    owner([], told('certificate', { trouble: 'expired' })),
    undefined,
    'a certificate may be of another service',
  )
  for (const conn of [0, undefined]) assert.is(owner([knock(PEER)], tells(conn)), 1, 'conn-id 0 is nobody’s')
})

nothing('of a beginning it is of an attempt that has only begun, else of a new one', () => {
  const created = told('sa-created', {})
  const request = told('request', {})
  for (const line of [created, request]) {
    assert.is(owner([knock(PEER)], line), 1, line.kind)
    assert.is(owner(begun(7), line), 2, line.kind)
    assert.is(owner([], line), 1, line.kind)
  }
})

nothing('that says which exchange began tells of a new one only where nothing was heard before', () => {
  const over = [...begun(7), dies(PEER, 'R', 'MM_SA_SETUP')]
  assert.is(owner(begun(7), begins()), 1)
  assert.is(owner([...over, ...others(39)], begins()), 1)
  assert.is(owner([...over, ...others(40)], begins()), undefined)
  const up = [...begun(7), moves('IKE_R_MM5', 'IKE_P1_COMPLETE', { conn: 7 })]
  assert.is(owner(up, begins()), undefined, 'an SA that is up')
  assert.is(owner([], begins()), 1)
})

nothing('that says why none can begin is of what is spoken of', () => {
  assert.is(owner(begun(7), told('cannot-start', {})), 1)
  assert.is(owner(begun(7), told('cannot-start', {}, { conn: 8 })), 2, 'but one with a conn-id of nobody’s is another')
})

nothing('that refuses aggressive mode is of a beginning', () => {
  const line = told('aggressive-refused', {})
  assert.is(owner([knock(PEER)], line), 1)
  assert.is(owner(begun(7), line), 2)
  assert.is(owner([], line), 1)
})

nothing('with which a capture begins is of an attempt that a later line names', () => {
  for (const line of [compares(), told('undecipherable', {})]) {
    assert.is(owner([], line), 1, line.kind)
    assert.is(owner([knock(PEER)], line), 1, line.kind)
  }
})

nothing('that tells of a death is of what is spoken of, unless it was mended', () => {
  assert.is(owner([knock(PEER)], told('sa-deleted', {})), 1)
  assert.is(owner([knock(PEER)], told('sa-deleted', {}, { repaired: true })), undefined)
  assert.is(owner([knock(PEER)], told('delete-received', {}, { repaired: true })), 1)
})

nothing('of a state is of one that ended just before, or begins another', () => {
  const over = [knock(PEER), LEAVES, dies(PEER, 'R', 'MM_NO_STATE')]
  const goesOn = [knock(OTHER), LEAVES, ...over]
  const on = moves('IKE_R_MM1', 'IKE_R_MM2')
  assert.is(owner([...goesOn, ...others(39)], on), 2)
  assert.is(owner([...goesOn, ...others(40)], on), 1, 'or of one that goes on')
  assert.is(owner(over, LEAVES), 2)
})

const binding = suite('conn-ids')

binding('one that a negotiation has is not changed by a line with another', () => {
  const lines = [...begun(7), told('notify', { notify: 'CONNECTED', number: 1 }, { conn: 8, peer: PEER })]
  const [{ negotiation } = {}] = ofType(tracked([...lines, moves('IKE_R_MM2', 'IKE_R_MM3')]), 'transition')
  assert.equal([negotiation?.id, negotiation?.connId], [1, 7])
})

numbered.run()
nothing.run()
binding.run()
