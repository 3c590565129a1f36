import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { DebugMessage } from '../../src/phase1/message.ts'
import { consoleEvents, ofType, verdicts } from './observed.ts'
import { BEGUN, CONN, PEER, received, STEPS, say, sent, state, told, upTo } from './told.ts'
import type { Input } from './tracked.ts'

const progress = suite('how a negotiation moves, and what shows that it is complete')

const MENDED = { repaired: true }
const withoutPeer = (text: string): string => text.replace(`${PEER} `, '')
const ended = (...lines: readonly Input[]): string[] => verdicts(told(lines)).map(withoutPeer)
const transitions = (...lines: readonly Input[]) => ofType(told(lines), 'transition')
/** Each transition as its two states and the message it belongs to. */
const moves = (...lines: readonly Input[]): string[] =>
  transitions(...lines).map(
    ({ from, to, message }) => `${short(from)} ${short(to)}${message === undefined ? '' : ` ${message}`}`,
  )
const short = (name: string): string => name.replace('IKE_', '')
const gaps = (...lines: readonly Input[]): string[] =>
  consoleEvents(told(lines)).map(({ type, why }) => (type === 'gap' ? why : type))

progress('each state tells its message once, and completion tells none of its own for an initiator', () => {
  assert.equal(moves(...STEPS), [
    'READY I_MM1 1',
    'I_MM1 I_MM2 2',
    'I_MM2 I_MM3 3',
    'I_MM3 I_MM4 4',
    'I_MM4 I_MM5 5',
    'I_MM5 I_MM6 6',
  ])
  assert.equal(ended(...STEPS), ['established'])
})

progress('what the router’s own state lines tell is stated', () => {
  const lines = [
    received('N', 'NEW SA'),
    state('IKE_READY', 'IKE_R_MM1'),
    state('IKE_R_MM1', 'IKE_NEW_STATE'),
    state('IKE_NEW_STATE', 'IKE_R_MM5'),
    state('IKE_R_MM5', 'IKE_R_MM4'),
    state('IKE_R_MM4', 'IKE_R_MM5'),
    state('IKE_R_MM5', 'IKE_P1_COMPLETE'),
  ]
  assert.equal(
    transitions(...lines).map(({ to, certainty }) => [short(to), certainty]),
    ['R_MM1', 'NEW_STATE', 'R_MM5', 'R_MM4', 'R_MM5', 'P1_COMPLETE'].map((to) => [to, 'stated']),
  )
})

progress('completion tells the messages that have no state, for each role and exchange', () => {
  const from = (before: string) => moves(sent(before.includes('_I_') ? 'I' : 'R', ''), state(before, 'IKE_P1_COMPLETE'))
  assert.equal(from('IKE_R_MM5'), ['R_MM5 P1_COMPLETE 6'])
  assert.equal(from('IKE_R_AM2'), ['R_AM2 P1_COMPLETE 3'])
  assert.equal(from('IKE_I_AM1'), ['I_AM1 P1_COMPLETE 2', 'I_AM1 P1_COMPLETE 3'])
  assert.equal(from('IKE_I_MM6'), [])
})

progress('a completion is stated by its own state line, and told as begun where it was met there', () => {
  const met = told([sent(undefined, ''), state('IKE_I_MM6', 'IKE_P1_COMPLETE')])
  assert.is(ofType(met, 'started').length, 1)
  assert.is(ofType(met, 'established')[0]?.certainty, 'stated')
  assert.equal([met[0]?.type, ofType(met, 'started')[0]?.role], ['started', 'initiator'])
})

progress('a state that repeats itself is no step', () => {
  assert.equal(moves(...BEGUN, state('IKE_I_MM1', 'IKE_I_MM1'), state('IKE_READY', 'IKE_I_MM1')), ['READY I_MM1 1'])
  assert.equal(
    moves(received('R', 'MM_SA_SETUP'), state('IKE_R_MM3', 'IKE_R_MM3')),
    ['R_MM3 R_MM3 3'],
    'the first one seen says where it stands',
  )
})

progress(
  'a state that the negotiation has entered already is no step, whatever the line says of the one before',
  () => {
    assert.equal(moves(...upTo(2), state('IKE_I_MM1', 'IKE_I_MM2')).length, 2)
    assert.equal(
      moves(...upTo(4), state('IKE_I_MM5', 'IKE_I_MM5')).at(-1),
      'I_MM4 I_MM5 5',
      'the router stands there, by its own word',
    )
  },
)

progress('12.2 has no name for IKE_I_MM6: UNKNOWN is it, in either place', () => {
  const unnamed = [...upTo(5), state('IKE_I_MM5', 'UNKNOWN', CONN)]
  assert.equal(moves(...unnamed).at(-1), 'I_MM5 UNKNOWN 6')
  assert.equal(gaps(...unnamed, state('IKE_I_MM6', 'IKE_P1_COMPLETE', CONN)), [])
  assert.equal(moves(...unnamed, state('UNKNOWN', 'IKE_NEW_STATE', CONN)).at(-1), 'UNKNOWN NEW_STATE')
  assert.equal(gaps(...upTo(6), state('UNKNOWN', 'IKE_P1_COMPLETE', CONN)), [])
  assert.equal(moves(...upTo(6), state('IKE_I_MM6', 'UNKNOWN', CONN)).length, 6, 'no step')
  const [established] = ofType(told([sent(undefined, ''), state('UNKNOWN', 'IKE_P1_COMPLETE')]), 'established')
  assert.equal(
    [established?.negotiation.role, established?.negotiation.exchange],
    ['unknown', 'unknown'],
    'it may be anything',
  )
  const [moved] = transitions(sent(undefined, ''), state('IKE_X', 'UNKNOWN'))
  assert.is(moved?.negotiation.role, 'unknown')
})

progress('a fall back belongs to no message', () => {
  const fallen = moves(received('R', 'MM_KEY_EXCH'), state('IKE_R_MM4', 'IKE_R_MM5'), state('IKE_R_MM5', 'IKE_R_MM4'))
  assert.equal(fallen, ['R_MM4 R_MM5 5', 'R_MM5 R_MM4'])
})

progress('aggressive mode that waits for AAA has message 1 once', () => {
  const waiting = moves(
    received('N', 'NEW SA'),
    state('IKE_READY', 'IKE_R_AM1'),
    state('IKE_R_AM1', 'IKE_R_AM_AAA_AWAIT'),
    state('IKE_R_AM_AAA_AWAIT', 'IKE_R_AM2'),
  )
  assert.equal(waiting, ['READY R_AM1 1', 'R_AM1 R_AM_AAA_AWAIT', 'R_AM_AAA_AWAIT R_AM2 2'])
})

progress('a state that no table has is told without a message, and IKE_READY not at all', () => {
  assert.equal(moves(...BEGUN, state('IKE_I_MM1', 'IKE_NEW_STATE')).at(-1), 'I_MM1 NEW_STATE')
  assert.equal(moves(...BEGUN, state('IKE_I_MM1', 'IKE_READY')), ['READY I_MM1 1'])
})

progress('what is no name of a state is none: the line is damaged', () => {
  for (const [from, to] of [
    ['IKE_I_MM1', 'KE_I_MM2'],
    ['I_MM1', 'IKE_I_MM2'],
    ['IKE_I_MM1', 'X_IKE_I_MM2'],
  ] as const)
    assert.equal(moves(...BEGUN, state(from, to)), ['READY I_MM1 1'], `${from} ${to}`)
})

progress('a router that stands elsewhere than we thought has said things that were not heard', () => {
  const lost = gaps(...upTo(2), state('IKE_I_MM4', 'IKE_I_MM5'))
  assert.equal(lost, ['the router says IKE_I_MM4 where IKE_I_MM2 was expected: lines in between were not seen'])
  const responder = gaps(received('N', 'NEW SA'), state('IKE_R_MM2', 'IKE_R_MM3'))
  assert.equal(responder, ['the router says IKE_R_MM2 where IKE_READY was expected: lines in between were not seen'])
})

progress('lines that were lost before completion are told, too', () => {
  assert.equal(gaps(...upTo(2), state('IKE_I_MM6', 'IKE_P1_COMPLETE')), [
    'the router says IKE_I_MM6 where IKE_I_MM2 was expected: lines in between were not seen',
  ])
})

progress('no gap: one met in the middle, one that begins again, one whose completion showed before', () => {
  assert.equal(gaps(sent('I', 'MM_SA_SETUP'), state('IKE_I_MM2', 'IKE_I_MM3')), [])
  assert.equal(gaps(received('R', 'MM_SA_SETUP'), state('IKE_R_MM2', 'IKE_R_MM3')), [])
  assert.equal(gaps(received('R', ''), state('IKE_R_MM2', 'IKE_R_MM3')), [])
  assert.equal(gaps(...upTo(2), state('IKE_READY', 'IKE_I_MM1')), [])
  const early = [sent('I', 'QM_IDLE', CONN), state('IKE_I_MM6', 'IKE_P1_COMPLETE', CONN)]
  assert.equal(gaps(...upTo(5), ...early), [])
  assert.equal(gaps(...upTo(5), ...early, state('IKE_I_MM6', 'IKE_XAUTH_REQ_SENT', CONN)).length, 1)
})

progress('after a gap silence proves nothing, until the negotiation is seen to take a step', () => {
  const stuck = [1, 2].map((attempt) => say('attempt-count', { attempt }, CONN))
  const reasons = (...lines: readonly Input[]) =>
    ofType(told(lines), 'failing').map(({ diagnosis }) => diagnosis.reason)
  const inThree = [...BEGUN, state('IKE_I_MM2', 'IKE_I_MM3', CONN)]
  assert.equal(reasons(...inThree, ...stuck), [])
  assert.equal(reasons(...inThree, state('IKE_I_MM3', 'IKE_I_MM3', CONN), ...stuck), [], 'no step')
  assert.equal(
    reasons(...inThree, state('IKE_I_MM3', 'IKE_I_MM4', CONN), state('IKE_I_MM4', 'IKE_I_MM5', CONN), ...stuck),
    ['auth-timeout'],
  )
})

progress('a step forward makes old signs of being stuck worthless', () => {
  const once = say('attempt-count', {}, CONN)
  const failing = (...lines: readonly Input[]) => ofType(told(lines), 'failing').length
  assert.is(failing(...upTo(3), state('IKE_I_MM3', 'IKE_I_MM3', CONN), once, once), 1)
  assert.is(
    failing(...upTo(3), once, state('IKE_I_MM3', 'IKE_I_MM4', CONN), state('IKE_I_MM4', 'IKE_I_MM5', CONN), once),
    0,
  )
})

progress('a payload that comes again is no step forward', () => {
  const once = say('attempt-count', {}, CONN)
  const key = say('payload', { payload: 'KE', messageId: '0' }, CONN)
  const lines = [...upTo(4), sent('I', 'MM_SA_SETUP', CONN), key]
  assert.is(ofType(told([...lines, once, key, once]), 'failing').length, 1)
})

progress('the destruction of an SA ends it, in the state where it was', () => {
  const [failed] = ofType(told([...upTo(3), state('IKE_I_MM3', 'IKE_DEST_SA')]), 'failed')
  assert.is(failed?.lastState, 'IKE_DEST_SA')
  assert.equal(failed?.diagnosis.summary, `Phase 1 with ${PEER} ended in IKE_I_MM3, and nothing seen here says why.`)
  const [met] = ofType(told([received('R', ''), state('IKE_R_MM2', 'IKE_DEST_SA')]), 'failed')
  assert.match(met?.diagnosis.summary ?? '', /ended in IKE_R_MM2/)
  assert.equal(ended(...upTo(3), state('IKE_I_MM3', 'IKE_DEST_SA'), state('IKE_DEST_SA', 'IKE_DEST_SA')), [
    'failed/unknown',
  ])
})

progress('a mended line that does not follow is not believed; one that follows is', () => {
  assert.equal(moves(...BEGUN, state('IKE_I_MM3', 'IKE_I_MM4', MENDED)), ['READY I_MM1 1'])
  assert.equal(moves(...BEGUN, state('IKE_I_MM1', 'IKE_I_MM2', MENDED)), ['READY I_MM1 1', 'I_MM1 I_MM2 2'])
  const met = sent('I', 'MM_NO_STATE')
  assert.equal(moves(met, state('IKE_READY', 'IKE_I_MM1', MENDED)), ['READY I_MM1 1'])
  assert.equal(moves(met, state('IKE_I_MM1', 'IKE_I_MM2', MENDED)), [])
})

progress('a mended line alone completes nothing that was not seen to come to message 5', () => {
  const complete = (before: string) => state(before, 'IKE_P1_COMPLETE', { ...CONN, ...MENDED })
  assert.equal(ended(...upTo(6), complete('IKE_I_MM6')), ['established'])
  assert.equal(ended(...upTo(2), complete('IKE_I_MM2')), ['unfinished'])
})

progress('what was up and ended does not rise again by a line about it', () => {
  const dead = [...STEPS, say('sa-deleted', { why: 'No reason', saState: 'QM_IDLE' }, CONN)]
  assert.equal(ended(...dead, state('IKE_I_MM6', 'IKE_P1_COMPLETE', CONN)), ['established', 'down/unknown'])
  assert.equal(ended(...dead, say('quickmode', { step: 'done' }, CONN)), ['established', 'down/unknown'])
})

progress('an attempt that is over moves no more', () => {
  const over = [...upTo(3), say('sa-deleted', { peer: PEER, why: 'No reason', saState: 'MM_SA_SETUP', role: 'I' })]
  assert.equal(told([...over, state('IKE_I_MM3', 'IKE_I_MM4')]).at(-1)?.type, 'failed')
  assert.equal(told([...over, state('IKE_I_MM3', 'IKE_XAUTH_REQ_SENT')]).at(-1)?.type, 'failed')
})

progress('what was judged by its silence and then completes was only late', () => {
  const late = [...upTo(5), say('note', {}, { device: 200_000 }), state('IKE_I_MM6', 'IKE_P1_COMPLETE', CONN)]
  assert.equal(ended(...late), ['failed/auth-timeout', 'established'])
})

/** What runs only over a finished phase 1. */
const LATER: readonly DebugMessage[] = [
  say('quickmode', { step: 'begins' }, CONN),
  say('quickmode', { step: 'progress' }, CONN),
  say('dpd', { step: 'probe' }, CONN),
  say('dpd', { step: 'missed' }, CONN),
  say('mode-config', {}, CONN),
  say('notify', { notify: 'R_U_THERE' }, CONN),
  state('IKE_QM_READY', 'IKE_QM_I_QM1', CONN),
  state('IKE_P1_COMPLETE', 'IKE_QM_I_QM1', CONN),
  sent('I', 'QM_IDLE', CONN),
]

progress('of an attempt at message 5 one line of a later phase is enough, of one in the middle it takes two', () => {
  for (const line of LATER) {
    const where = `${line.kind} ${'step' in line ? line.step : ''}`
    assert.equal(ended(...upTo(5), line), ['established'], where)
    assert.equal(ended(received('I', 'MM_SA_SETUP', CONN), line), ['unfinished'], where)
    assert.equal(ended(received('I', 'MM_SA_SETUP', CONN), line, line), ['established'], where)
    assert.is(ofType(told([...upTo(5), line]), 'established')[0]?.certainty, 'inferred', where)
  }
})

progress('a responder that took in message 5 is nearly done as well', () => {
  const answered = [
    received('N', 'NEW SA'),
    state('IKE_READY', 'IKE_R_MM1', CONN),
    state('IKE_R_MM1', 'IKE_R_MM2', CONN),
    state('IKE_R_MM2', 'IKE_R_MM3', CONN),
    state('IKE_R_MM3', 'IKE_R_MM4', CONN),
  ]
  const later = say('quickmode', { step: 'begins' }, CONN)
  assert.equal(ended(...answered, later), ['unfinished'])
  assert.equal(ended(...answered, state('IKE_R_MM4', 'IKE_R_MM5', CONN), later), ['established'])
})

const TORN = [1, 2, 3].map(() => say('unrecognised', { torn: true }))

progress(
  'on a rough console it takes six lines of a later phase, at message 5 two, and one where it was authenticated',
  () => {
    const later = (count: number) => new Array<Input>(count).fill(say('dpd', { step: 'probe' }, CONN))
    const wanted = (...lines: readonly Input[]) =>
      [1, 2, 3, 4, 5, 6, 7].find((count) => ended(...lines, ...TORN, ...later(count)).includes('established'))
    const met = [received('I', 'MM_SA_SETUP', CONN), received('I', 'MM_SA_SETUP', CONN)]
    assert.is(wanted(...met), 6)
    assert.is(wanted(...upTo(5)), 2)
    assert.is(wanted(received('I', 'MM_SA_SETUP', CONN), say('authenticated', { peer: PEER }, CONN)), 1)
  },
)

progress('on a rough console a state is entered where it is known, and no other', () => {
  const enters = (to: string) => JSON.stringify(told([...upTo(3), ...TORN, state('IKE_I_MM3', to, CONN)]).slice(-2))
  const none = enters('IKE_I_M')
  assert.is(enters('IKE_NEW_STATE'), none)
  for (const to of ['IKE_READY', 'IKE_DEST_SA', 'IKE_XAUTH_REQ_SENT', 'IKE_P1_COMPLETE', 'IKE_I_MM4'])
    assert.is.not(enters(to), none, to)
})

progress('what phase 2 refuses, has done or tears down proves it alone', () => {
  const met = received('I', 'MM_SA_SETUP', CONN)
  for (const step of ['refused', 'done'] as const)
    assert.equal(ended(met, say('quickmode', { step }, CONN)), ['established'], step)
  assert.equal(ended(met, say('session', { up: true, peer: PEER })), ['established'])
  assert.equal(ended(met, say('sa-deleted', { saState: 'QM_IDLE', why: 'No reason' }, CONN)), [
    'established',
    'down/unknown',
  ])
})

progress('a line that names nobody is only as sure as the line before it', () => {
  const nobody = say('quickmode', { step: 'done' })
  assert.equal(ended(...upTo(5), nobody), ['unfinished'])
  assert.equal(ended(...upTo(5), say('quickmode', { step: 'done' }, { conn: 0 })), ['unfinished'])
  assert.equal(ended(...upTo(5), say('quickmode', { step: 'done', peer: PEER })), ['established'])
  const proven = say('authenticated', { peer: PEER }, CONN)
  assert.equal(ended(...upTo(5), proven, nobody), ['established'])
  assert.equal(ended(say('request', { peer: PEER }), nobody), ['established'], 'of whom nothing was seen yet')
  assert.equal(
    ended(say('admission-denied', { peer: PEER }), nobody),
    ['failed/admission-denied'],
    'what was refused is over',
  )
  assert.equal(ended(say('quickmode', { step: 'done', peer: PEER }, MENDED)), [], 'and a mended one proves nothing')
})

progress('quick mode that is done in so many states mends what it was refused for', () => {
  const refused = say('quickmode', { step: 'refused', why: '256' }, CONN)
  const recovered = (line: Input) => ofType(told([...STEPS, refused, line]), 'recovered').length
  assert.is(recovered(state('IKE_QM_R_QM2', 'IKE_QM_PHASE2_COMPLETE', CONN)), 1)
  assert.is(recovered(state('IKE_QM_READY', 'IKE_QM_R_QM1', CONN)), 0)
  assert.is(recovered(state('IKE_QM_R_QM2', 'IKE_QM_PHASE2_COMPLETE', { ...CONN, ...MENDED })), 0, 'a mended line')
})

progress('XAUTH and mode configuration show that phase 1 is complete', () => {
  for (const to of ['IKE_XAUTH_REQ_SENT', 'IKE_CONFIG_MODE_REQ_SENT']) {
    const seen = told([...upTo(6), state('IKE_I_MM6', to, CONN)])
    assert.equal(verdicts(seen), [`${PEER} established`], to)
    assert.is(ofType(seen, 'established')[0]?.certainty, 'stated', to)
    assert.equal(ofType(seen, 'transition').at(-1)?.to, to)
    const on = told([...upTo(6), state('IKE_P1_COMPLETE', to, CONN)])
    assert.is(ofType(on, 'established')[0]?.certainty, 'inferred', `${to}: it was complete before`)
  }
})

progress('what is destroyed behind phase 1 was up, however little was heard of it', () => {
  const met = [sent('I', 'QM_IDLE', CONN), state('IKE_P1_COMPLETE', 'IKE_DEST_SA', CONN)]
  assert.equal(ended(...met), ['established', 'down/unknown'])
  assert.equal(ended(sent('I', 'MM_KEY_EXCH', CONN), state('IKE_I_MM5', 'IKE_DEST_SA', CONN)), ['failed/unknown'])
})

progress.run()
