import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { alarms, consoleEvents, observed, ofType, verdicts } from './observed.ts'

const published = suite(
  'captures as people publish them: addresses hidden, ornaments, words nobody knows, one line of many',
)
const PEER = '203.0.113.77'
const MASKED = '203.0.x.y'
const LOCAL = '192.0.2.7'

const at = (seconds: number, text: string): string => `*Mar  4 02:10:${String(seconds).padStart(2, '0')}.104: ${text}`
const asa = (text: string): string => `Nov 09 11:02:13 [IKEv1]: IP = ${PEER}, ${text}`
const ofUser = (text: string): string => `<165>Nov 09 2026 11:02:13: ${text}`

/** A responder that refuses the hash, of this peer. */
const refusal = (peer: string): string[] => [
  at(0, `ISAKMP (0:0): received packet from ${peer} dport 500 sport 500 Global (N) NEW SA`),
  at(0, 'ISAKMP:(0):Old State = IKE_READY  New State = IKE_R_MM1 '),
  at(0, 'ISAKMP:(0):Checking ISAKMP transform 1 against priority 10 policy'),
  at(0, 'ISAKMP:      hash MD5'),
  at(0, 'ISAKMP:(0):Hash algorithm offered does not match policy!'),
  at(0, 'ISAKMP:(0):atts are not acceptable. Next payload is 0'),
  at(0, 'ISAKMP:(0):no offers accepted!'),
  at(0, `ISAKMP:(0): phase 1 SA policy not acceptable! (local ${LOCAL} remote ${peer})`),
]

published('a peer whose address was hidden in part is one all the same', () => {
  assert.equal(verdicts(observed(refusal(MASKED))), [`${MASKED} failed/proposal-mismatch`])
  assert.equal(verdicts(observed(refusal('203.0.q.77'))), ['? failed/proposal-mismatch'], 'a damaged byte names nobody')
})

published('a bullet before each line changes nothing, untagged lines neither', () => {
  const lines = [
    'IPSEC(sa_request): ,',
    `  (key eng. msg.) OUTBOUND local= ${LOCAL}, remote= ${PEER},`,
    'insert sa successfully sa = 6512AA10',
    at(0, 'ISAKMP:(0):Old State = IKE_READY  New State = IKE_I_MM1 '),
  ]
  const plain = observed(lines)
  assert.equal(verdicts(plain), [`${PEER} unfinished`])
  for (const front of ['- ', '> ', '  14. ']) {
    const seen = observed(lines.map((line) => front + line))
    assert.equal(verdicts(seen), verdicts(plain), front)
    assert.is(ofType(seen, 'started')[0]?.negotiation.role, 'initiator', front)
  }
})

published('a word broken at column 80 is whole again', () => {
  const line = at(0, `ISAKMP:(0): sending packet to ${PEER} my_port 500 peer_port 500 (I) MM_NO_STATE`)
  const broken = `${line.slice(0, 80)} ${line.slice(80)}`
  assert.match(broken, /pee r_port/)
  const state = at(0, 'ISAKMP:(0):Old State = IKE_READY  New State = IKE_I_MM1 ')
  for (const front of ['', '- '])
    assert.equal(verdicts(observed([state, front + broken])), [`${PEER} unfinished`], front)
})

published('wordings that no profile knows do not make a rough console of a good one', () => {
  const unknown = ['Frobnicating the quux', 'another phrase of a new image', 'third of its kind', 'and a fourth'].map(
    (text) => at(0, `ISAKMP:(0): ${text}`),
  )
  const [first = '', ...rest] = refusal(PEER)
  assert.equal(verdicts(observed([first, ...unknown, ...rest.slice(0, -1)])), [`${PEER} failed/proposal-mismatch`])
})

published('the system message behind a refusal that named nobody says whose it was', () => {
  const lines = refusal(PEER).slice(2, 7)
  const named = `1d02h: %CRYPTO-6-IKMP_MODE_FAILURE: Processing of Main Mode failed with peer at ${PEER}`
  assert.equal(alarms(observed([...lines, named])), [`${PEER} failed/proposal-mismatch`])
})

published('the first packet of a PIX that holds a proposal is the beginning', () => {
  const seen = observed([
    `crypto_isakmp_process_block: src ${PEER}, dest ${LOCAL}`,
    'OAK_AG exchange',
    'ISAKMP (0): processing SA payload. message ID = 0',
    'ISAKMP (0): Checking ISAKMP transform 1 against priority 20 policy',
    'ISAKMP:      extended auth pre-share',
    'ISAKMP (0): atts are not acceptable. Next payload is 0',
    'ISAKMP (0): no offers accepted!',
  ])
  assert.equal(verdicts(seen), [`${PEER} failed/proposal-mismatch`])
  assert.is(ofType(seen, 'failed')[0]?.negotiation.role, 'responder')
})

published('met in phase 2, the peer that IPsec names and the conn-id beside it are one negotiation', () => {
  const seen = observed([
    at(0, 'IPSEC(validate_proposal_request): proposal part #1,'),
    `  (key eng. msg.) INBOUND local= ${LOCAL}:0, remote= ${PEER}:0,`,
    at(0, 'IPSEC(ipsec_process_proposal): transform proposal not supported for identity: '),
    at(0, 'ISAKMP:(1003): IPSec policy invalidated proposal with error 256'),
    at(0, 'ISAKMP:(1003): phase 2 SA policy not acceptable!'),
  ])
  assert.equal(alarms(seen), [`${PEER} failing/phase2-failed`])
  assert.equal(verdicts(seen), [`${PEER} established`])
})

published('of a completion met in its middle the state before tells role and exchange', () => {
  const seen = observed([
    at(0, 'ISAKMP:(1006):Old State = IKE_R_AM2  New State = IKE_P1_COMPLETE '),
    at(0, 'ISAKMP:(1006):Need XAUTH'),
    at(0, `ISAKMP:(1006): sending packet to ${PEER} my_port 4500 peer_port 1140 (R) CONF_XAUTH   `),
  ])
  const [established] = ofType(seen, 'established')
  assert.equal([established?.peer, established?.negotiation.role], [PEER, 'responder'])
  assert.is(established?.negotiation.exchange, 'aggressive')
})

published('the history of an ASA’s state machine says who it is, where it got stuck, and that it is over', () => {
  const message = (direction: string): string =>
    asa(
      `IKE_DECODE ${direction} Message (msgid=0) with payloads : HDR + SA (1) + VENDOR (13) + NONE (0) total length : 124`,
    )
  const history = (who: string, state: string): string =>
    asa(
      `IKE MM ${who} FSM error history (struct &0x7a10)  <state>, <event>:  MM_DONE, EV_ERROR-->${state}, EV_TIMEOUT-->${state}`,
    )
  // A repeated message 2 looks like a message 1.
  const responder = observed([message('RESENDING'), history('Responder', 'MM_WAIT_MSG3')])
  assert.equal(verdicts(responder), [`${PEER} failed/ke-timeout`])
  assert.is(ofType(responder, 'failed')[0]?.negotiation.role, 'responder')
  const initiator = observed([message('SENDING'), message('RESENDING'), history('Initiator', 'MM_WAIT_MSG2')])
  assert.equal(verdicts(initiator), [`${PEER} failed/no-response`])
})

published('an ASA that finds no tunnel group gives up there and then', () => {
  assert.equal(verdicts(observed([asa("Can't find a valid tunnel group, aborting...!")])), [
    `${PEER} failed/psk-missing`,
  ])
})

published('the user that an ASA calls a peer is none', () => {
  const of = `Group = STAFF, Username = bob, IP = ${PEER}`
  const seen = observed([
    ofUser(`%ASA-5-713119: ${of}, PHASE 1 COMPLETED`),
    ofUser(`%ASA-5-713050: ${of}, Connection terminated for peer bob.  Reason: Peer Terminate  Remote Proxy 10.20.0.7`),
    ofUser(
      `%ASA-4-113019: ${of}, Session disconnected. Session Type: IPsec, Duration: 0h:10m:28s, Bytes xmt: 9, Bytes rcv: 3, Reason: User Requested`,
    ),
  ])
  assert.equal(verdicts(seen), [`${PEER} established`, `${PEER} down/deleted-by-peer`])
  assert.equal(
    consoleEvents(seen).filter(({ type }) => type === 'gap'),
    [],
  )
})

published('of a firewall of which only the log is kept, an answer in clear says why its attempt failed', () => {
  const log = (seconds: number, id: string, text: string): string =>
    `Mar 04 2026 02:10:${String(seconds).padStart(2, '0')}: %ASA-${id}: Group = ${PEER}, IP = ${PEER}, ${text}`
  const attempt = (...complaint: string[]): string[] => [
    log(0, '5-713041', `IKE Initiator: New Phase 1, Intf inside, IKE Peer ${PEER} local Proxy Address 192.0.2.0, ...`),
    ...complaint.map((text) => log(1, '4-713903', text)),
    log(1, '3-713902', 'Information Exchange processing failed'),
    log(33, '3-713902', 'Removing peer from peer table failed, no match!'),
  ]
  const refused = (name: string): string => `Received an un-encrypted ${name} notify message, dropping`
  const perhapsKey =
    'Error, peer has indicated that something is wrong with our message.  This could indicate a pre-shared key mismatch.'
  const truth: [string[], string][] = [
    [[refused('PAYLOAD_MALFORMED')], 'psk-mismatch'],
    [[perhapsKey], 'psk-mismatch'],
    [[refused('NO_PROPOSAL_CHOSEN')], 'proposal-mismatch'],
    [[refused('INVALID_COOKIE')], 'unknown'],
    [[], 'unknown'],
  ]
  for (const [complaint, reason] of truth)
    assert.equal(verdicts(observed(attempt(...complaint))), [`${PEER} failed/${reason}`], complaint.join())
})

published('a router that keeps only its system messages says in one line that it has no key for a peer', () => {
  const line = at(0, `%CRYPTO-4-IKMP_NO_PRESHARED_KEY: Pre-shared key for remote peer at ${PEER} is missing`)
  const [told] = ofType(observed([line]), 'unfinished')
  assert.equal([told?.peer, told?.diagnosis?.reason], [PEER, 'psk-missing'])
})

published.run()
