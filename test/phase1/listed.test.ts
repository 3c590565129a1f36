import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { alarms, observed, ofType, verdicts } from './observed.ts'
import { dies, knock, moves, ROUGH, received, sent, told, tracked } from './tracked.ts'

const listed = suite('tables of SAs that an operator asks for')
const PEER = '198.51.100.7'
const OTHER = '198.51.100.9'
const LOCAL = '192.0.2.1'

const table = (...rows: string[]): string[] => [
  'R1#show crypto isakmp sa',
  'IPv4 Crypto ISAKMP SA',
  'dst             src             state          conn-id status',
  ...rows,
  'R1#',
]
const row = (responder: string, initiator: string, state = 'QM_IDLE', status = 'ACTIVE'): string =>
  `${responder.padEnd(15)} ${initiator.padEnd(15)} ${state}           1001 ${status}`
const ownAddress = ['R1#sh crypto ipsec sa', `    Crypto map tag: WAN, local addr ${LOCAL}`, 'R1#']
const says = (...lines: string[]): string[] => verdicts(observed(lines, { open: true }))
const UP = [`${PEER} established`]

listed('an SA in a table is up, once it is known which end this router is', () => {
  assert.equal(says(...table(row(PEER, LOCAL))), [], 'either may be the router')
  assert.equal(says(...table(row(PEER, LOCAL)), ...ownAddress), UP, 'its address comes later')
  assert.equal(says(...ownAddress, ...table(row(PEER, LOCAL))), UP, 'its address came before')
  assert.equal(
    verdicts(observed(table(row(PEER, LOCAL)), { open: true, expected: [PEER] })),
    UP,
    'its peer is expected',
  )
  assert.equal(verdicts(observed(table(row(PEER, LOCAL)), { open: true, expected: [PEER, LOCAL] })), [], 'both are')
})

listed('who began is on the right of an IOS table', () => {
  const role = (line: string) =>
    ofType(observed([...ownAddress, ...table(line)], { open: true }), 'established').map(
      ({ negotiation, certainty }) => [negotiation.role, negotiation.connId, certainty],
    )
  assert.equal(role(row(PEER, LOCAL)), [['initiator', 1001, 'stated']])
  assert.equal(role(row(LOCAL, PEER)), [['responder', 1001, 'stated']])
})

listed('what is not complete or deleted in a table is no news, and no alarm', () => {
  const lines = [
    row(PEER, LOCAL, 'MM_NO_STATE'),
    row(PEER, LOCAL, 'MM_KEY_EXCH'),
    row(PEER, LOCAL, 'AG_INIT_EXCH'),
    row(PEER, LOCAL, 'QM_IDLE', 'ACTIVE (deleted)'),
    row(PEER, LOCAL, 'MM_NO_STATE', 'ACTIVE (deleted)'),
  ]
  for (const line of lines) {
    const seen = observed([...ownAddress, ...table(line)])
    assert.equal([...verdicts(seen), ...alarms(seen)], [], line)
  }
})

listed('older images, details, sessions and an ASA list the same', () => {
  assert.equal(says(...ownAddress, ...table(`${PEER}   ${LOCAL}   QM_IDLE   1   0`)), UP)
  assert.equal(says('R1#sh cry isa sa det', `1001  ${LOCAL}  ${PEER}     ACTIVE des  md5  psk  1  23:59:42`), UP)
  assert.equal(says('R1#sh cry sess', `  IKE SA: local ${LOCAL}/500 remote ${PEER}/500 Active `), UP)
  assert.equal(says('R1#sh cry sess', `  IKE SA: local ${LOCAL}/500 remote ${PEER}/500 Inactive `), [])
  const firewall = (state: string): string[] => [
    'fw# show crypto isakmp sa',
    `1   IKE Peer: ${PEER}`,
    '    Type    : L2L             Role    : initiator ',
    `    Rekey   : no              State   : ${state} `,
    'fw#',
  ]
  assert.equal(says(...firewall('MM_ACTIVE')), UP)
  assert.equal(says(...firewall('MM_WAIT_MSG2')), [])
})

listed('a row means nothing where no command asked for it', () => {
  assert.equal(verdicts(observed([row(PEER, LOCAL)], { open: true, expected: [PEER] })), [])
})

const entry = (facts: object, around = {}) => told('sa-listed', { peer: PEER, ...facts }, around)

listed('what is known to be up is told once, and its end ends it', () => {
  assert.equal(verdicts(tracked([entry({}), entry({}), dies(PEER, 'I', 'QM_IDLE')], { open: true })), [
    ...UP,
    `${PEER} down/unknown`,
  ])
  const heard = [
    knock(PEER),
    sent(PEER, 'R', 'MM_KEY_EXCH', { conn: 7 }),
    moves('IKE_R_MM5', 'IKE_P1_COMPLETE', { conn: 7 }),
  ]
  assert.equal(verdicts(tracked([...heard, entry({ conn: 7 })], { open: true })), UP)
})

listed('of attempts that go on only the one with the conn-id of the row is complete', () => {
  const going = [knock(PEER), received(PEER, 'R', 'MM_SA_SETUP', { conn: 7 })]
  assert.equal(verdicts(tracked([...going, entry({ conn: 7 })], { open: true })), UP)
  assert.equal(verdicts(tracked([...going, entry({ conn: 8 })], { open: true })), [])
  assert.equal(verdicts(tracked([...going, entry({})], { open: true })), [])
  assert.equal(verdicts(tracked([knock(PEER), entry({ conn: 0 })], { open: true })), [])
})

listed('a row that had to be mended, or names no address, states nothing', () => {
  assert.equal(verdicts(tracked([entry({}, { repaired: true })], { open: true })), [])
  assert.equal(verdicts(tracked([entry({ peer: 'branch' })], { open: true })), [])
  assert.equal(verdicts(tracked([...ROUGH, entry({})], { open: true })), [], 'one line names a peer on a rough console')
})

listed('rows wait for so long, and so many of them', () => {
  const pair = told('sa-listed', { initiator: LOCAL, responder: PEER })
  const own = told('own-address', { local: LOCAL })
  const wait = (lines: number) => Array.from({ length: lines }, () => told('ignored', {}))
  assert.equal(verdicts(tracked([pair, ...wait(198), own], { open: true })), UP)
  assert.equal(verdicts(tracked([pair, ...wait(199), own], { open: true })), [])
  assert.equal(verdicts(tracked([pair, own, dies(PEER, 'I', 'QM_IDLE'), own], { open: true })).length, 2, 'told once')
  const others = Array.from({ length: 16 }, () => told('sa-listed', { initiator: LOCAL, responder: OTHER }))
  assert.equal(verdicts(tracked([...others.slice(1), pair, own], { open: true })), [`${OTHER} established`, ...UP])
  assert.equal(verdicts(tracked([...others, pair, own], { open: true })), [`${OTHER} established`])
})

listed('an SA that came up behind one that is over is listed, whatever conn-id it has', () => {
  const over = [
    knock(PEER),
    sent(PEER, 'R', 'MM_KEY_EXCH', { conn: 7 }),
    moves('IKE_R_MM5', 'IKE_P1_COMPLETE', { conn: 7 }),
    dies(PEER, 'R', 'QM_IDLE', 'No reason', { conn: 7 }),
  ]
  for (const conn of [7, 8]) {
    const [, established] = ofType(tracked([...over, entry({ conn })], { open: true }), 'established')
    assert.equal([established?.negotiation.id, established?.negotiation.connId], [2, conn])
  }
  assert.is(ofType(tracked([entry({})], { open: true }), 'established')[0]?.negotiation.connId, 0)
})

listed('a row that names both ends in its own way tells which end the rows before it mean', () => {
  const pair = told('sa-listed', { initiator: LOCAL, responder: PEER })
  const named = told('sa-listed', { local: LOCAL, peer: OTHER })
  assert.equal(verdicts(tracked([pair, named], { open: true })).sort(), [...UP, `${OTHER} established`])
})

listed('a state in a row is of the peer that was named before it, not of one that is named later', () => {
  const state = told('sa-listed', {})
  const own = told('own-address', { local: LOCAL })
  assert.equal(verdicts(tracked([state, told('listed-peer', { peer: PEER }), own], { open: true })), [])
  assert.equal(verdicts(tracked([told('listed-peer', { peer: PEER }), state], { open: true })), UP)
})

listed.run()
