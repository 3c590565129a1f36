import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { alarms, consoleEvents, observed, ofType, verdicts } from './observed.ts'

const pasted = suite('captures as people publish them: begun anywhere, cut, of old images')
const PEER = '203.0.113.77'
const LOCAL = '192.0.2.7'

const at = (seconds: number, text: string): string =>
  `*Mar  4 02:${String(10 + Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}.104: ${text}`
const sent = (seconds: number, state: string, port = 500, conn = '0'): string =>
  at(seconds, `ISAKMP:(${conn}): sending packet to ${PEER} my_port ${port} peer_port ${port} (I) ${state}`)
const counted = (seconds: number, attempt: number): string =>
  at(seconds, `ISAKMP (0:0): incrementing error counter on sa, attempt ${attempt} of 5: retransmit phase 1`)
const asked = (seconds: number): string[] => [
  at(seconds, 'IPSEC(sa_request): ,'),
  `  (key eng. msg.) OUTBOUND local= ${LOCAL}, remote= ${PEER}, `,
  '    local_proxy= 192.0.2.64/255.255.255.192/0/0 (type=4), ',
]

pasted('traffic that asks again while message 1 is repeated begins no second negotiation', () => {
  const repeated = (seconds: number, attempt: number): string[] => [
    at(seconds, 'ISAKMP:(0): retransmitting phase 1 MM_NO_STATE...'),
    counted(seconds, attempt),
    sent(seconds, 'MM_NO_STATE'),
  ]
  const seen = observed([
    ...asked(0),
    at(0, `ISAKMP: Created a peer struct for ${PEER}, peer port 500`),
    at(0, 'ISAKMP:(0):insert sa successfully sa = 6512AA10'),
    at(0, 'ISAKMP:(0):Input = IKE_MESG_FROM_IPSEC, IKE_SA_REQ_MM'),
    at(0, 'ISAKMP:(0):Old State = IKE_READY  New State = IKE_I_MM1 '),
    sent(0, 'MM_NO_STATE'),
    ...repeated(10, 1),
    ...repeated(20, 2),
    ...asked(30),
    at(30, `ISAKMP:(0):SA is still budding. Attached new ipsec request to it. (local ${LOCAL}, remote ${PEER})`),
    at(30, 'ISAKMP: Error while processing SA request: Failed to initialize SA'),
    ...repeated(30, 3),
    at(40, `ISAKMP:(0):deleting SA reason "Death by retransmission P1" state (I) MM_NO_STATE (peer ${PEER}) `),
  ])
  assert.equal(verdicts(seen), [`${PEER} failed/no-response`])
  assert.is(ofType(seen, 'started').length, 1)
  assert.is(ofType(seen, 'failed')[0]?.retransmissions, 3)
})

pasted('a capture that begins with the comparison still says what differs', () => {
  const [failed] = ofType(
    observed([
      'ISAKMP (0:3): Checking ISAKMP transform 1 against priority 20 policy',
      'ISAKMP:      encryption 3DES-CBC',
      'ISAKMP:      hash MD5',
      'ISAKMP:      default group 2',
      'ISAKMP:      auth pre-share',
      'ISAKMP (0:3): Diffie-Hellman group offered does not match policy!',
      'ISAKMP (0:3): atts are not acceptable. Next payload is 0',
      'ISAKMP (0:3): no offers accepted!',
      `ISAKMP (0:3): phase 1 SA policy not acceptable! (local ${LOCAL} remote ${PEER})`,
    ]),
    'failed',
  )
  assert.is(failed?.peer, PEER)
  assert.equal(failed?.diagnosis.mismatch, [{ attribute: 'group', offered: '2' }])
})

pasted('what could not be read, and the system message behind it, are one: the keys differ', () => {
  const lines = [
    '3d04h: ISAKMP: reserved not zero on payload 5!',
    `3d04h: %CRYPTO-4-IKMP_BAD_MESSAGE: IKE message from ${PEER} failed its sanity check or is malformed`,
  ]
  assert.equal(alarms(observed(lines)), [`${PEER} failing/psk-mismatch`])
})

pasted('a malformed message of which the number is not known may have been encrypted', () => {
  const line = `3d04h: %CRYPTO-4-IKMP_BAD_MESSAGE: IKE message from ${PEER} failed its sanity check or is malformed`
  const [failing] = ofType(observed([line]), 'failing')
  assert.equal([failing?.diagnosis.reason, failing?.diagnosis.certainty], ['malformed', 'inferred'])
  assert.equal(
    failing?.diagnosis.alternatives?.map(({ reason }) => reason),
    ['psk-mismatch'],
  )
})

pasted('a key that differs is told at the end, too, of a capture that begins in the middle', () => {
  const seen = observed([
    at(0, `ISAKMP (1007): received packet from ${PEER} dport 500 sport 500 Global (R) MM_KEY_EXCH`),
    at(0, 'ISAKMP: reserved not zero on ID payload!'),
    at(0, `%CRYPTO-4-IKMP_BAD_MESSAGE: IKE message from ${PEER} failed its sanity check or is malformed`),
    at(0, 'ISAKMP (1007): incrementing error counter on sa, attempt 1 of 5: reset_retransmission'),
  ])
  assert.equal(verdicts(seen), [`${PEER} unfinished/psk-mismatch`])
})

pasted('silence proves something of a negotiation that was seen to take a step', () => {
  const duplicate = (seconds: number): string[] => [
    at(seconds, `ISAKMP (1012): received packet from ${PEER} dport 500 sport 500 Global (I) MM_KEY_EXCH`),
    at(seconds, 'ISAKMP:(1012): phase 1 packet is a duplicate of a previous packet.'),
    sent(seconds, 'MM_KEY_EXCH', 4500, '1012'),
  ]
  const seen = observed([
    at(0, 'ISAKMP:(0):Old State = IKE_I_MM3  New State = IKE_I_MM4 '),
    at(0, `ISAKMP:(0):found peer pre-shared key matching ${PEER}`),
    at(0, 'ISAKMP (1012): NAT found, both nodes inside NAT'),
    sent(0, 'MM_KEY_EXCH', 4500, '1012'),
    at(0, 'ISAKMP:(1012):Old State = IKE_I_MM4  New State = IKE_I_MM5 '),
    ...duplicate(10),
    ...duplicate(20),
    ...duplicate(30),
  ])
  assert.equal(verdicts(seen), [`${PEER} unfinished/nat-t-blocked`])
})

pasted('an attempt that leaves IKE_READY right behind a death is another', () => {
  const begins = (seconds: number): string[] => [
    at(seconds, 'ISAKMP:(0):Old State = IKE_READY  New State = IKE_I_AM1 '),
    at(seconds, 'ISAKMP:(0): beginning Aggressive Mode exchange'),
    sent(seconds, 'AG_INIT_EXCH'),
  ]
  const seen = observed([
    ...begins(0),
    at(10, `ISAKMP:(0):deleting SA reason "BY user command" state (I) AG_INIT_EXCH (peer ${PEER})`),
    ...begins(11),
    at(12, `%CRYPTO-6-IKMP_MODE_FAILURE: Processing of Aggressive mode failed with peer at ${PEER}`),
    at(12, `ISAKMP:(0):deleting SA reason "Recevied fatal informational" state (I) AG_INIT_EXCH (peer ${PEER})`),
  ])
  assert.equal(verdicts(seen), [`${PEER} failed/deleted-locally`, `${PEER} failed/psk-mismatch`])
})

pasted('a packet of phase 2 before the state line that says complete is no gap', () => {
  const seen = observed([
    at(0, `ISAKMP (0:0): received packet from ${PEER} dport 500 sport 500 Global (N) NEW SA`),
    at(0, 'ISAKMP:(1003):Input = IKE_MESG_FROM_PEER, IKE_AM_EXCH'),
    at(0, 'ISAKMP:(1003):Old State = IKE_READY  New State = IKE_R_AM2 '),
    at(1, `ISAKMP:(1003):SA has been authenticated with ${PEER}`),
    at(1, `ISAKMP:(1003): sending packet to ${PEER} my_port 500 peer_port 500 (R) QM_IDLE      `),
    at(1, 'ISAKMP:(1003):Old State = IKE_R_AM2  New State = IKE_P1_COMPLETE '),
    at(1, 'ISAKMP:(1003):Need XAUTH'),
    at(1, 'ISAKMP:(1003):Old State = IKE_P1_COMPLETE  New State = IKE_XAUTH_AAA_START_LOGIN_AWAIT '),
  ])
  assert.equal(verdicts(seen), [`${PEER} established`])
  assert.equal(
    consoleEvents(seen).filter(({ type }) => type === 'gap'),
    [],
  )
})

pasted('images without state lines: the last state is that of the SA when it died', () => {
  const old = (text: string): string => `02:11:40: ISAKMP (0:4): ${text}`
  const [failed] = ofType(
    observed([
      old('beginning Main Mode exchange'),
      old(`sending packet to ${PEER} (I) MM_NO_STATE`),
      old(`sending packet to ${PEER} (I) MM_SA_SETUP`),
      old(`deleting SA reason "Death by retransmission P1" state (I) MM_SA_SETUP (peer ${PEER})`),
    ]),
    'failed',
  )
  assert.equal([failed?.lastState, failed?.diagnosis.reason], ['MM_SA_SETUP', 'ke-timeout'])
})

pasted('where only sessions are logged, one that is up had phase 1 behind it', () => {
  const line = (state: string): string =>
    `*Mar  4 02:10:00.104: %CRYPTO-5-SESSION_STATUS: Crypto tunnel is ${state}.  Peer ${PEER}:500       Id: ${PEER}`
  assert.equal(verdicts(observed([line('UP  ')])), [`${PEER} established`])
  assert.equal(verdicts(observed([line('UP  '), line('DOWN')])), [`${PEER} established`, `${PEER} down/unknown`])
})

pasted('an SA that was cleared by command says so itself', () => {
  const line = at(0, `ISAKMP:(1001):deleting SA reason "Death by tunnel clear" state (I) QM_IDLE (peer ${PEER})`)
  assert.equal(verdicts(observed([line])), [`${PEER} established`, `${PEER} down/deleted-locally`])
})

pasted('the first word on a refused phase 2 stands: what follows is less exact', () => {
  const asa = (text: string): string => `Nov 09 11:02:13 [IKEv1]Group = ${PEER}, IP = ${PEER}, ${text}`
  const seen = observed([
    asa('PHASE 1 COMPLETED'),
    asa('Received non-routine Notify message: No proposal chosen (14)'),
    asa('QM FSM error (P2 struct &0xcc19ed48, mess id 0x4fbdc9bb)!'),
    asa('Removing peer from correlator table failed, no match!'),
    asa('Session is being torn down. Reason: Lost Service'),
  ])
  assert.equal(verdicts(seen), [`${PEER} established`, `${PEER} down/phase2-failed`])
  assert.match(ofType(seen, 'down')[0]?.diagnosis.summary ?? '', /the peer answered NO-PROPOSAL-CHOSEN\.$/)
})

pasted('phase 2 refused without a word why: the sentence is whole all the same', () => {
  const [failing] = ofType(
    observed([
      `Nov 09 11:02:13 [IKEv1]Group = ${PEER}, IP = ${PEER}, PHASE 1 COMPLETED`,
      `Nov 09 11:02:43 [IKEv1]Group = ${PEER}, IP = ${PEER}, QM FSM error (P2 struct &0xcc19ed48, mess id 0x4fbdc9bb)!`,
    ]),
    'failing',
  )
  assert.is(failing?.diagnosis.summary, `Phase 1 with ${PEER} was complete, but phase 2 (quick mode) was refused.`)
})

pasted('an ASA names every class that differs, however long its values are', () => {
  const asa = (text: string): string => `[IKEv1]: IP = ${PEER}, ${text}`
  const received = 'x'.repeat(700)
  const [failed] = ofType(
    observed([
      asa('IKE_DECODE RECEIVED Message (msgid=0) with payloads : HDR + SA (1) + NONE (0) total length : 100'),
      `[IKEv1]: Phase 1 failure:  Mismatched attribute types for class Group Description:  Rcv'd: Group 5  Cfg'd: Group 2`,
      `[IKEv1]: Phase 1 failure:  Mismatched attribute types for class Hash Alg:  Rcv'd: ${received}  Cfg'd: SHA`,
      asa('All SA proposals found unacceptable'),
    ]),
    'failed',
  )
  assert.equal(failed?.diagnosis.mismatch, [
    { attribute: 'group', offered: 'Group 5', local: 'Group 2' },
    { attribute: 'hash', offered: received.slice(0, 60), local: 'SHA' },
  ])
})

pasted('a notify on the identities of quick mode means phase 2, whatever protocol the peer names', () => {
  const lines = [
    at(0, `ISAKMP (1001): received packet from ${PEER} dport 500 sport 500 Global (I) QM_IDLE      `),
    at(0, 'ISAKMP:(1001): processing HASH payload. message ID = -16704322'),
    at(0, 'ISAKMP:(1001): processing NOTIFY INVALID_ID_INFO protocol 1'),
    at(0, `ISAKMP:(1001):deleting SA reason "Recevied fatal informational" state (I) QM_IDLE       (peer ${PEER})`),
  ]
  assert.equal(verdicts(observed(lines)), [`${PEER} established`, `${PEER} down/phase2-failed`])
  const unknown = lines.filter((line) => !line.includes('NOTIFY'))
  assert.equal(verdicts(observed(unknown)), [`${PEER} established`, `${PEER} down/deleted-by-peer`])
})

pasted('a group member of GET VPN: phase 1 on UDP 848, and GDOI over it', () => {
  const seen = observed([
    at(0, `ISAKMP (1001): received packet from ${PEER} dport 848 sport 848 Global (I) MM_KEY_EXCH`),
    at(0, 'ISAKMP:(1001):beginning GDOI exchange, M-ID of 1204466781'),
    at(0, `ISAKMP:(1001): sending packet to ${PEER} my_port 848 peer_port 848 (I) GDOI_IDLE    `),
    at(0, 'ISAKMP:(1001):Node 1204466781, Input = IKE_MESG_INTERNAL, IKE_INIT_GDOI'),
  ])
  assert.equal(verdicts(seen), [`${PEER} established`])
})

pasted.run()
