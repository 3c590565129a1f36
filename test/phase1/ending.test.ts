import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Observation } from '../../src/phase1/event.ts'
import { alarms, ofType, verdicts } from './observed.ts'
import { ofAsa, PEER, received, say, sent, state, told } from './told.ts'
import { ASA, type Input } from './tracked.ts'

const ending = suite('how an attempt or an SA ends (REFERENCE 2.3, 5.20)')

const UP = say('session', { up: true, peer: PEER })
const died = (saState: string, why: string | undefined, role: 'I' | 'R' | undefined = 'I'): Input =>
  say('sa-deleted', {
    ...(why === undefined ? {} : { why }),
    ...(role === undefined ? {} : { role }),
    saState,
    peer: PEER,
  })
const tornDown = (why: string): Input => ofAsa('torn-down', { why })
const down = (events: readonly Observation[]) => ofType(events, 'down')[0]?.diagnosis
const failed = (events: readonly Observation[]) => ofType(events, 'failed')[0]

/** What each reason string reads as where phase 1 was complete. */
const WORDS: { readonly [reason: string]: readonly string[] } = {
  'dpd-timeout': [
    'Death by retransmission P1',
    'Death by retransmission throw',
    'P1 errcounter exceeded (PEERS_ALIVE_TIMER)',
    'PEERS_ALIVE',
    'errcounter exceeded',
    'peers alive',
    'Lost Service',
    'Peer not responding',
  ],
  'deleted-by-peer': ['P1 delete notify (in)', 'Peer Terminate', 'IKE Delete', 'Recevied fatal informational'],
  'deleted-locally': [
    'IKE SA Lifetime Exceeded',
    'Max time exceeded',
    'Idle Timeout',
    'Session Timeout',
    'SA expired',
    'BY user command',
    'Death by tunnel clear',
    'gen_ipsec_isakmp_delete but doi isakmp',
    'Administrator Reset',
    'a potential routing change',
  ],
  'xauth-failed': ['XAuthenticate fail', 'User authentication failed'],
  'phase2-failed': ['Phase 2 Mismatch', 'Phase 2 Error', 'crypto map policy not found'],
  unknown: ['No reason', 'User Requested', ''],
}

for (const [reason, words] of Object.entries(WORDS))
  ending(`the words for ${reason} mean the same on a router and on an ASA`, () => {
    for (const why of words) {
      const said = [`${PEER} established`, `${PEER} down/${reason}`]
      assert.equal(verdicts(told([UP, died('QM_IDLE', why)])), said, why)
      assert.equal(verdicts(told([ASA, ofAsa('complete', {}), tornDown(why)])), said, why)
    }
  })

ending('the router’s own words stand in the sentence where it ended phase 1 itself', () => {
  assert.match(down(told([UP, died('QM_IDLE', 'BY user command')]))?.summary ?? '', /: BY user command\.$/)
  assert.match(down(told([ASA, ofAsa('complete', {}), tornDown('Idle Timeout')]))?.summary ?? '', /: Idle Timeout\.$/)
})

ending('an end without a word why is told with its line alone', () => {
  for (const lines of [
    [UP, died('QM_IDLE', undefined)],
    [ASA, ofAsa('complete', {}), ofAsa('torn-down', {})],
  ])
    assert.match(down(told(lines))?.evidence[0]?.text ?? '', /^(?:sa-deleted|torn-down)$/)
  const refused = say('quickmode', { step: 'refused' }, { conn: 1001 })
  const summary = down(told([UP, sent('I', 'QM_IDLE', { conn: 1001 }), refused, died('QM_IDLE', undefined)]))?.summary
  assert.match(summary ?? '', /phase 2 \(quick mode\) was refused\.$/)
  const asa = [ofAsa('complete', {}), ofAsa('quickmode', { step: 'refused' }), ofAsa('torn-down', {})]
  assert.match(down(told([ASA, ...asa]))?.summary ?? '', /phase 2 \(quick mode\) was refused\.$/)
})

ending('of a refused phase 2 the first word stands; where there was none, the reason of the end is it', () => {
  const summary = (...between: Input[]) =>
    down(told([ASA, ofAsa('complete', {}), ...between, tornDown('crypto map policy not found')]))?.summary ?? ''
  assert.match(summary(), /refused: crypto map policy not found\.$/)
  const notify = ofAsa('notify', { notify: 'No proposal chosen', protocol: 3 })
  assert.match(summary(notify), /refused: the peer answered NO-PROPOSAL-CHOSEN\.$/)
})

ending('an SA that is replaced gets no verdict, and what still comes of it begins nothing', () => {
  const late = (...before: Input[]) =>
    told([
      sent('I', 'MM_KEY_EXCH', { conn: 1001 }),
      died('MM_KEY_EXCH', 'Receive initial contact'),
      died('MM_KEY_EXCH', 'No reason'),
      ...before,
      received('I', 'MM_KEY_EXCH', { conn: 1001 }),
    ])
  const other = say('packet', { direction: 'received', peer: '203.0.113.78', role: 'N', saState: 'NEW SA' })
  assert.equal(verdicts(late()), [])
  assert.equal(verdicts(late(other)), ['203.0.113.78 unfinished'])
  assert.is(ofType(late(other), 'started').filter(({ peer }) => peer === PEER).length, 1)
})

ending('an SA that dies in a state of the negotiation was never up: nothing is known of its end', () => {
  const up = [1, 2].map(() => sent('I', 'QM_IDLE', { conn: 1001 }))
  const dead = (saState: string) => told([...up, say('sa-deleted', { saState, why: 'peers alive' }, { conn: 1001 })])
  assert.equal(verdicts(dead('QM_IDLE')), [`${PEER} established`, `${PEER} down/dpd-timeout`])
  assert.equal(verdicts(dead('MM_KEY_EXCH')), [`${PEER} established`, `${PEER} down/unknown`])
  assert.equal(
    down(dead('MM_KEY_EXCH'))?.evidence.map(({ text }) => text),
    ['sa-deleted'],
  )
})

/** Of an attempt of which only the death was heard: role, SA state, and what the silence before it would have meant. */
const DEATHS: readonly (readonly [role: 'I' | 'R', saState: string, likely: string])[] = [
  ['I', 'MM_NO_STATE', 'no-response'],
  ['I', 'MM_SA_SETUP', 'ke-timeout'],
  ['I', 'MM_KEY_EXCH', 'auth-timeout'],
  ['I', 'AG_NO_STATE', 'no-response'],
  ['I', 'AG_INIT_EXCH', 'no-response'],
  ['R', 'MM_SA_SETUP', 'ke-timeout'],
  ['R', 'MM_KEY_EXCH', 'auth-timeout'],
  ['R', 'AG_INIT_EXCH', 'auth-timeout'],
  ['R', 'AG_NO_STATE', 'aggressive-rejected'],
]

ending(
  'where only the death of an attempt was heard, its SA state tells role, exchange and how far it had come',
  () => {
    for (const [role, saState, likely] of DEATHS) {
      const where = `${role} ${saState}`
      const event = failed(told([died(saState, 'Death by retransmission P1', role)]))
      assert.is(event?.negotiation.role, role === 'I' ? 'initiator' : 'responder', where)
      assert.is(event?.negotiation.exchange, saState.startsWith('AG_') ? 'aggressive' : 'main', where)
      assert.is(event?.lastState, saState, where)
      assert.equal(
        [event?.diagnosis.reason, event?.diagnosis.alternatives?.[0]?.reason],
        ['unknown', likely],
        `${where}: what was not heard proves nothing`,
      )
    }
  },
)

ending('a death that says neither role nor state leaves both open', () => {
  const event = failed(told([say('sa-deleted', { peer: PEER })]))
  assert.equal(
    [event?.negotiation.role, event?.negotiation.exchange, event?.lastState, event?.diagnosis.alternatives],
    ['unknown', 'unknown', '', undefined],
  )
})

ending('a death says the role and the exchange that were not known before, and changes no known exchange', () => {
  const created = say('peer-created', { peer: PEER })
  const what = (...lines: Input[]) => {
    const { role, exchange } = failed(told(lines))?.negotiation ?? {}
    return `${role} ${exchange}`
  }
  assert.is(what(created, died('MM_KEY_EXCH', 'No reason', 'R')), 'responder main')
  assert.is(what(created, died('AG_INIT_EXCH', 'No reason', 'I')), 'initiator aggressive')
  assert.is(what(created, say('sa-deleted', { peer: PEER, saState: 'MM_KEY_EXCH' })), 'unknown main')
  assert.is(what(sent('I', 'AG_INIT_EXCH'), died('MM_NO_STATE', 'No reason')), 'initiator aggressive')
})

ending('a router whose SA died behind message 1 had sent it, with a key or without', () => {
  const lines = [say('request', { peer: PEER }), say('key-missing', { peer: PEER })]
  const summary = (saState: string) => failed(told([...lines, died(saState, 'No reason')]))?.diagnosis.summary
  assert.match(summary('MM_NO_STATE') ?? '', /so it never sent message 1/)
  assert.is(summary('MM_KEY_EXCH'), `This router has no pre-shared key for ${PEER}.`)
})

ending('a death adds nothing to what was heard of the attempt before', () => {
  const event = failed(
    told([
      say('request', { peer: PEER }),
      sent('I', 'MM_NO_STATE'),
      state('IKE_READY', 'IKE_I_MM1'),
      died('MM_KEY_EXCH', 'Death by retransmission P1'),
    ]),
  )
  assert.is(event?.diagnosis.reason, 'no-response')
  assert.is(event?.lastState, 'IKE_I_MM1')
})

ending('a negotiation printed dead twice is judged once', () => {
  const lines = [sent('I', 'MM_NO_STATE'), died('MM_NO_STATE', 'No reason'), died('MM_NO_STATE', 'BY user command')]
  assert.equal(verdicts(told(lines)), [`${PEER} failed/unknown`])
})

const message1 = ofAsa('decoded', { direction: 'sent', payloads: 'HDR + SA (1) + VENDOR (13) + NONE (0)' })

ending('what was judged does not rise by the second print of its death', () => {
  const lines = [
    sent('I', 'MM_KEY_EXCH', { conn: 1001 }),
    say('sa-deleted', { saState: 'MM_KEY_EXCH', why: 'No reason' }, { conn: 1001 }),
    say('sa-deleted', { saState: 'QM_IDLE', why: 'No reason' }, { conn: 1001 }),
  ]
  assert.equal(verdicts(told(lines)), [`${PEER} failed/unknown`])
  const asa = [ofAsa('request', {}), ofAsa('timed-out', {}), tornDown('Lost Service')]
  assert.equal(verdicts(told([ASA, ...asa])), [`${PEER} failed/unknown`])
})

ending('an ASA’s session that is torn down was up, unless it was seen being negotiated', () => {
  assert.equal(verdicts(told([ASA, tornDown('Lost Service')])), [`${PEER} established`, `${PEER} down/dpd-timeout`])
  assert.equal(verdicts(told([ASA, message1, tornDown('User Requested')])), [`${PEER} failed/unknown`])
  assert.equal(
    verdicts(told([ASA, ofAsa('malformed', {}), message1, tornDown('User Requested')])),
    [`${PEER} failed/malformed`],
    'a system message before it changes nothing',
  )
})

ending('an ASA’s session is torn down once, however many lines say so', () => {
  const lines = [ASA, ofAsa('complete', {}), tornDown('Idle Timeout'), tornDown('Peer Terminate')]
  assert.equal(verdicts(told(lines)), [`${PEER} established`, `${PEER} down/deleted-locally`])
})

/** Waiting states of an ASA: whose, of which exchange, and what its time-out means. */
const WAITING: readonly (readonly [state: string, role: string, exchange: string, reason: string])[] = [
  ['MM_WAIT_MSG2', 'initiator', 'main', 'no-response'],
  ['MM_WAIT_MSG3', 'responder', 'main', 'ke-timeout'],
  ['MM_WAIT_MSG4', 'initiator', 'main', 'ke-timeout'],
  ['MM_WAIT_MSG5', 'responder', 'main', 'auth-timeout'],
  ['MM_WAIT_MSG6', 'initiator', 'main', 'auth-timeout'],
  ['AM_WAIT_MSG2', 'initiator', 'aggressive', 'no-response'],
  ['AM_WAIT_MSG3', 'responder', 'aggressive', 'auth-timeout'],
]

const told1 = ({ negotiation, diagnosis, lastState }: NonNullable<ReturnType<typeof failed>>) => [
  lastState,
  negotiation.role,
  negotiation.exchange,
  diagnosis.reason,
]

const HEARD = say('ignored', {})

ending('an ASA’s waiting state tells whose attempt it was and which message did not come', () => {
  for (const row of WAITING) {
    const [waiting, role] = row
    const timedOut = failed(told([ASA, ofAsa('timed-out', { state: waiting })]))
    assert.equal(timedOut && told1(timedOut), row)
    const history = `${waiting}, EV_RETRY-->${waiting}, EV_TIMEOUT`
    const side = role === 'initiator' ? 'I' : 'R'
    const named = failed(told([ASA, ofAsa('state-history', { role: side, state: waiting, history })]))
    assert.equal(named && told1(named), row)
    const told2 = [
      ofAsa('state-history', { role: side, history: `XM_DONE, EV_ERROR-->${history}` }),
      ofAsa('attempt-died', {}),
    ]
    const within = failed(told([ASA, ...told2]))
    assert.equal(within && told1(within), row, 'read from the history itself')
  }
})

ending(
  'an ASA’s time-out whose attempt may have begun before anybody listened is a guess, but where message 3 or 4 did not come',
  () => {
    for (const [waiting, , , reason] of WAITING) {
      const sure = reason === 'ke-timeout'
      const after = (device: number) =>
        failed(told([ASA, HEARD, ofAsa('timed-out', { state: waiting }, { device })], { paced: true }))?.diagnosis
      const soon = after(60_100)
      assert.equal(
        [soon?.reason, sure ? '' : soon?.alternatives?.[0]?.reason],
        sure ? [reason, ''] : ['unknown', reason],
      )
      assert.equal(
        after(60_101)?.reason,
        reason,
        'the console was heard for so long that what came before would have shown',
      )
    }
  },
)

ending('a time-out in a state that nobody knows ends the attempt and says no more', () => {
  const event = failed(told([ASA, message1, ofAsa('timed-out', { state: 'MM_SOMETHING' })]))
  assert.equal(event && told1(event), ['IKE_I_MM1', 'initiator', 'main', 'no-response'])
  assert.equal(verdicts(told([ASA, ofAsa('complete', {}), ofAsa('timed-out', {})])), [`${PEER} established`])
})

ending('the history of an ASA ends an attempt where it comes to its DONE, and only there', () => {
  const after = (history: string) =>
    verdicts(told([ASA, message1, ofAsa('state-history', { history })], { open: true }))
  const stuck = 'MM_WAIT_MSG2, EV_RETRY-->MM_WAIT_MSG2, EV_TIMEOUT'
  assert.equal(after(stuck), [])
  assert.equal(after(`MM_DONE, EV_ERROR-->${stuck}`), [`${PEER} failed/no-response`])
  assert.equal(after(`AM_DONE, EV_ERROR-->${stuck}`), [`${PEER} failed/no-response`])
  assert.equal(after(`${stuck}-->MM_DONE`), [], 'newest first: an older DONE is another’s')
})

ending('the history of an ASA names a failed authentication before a time-out', () => {
  const reason = (history: string) =>
    verdicts(told([ASA, ofAsa('state-history', { role: 'R', state: 'MM_WAIT_MSG5', history })]))
  assert.equal(reason('EV_PROB_AUTH_FAIL-->MM_WAIT_MSG5, EV_TIMEOUT'), [`${PEER} failed/psk-mismatch`])
  assert.equal(reason('EV_AUTH_FAIL'), [`${PEER} failed/psk-mismatch`])
  assert.equal(reason('EV_RETRY'), [`${PEER} failed/auth-timeout`])
  assert.equal(reason('EV_TIMEOUT'), [`${PEER} failed/auth-timeout`])
  assert.equal(reason('EV_ERROR'), [`${PEER} failed/unknown`], 'no word of why')
})

ending('an ASA’s history that says the same role keeps what was heard of the attempt', () => {
  const answer = ofAsa('decoded', { direction: 'received', payloads: 'HDR + SA (1) + VENDOR (13) + NONE (0)' })
  const message3 = ofAsa('decoded', { direction: 'sent', payloads: 'HDR + KE (4) + NONCE (10) + NONE (0)' })
  const history = (role: 'I' | 'R') =>
    failed(
      told([
        ASA,
        message1,
        answer,
        message3,
        ofAsa('state-history', { role, history: 'MM_DONE, EV_ERROR-->EV_RETRY' }),
      ]),
    )
  assert.equal([history('I')?.negotiation.role, history('I')?.diagnosis.reason], ['initiator', 'ke-timeout'])
  assert.equal([history('R')?.negotiation.role, history('R')?.diagnosis.reason], ['responder', 'unknown'])
})

ending('an ASA’s history corrects a role that was guessed from a packet, and keeps one that was right', () => {
  const packets = [
    ofAsa('decoded', { direction: 'received', payloads: 'HDR + SA (1) + NONE (0)' }),
    ofAsa('decoded', { direction: 'sent', payloads: 'HDR + SA (1) + NONE (0)' }),
  ]
  const history = (role: 'I' | 'R') =>
    failed(told([ASA, ...packets, ofAsa('state-history', { role, history: 'MM_DONE, EV_ERROR-->EV_RETRY' })]))
  assert.equal([history('R')?.negotiation.role, history('R')?.diagnosis.reason], ['responder', 'ke-timeout'])
  assert.equal([history('I')?.negotiation.role, history('I')?.diagnosis.reason], ['initiator', 'unknown'])
})

ending('lines about a failed attempt do not end an SA of the same peer that is up', () => {
  for (const line of [
    ofAsa('timed-out', { state: 'MM_WAIT_MSG4' }),
    ofAsa('state-history', { role: 'I', state: 'MM_WAIT_MSG6', history: 'MM_DONE' }),
    ofAsa('attempt-died', {}),
  ])
    assert.equal(verdicts(told([ASA, ofAsa('complete', {}), line])), [`${PEER} established`], line.kind)
})

ending('what is over stays over, whatever an ASA still prints of it', () => {
  const tail = [
    ofAsa('timed-out', { state: 'MM_WAIT_MSG4' }),
    ofAsa('state-history', { role: 'I', state: 'MM_WAIT_MSG6', history: 'MM_DONE' }),
    ofAsa('attempt-died', {}),
    ofAsa('delete-received', {}),
    ofAsa('session', { up: false }),
  ]
  for (const late of tail)
    assert.equal(
      verdicts(told([ASA, message1, ofAsa('timed-out', { state: 'MM_WAIT_MSG2' }), late])),
      [`${PEER} failed/no-response`],
      late.kind,
    )
})

ending('an attempt that died without a word why ended for an unknown reason', () => {
  const event = failed(told([ASA, message1, ofAsa('attempt-died', {})]))
  assert.is(event?.diagnosis.reason, 'unknown')
  assert.equal(
    event?.diagnosis.evidence.map(({ text }) => text),
    ['attempt-died'],
  )
  assert.equal(verdicts(told([ASA, ofAsa('complete', {}), ofAsa('attempt-died', {})])), [`${PEER} established`])
})

ending('a DELETE of the peer ends phase 1, and ends an attempt as well', () => {
  const deleted = say('delete-received', { peer: PEER })
  assert.equal(verdicts(told([UP, deleted])), [`${PEER} established`, `${PEER} down/deleted-by-peer`])
  assert.equal(verdicts(told([sent('I', 'MM_NO_STATE'), deleted])), [`${PEER} failed/deleted-by-peer`])
})

ending('a session that is down ends an SA that was up, not an attempt', () => {
  const fell = say('session', { up: false, peer: PEER })
  assert.equal(verdicts(told([UP, fell])), [`${PEER} established`, `${PEER} down/unknown`])
  assert.equal(
    down(told([UP, fell]))?.evidence.map(({ text }) => text),
    ['session'],
  )
  assert.equal(verdicts(told([sent('I', 'MM_NO_STATE'), fell], { open: true })), [])
})

/** A refusal in words, and what the sentence tells of it. */
const REFUSED: readonly (readonly [line: Input, reason: string, detail: RegExp])[] = [
  [say('admission-denied', { peer: PEER, why: 'SA LIMIT' }), 'admission-denied', /: SA LIMIT\.$/],
  [say('admission-denied', { peer: PEER }, { text: 'a limit' }), 'admission-denied', /: a limit\.$/],
  [say('unsupported-exchange', { peer: PEER, exchange: '34' }), 'unsupported-exchange', /\(34\)\.$/],
  [say('unsupported-exchange', { peer: PEER }, { text: 'IKEv2' }), 'unsupported-exchange', /\(IKEv2\)\.$/],
  [say('aggressive-refused', { peer: PEER }), 'aggressive-rejected', /is switched off on this router\.$/],
  [say('policy-refused', { peer: PEER, why: 'no crypto map' }), 'vendor-policy', /: no crypto map\.$/],
]

ending('a refusal in words ends the attempt at once, in the router’s words; phase 1 that is up outlives it', () => {
  for (const [line, reason, detail] of REFUSED) {
    const events = told([sent('I', 'MM_NO_STATE'), line], { open: true })
    assert.equal(verdicts(events), [`${PEER} failed/${reason}`])
    assert.match(failed(events)?.diagnosis.summary ?? '', detail)
    assert.equal(alarms(told([UP, line], { open: true })), [], reason)
  }
})

ending.run()
