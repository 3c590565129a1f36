import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { SightChange } from '../../src/phase1/message.ts'
import { consoleEvents, isPhase1, ofType, verdicts } from './observed.ts'
import { at, type Input, knock, moves, others, owner, ROUGH, received, sent, told, tracked } from './tracked.ts'

const PEER = '172.16.6.2'
const OTHER = '172.16.7.2'

/** Lines of others, so much later. */
const later = (ms: number): Input => told('ignored', {}, at(ms))
const message1 = (ms = 0) => sent(PEER, 'I', 'MM_NO_STATE', at(ms))
const counted = (ms: number) => told('attempt-count', { attempt: 1, max: 5 }, { ...at(ms), conn: 7 })
const verdictsOf = (lines: readonly Input[]): string[] => verdicts(tracked(lines, { open: true }))
const gapsOf = (lines: readonly Input[]): string[] =>
  consoleEvents(tracked(lines, { open: true }))
    .filter(({ type }) => type === 'gap')
    .map(({ why }) => why)

const silence = suite('how long silence lasts until it is a verdict, and for whom it is none')

silence('six intervals and five seconds after message 1 it is one', () => {
  assert.equal(verdictsOf([...others(4), message1(), later(64_999)]), [])
  assert.equal(verdictsOf([...others(4), message1(), later(65_000)]), [`${PEER} failed/no-response`])
})

silence('the verdict has the time of the line that showed it, or of the last line where it was the clock', () => {
  const shown = tracked([...others(4), message1(), later(70_000)], { open: true })
  assert.is(ofType(shown, 'failed')[0]?.moment.device, 1_070_000)
  const tick = { kind: 'tick', now: 70_000, quiet: 70_000 } as const
  assert.is(ofType(tracked([...others(4), message1(), tick], { open: true }), 'failed')[0]?.moment.device, 1_000_000)
})

silence(
  'of an attempt of which nothing was seen but the thought says nothing, when its time is over and at the end',
  () => {
    const thought = told('peer-created', { peer: PEER }, { ...at(0), conn: 7 })
    assert.equal(verdictsOf([thought, counted(0), later(70_000)]), [])
    assert.equal(verdicts(tracked([thought])), [])
    const repeated = told('retransmit', { saState: 'MM_NO_STATE' }, { ...at(0), conn: 7 })
    assert.equal(verdictsOf([thought, repeated, counted(0), later(70_000)]), [`${PEER} failed/unknown`])
    assert.equal(verdicts(tracked([thought, repeated])), [`${PEER} unfinished`])
    const noKey = told('key-missing', { peer: PEER }, at(0))
    assert.equal(verdictsOf([thought, noKey, counted(0), later(70_000)]), [`${PEER} failed/psk-missing`])
    assert.equal(verdicts(tracked([noKey])), [`${PEER} unfinished/psk-missing`])
  },
)

silence('of an attempt that is known by a system message only says nothing', () => {
  const malformed = told('malformed', { peer: PEER }, { ...at(0), conn: 7 })
  const lines = [malformed, counted(0), later(70_000)]
  assert.equal([verdictsOf(lines), gapsOf(lines)], [[], []])
})

silence('of an attempt whose peer was never named says nothing, not even that it was lost sight of', () => {
  const nameless = moves('IKE_I_MM1', 'IKE_I_MM2', { ...at(0), conn: 7 })
  const lines = [nameless, counted(0), later(70_000)]
  assert.equal([verdictsOf(lines), gapsOf(lines)], [[], []])
})

silence('says nothing where lines may be missing: the console tells what it lost sight of, and where', () => {
  const { heard } = told('ignored', {})
  const sight = (to: SightChange['sight'], cause: SightChange['cause']) =>
    ({ kind: 'sight', sight: to, cause, heard }) as const
  const heardWhole: readonly (readonly [string, Input[]])[] = [
    ['lines were lost before it', [sight('gappy', 'lines-lost'), ...others(4), message1()]],
    ['lines were lost in it', [...others(4), message1(), sight('gappy', 'lines-lost'), sight('seeing', 'recovered')]],
    ['debugging is off', [...others(4), message1(), sight('blind', 'muted')]],
    ['debugging was off when it began', [sight('blind', 'muted'), ...others(4), message1()]],
    ['the console is rough', [...ROUGH, message1()]],
  ]
  for (const [name, lines] of heardWhole) {
    assert.equal(verdictsOf([...lines, later(70_000)]), [], name)
    assert.match(
      gapsOf([...lines, later(70_000)]).at(-1) ?? '',
      /^lost sight of .* 172\.16\.6\.2 in MM_NO_STATE: /,
      name,
    )
  }
  const unknown = [told('packet', { direction: 'sent', peer: PEER }, at(0)), told('key-missing', { peer: PEER })]
  assert.match(gapsOf([...unknown, later(70_000)])[0] ?? '', / in an unknown state: /)
  // What began when all was seen again is judged.
  const again = [sight('gappy', 'lines-lost'), sight('seeing', 'recovered'), ...others(4), message1(), later(70_000)]
  assert.equal(verdictsOf(again), [`${PEER} failed/no-response`])
})

silence('a beginning that gets no name is forgotten after ten minutes, one that has a name is not', () => {
  const missing = told('key-missing', { peer: PEER })
  const created = told('sa-created', {}, at(0))
  assert.is(owner([created, later(300_000), later(600_000)], missing), 1)
  assert.is(owner([created, later(300_000), later(600_001)], missing), 2)
  assert.is(owner([later(0), later(500_000), told('sa-created', {}, at(500_000)), later(1_000_000)], missing), 1)
  const named = told('peer-created', { peer: PEER }, at(0))
  assert.is(owner([named, later(300_000), later(700_000)], told('request', { peer: PEER })), 1)
})

const settled = suite('what is taken for done when nothing follows')

settled('authenticated and then idle is complete, though no line says so', () => {
  const lines = [knock(PEER), told('authenticated', { peer: PEER })]
  const idle = (quiet: number): Input => ({ kind: 'tick', now: quiet, quiet })
  assert.equal(verdictsOf([...lines, idle(999)]), [])
  const seen = ofType(tracked([...lines, idle(1_000), idle(2_000)], { open: true }), 'established')
  assert.equal(
    seen.map(({ peer, certainty }) => [peer, certainty]),
    [[PEER, 'inferred']],
  )
  assert.equal(verdictsOf([knock(PEER), idle(1_000)]), [], 'not what is not authenticated')
  assert.equal(verdicts(tracked([...lines, knock(OTHER)])).sort(), [`${PEER} established`, `${OTHER} unfinished`])
})

/** Verdicts, and for each whether its peer is known. */
const namelessOf = (lines: readonly Input[], end = false): string[] =>
  tracked(lines, { open: !end })
    .filter(isPhase1)
    .filter(({ type }) => ['established', 'failed', 'unfinished'].includes(type))
    .map(({ peer, type }) => `${peer ?? 'nobody'} ${type}`)

const CANNOT = [told('sa-created', {}), told('cannot-start', { why: 'no policy' })]
const SPOKEN_OF = knock(OTHER)
const IDLE: Input = { kind: 'tick', now: 2_000, quiet: 2_000 }

settled('a refusal in the router’s own words is told without a name when others are spoken of, or nobody is', () => {
  assert.equal(namelessOf(CANNOT), [])
  assert.equal(namelessOf([...CANNOT, told('vendor', { vendor: 'x' })]), [], 'while it is spoken of a name may come')
  assert.equal(namelessOf([...CANNOT, SPOKEN_OF]), ['nobody failed'])
  assert.equal(namelessOf([...CANNOT, IDLE]), ['nobody failed'])
  assert.equal(namelessOf([...CANNOT, { kind: 'tick', now: 1_999, quiet: 1_999 }]), [])
  assert.equal(namelessOf(CANNOT, true), ['nobody failed'])
  assert.equal(namelessOf([...CANNOT, SPOKEN_OF, knock(PEER), IDLE]), ['nobody failed'], 'once')
})

settled('a refusal that a later line names is told of that peer, and only of it', () => {
  const refused = [told('comparison', { transform: 1 }), told('no-proposal', {}), told('vendor', { vendor: 'x' })]
  assert.equal(namelessOf([...refused, told('no-proposal', { peer: PEER }), SPOKEN_OF, IDLE]), [`${PEER} failed`])
})

settled('a success without a name is told when nothing else is spoken of any more, and not before others', () => {
  const up = [moves('IKE_READY', 'IKE_R_MM1'), moves('IKE_R_MM5', 'IKE_P1_COMPLETE')]
  assert.equal(namelessOf(up), [])
  assert.equal(namelessOf([...up, IDLE]), ['nobody established'])
  assert.equal(namelessOf(up, true), ['nobody established'])
  assert.equal(namelessOf([...up, SPOKEN_OF, IDLE]), [])
})

settled('what only silence speaks for is not told without a name, nor what goes on', () => {
  const begun = [moves('IKE_READY', 'IKE_I_MM1')]
  assert.equal(namelessOf([...begun, told('sa-deleted', { why: 'Death by retransmission P1' }), IDLE]), [])
  assert.equal(namelessOf([...begun, IDLE]), [])
  assert.equal(namelessOf(begun, true), [])
})

settled('what waits for a second line that names its peer is not told for want of one', () => {
  const once = [...ROUGH, told('unsupported-exchange', { peer: PEER, exchange: 'x' })]
  assert.equal(namelessOf([...once, SPOKEN_OF, IDLE]), [])
})

settled('the end of a capture is no verdict on what was only thought of', () => {
  assert.equal(namelessOf([told('peer-created', { peer: PEER })], true), [])
  assert.equal(namelessOf([received(PEER, 'R', 'MM_SA_SETUP')], true), [`${PEER} unfinished`])
})

silence.run()
settled.run()
