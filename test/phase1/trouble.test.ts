import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Observation } from '../../src/phase1/event.ts'
import { alarms, ofType, verdicts } from './observed.ts'
import { ofAsa, PEER, received, say, sent, state, told } from './told.ts'
import { ASA, type Input } from './tracked.ts'

const trouble = suite('what goes wrong, line by line')

const UP = say('session', { up: true, peer: PEER })
const ASA_UP = [ASA, ofAsa('complete', {})]
const CONN = { conn: 1001 }
const death = (why = 'No reason', saState = 'QM_IDLE'): Input =>
  say('sa-deleted', { peer: PEER, why, saState, role: 'I' })

/** Initiator and responder up to the message that they sent last. */
const BEGUN: readonly Input[] = [state('IKE_READY', 'IKE_I_MM1', { conn: 0 }), sent('I', 'MM_NO_STATE')]
const AFTER_3: readonly Input[] = [
  ...BEGUN,
  received('I', 'MM_NO_STATE'),
  state('IKE_I_MM1', 'IKE_I_MM2'),
  sent('I', 'MM_SA_SETUP'),
  state('IKE_I_MM2', 'IKE_I_MM3'),
]
const AFTER_5: readonly Input[] = [
  ...AFTER_3,
  received('I', 'MM_SA_SETUP'),
  state('IKE_I_MM3', 'IKE_I_MM4'),
  sent('I', 'MM_KEY_EXCH'),
  state('IKE_I_MM4', 'IKE_I_MM5'),
]
const ANSWERED: readonly Input[] = [
  received('N', 'NEW SA'),
  state('IKE_READY', 'IKE_R_MM1'),
  sent('R', 'MM_SA_SETUP'),
  state('IKE_R_MM1', 'IKE_R_MM2'),
]
const ANSWERED_4: readonly Input[] = [
  ...ANSWERED,
  received('R', 'MM_SA_SETUP'),
  state('IKE_R_MM2', 'IKE_R_MM3'),
  sent('R', 'MM_KEY_EXCH'),
  state('IKE_R_MM3', 'IKE_R_MM4'),
]

const said = (...lines: readonly Input[]): string[] => alarms(told(lines, { open: true })).map(withoutPeer)
const ended = (...lines: readonly Input[]): string[] => verdicts(told(lines)).map(withoutPeer)
const withoutPeer = (text: string): string => text.replace(`${PEER} `, '')
const failing = (events: readonly Observation[]) => ofType(events, 'failing')[0]?.diagnosis
const summary = (...lines: readonly Input[]): string => failing(told(lines))?.summary ?? ''

const count = (attempt?: number) => say('attempt-count', attempt === undefined ? {} : { attempt }, CONN)
const duplicate = say('duplicate', { peer: PEER })

trouble('silence is told at the second repeat, behind NAT at the third', () => {
  const bound = sent('I', 'MM_KEY_EXCH', CONN)
  assert.equal(said(...AFTER_5, bound, count(1)), [])
  assert.equal(said(...AFTER_5, bound, count(1), count(2)), ['failing/auth-timeout'])
  const nat = say('nat', { verdict: 'both' })
  assert.equal(said(...AFTER_5, nat, bound, count(1), count(2)), [])
  assert.equal(said(...AFTER_5, nat, bound, count(1), count(2), count(3)), ['failing/auth-timeout'])
})

trouble('repeats that bear no number are counted one by one', () => {
  const bound = sent('I', 'MM_KEY_EXCH', CONN)
  assert.equal(said(...AFTER_5, bound, count(), count()), ['failing/auth-timeout'])
  const [failed] = ofType(told([...AFTER_5, bound, count(), count(), death('No reason', 'MM_KEY_EXCH')]), 'failed')
  assert.is(failed?.retransmissions, 3, 'the packet that was sent again before is one, too')
})

trouble('a router that repeats itself more often than its kind does is given an interval more each time', () => {
  const bound = sent('I', 'MM_KEY_EXCH', { ...CONN, device: 2_000 })
  const later = (device: number): Input => say('note', {}, { device })
  const at = (device: number) =>
    verdicts(
      told([...AFTER_5, bound, { ...count(9), heard: { ...count(9).heard, device: 3_000 } }, later(device)], {
        open: true,
      }),
    )
  assert.equal(at(17_000), [])
  assert.equal(at(20_000), [`${PEER} failed/auth-timeout`])
})

trouble('what counts keepalives is no repeat of phase 1, and an SA that is up has none', () => {
  const keepalive = say('attempt-count', { attempt: 5, why: 'PEERS_ALIVE_TIMER' }, CONN)
  const lost = [1, 2].map(() => sent('I', 'QM_IDLE', CONN))
  assert.equal(said(...lost, keepalive), [])
  assert.equal(ended(...UP_1001, keepalive, death()), ['established', 'down/dpd-timeout'])
  assert.equal(ended(...UP_1001, count(5), death()), ['established', 'down/unknown'])
  assert.equal(ended(...lost, count(5), say('sa-deleted', { why: 'No reason' }, CONN)), ['established', 'down/unknown'])
  assert.equal(ended(UP, say('retransmit', { saState: 'MM_KEY_EXCH' }), duplicate, duplicate, death()), [
    'established',
    'down/unknown',
  ])
})

trouble(
  'after message 5 the second repeat of the peer says that it cannot read it; before, only our own repeats say anything',
  () => {
    assert.equal(said(...AFTER_5, duplicate), [])
    assert.equal(said(...AFTER_5, duplicate, duplicate), ['failing/psk-mismatch'])
    assert.is(failing(told([...AFTER_5, duplicate, duplicate]))?.evidence[0]?.text, 'duplicate')
    assert.equal(said(...AFTER_3, duplicate, duplicate), [])
  },
)

trouble('a repeat leaves its line as proof, and the SA state on it as the last that was seen', () => {
  const again = (saState: string): Input => say('retransmit', { saState }, { text: `again in ${saState}` })
  const [failed] = ofType(
    told([
      say('request', { peer: PEER }),
      again('MM_NO_STATE...'),
      again('MM_SA_SETUP'),
      say('sa-deleted', { peer: PEER, why: 'Death by retransmission P1' }),
    ]),
    'failed',
  )
  assert.is(failed?.lastState, 'MM_NO_STATE')
  const [proven] = ofType(
    told([...BEGUN, again('MM_NO_STATE'), count(1), count(2), sent('I', 'MM_NO_STATE')]),
    'failing',
  )
  assert.is(proven?.diagnosis.evidence[0]?.text, 'again in MM_NO_STATE')
})

trouble(
  'a PIX repeats its answer to what it took in last: silence is told at the second, and the message with it',
  () => {
    const again = say('retransmit', {}, { text: 'ISAKMP (0): retransmitting phase 1' })
    const pix = [
      received('N', ''),
      say('exchange-begins', { exchange: 'main' }),
      say('input', { source: 'x', event: 'IKE_MM_EXCH' }),
    ]
    const tick: Input = { kind: 'tick', now: 0, quiet: 0 }
    assert.equal(said(...pix, again, tick), [])
    assert.equal(said(...pix, again, again, tick), ['failing/ke-timeout'])
    assert.is(
      ofType(told([...pix, again, again, tick, say('sa-deleted', { peer: PEER })]), 'failed')[0]?.retransmissions,
      2,
    )
    const unknown = [received(undefined, ''), again, again, tick]
    assert.equal(said(...unknown), [], 'of whom neither role nor exchange is known, nothing is')
  },
)

/** What cannot be read means another key where it may have been encrypted. */
const UNREAD: readonly (readonly [name: string, lines: readonly Input[], reason: string])[] = [
  ['message 2 of main mode', BEGUN, 'malformed'],
  ['message 4 of main mode', AFTER_3, 'malformed'],
  ['message 6 of main mode', AFTER_5, 'psk-mismatch'],
  ['message 3, as responder', ANSWERED, 'malformed'],
  ['message 5, as responder', ANSWERED_4, 'psk-mismatch'],
  [
    'message 5, where the answer before it was not seen',
    [...ANSWERED, state('IKE_R_MM4', 'IKE_R_MM5')],
    'psk-mismatch',
  ],
  ['message 2 of aggressive mode', [sent('I', 'AG_INIT_EXCH')], 'psk-mismatch'],
  ['a message of one of whom nothing else is known', [], 'psk-mismatch'],
]

for (const [name, lines, reason] of UNREAD)
  trouble(`${name} that cannot be read: ${reason}`, () => {
    assert.equal(said(...lines, say('undecipherable', { peer: PEER })), [`failing/${reason}`])
  })

trouble('what should be encrypted and cannot be read is told as that, not as a malformed message', () => {
  const unread = say('undecipherable', { peer: PEER })
  assert.match(summary(...AFTER_5, unread), /the proof of .* does not verify/)
  for (const lines of [ANSWERED_4, [...ANSWERED, state('IKE_R_MM4', 'IKE_R_MM5')]])
    assert.match(summary(...lines, unread), /message 5 of .* cannot be read/)
  assert.match(summary(...ANSWERED_4, say('malformed', { peer: PEER })), /what .* sends encrypted cannot be read/)
})

trouble('over an SA that is up nothing that concerns phase 1 is trouble any more', () => {
  const late: readonly Input[] = [
    say('undecipherable', { peer: PEER }),
    say('malformed', { peer: PEER }),
    say('hash-invalid', { peer: PEER }),
    say('identity-refused', { peer: PEER }),
    say('certificate', { peer: PEER, trouble: 'expired' }),
    say('refused-in-clear', { peer: PEER, notify: 'INVALID_COOKIE' }),
    say('unknown-input', { source: 'IKE_MESG_FROM_PEER', event: 'IKE_INFO_NOTIFY', state: 'IKE_P1_COMPLETE' }),
    say('mode-failure', { peer: PEER, mode: 'Main' }),
    say('notify', { notify: 'INVALID_COOKIE', protocol: 1 }),
  ]
  const again = [
    count(),
    say('duplicate', { peer: PEER }),
    say('retransmit', {}, CONN),
    say('mode-failure', { peer: PEER, mode: 'Main' }),
  ]
  for (const line of late) assert.equal(ended(UP, line, death()), ['established', 'down/unknown'], line.kind)
  for (const line of [...late, ...again])
    assert.equal(
      said(...AFTER_5, say('complete', { peer: PEER }, CONN), dpd('missed'), line, line, line),
      [],
      `${line.kind}: a keepalive that is missed is no trouble yet`,
    )
})

trouble('the words of a refusal reach the sentence that is told', () => {
  assert.match(
    summary(...ANSWERED_4, say('identity-refused', { peer: PEER, why: 'no such group' })),
    /: no such group\.$/,
  )
  assert.match(summary(...ANSWERED_4, say('identity-refused', { peer: PEER })), /that this device expects\.$/)
  assert.match(
    summary(...AFTER_5, say('certificate', { peer: PEER, trouble: 'expired', why: 'since May' })),
    /since May/,
  )
  assert.match(summary(...AFTER_5, say('certificate', { peer: PEER, trouble: 'expired' })), /expired/)
  const vague = say('certificate', { peer: PEER, trouble: 'it is not valid', why: 'certificate invalid' })
  assert.match(summary(...AFTER_5, vague), /: it is not valid \(certificate invalid\)\.$/)
  assert.match(
    summary(...AFTER_5, say('certificate', { peer: PEER, trouble: 'it is early' }), vague),
    /: it is early\.$/,
  )
})

trouble('a hash that does not verify tells keys from certificates by the method, where the router names it', () => {
  const reasonWith = (method?: string) =>
    said(...ANSWERED_4, say('hash-invalid', { peer: PEER, ...(method === undefined ? {} : { method }) }))
  assert.equal(reasonWith(), ['failing/psk-mismatch'])
  assert.equal(reasonWith('1'), ['failing/psk-mismatch'])
  for (const method of ['2', '3', '4', 'RSA sig']) assert.equal(reasonWith(method), ['failing/cert-invalid'], method)
  const keys = say('authenticating', { method: 'pre-share' })
  assert.equal(
    said(...ANSWERED_4, keys, say('hash-invalid', { peer: PEER, method: '3' })),
    ['failing/psk-mismatch'],
    'what was agreed stands',
  )
})

trouble('certificates are trouble only while they are on the table', () => {
  const bad = say('certificate', { peer: PEER, trouble: 'expired' })
  const good = say('certificate', { peer: PEER })
  assert.equal(said(...BEGUN, bad), [], 'message 1 holds none')
  assert.equal(said(...AFTER_3, bad), ['failing/cert-invalid'])
  assert.equal(said(...AFTER_3.slice(0, 4), bad), ['failing/cert-invalid'], 'message 2 was heard')
  assert.equal(said(...AFTER_5, good), [], 'a line without trouble')
  assert.equal(said(bad), ['failing/cert-invalid'], 'of whom nothing else is known')
  assert.equal(said(say('request', { peer: PEER }), bad), ['failing/cert-invalid'], 'whose state was not seen')
  assert.equal(
    said(
      ASA,
      ofAsa('decoded', { direction: 'sent', payloads: 'SA (1)' }),
      ofAsa('certificate', { trouble: 'expired' }),
    ),
    ['failing/cert-invalid'],
    'on an ASA whenever it says so',
  )
})

trouble('an answer in clear is a refusal; other events that a state does not expect are not', () => {
  const unexpected = (event: string): Input =>
    say('unknown-input', { source: 'IKE_MESG_FROM_PEER', event, state: 'IKE_I_MM1' })
  assert.equal(said(...BEGUN, unexpected('IKE_INFO_NOTIFY')), ['failing/proposal-mismatch'])
  assert.equal(said(...BEGUN, unexpected('IKE_TIMEOUT')), [])
  const clear = (notify?: string): Input =>
    say('refused-in-clear', { peer: PEER, ...(notify === undefined ? {} : { notify }) })
  assert.equal(said(...BEGUN, clear()), ['failing/proposal-mismatch'])
  assert.equal(failing(told([...BEGUN, clear('PROPOSAL_NOT_CHOSEN')]))?.notify, {
    name: 'NO-PROPOSAL-CHOSEN',
    number: 14,
  })
  assert.is(failing(told([...BEGUN, clear()]))?.notify, undefined)
})

trouble('a failed mode is a complaint of the peer, and says which exchange it was', () => {
  const failure = (mode: string): Input => say('mode-failure', { peer: PEER, mode })
  assert.equal(said(...BEGUN, failure('Main')), ['failing/proposal-mismatch'])
  const begun = say('request', { peer: PEER })
  assert.equal(said(begun, failure('Aggressive')), ['failing/psk-mismatch'])
  assert.is(ofType(told([begun, failure('Aggressive')]), 'failing')[0]?.negotiation.exchange, 'aggressive')
  assert.is(ofType(told([...BEGUN, failure('Aggressive')]), 'failing')[0]?.negotiation.exchange, 'main', 'it was seen')
  assert.equal(said(begun, failure('Informational')), [])
})

trouble('quick mode that failed is trouble of phase 2, over a phase 1 that is up', () => {
  const failure = say('mode-failure', { peer: PEER, mode: 'Quick' })
  assert.equal(said(UP, failure), ['failing/phase2-failed'])
  assert.match(summary(UP, failure), /refused: quick mode failed\.$/)
  assert.equal(said(...BEGUN, failure), [])
  const bound = sent('I', 'MM_KEY_EXCH', CONN)
  const foreign = [failure, say('node-deleted', { error: true, why: 'QM rejected' }, CONN)]
  for (const line of foreign)
    assert.equal(said(...AFTER_5, bound, count(1), line), [], `${line.kind}: of an attempt it says nothing`)
})

/** Notifies that say nothing bad, in the spelling of a router. */
const BENIGN: readonly string[] = [
  'RESPONDER_LIFETIME',
  'INITIAL_CONTACT',
  'REPLAY_STATUS',
  'NOTIFY_SA_LIFETIME',
  'ADDRESS_NOTIFICATION',
  'CONNECTED',
]

trouble('a notify that says nothing bad is no refusal', () => {
  for (const notify of BENIGN) assert.equal(said(...BEGUN, say('notify', { notify })), [], notify)
  for (const notify of ['NOT-CONNECTED', 'CONNECTED-NOT', 'INVALID_COOKIE'])
    assert.equal(said(...BEGUN, say('notify', { notify })), ['failing/proposal-mismatch'], notify)
})

const OF_PHASE2: readonly string[] = [
  'PROPOSAL_NOT_CHOSEN',
  'INVALID_ID_INFO',
  'ATTRIBUTES_NOT_SUPPORTED',
  'BAD_PROPOSAL_SYNTAX',
  'INVALID_TRANSFORM_ID',
]

trouble('a notify on protocol 3 is about phase 2, so phase 1 is up; it refuses only where it says so', () => {
  for (const notify of OF_PHASE2) {
    const events = told([...AFTER_5, say('notify', { notify, protocol: 3 }, CONN)], { open: true })
    assert.equal(alarms(events).map(withoutPeer), ['failing/phase2-failed'], notify)
    assert.is(ofType(events, 'established')[0]?.certainty, 'inferred', notify)
  }
  const events = told([...AFTER_5, say('notify', { notify: 'INVALID_SPI', protocol: 3 }, CONN)], { open: true })
  assert.equal([verdicts(events), alarms(events)], [[`${PEER} established`], []])
})

trouble('over an SA that is up a refusal is about phase 2, whatever protocol it names; before, about phase 1', () => {
  for (const notify of OF_PHASE2) {
    assert.equal(said(UP, say('notify', { notify, protocol: 1 })), ['failing/phase2-failed'], notify)
    assert.equal(said(...BEGUN, say('notify', { notify, protocol: 1 })), ['failing/proposal-mismatch'], notify)
  }
  for (const notify of ['NO-PROPOSAL-CHOSEN-2', 'X-INVALID-ID-INFORMATION'])
    assert.equal(said(UP, say('notify', { notify, protocol: 1 })), [], notify)
})

trouble('an answered keepalive proves that phase 1 is up', () => {
  const keepalive = (notify: string): Input => say('notify', { notify, protocol: 1 }, CONN)
  for (const notify of ['R_U_THERE', 'DPD/R_U_THERE', 'R_U_THERE_ACK'])
    assert.equal(ended(...AFTER_5, keepalive(notify)), ['established'], notify)
})

const xauth = (step: 'needed' | 'asked' | 'answered' | 'passed' | 'failed', why?: string): Input =>
  say('xauth', { step, ...(why === undefined ? {} : { why }) }, CONN)
const UP_1001 = [UP, sent('I', 'QM_IDLE', CONN)]

trouble('XAUTH that was asked and not answered before the SA died is what failed', () => {
  for (const step of ['needed', 'asked'] as const)
    assert.equal(ended(...UP_1001, xauth(step), death()), ['established', 'down/xauth-failed'], step)
  assert.equal(ended(...UP_1001, xauth('answered'), death()), ['established', 'down/unknown'])
  assert.equal(ended(...UP_1001, xauth('asked'), xauth('passed'), death()), ['established', 'down/unknown'])
})

trouble('a router that wants XAUTH has phase 1 behind it; an ASA that asks for a user may not', () => {
  assert.equal(ended(...AFTER_5, say('xauth', { step: 'needed' }, CONN)), ['established'])
  const asked = ofAsa('xauth', { step: 'asked' })
  assert.equal(ended(ASA, ofAsa('decoded', { direction: 'sent', payloads: 'SA (1)' }), asked, asked), ['unfinished'])
})

trouble('what is over is not told as failing, however late its last lines come', () => {
  const refused = ofAsa('xauth', { step: 'failed' })
  assert.equal(said(...ASA_UP, refused, refused), ['failed/xauth-failed'])
  assert.equal(said(...UP_1001, death(), say('xauth', { step: 'failed' }, CONN)), ['down/unknown'])
  const mended = say('delete-received', { peer: PEER }, { ...CONN, repaired: true })
  assert.equal(said(...UP_1001, death(), mended), ['down/unknown'])
})

trouble('XAUTH that refused the user is told at once; an ASA says so of an attempt, whose SA is not up yet', () => {
  assert.equal(said(...UP_1001, xauth('failed')), ['failing/xauth-failed'])
  const refused = ofAsa('xauth', { step: 'failed' })
  assert.equal(said(...ASA_UP, refused), ['failed/xauth-failed'])
  assert.equal(said(...ASA_UP, refused, ofAsa('torn-down', { why: 'Lost Service' })).at(-1), 'down/dpd-timeout')
  assert.equal(ended(...UP_1001, xauth('passed'), death('XAuthenticate fail')), ['established', 'down/xauth-failed'])
})

const dpd = (step: 'probe' | 'answer' | 'missed' | 'dead'): Input => say('dpd', { step, peer: PEER }, CONN)

trouble('keepalives: an answer takes back what was missed, and a dead peer is told at once', () => {
  assert.equal(ended(...UP_1001, dpd('missed'), death()), ['established', 'down/dpd-timeout'])
  assert.equal(ended(...UP_1001, dpd('missed'), dpd('answer'), death()), ['established', 'down/unknown'])
  assert.equal(ended(...UP_1001, dpd('missed'), dpd('probe'), death()), ['established', 'down/dpd-timeout'])
  assert.equal(said(...UP_1001, dpd('dead')), ['failing/dpd-timeout'])
  for (const step of ['probe', 'answer', 'missed'] as const) assert.equal(said(...UP_1001, dpd(step)), [], step)
  const message1 = ofAsa('decoded', { direction: 'sent', payloads: 'SA (1)' })
  assert.equal(said(ASA, message1, ofAsa('dpd', { step: 'dead' })), [], 'one line of another SA ends no attempt')
  assert.equal(said(...ASA_UP, ofAsa('dpd', { step: 'dead' })), ['down/dpd-timeout'])
  for (const step of ['probe', 'answer', 'missed', 'dead'] as const)
    assert.equal(verdicts(told([...AFTER_5, dpd(step)], { open: true })).map(withoutPeer), ['established'], step)
})

const refused = (why?: string): Input =>
  say('quickmode', { step: 'refused', ...(why === undefined ? {} : { why }) }, CONN)

trouble('why quick mode was refused is said in words, whether the router gives a number or a sentence', () => {
  const words: readonly (readonly [why: string | undefined, sentence: RegExp])[] = [
    ['32', /refused: the protected networks of both ends do not mirror each other\.$/],
    ['256', /refused: no transform set fits\.$/],
    ['1024', /refused: the IPsec profile does not fit\.$/],
    ['8', /refused: 8\.$/],
    ['no policy', /refused: no policy\.$/],
    [undefined, /\(quick mode\) was refused\.$/],
  ]
  for (const [why, sentence] of words) assert.match(summary(...UP_1001, refused(why)), sentence)
})

trouble('what is said first of a refused phase 2 is the cause; what follows only ends it', () => {
  const deleted = say('node-deleted', { error: true, why: 'QM rejected' }, CONN)
  const last = (...lines: readonly Input[]) =>
    ofType(told([...UP_1001, ...lines, death()]), 'down')[0]?.diagnosis.summary
  assert.match(last(refused('256'), refused('32')) ?? '', /no transform set fits\.$/)
  assert.match(last(refused('256'), deleted) ?? '', /no transform set fits\.$/)
  assert.match(
    last(refused('256'), say('notify', { notify: 'INVALID_ID_INFO', protocol: 3 }, CONN)) ?? '',
    /transform set/,
  )
  assert.match(last(deleted) ?? '', /the exchange was deleted: QM rejected\.$/)
})

trouble('a node deleted over an error means phase 2 only where it says so', () => {
  const node = (error: boolean, why?: string): Input =>
    say('node-deleted', { error, ...(why === undefined ? {} : { why }) }, CONN)
  for (const why of ['Delete Larval', 'QM rejected'])
    assert.equal(said(...UP_1001, node(true, why)), ['failing/phase2-failed'], why)
  for (const quiet of [node(false, 'Delete Larval'), node(true, 'Informational (in) state 1'), node(true)])
    assert.equal(said(...UP_1001, quiet), [])
  assert.equal(said(...AFTER_5, node(true, 'Delete Larval')), [], 'phase 1 is not up')
})

trouble('quick mode that is done mends what it was refused for, in whatever step it is seen', () => {
  const done = say('quickmode', { step: 'done' }, CONN)
  assert.equal(
    ofType(told([...UP_1001, refused('256'), done]), 'recovered').map(({ reason }) => reason),
    ['phase2-failed'],
  )
  assert.equal(ended(...UP_1001, refused('256'), done, death()), ['established', 'down/unknown'])
  for (const step of ['begins', 'progress'] as const)
    assert.equal(
      ended(...UP_1001, refused('256'), say('quickmode', { step }, CONN), death()),
      ['established', 'down/phase2-failed'],
      step,
    )
  assert.equal(
    said(say('quickmode', { step: 'refused', peer: PEER }, { repaired: true })),
    [],
    'a mended line proves no phase 1',
  )
})

const proposalRefused = (why: string, conn = 1001): Input =>
  say('quickmode', { step: 'proposal-refused', why }, { conn })
const checking = say('quickmode', { step: 'progress' }, CONN)

trouble('a proposal of phase 2 that is refused is no refusal while the router goes on with others', () => {
  assert.equal(said(...UP_1001, proposalRefused('256'), proposalRefused('256')), [], 'nobody knows yet')
  for (const on of [
    checking,
    state('IKE_QM_READY', 'IKE_QM_SPI_STARVE', CONN),
    say('quickmode', { step: 'done' }, CONN),
  ]) {
    assert.equal(ended(...UP_1001, proposalRefused('256'), on), ['established'], on.kind)
    assert.equal(ended(...UP_1001, proposalRefused('256'), on, death()), ['established', 'down/unknown'], on.kind)
  }
  assert.equal(said(...UP_1001, proposalRefused('256'), checking, refused()), ['failing/phase2-failed'])
  assert.match(
    summary(...UP_1001, proposalRefused('256'), refused()),
    /no transform set fits\.$/,
    'the final word has no reason',
  )
})

trouble('a refused proposal that nothing follows was the last', () => {
  const last = [...UP_1001, proposalRefused('32')]
  assert.equal(said(...last, { kind: 'tick', now: 5_000, quiet: 900 }), [])
  assert.equal(said(...last, { kind: 'tick', now: 5_000, quiet: 2_000 }), ['failing/phase2-failed'])
  assert.match(
    summary(...last),
    /the protected networks of both ends do not mirror each other\.$/,
    'the end of the input',
  )
  const other = [
    say('quickmode', { step: 'begins', peer: '203.0.113.9' }, { conn: 1002 }),
    proposalRefused('256', 1002),
  ]
  assert.equal(said(...last, ...other), ['failing/phase2-failed'], 'the router has turned to another peer')
})

trouble('a later proposal takes nothing back that was said of an earlier phase 2', () => {
  const again = [refused('256'), proposalRefused('32'), checking]
  assert.equal(said(...UP_1001, ...again), ['failing/phase2-failed'])
  assert.equal(ended(...UP_1001, ...again, death()), ['established', 'down/phase2-failed'])
})

trouble(
  'a user who fails ends an attempt of an ASA on a rough console, too, and IOS says so of an SA that is up',
  () => {
    const rough = [1, 2, 3].map(() => say('unrecognised', { torn: true }))
    const packets = ['SA (1)', 'KE (4)'].flatMap((payloads) =>
      (['received', 'sent'] as const).map((direction) =>
        ofAsa('decoded', { direction, payloads: `HDR + ${payloads}` }),
      ),
    )
    assert.equal(said(ASA, ...rough, ...packets, ofAsa('xauth', { step: 'failed' })), ['failed/xauth-failed'])
    const up = [UP, UP, UP, ...rough]
    assert.equal(said(...up, say('xauth', { step: 'failed' }, { peer: PEER })), ['failing/xauth-failed'])
  },
)

trouble.run()
