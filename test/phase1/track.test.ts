import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Observation } from '../../src/phase1/event.ts'
import type { Sight, SightChange } from '../../src/phase1/message.ts'
import { track, trackPassing, trackState } from '../../src/phase1/track.ts'
import type { Passing } from '../../src/stage.ts'
import { alarms, consoleEvents, ofType, verdicts } from './observed.ts'
import { ofAsa, PEER, received, STEPS, say, sent, state, told } from './told.ts'
import { ASA, type Input, type Options, tracked } from './tracked.ts'

const tracking = suite('what is said of a router as a whole, and of its console')

const CONN = { conn: 1001 }
const OTHER = '203.0.113.78'
const UP = say('session', { up: true, peer: PEER })
const BEGUN = [state('IKE_READY', 'IKE_I_MM1'), sent('I', 'MM_NO_STATE')]
const count = (attempt: number): Input => say('attempt-count', { attempt })
const STUCK = [count(1), count(2), sent('I', 'MM_NO_STATE')]
const died = (around: Parameters<typeof say>[2] = {}): Input =>
  say('sa-deleted', { peer: PEER, why: 'No reason', saState: 'QM_IDLE' }, around)
const at = (device: number): Input => say('note', {}, { device })
const down = (...lines: readonly Input[]) => ofType(told(lines), 'down')[0]?.diagnosis
const failed = (...lines: readonly Input[]) => ofType(told(lines), 'failed')[0]
const sight = (now: Sight, cause: SightChange['cause'], text = '', more: Partial<SightChange> = {}): Input => ({
  kind: 'sight',
  sight: now,
  cause,
  heard: say('note', {}, { text }).heard,
  ...more,
})
const TORN = say('unrecognised', { torn: true })
const notices = (lines: readonly Input[], options: Options = {}) =>
  consoleEvents(told(lines, options)).map((event) => (event.type === 'sight' ? `sight ${event.sight}` : event.type))

tracking('an SA that dies within two seconds of a clearing command died of it, and the command is the proof', () => {
  const cleared = say('cleared', {}, { device: 1_000, text: 'Tokyo#clear crypto isakmp' })
  const soon = down(UP, cleared, died({ device: 2_900 }))
  assert.equal([soon?.reason, soon?.evidence[0]?.text], ['deleted-locally', 'Tokyo#clear crypto isakmp'])
  assert.match(soon?.summary ?? '', /: SAs were cleared by command\.$/)
  assert.is(down(UP, cleared, died({ device: 3_000 }))?.reason, 'unknown')
  assert.is(down(UP, died({ device: 2_900 }))?.reason, 'unknown', 'nobody typed it')
})

tracking('a clearing command ends what its state lines say is destroyed, and nothing else', () => {
  const cleared = say('cleared', {})
  assert.is(failed(...BEGUN, cleared, state('IKE_I_MM1', 'IKE_DEST_SA'))?.diagnosis.reason, 'deleted-locally')
  const later = [...BEGUN, cleared, received('I', 'MM_NO_STATE'), state('IKE_I_MM1', 'IKE_I_MM2')]
  assert.is(failed(...later, state('IKE_I_MM2', 'IKE_DEST_SA', { device: 60_000 }))?.diagnosis.reason, 'unknown')
})

tracking('a clearing command bears no stamp: its time is that of the next line that has one', () => {
  const up = say('session', { up: true, peer: PEER }, { device: 1_000 })
  const typed = say('cleared', {}, { text: 'Tokyo#clear crypto session', device: undefined })
  const reason = (...lines: readonly Input[]) => ofType(tracked([up, typed, ...lines]), 'down')[0]?.diagnosis.reason
  const silence = 300_000
  assert.is(reason(died({ device: silence })), 'deleted-locally', 'after long silence')
  assert.is(reason(at(silence), died({ device: silence + 1_900 })), 'deleted-locally')
  assert.is(reason(at(silence), died({ device: silence + 2_100 })), 'unknown')
})

tracking(
  'a clearing command explains no end that has a reason of its own, nor one of a peer that it does not name',
  () => {
    const reason = (what: string, ...lines: readonly Input[]) =>
      down(UP, say('cleared', what === '' ? {} : { what }), ...lines)?.reason
    const why = (text: string) => say('sa-deleted', { peer: PEER, why: text, saState: 'QM_IDLE' })
    assert.is(reason('', why('IKE SA Lifetime Exceeded')), 'deleted-locally')
    assert.is(reason('', why('P1 delete notify (in)')), 'deleted-by-peer')
    assert.is(
      reason('', say('payload', { payload: 'DELETE', messageId: '-1204' }, { peer: PEER }), died()),
      'deleted-by-peer',
    )
    assert.is(reason(PEER, died()), 'deleted-locally')
    assert.is(reason(OTHER, died()), 'unknown')
    const between = Array.from({ length: 12 }, () => say('note', {}, { device: 500 }))
    assert.is(reason('', ...between, died({ device: 500 })), 'unknown', 'a command acts at once')
  },
)

tracking('a clearing command may name an SA by its conn-id', () => {
  const up = [...STEPS, say('cleared', { what: '1001' })]
  const end = (conn: number) => say('sa-deleted', { peer: PEER, why: 'No reason', saState: 'QM_IDLE' }, { conn })
  assert.equal(alarms(told([...up, end(1001)])), [`${PEER} down/deleted-locally`])
  const another = [...STEPS, say('cleared', { what: '1002' })]
  assert.equal(alarms(told([...another, end(1001)])), [`${PEER} down/unknown`])
})

tracking('a clearing command explains no attempt that died of silence, and nothing on a rough console', () => {
  const cleared = say('cleared', {})
  const destroyed = state('IKE_I_MM1', 'IKE_DEST_SA')
  const repeat = say('retransmit', { saState: 'MM_NO_STATE' })
  assert.is(failed(...BEGUN, repeat, ...STUCK, cleared, destroyed)?.diagnosis.reason, 'no-response')
  const rough = [UP, UP, UP, TORN, TORN, TORN, cleared, died(), died()]
  assert.equal(alarms(told(rough)), [`${PEER} down/unknown`])
})

tracking('a clearing command is the proof of an end that is said to be by a user', () => {
  const why = (text: string) => say('sa-deleted', { peer: PEER, why: text, saState: 'QM_IDLE' })
  const proofs = down(UP, say('cleared', {}, { text: 'Tokyo#clear crypto sa' }), why('BY user command'))?.evidence
  assert.ok(
    proofs?.some(({ text }) => text === 'Tokyo#clear crypto sa'),
    JSON.stringify(proofs),
  )
})

tracking('an SA that is heard of only when a command ends it was up, and ended by the command', () => {
  const typed = say('cleared', {}, { text: 'Tokyo#clear crypto session' })
  for (const end of [died(CONN), state('IKE_P1_COMPLETE', 'IKE_DEST_SA', CONN)]) {
    const events = told([say('packet', { direction: 'sent', peer: PEER, saState: 'QM_IDLE' }, CONN), typed, end])
    assert.equal(verdicts(events), [`${PEER} established`, `${PEER} down/deleted-locally`], end.kind)
  }
})

tracking('an interface that went down in the last five minutes is the first thing to mend where nobody answers', () => {
  const fell = (device: number, up = false): Input => say('interface', { interface: 'Serial0/0', up }, { device })
  const repeated = [say('retransmit', { saState: 'MM_NO_STATE' }), ...STUCK]
  const remedy = (...lines: readonly Input[]) =>
    ofType(told([...lines, ...BEGUN, ...repeated]), 'failing')[0]?.diagnosis.remedy[0]?.text ?? ''
  assert.match(remedy(fell(1_000)), /^Bring interface Serial0\/0 up first/)
  assert.match(remedy(fell(1_000), at(299_000)), /^Bring interface/)
  assert.match(remedy(fell(1_000), at(301_000)), /^Check that/)
  assert.match(remedy(fell(1_000), fell(2_000, true)), /^Check that/, 'it came up again')
  assert.match(remedy(), /^Check that/)
})

tracking(
  'the five minutes of an interface are counted from its fall, however long the console was heard before',
  () => {
    const fell = say('interface', { interface: 'Serial0/0', up: false }, { device: 100_000 })
    const lines = [at(1_000), fell, at(390_000), ...BEGUN, say('retransmit', { saState: 'MM_NO_STATE' }), ...STUCK]
    const [failing] = ofType(told(lines), 'failing')
    assert.match(failing?.diagnosis.remedy[0]?.text ?? '', /^Bring interface/)
  },
)

tracking('an interface that went down explains silence also where no repeat is printed', () => {
  const lines = [say('note', {}), say('interface', { interface: 'Serial0/0', up: false }), say('note', {}), ...BEGUN]
  const [failed] = ofType(told([...lines, at(70_000)], { open: true }), 'failed')
  assert.is(failed?.diagnosis.reason, 'no-response')
  assert.match(failed?.diagnosis.remedy[0]?.text ?? '', /^Bring interface Serial0\/0 up first/)
  assert.ok(
    failed?.diagnosis.evidence.some(({ text }) => text === 'interface'),
    'with the line that says so',
  )
})

tracking('IKE that is switched off ends every attempt, and is why what was up goes down', () => {
  const off = say('ike-switched', { on: false }, { text: 'ISAKMP is OFF' })
  const attempt = failed(...BEGUN, off)
  assert.equal([attempt?.diagnosis.reason, attempt?.diagnosis.evidence[0]?.text], ['deleted-locally', 'ISAKMP is OFF'])
  assert.match(attempt?.diagnosis.summary ?? '', /IKE was switched off/)
  assert.equal(verdicts(told([...BEGUN, off, sent('I', 'MM_NO_STATE')], { open: true })), [
    `${PEER} failed/deleted-locally`,
  ])
  assert.is(down(UP, off, died())?.reason, 'deleted-locally')
  assert.match(down(UP, off, died())?.summary ?? '', /IKE was switched off/)
  assert.equal(verdicts(told([...BEGUN, say('ike-switched', { on: true })])), [`${PEER} unfinished`])
})

tracking('IKE that is switched off is no verdict on an attempt of nobody', () => {
  assert.equal(verdicts(told([state('IKE_READY', 'IKE_I_MM1'), say('ike-switched', { on: false })])), [])
  const destroyed = state('IKE_I_MM1', 'IKE_DEST_SA')
  assert.equal(verdicts(told([state('IKE_READY', 'IKE_I_MM1'), say('cleared', {}), destroyed])), [])
})

tracking('a mended line that says that IKE was switched off ends nothing', () => {
  const off = say('ike-switched', { on: false }, { repaired: true })
  assert.equal(verdicts(told([...BEGUN, off], { open: true })), [])
  assert.equal(verdicts(told([...BEGUN, off])), [`${PEER} unfinished/deleted-locally`])
  assert.equal(verdicts(told([...BEGUN, off, at(70_000)], { open: true })), [`${PEER} failed/deleted-locally`])
})

const fillers = (kind: 'note' | 'unrecognised', times: number): Input[] => new Array<Input>(times).fill(say(kind, {}))
/** Whether one line that names a peer is enough to speak of it: on a rough console it is not. */
const isSpokenOf = (...before: readonly Input[]): boolean =>
  ofType(told([...before, sent('I', 'MM_NO_STATE')], { open: true }), 'started').length > 0

tracking('three damaged lines in a row make a console a rough one, two do not', () => {
  assert.is(isSpokenOf(TORN, TORN), true)
  assert.is(isSpokenOf(TORN, TORN, TORN), false)
  const mended = say('note', {}, { repaired: true })
  assert.is(isSpokenOf(mended, mended, mended), false, 'a mended line is a damaged one')
})

tracking('a console is rough while more than one line in 25 is damaged', () => {
  const bad = [TORN, TORN, TORN]
  assert.is(isSpokenOf(...bad, ...fillers('note', 6)), false)
  assert.is(isSpokenOf(...bad, ...fillers('note', 20)), true)
  assert.is(isSpokenOf(...bad, ...fillers('unrecognised', 40)), false, 'what nobody knows says nothing of the line')
  assert.is(isSpokenOf(...fillers('unrecognised', 40)), true, 'and is no damage')
  const every = (n: number): Input[] =>
    Array.from({ length: 300 }, (_, i) => (i % n === n - 1 ? TORN : say('note', {})))
  assert.is(isSpokenOf(...every(40)), true)
  assert.is(isSpokenOf(...every(15)), false)
})

tracking('a word that stands where a router prints an address is a damaged line; an ASA may name a host', () => {
  const named = (peer: string): Input => say('mode-failure', { peer, mode: 'Main' })
  assert.equal(alarms(told([...BEGUN, named('osaka')])), [])
  assert.equal(alarms(told([...BEGUN, named(PEER)])), [`${PEER} failing/proposal-mismatch`])
  const message1 = ofAsa('decoded', { direction: 'sent', payloads: 'SA (1)' })
  assert.equal(alarms(told([ASA, message1, named('osaka')])), [`${PEER} failing/proposal-mismatch`])
})

tracking('the user that an ASA calls a peer is no damaged line, though the ASA was not recognised yet', () => {
  const lines = [ofAsa('complete', {}), ofAsa('torn-down', { why: 'Peer Terminate', peer: 'bob' })]
  assert.equal(verdicts(told(lines)), [`${PEER} established`, `${PEER} down/deleted-by-peer`])
})

tracking('an address that its publisher hid is one, but not on a rough console', () => {
  const hidden = [1, 2, 3].map(() =>
    say('packet', { direction: 'sent', peer: '203.0.x.y', role: 'I', saState: 'MM_NO_STATE' }),
  )
  assert.is(ofType(told(hidden), 'started')[0]?.peer, '203.0.x.y')
  assert.equal(ofType(told([TORN, TORN, TORN, ...hidden]), 'started'), [])
})

tracking('repeats that name nobody are those of the packet that follows, else of what is at hand', () => {
  const repeats = (...lines: readonly Input[]) => failed(...lines, died())?.retransmissions
  const attempt = [
    say('packet', { direction: 'sent', peer: OTHER, role: 'I', saState: 'MM_NO_STATE' }),
    ...BEGUN.slice(1),
  ]
  const ended = say('sa-deleted', { peer: PEER, why: 'No reason', saState: 'MM_NO_STATE' })
  assert.is(failed(...attempt, count(1), sent('I', 'MM_NO_STATE'), ended)?.retransmissions, 1)
  const ofOther = [
    ...attempt,
    count(1),
    say('packet', { direction: 'sent', peer: OTHER, role: 'I', saState: 'MM_NO_STATE' }),
    ended,
  ]
  assert.is(failed(...ofOther)?.retransmissions, 0)
  assert.is(failed(...attempt, count(1), { kind: 'tick', now: 0, quiet: 0 }, ended)?.retransmissions, 1)
  assert.equal(repeats(...new Array<Input>(3).fill(count(1))), undefined, 'of nobody they are nothing')
})

tracking('a retransmission that names nobody is the proof of the packet that follows', () => {
  const ofOther = say('packet', { direction: 'sent', peer: OTHER, role: 'I', saState: 'MM_NO_STATE' })
  const again = say('retransmit', { saState: 'MM_NO_STATE' }, { text: 'retransmitting' })
  const [told1] = ofType(
    told([...fillers('note', 4), ofOther, ...BEGUN, again, ofOther, count(1), count(2), ofOther]),
    'failing',
  )
  assert.equal([told1?.peer, told1?.diagnosis.evidence[0]?.text], [OTHER, 'retransmitting'])
})

tracking('a repeat of which the peer is named by its own line does not wait', () => {
  const message1 = ofAsa('decoded', { direction: 'sent', payloads: 'SA (1)' })
  const repeats = [ofAsa('attempt-count', { attempt: 1 }), ofAsa('attempt-count', { attempt: 2 })]
  assert.equal(alarms(told([ASA, message1, ...repeats], { open: true })), [`${PEER} failing/no-response`])
})

tracking('a repeat whose conn-id is known is told at once; one whose conn-id is nobody’s waits', () => {
  const bound = [...BEGUN, sent('I', 'MM_SA_SETUP', CONN)]
  const repeat = (attempt: number, conn: number): Input => say('attempt-count', { attempt }, { conn })
  const alarmed = (conn: number) => alarms(told([...bound, repeat(1, conn), repeat(2, conn)], { open: true }))
  assert.equal(alarmed(1001), [`${PEER} failing/ke-timeout`])
  assert.equal(alarmed(1002), [])
  assert.equal(alarmed(0), [])
  const named = sent('I', 'MM_SA_SETUP', CONN)
  for (const conn of [1002, 0])
    assert.equal(
      alarms(told([...bound, repeat(1, conn), repeat(2, conn), named], { open: true })),
      [`${PEER} failing/ke-timeout`],
      `(${conn}), and then a packet of the peer`,
    )
})

tracking('at most eight repeats wait for their peer', () => {
  const waiting = Array.from({ length: 20 }, () => count(1))
  const ended = say('sa-deleted', { peer: PEER, why: 'No reason', saState: 'MM_NO_STATE' })
  assert.is(failed(...BEGUN, ...waiting, sent('I', 'MM_NO_STATE'), ended)?.retransmissions, 8)
})

tracking('repeats that wait for nobody are nothing', () => {
  assert.equal(told([count(1), { kind: 'tick', now: 0, quiet: 0 }]), [])
})

tracking('repeats that wait are told at the end of a capture', () => {
  assert.equal(alarms(told([...BEGUN, count(1), count(2)])), [`${PEER} failing/no-response`])
  assert.equal(alarms(told([...BEGUN, count(1), count(2)], { open: true })), [])
})

tracking('behind lost lines silence proves nothing, and what waited or names nobody is not believed', () => {
  const lost = sight('gappy', 'lines-lost', '%SYS-3-MSGLOST: 31 messages lost', { lines: 31 })
  assert.equal(alarms(told([...BEGUN, ...STUCK])), [`${PEER} failing/no-response`])
  assert.equal(alarms(told([...BEGUN, lost, ...STUCK])), [])
  assert.equal(alarms(told([...BEGUN, count(1), count(2), lost, { kind: 'tick', now: 0, quiet: 0 }])), [])
  const moves = (...lines: readonly Input[]) => ofType(told(lines), 'transition').map(({ to }) => to)
  assert.equal(moves(...BEGUN, state('IKE_I_MM1', 'IKE_I_MM2')), ['IKE_I_MM1', 'IKE_I_MM2'])
  assert.equal(moves(...BEGUN, lost, state('IKE_I_MM1', 'IKE_I_MM2')), ['IKE_I_MM1'])
})

tracking('lost lines are told with the line that says so, and with their number where it is known', () => {
  const gap = (...inputs: Input[]) => consoleEvents(told(inputs)).find(({ type }) => type === 'gap')
  const lost = gap(sight('gappy', 'lines-lost', '31 messages lost', { lines: 31 }))
  assert.equal([lost?.why, lost?.type === 'gap' && lost.lines], ['31 messages lost', 31])
  const some = gap(sight('gappy', 'lines-lost', 'System dropped 2210 bytes'))
  assert.equal([some?.why, some !== undefined && 'lines' in some], ['System dropped 2210 bytes', false])
  const damaged = sight('gappy', 'lines-lost', 'sendþ', {
    heard: say('note', {}, { text: 'sendþ', repaired: true }).heard,
  })
  assert.is(gap(damaged)?.why, 'a line came damaged: sendþ')
})

tracking('sight is told where it changes, and lost lines each time', () => {
  const seeing = sight('seeing', 'heard')
  const lost = sight('gappy', 'lines-lost')
  assert.equal(notices([seeing, seeing]), ['sight seeing'])
  assert.equal(notices([seeing, lost, lost, sight('seeing', 'recovered')]), [
    'sight seeing',
    'gap',
    'sight gappy',
    'gap',
    'sight seeing',
  ])
  assert.equal(consoleEvents(told([seeing]))[0]?.why, 'heard')
  assert.equal(notices([sight('blind', 'muted'), sight('blind', 'muted')]), ['blind'])
})

tracking('with debugging off, the silence of an attempt proves nothing, also after it is on again', () => {
  const blind = sight('blind', 'muted', 'All possible debugging has been turned off')
  const [told1] = consoleEvents(told([blind]))
  assert.equal(told1?.type === 'blind' && told1.evidence, ['All possible debugging has been turned off'])
  assert.match(told1?.why ?? '', /^debugging is off: type “debug crypto isakmp”/)
  const [ofFirewall] = consoleEvents(
    told([{ kind: 'dialect', profile: 'asa', family: 'asa', repeatAfterMs: 8000, repeats: 3 }, blind]),
  )
  assert.match(ofFirewall?.why ?? '', /type “debug crypto ikev1 127”/)
  assert.equal(alarms(told([...BEGUN, blind, sight('seeing', 'debugging-on'), ...STUCK])), [])
  assert.equal(alarms(told([sight('seeing', 'heard'), ...BEGUN, ...STUCK])), [`${PEER} failing/no-response`])
})

const RESTART = sight('blind', 'restarted', 'System Bootstrap, Version 12.2(8r)')

tracking('a restart is told with its line, and that debugging is off with it', () => {
  const events = consoleEvents(told([RESTART]))
  assert.equal(
    events.map((event) => [event.type, 'evidence' in event && event.evidence]),
    ['restarted', 'blind'].map((type) => [type, ['System Bootstrap, Version 12.2(8r)']]),
  )
  assert.match(events[0]?.why ?? '', /^the router restarted: what was being negotiated is not known any more/)
})

tracking('after a restart nothing that was before it is spoken of again', () => {
  const bound = [...BEGUN, sent('I', 'MM_KEY_EXCH', CONN)]
  const after = (...lines: readonly Input[]) => verdicts(told([...bound, RESTART, ...lines]))
  assert.equal(after(), [])
  assert.equal(after(state('IKE_I_MM6', 'IKE_P1_COMPLETE', CONN)), ['? established'], 'the conn-id may be anybody’s')
  assert.equal(after(state('IKE_I_MM6', 'IKE_P1_COMPLETE')), ['? established'], 'and so may a line that names nobody')
  assert.equal(verdicts(told([UP, RESTART, died()])), [`${PEER} established`])
  assert.equal(alarms(told([...BEGUN, count(1), count(2), RESTART, sent('I', 'MM_NO_STATE')])), [])
})

tracking('after a restart the router’s clock begins anew, and silence is measured by it all the same', () => {
  const begun = [state('IKE_READY', 'IKE_I_MM1', { device: 20_000 }), sent('I', 'MM_NO_STATE')]
  const before = at(9_000_000)
  assert.equal(verdicts(told([...begun, at(90_000)], { open: true })), [`${PEER} failed/no-response`])
  const reloaded = [
    before,
    { ...RESTART, heard: say('note', {}, { device: 10_000 }).heard } as Input,
    sight('seeing', 'heard'),
  ]
  assert.equal(verdicts(told([...reloaded, ...begun, at(90_000)], { open: true })), [`${PEER} failed/no-response`])
})

tracking('the family that is recognised decides about the attempts that are open, too', () => {
  const message1 = ofAsa('decoded', { direction: 'sent', payloads: 'SA (1)' })
  assert.equal(verdicts(told([message1, ASA, ofAsa('key-missing', {})])), [`${PEER} failed/psk-missing`])
  const waited = (ms: number, ...first: readonly Input[]) =>
    verdicts(told([...first, { ...message1, heard: { ...message1.heard, device: 1_000 } }, at(ms)], { open: true }))
  assert.equal(waited(36_000, ASA), [])
  assert.equal(waited(40_000, ASA), [`${PEER} failed/no-response`], 'three repeats of 8 seconds')
  assert.equal(waited(60_000), [])
  assert.equal(waited(68_000), [`${PEER} failed/no-response`], 'five repeats of 10 seconds')
})

tracking('an address of this router that was printed once stands in the remedies for every peer', () => {
  const asked = say('request', { peer: OTHER, local: '192.0.2.7' })
  const [failing] = ofType(told([asked, at(500), ...BEGUN, ...STUCK]), 'failing')
  const typed = failing?.diagnosis.remedy.flatMap(({ config }) => config ?? []) ?? []
  assert.ok(typed.includes(`ping ${PEER} source 192.0.2.7`), typed.join(' / '))
})

tracking('a line of one that began before the address was printed does not make it unknown again', () => {
  const packet = (peer: string) => say('packet', { direction: 'sent', peer, role: 'I', saState: 'MM_NO_STATE' })
  const lines = [packet('203.0.113.79'), say('request', { peer: OTHER, local: '192.0.2.7' }), packet('203.0.113.79')]
  const [failing] = ofType(told([...lines, at(900), ...BEGUN, ...STUCK]), 'failing')
  const typed = failing?.diagnosis.remedy.flatMap(({ config }) => config ?? []) ?? []
  assert.ok(typed.includes(`ping ${PEER} source 192.0.2.7`), typed.join(' / '))
})

tracking('what a deadline ends has ended with the line that showed the time', () => {
  const [failed] = ofType(told([...BEGUN, at(70_000)], { open: true }), 'failed')
  assert.equal(failed?.moment, { at: 0, stamp: '00:01:10.000', device: 70_000 })
})

tracking(
  'a console is taken as live unless it is said otherwise: then a leap of its clock is a clock that was set',
  () => {
    const leap = [sent('I', 'MM_NO_STATE', { device: 0 }), at(32_400_000), at(32_401_000)]
    let live = trackState()
    const seen: string[] = []
    for (const input of leap) {
      const [next, outputs] = track(live, input)
      live = next
      for (const output of outputs) if ('type' in output) seen.push(output.type)
    }
    assert.equal(seen, ['started'])
    assert.equal(
      told(leap, { open: true })
        .map(({ type }) => type)
        .slice(-1),
      ['gap'],
      'read at once, it was silence',
    )
  },
)

tracking('a line that tells nobody anything mends a rough console where it was judged, and shows the time', () => {
  const passing = (judged: boolean, times: number, device: number) => {
    let rough = trackState({ paced: false })
    const out: string[] = []
    for (const line of [TORN, TORN, TORN]) [rough] = track(rough, line)
    const emit = (output: Observation | Passing) => void out.push('type' in output ? output.type : output.kind)
    for (let i = 0; i < times; i++) trackPassing(rough, judged, 0, { stamp: '', device: 0 }, emit)
    for (const line of [...BEGUN]) {
      const [next, outputs] = track(rough, line)
      rough = next
      out.push(...outputs.flatMap((output) => (output.kind === 'phase1' ? [output.type] : [])))
    }
    trackPassing(rough, judged, 0, { stamp: 'a stamp', device }, emit)
    return out
  }
  assert.equal(passing(true, 40, 1_000), ['started', 'transition'])
  assert.equal(passing(false, 40, 1_000), [])
  assert.equal(passing(true, 40, 70_000).at(-1), 'failed')
})

const quiet = (ms: number): Input => ({ kind: 'tick', now: ms, quiet: ms })

tracking('a line that is idle for a second settles what was authenticated, and for two tells what got no name', () => {
  const proven = [...BEGUN, say('authenticated', { peer: PEER })]
  const after = (lines: readonly Input[], ms: number) => verdicts(told([...lines, quiet(ms)], { open: true }))
  assert.equal(after(proven, 999), [])
  assert.equal(after(proven, 1_000), [`${PEER} established`])
  const nameless = [state('IKE_I_MM6', 'IKE_P1_COMPLETE', CONN)]
  assert.equal(after(nameless, 1_999), [])
  assert.equal(after(nameless, 2_000), ['? established'])
})

tracking(
  'an attempt of which nothing more comes ends by a tick, and the lines of others that bear no time end none',
  () => {
    assert.equal(verdicts(told([...BEGUN, quiet(60_000)], { open: true })), [])
    assert.equal(verdicts(told([...BEGUN, quiet(70_000)], { open: true })), [`${PEER} failed/no-response`])
  },
)

tracking('time and the end pass through; messages do not', () => {
  const pass = (input: Input) => track(trackState(), input)[1]
  const tick = quiet(5_000)
  const end: Input = { kind: 'end', now: 5_000 }
  assert.equal([pass(tick), pass(end), pass(at(0)), pass(ASA)], [[tick], [end], [], []])
})

tracking.run()
