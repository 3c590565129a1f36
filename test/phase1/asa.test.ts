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

asa('writes remedies in the words of an ASA', () => {
  const [failed] = ofType(observed(FAILED[4]?.[1] ?? []), 'failed')
  const config = failed?.diagnosis.remedy.flatMap((remedy) => remedy.config ?? []) ?? []
  assert.ok(config.includes(`tunnel-group ${PEER} ipsec-attributes`), config.join(' / '))
})

asa.run()
