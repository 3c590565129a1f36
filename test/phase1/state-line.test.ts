import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Observation } from '../../src/phase1/event.ts'
import { ofType, verdicts } from './observed.ts'
import { dies, type Input, knock, moves, others, ROUGH, received, sent, told, tracked } from './tracked.ts'

const PEER = '172.16.6.2'
const OTHER = '172.16.7.2'
const THIRD = '172.16.8.2'

/** Who takes a step, in order. */
const steps = (events: readonly Observation[]): string[] =>
  ofType(events, 'transition').map(({ peer, to }) => `${peer ?? '?'} ${to}`)
const stepsOf = (inputs: readonly Input[]): string[] => steps(tracked(inputs, { open: true }))

/** This peer begins and comes to message 2. */
const toR2 = (peer: string): Input[] => [
  knock(peer),
  moves('IKE_READY', 'IKE_R_MM1'),
  sent(peer, 'R', 'MM_SA_SETUP'),
  moves('IKE_R_MM1', 'IKE_R_MM2'),
]
const ON = moves('IKE_R_MM2', 'IKE_R_MM3')

const nameless = suite('a state line that names nobody')

nameless('is of the only other negotiation that stands where it begins', () => {
  assert.is(stepsOf([...toR2(PEER), knock(OTHER), ON]).at(-1), `${PEER} IKE_R_MM3`, 'a beginning is spoken of')
  const further = [knock(OTHER), moves('IKE_READY', 'IKE_R_MM1')]
  assert.is(
    stepsOf([...toR2(PEER), ...further, ON]).at(-1),
    `${PEER} IKE_R_MM3`,
    'one is spoken of that stands elsewhere',
  )
  const middle = [received(OTHER, 'R', 'MM_SA_SETUP'), moves('IKE_R_MM3', 'IKE_R_MM4')]
  assert.is(stepsOf([...toR2(PEER), ...middle, ON]).at(-1), `${PEER} IKE_R_MM3`, 'one that was met in the middle')
})

nameless('is of what is spoken of where two others stand where it begins', () => {
  const seen = stepsOf([...toR2(PEER), ...toR2(THIRD), knock(OTHER), moves('IKE_READY', 'IKE_R_MM1'), ON])
  assert.equal(seen.slice(5), [`${OTHER} IKE_R_MM3`])
})

nameless('that begins an attempt is of none that is up, though two that are not named yet may begin, too', () => {
  const up = [knock(PEER), moves('IKE_READY', 'IKE_R_MM1'), told('complete', { peer: PEER })]
  const failed = [sent(PEER, 'I', 'MM_NO_STATE'), moves('IKE_READY', 'IKE_I_MM1'), dies(PEER, 'I', 'MM_NO_STATE')]
  const key = told('key-found', { peer: PEER })
  const nobody = [told('sa-created', {}), key, told('sa-created', {}), key]
  const seen = tracked([...up, ...failed, ...nobody, moves('IKE_READY', 'IKE_I_AM1')], { open: true })
  assert.equal(steps(seen), [`${PEER} IKE_R_MM1`, `${PEER} IKE_I_MM1`])
})

nameless('is of none that has a conn-id: its lines would bear it', () => {
  const born = sent(PEER, 'R', 'MM_SA_SETUP', { conn: 1001 })
  const seen = stepsOf([...toR2(PEER), born, knock(OTHER), moves('IKE_READY', 'IKE_R_MM1'), ON])
  assert.is(seen.at(-1), `${OTHER} IKE_R_MM3`)
})

nameless('is of what is spoken of on a rough console: too much is missing to tell where anybody stands', () => {
  const seen = stepsOf([...ROUGH, ...toR2(PEER), ...toR2(OTHER).slice(0, 3), ON])
  assert.is(seen.at(-1), `${OTHER} IKE_R_MM3`)
})

nameless('is of no negotiation in the other role, but of one whose role is not known yet', () => {
  const FIRST = moves('IKE_READY', 'IKE_R_MM1')
  const asked = told('request', { peer: PEER })
  const created = told('peer-created', { peer: PEER })
  assert.not.ok(
    stepsOf([asked, ...toR2(OTHER), FIRST, received(THIRD, 'R', 'MM_NO_STATE')]).includes(`${PEER} IKE_R_MM1`),
  )
  assert.is(stepsOf([created, ...toR2(OTHER), FIRST]).at(-1), `${PEER} IKE_R_MM1`)
  // One met in the middle is in its own.
  const middle = sent(OTHER, 'I', 'MM_SA_SETUP')
  assert.is(stepsOf([knock(PEER), middle, FIRST]).at(-1), `${PEER} IKE_R_MM1`)
})

nameless('right behind a death is of what died, and some time later of the one that stands there', () => {
  const begun = [...others(4), sent(PEER, 'I', 'MM_NO_STATE'), moves('IKE_READY', 'IKE_I_MM1')]
  const other = [sent(OTHER, 'I', 'MM_NO_STATE'), moves('IKE_READY', 'IKE_I_MM1'), dies(OTHER, 'I', 'MM_NO_STATE')]
  const died = [...begun, ...other]
  const destroyed = moves('IKE_I_MM1', 'IKE_DEST_SA')
  assert.equal(verdicts(tracked([...died, destroyed], { open: true })).slice(1), [])
  const later = verdicts(tracked([...died, ...others(60), destroyed], { open: true }))
  assert.equal(
    later.slice(1).map((each) => each.split(' ')[0]),
    [PEER],
  )
  assert.is(stepsOf([...died, ...others(60), moves('IKE_I_MM1', 'IKE_I_MM2')]).at(-1), `${PEER} IKE_I_MM2`)
})

nameless('that leaves IKE_READY once more is another attempt', () => {
  const again = [moves('IKE_READY', 'IKE_R_MM1'), received(THIRD, 'R', 'MM_NO_STATE')]
  for (const before of [toR2(PEER), [...toR2(PEER), dies(PEER, 'R', 'MM_SA_SETUP')]])
    assert.is(stepsOf([...before, ...again]).at(-1), `${THIRD} IKE_R_MM1`)
  // It has not left it yet.
  for (const before of [[knock(PEER)], [knock(PEER), moves('IKE_READY', 'IKE_READY')]])
    assert.is(stepsOf([...before, ...again]).at(-1), `${PEER} IKE_R_MM1`)
})

const numbered = suite('a state line with a conn-id')

numbered('that leaves IKE_READY once more is of another attempt: the id was given again', () => {
  const conn = 7
  const FIRST = moves('IKE_READY', 'IKE_R_MM1', { conn })
  const begun = [knock(PEER), sent(PEER, 'R', 'MM_SA_SETUP', { conn })]
  const owner = (inputs: readonly Input[]) =>
    ofType(tracked([...inputs, knock(OTHER), FIRST, sent(OTHER, 'R', 'MM_SA_SETUP')], { open: true }), 'transition')
      .map(({ peer }) => peer)
      .at(-1)
  assert.is(owner(begun), PEER, 'its first')
  assert.is(owner([...begun, moves('IKE_READY', 'IKE_READY', { conn })]), PEER, 'it stood still')
  assert.is(owner([...begun, FIRST]), OTHER, 'it is past it')
  assert.is(owner([...begun, dies(PEER, 'R', 'MM_SA_SETUP', undefined, { conn })]), OTHER, 'it is over')
})

numbered('that leaves IKE_READY for IKE_READY begins nothing', () => {
  const conn = 1001
  const up = [knock(PEER), sent(PEER, 'R', 'MM_KEY_EXCH', { conn }), moves('IKE_R_MM5', 'IKE_P1_COMPLETE', { conn })]
  const lines = [...up, moves('IKE_READY', 'IKE_READY', { conn }), moves('IKE_P1_COMPLETE', 'IKE_DEST_SA')]
  assert.equal(verdicts(tracked(lines, { open: true })).length, 2)
})

numbered('that is nobody’s yet: on a rough console not of one that cannot be in this state', () => {
  const at3 = [
    ...others(4),
    sent(PEER, 'I', 'MM_NO_STATE'),
    moves('IKE_READY', 'IKE_I_MM1'),
    moves('IKE_I_MM1', 'IKE_I_MM2'),
    sent(PEER, 'I', 'MM_SA_SETUP'),
    moves('IKE_I_MM2', 'IKE_I_MM3'),
  ]
  const isTaken = (before: readonly Input[], line: Input): boolean =>
    ofType(tracked([...before, line]), 'unfinished').some(
      ({ peer, negotiation }) => peer === PEER && negotiation.connId > 0,
    )
  const conn = 1035
  const lines: readonly (readonly [from: string, to: string, fits: boolean])[] = [
    ['IKE_I_MM3', 'IKE_I_MM4', true],
    ['IKE_I_MM2', 'IKE_I_MM4', true],
    ['IKE_I_MM2', 'IKE_I_MM3', true],
    ['IKE_I_MM4', 'IKE_READY', true],
    ['IKE_I_MM4', 'IKE_I_MM5', false],
    ['IKE_I_MM1', 'IKE_I_MM2', false],
    ['IKE_R_MM3', 'IKE_R_MM4', false],
  ]
  for (const [from, to, fits] of lines) {
    assert.is(isTaken([...ROUGH, ...at3], moves(from, to, { conn })), fits, `${from} ${to}`)
    assert.ok(isTaken(at3, moves(from, to, { conn })), `${from} ${to} on a console that is not rough`)
  }
  const at5 = [...ROUGH, knock(PEER), sent(PEER, 'R', 'MM_KEY_EXCH'), moves('IKE_R_MM4', 'IKE_R_MM5')]
  assert.ok(isTaken(at5, moves('IKE_R_MM5', 'IKE_R_MM4', { conn })), 'one that falls back from where it stands')
  const unknown = [...ROUGH, sent(PEER, 'I', 'MM_SA_SETUP'), sent(PEER, 'I', 'MM_SA_SETUP')]
  assert.ok(isTaken(unknown, moves('IKE_I_MM4', 'IKE_I_MM5', { conn })), 'where it stands is not known')
  assert.ok(isTaken([...ROUGH, ...at3], told('payload', { payload: 'KE', messageId: '0' }, { conn })), 'no state line')
})

nameless.run()
numbered.run()
