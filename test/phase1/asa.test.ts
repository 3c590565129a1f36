import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { alarms, consoleEvents, observed, ofType, verdicts } from './observed.ts'

const asa = suite('phase 1 on an ASA (REFERENCE 4.4, 5)')
const PEER = '192.0.2.9'
const IP = `IP = ${PEER}, `
const GROUP = `Group = ${PEER}, ${IP}`

/** The three ways in which an ASA prints one text. */
const FORMS: readonly ((text: string) => string)[] = [
  (text) => `[IKEv1]: ${text}`,
  (text) => `Nov 08 07:10:05 [IKEv1]${text}`,
  (text) => `Nov 08 2010 07:10:05: %ASA-3-713902: ${text}`,
]

const decoded = (direction: string, payloads: string): string =>
  `[IKEv1 DECODE]: ${IP}IKE_DECODE ${direction} Message (msgid=0) with payloads : HDR + ${payloads} + NONE (0) total length : 108`

const PAYLOADS = [
  'SA (1) + VENDOR (13)',
  'SA (1) + VENDOR (13)',
  'KE (4) + NONCE (10)',
  'KE (4) + NONCE (10)',
  'ID (5) + HASH (8)',
  'ID (5) + HASH (8)',
]

/** The first messages of main mode, begun by this side or by the other. */
const messages = (count: number, begunBy: 'us' | 'peer'): string[] =>
  PAYLOADS.slice(0, count).map((payloads, index) =>
    decoded((index % 2 === 0) === (begunBy === 'us') ? 'SENDING' : 'RECEIVED', payloads),
  )

const NO_NAT = `[IKEv1]: ${GROUP}Automatic NAT Detection Status:     Remote end is NOT behind a NAT device     This   end is NOT behind a NAT device`
const DONE = `[IKEv1]: ${GROUP}PHASE 1 COMPLETED`
const GONE = `[IKEv1]: ${IP}Removing peer from peer table failed, no match!`
const again = (payloads: string, times = 3): string[] => new Array<string>(times).fill(decoded('RESENDING', payloads))

asa('tells six messages and completion, for both roles', () => {
  for (const begunBy of ['us', 'peer'] as const) {
    const events = observed([...messages(6, begunBy), DONE])
    assert.equal(verdicts(events), [`${PEER} established`])
    assert.equal(
      ofType(events, 'transition')
        .map(({ message }) => message)
        .filter((message) => message !== undefined),
      [1, 2, 3, 4, 5, 6],
    )
    assert.is(ofType(events, 'established')[0]?.negotiation.role, begunBy === 'us' ? 'initiator' : 'responder')
    assert.equal(
      consoleEvents(events).filter(({ type }) => type === 'gap'),
      [],
    )
  }
})

type Row = readonly [name: string, lines: readonly string[], said: string]

const FAILED: readonly Row[] = [
  ['message 1 is sent again and again', [...messages(1, 'us'), ...again('SA (1)'), GONE], 'failed/no-response'],
  [
    'classes differ',
    [
      ...messages(1, 'peer'),
      `[IKEv1]: ${IP}Phase 1 failure:  Mismatched attribute types for class Group Description:  Rcv'd: Group 5  Cfg'd: Group 2`,
      `[IKEv1]: ${IP}All SA proposals found unacceptable`,
    ],
    'failed/proposal-mismatch',
  ],
  [
    'the peer answers no proposal chosen',
    [
      ...messages(1, 'us'),
      `[IKEv1]: ${IP}Received non-routine Notify message: No proposal chosen (14)`,
      ...again('SA (1)'),
      GONE,
    ],
    'failed/proposal-mismatch',
  ],
  [
    'the peer says nothing after message 3',
    [...messages(3, 'us'), `%ASA-4-713136: ${IP}IKE session establishment timed out [MM_WAIT_MSG4], aborting!`],
    'failed/ke-timeout',
  ],
  [
    'no tunnel group fits',
    [...messages(1, 'peer'), `[IKEv1]: ${GROUP}Can't find a valid tunnel group, aborting...!`, GONE],
    'failed/psk-missing',
  ],
]

for (const [name, lines, said] of FAILED)
  asa(`${name}: ${said}`, () => assert.equal(verdicts(observed(lines)), [`${PEER} ${said}`]))

asa('names the attribute that differs with both values', () => {
  const row = FAILED[1]?.[1] ?? []
  assert.equal(ofType(observed(row), 'failed')[0]?.diagnosis.mismatch, [
    { attribute: 'group', offered: 'Group 5', local: 'Group 2' },
  ])
})

asa('says in its own words that the keys differ', () => {
  const lines = [
    ...messages(5, 'peer'),
    `[IKEv1]: ${GROUP}Received encrypted Oakley Main Mode packet with invalid payloads, MessID = 0`,
  ]
  assert.equal(alarms(observed(lines)), [`${PEER} failing/psk-mismatch`])
})

const DOWN: readonly Row[] = [
  [
    'keepalives stay unanswered',
    [`${GROUP}IKE lost contact with remote peer, deleting connection (keepalive type: DPD)`],
    'down/dpd-timeout',
  ],
  [
    'the peer terminates',
    [`${GROUP}Connection terminated for peer ${PEER}.  Reason: Peer Terminate  Remote Proxy N/A, Local Proxy N/A`],
    'down/deleted-by-peer',
  ],
  [
    'no crypto map fits',
    [
      `${GROUP}QM FSM error (P2 struct &0xcc77b0a8, mess id 0xd5fe918)!`,
      `${GROUP}Session is being torn down. Reason: crypto map policy not found`,
    ],
    'down/phase2-failed',
  ],
]

for (const [name, texts, said] of DOWN) {
  asa(`after completion ${name}: ${said}, in every form of print`, () => {
    for (const form of FORMS) {
      const events = observed([form(`${GROUP}PHASE 1 COMPLETED`), ...texts.map(form)])
      assert.equal(verdicts(events), [`${PEER} established`, `${PEER} ${said}`], form('…'))
    }
  })
}

/** One message as a console prints it that shows both debugging and syslog. */
const twice = (number: string, text: string): string[] => [
  `Nov 08 07:10:05 [IKEv1]${text}`,
  `Nov 08 2026 07:10:05: %ASA-${number}: ${text}`,
]

asa('hears what is said as debug and as syslog once', () => {
  const missing = twice('3-713138', `${IP}Group ${PEER} not found and BASE GROUP default preshared key not configured`)
  assert.equal(verdicts(observed(missing)), [`${PEER} failed/psk-missing`])
  assert.equal(verdicts(observed([...missing, ...missing])), [
    `${PEER} failed/psk-missing`,
    `${PEER} failed/psk-missing`,
  ])
  const again = `${GROUP}Duplicate Phase 1 packet detected.  Retransmitting last packet.`
  const [failing] = ofType(observed([...messages(5, 'us'), NO_NAT, ...twice('5-713201', again)]), 'failing')
  assert.is(failing, undefined, 'one repeat is ordinary')
})

asa('measures an SA whose lines have a year here and none there', () => {
  const gone = `${GROUP}Session is being torn down. Reason: User Requested`
  const events = observed([
    `Nov 08 07:10:05 [IKEv1]${GROUP}PHASE 1 COMPLETED`,
    `Nov 08 2026 07:14:05: %ASA-5-713259: ${gone}`,
  ])
  assert.equal(
    ofType(events, 'down').map(({ upForMs }) => upForMs),
    [240_000],
  )
})

asa(
  'begins anew with a first message where the attempt before was well past it, and sends one twice only as a repeat',
  () => {
    const stuck = [...messages(3, 'us'), ...again('KE (4) + NONCE (10)')]
    const anew = observed([...stuck, `[IKEv1]: ${IP}IKE Initiator: New Phase 1`, ...messages(6, 'us'), DONE])
    assert.equal(
      ofType(anew, 'started').map(({ negotiation }) => negotiation.role),
      ['initiator', 'initiator'],
    )
    const reversed = observed([...messages(5, 'us'), ...messages(6, 'peer'), DONE])
    assert.is(ofType(reversed, 'established')[0]?.negotiation.role, 'responder')
    const sent = observed([...messages(1, 'us'), ...again('SA (1)'), ...messages(1, 'us')])
    assert.is(ofType(sent, 'started').length, 2)
    const repeated = observed([
      ...messages(2, 'us'),
      ...messages(2, 'us').slice(1),
      ...messages(6, 'us').slice(2),
      DONE,
    ])
    assert.is(ofType(repeated, 'started').length, 1, 'message 2 twice')
  },
)

const DIFFERS = `[IKEv1]Phase 1 failure:  Mismatched attribute types for class Hash Alg:  Rcv'd: SHA  Cfg'd: MD5`
const OTHER = '192.0.2.66'

asa('takes a pair that differs for that of the refusal behind it, not of who was spoken of before', () => {
  const refused = `[IKEv1]IP = ${OTHER}, All SA proposals found unacceptable`
  const events = observed([...messages(5, 'us'), NO_NAT, DIFFERS, refused, ...again('ID (5) + HASH (8)'), GONE])
  assert.equal(verdicts(events), [`${OTHER} failed/proposal-mismatch`, `${PEER} failed/auth-timeout`])
  assert.equal(ofType(events, 'failed')[0]?.diagnosis.mismatch, [{ attribute: 'hash', offered: 'SHA', local: 'MD5' }])
  const unclaimed = observed([...messages(5, 'us'), NO_NAT, DIFFERS, ...again('ID (5) + HASH (8)'), GONE])
  assert.equal(verdicts(unclaimed), [`${PEER} failed/auth-timeout`])
})

asa('does not blame a pair that differed where another fitted', () => {
  const answered = [
    ...messages(1, 'peer'),
    DIFFERS,
    ...messages(4, 'peer').slice(1),
    ...again('KE (4) + NONCE (10)'),
    GONE,
  ]
  assert.equal(verdicts(observed(answered)), [`${PEER} failed/auth-timeout`])
})

asa('tells the end of a session once, whichever attempt began last', () => {
  const torn = `[IKEv1]: ${GROUP}Session is being torn down. Reason: Phase 2 Mismatch`
  const failed = [
    `[IKEv1]: ${IP}IKE Initiator: New Phase 1`,
    `[IKEv1]: ${GROUP}Received an un-encrypted PAYLOAD_MALFORMED notify message, dropping`,
    GONE,
  ]
  const events = observed([DONE, ...failed, torn, torn])
  assert.equal(verdicts(events).slice(2), [`${PEER} down/phase2-failed`])
})

asa('refuses phase 2 anew some minutes after a session is over, and in its aftermath before', () => {
  const at = (time: string, text: string): string => `Nov 24 2026 ${time}: %ASA-3-713061: ${GROUP}${text}`
  const refused = 'Rejecting IPSec tunnel: no matching crypto map entry for remote proxy 192.0.2.64/255.255.255.192/0/0'
  const said = (time: string) =>
    alarms(
      observed([
        at('09:14:05', refused),
        at('09:14:05', 'Session is being torn down. Reason: crypto map policy not found'),
        at(time, refused),
      ]),
    )
  const once = [`${PEER} failing/phase2-failed`, `${PEER} down/phase2-failed`]
  assert.equal(said('09:19:05'), once)
  for (const later of ['09:19:06', '09:44:05', '23:14:05'])
    assert.equal(said(later), [...once, `${PEER} failing/phase2-failed`], later)
})

asa('writes remedies in the words of an ASA', () => {
  const [failed] = ofType(observed(FAILED[4]?.[1] ?? []), 'failed')
  const config = failed?.diagnosis.remedy.flatMap((remedy) => remedy.config ?? []) ?? []
  assert.ok(config.includes(`tunnel-group ${PEER} ipsec-attributes`), config.join(' / '))
})

asa.run()
