import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Observation } from '../../src/phase1/event.ts'
import type { FactsOf, Kind } from '../../src/phase1/message.ts'
import { concernsNobody } from '../../src/phase1/step.ts'
import { KINDS } from '../../src/profile/kinds.ts'
import { alarms, ofType, verdicts } from './observed.ts'
import { BEGUN, CONN, ofAsa, PEER, received, say, sent, state, told, upTo } from './told.ts'
import { ASA, type Input } from './tracked.ts'

const steps = suite('what each line tells of the negotiation it belongs to')

const MENDED = { repaired: true }
const LOCAL = '192.0.2.7'
const withoutPeer = (text: string): string => text.replace(`${PEER} `, '')
const ended = (...lines: readonly Input[]): string[] => verdicts(told(lines)).map(withoutPeer)
const said = (...lines: readonly Input[]): string[] => alarms(told(lines, { open: true })).map(withoutPeer)

const REQUEST = say('request', { peer: PEER })
const CREATED = say('peer-created', { peer: PEER })
const AFTER_5 = upTo(5)
const ANSWERED_4 = [
  received('N', 'NEW SA'),
  state('IKE_READY', 'IKE_R_MM1'),
  sent('R', 'MM_SA_SETUP'),
  state('IKE_R_MM1', 'IKE_R_MM2'),
  received('R', 'MM_SA_SETUP'),
  state('IKE_R_MM2', 'IKE_R_MM3'),
  sent('R', 'MM_KEY_EXCH', CONN),
  state('IKE_R_MM3', 'IKE_R_MM4', CONN),
]
const COMPLETE = say('complete', { peer: PEER }, CONN)
const established = (events: readonly Observation[]) => ofType(events, 'established')[0]

/** Role and exchange of an attempt that begins like this, as its completion tells them. */
const whatIs = (...lines: readonly Input[]): string => {
  const { role, exchange } = established(told([...lines, COMPLETE]))?.negotiation ?? {}
  return `${role} ${exchange}`
}

steps('what is heard before message 1 says who began, and in which exchange', () => {
  const begins = (exchange: 'main' | 'aggressive') => say('exchange-begins', { exchange })
  const locked = (who: string) => say('peer-locked', { who })
  const input = (event: string, more: object = {}) => say('input', { source: 'IKE_MESG_INTERNAL', event, ...more })
  const answering = received('N', '')
  const truth: readonly (readonly [lines: readonly Input[], what: string])[] = [
    [[CREATED], 'unknown unknown'],
    [[REQUEST], 'initiator unknown'],
    [[CREATED, REQUEST], 'initiator unknown'],
    [[say('request', {}), CREATED], 'initiator unknown'],
    [[CREATED, begins('main')], 'initiator main'],
    [[CREATED, begins('aggressive')], 'initiator aggressive'],
    [[answering, begins('aggressive')], 'responder unknown'],
    [[CREATED, locked('isakmp_initiator')], 'initiator unknown'],
    [[CREATED, locked('crypto_isakmp_process_block')], 'responder unknown'],
    [[CREATED, locked('create_transforms')], 'unknown unknown'],
    [[CREATED, input('IKE_SA_REQ_MM')], 'initiator main'],
    [[CREATED, input('IKE_SA_REQ_AM')], 'initiator aggressive'],
    [[CREATED, input('IKE_MM_EXCH')], 'unknown main'],
    [[CREATED, input('IKE_AM_EXCH')], 'unknown aggressive'],
    [[CREATED, input('IKE_SA_REQ_MM', { node: '17' })], 'unknown unknown'],
    [[CREATED, input('IKE_OTHER')], 'unknown unknown'],
  ]
  for (const [lines, what] of truth) assert.is(whatIs(...lines), what, JSON.stringify(lines.slice(-1)))
})

steps('an attempt that cannot even start was begun by this router, and is over', () => {
  const [failed] = ofType(told([CREATED, say('cannot-start', { why: 'no key' })], { open: true }), 'failed')
  assert.equal(failed && [failed.negotiation.role, failed.negotiation.exchange], ['initiator', 'unknown'])
  assert.is(failed?.diagnosis.reason, 'psk-missing')
  assert.match(failed?.diagnosis.summary ?? '', /it never sent message 1/)
})

steps('ports are those that were told last', () => {
  const ports = (...lines: readonly Input[]) => {
    const [started] = ofType(told([...lines, COMPLETE]), 'started')
    const event = established(told([...lines, COMPLETE]))
    return [started?.ports ?? event?.remotePort, event?.natTraversal]
  }
  assert.equal(ports(CREATED), [500, false])
  assert.equal(ports(say('peer-created', { peer: PEER, remotePort: 1024 })), [1024, false])
  assert.equal(ports(CREATED, say('ports', { localPort: 500, remotePort: 4500 })), [4500, true])
  assert.equal(ports(CREATED, say('ports', { localPort: 4500, remotePort: 1024 })), [1024, true])
  assert.equal(ports(CREATED, say('port-float', { remotePort: 4500 })), [4500, true])
  const begun = [CREATED, say('ports', { localPort: 848, remotePort: 849 }), state('IKE_READY', 'IKE_I_MM1')]
  assert.equal(ports(...begun), [{ local: 848, remote: 849 }, false])
})

steps('a float to another port after which nothing comes back is UDP 4500 that is blocked', () => {
  const stuck = [1, 2, 3].map((attempt) => say('attempt-count', { attempt }, CONN))
  const nat = say('nat', { verdict: 'both' })
  const floated = [...AFTER_5, nat, say('port-float', { remotePort: 4500 })]
  assert.equal(said(...floated, ...stuck), ['failing/nat-t-blocked'])
  assert.equal(said(...AFTER_5, nat, ...stuck), ['failing/auth-timeout'])
})

steps('a key for every address is a weakness, a key of the peer’s own is none', () => {
  const items = (peer: string) =>
    established(told([CREATED, say('key-found', { peer }), COMPLETE]))?.weaknesses.map(({ item }) => item)
  assert.equal(items('0.0.0.0'), ['wildcard pre-shared key'])
  assert.equal(items(PEER), [])
})

steps('a missing key ends an attempt on an ASA; on a router only what follows does', () => {
  assert.equal(said(ASA, ofAsa('key-missing', {})), ['failed/psk-missing'])
  assert.equal(said(...BEGUN, say('key-missing', { peer: PEER })), [])
  assert.equal(ended(REQUEST, say('key-missing', { peer: PEER })), ['unfinished/psk-missing'])
})

steps('that the default key was taken stands beside what shows that it is the wrong one', () => {
  const fallback = ofAsa('key-fallback', {}, { text: 'Tunnel group not found, using the default key' })
  const message1 = ofAsa('decoded', { direction: 'received', payloads: 'SA (1)' })
  const [failing] = ofType(told([ASA, message1, fallback, ofAsa('hash-invalid', {})]), 'failing')
  assert.is(failing?.diagnosis.reason, 'psk-mismatch')
  assert.equal(
    failing?.diagnosis.evidence.map(({ text }) => text),
    ['hash-invalid', 'Tunnel group not found, using the default key'],
  )
})

steps('an error while message 5 is processed is evidence of its identity, unless it is one of quick mode', () => {
  const error = (node?: string) =>
    say(
      'input',
      { source: 'IKE_MESG_INTERNAL', event: 'IKE_PROCESS_ERROR', ...(node === undefined ? {} : { node }) },
      CONN,
    )
  const message5 = [...ANSWERED_4, state('IKE_R_MM4', 'IKE_R_MM5', CONN)]
  const repeated = [say('duplicate', { peer: PEER }), say('attempt-count', { attempt: 2 }, CONN)]
  assert.equal(said(...message5, error(), ...repeated), ['failing/id-mismatch'])
  assert.equal(said(...message5, error('17'), ...repeated), [])
  const other = say('input', { source: 'IKE_MESG_INTERNAL', event: 'IKE_TIMEOUT' }, CONN)
  assert.equal(said(...message5, other, ...repeated), [], 'another event')
})

steps('authentication shows message 5 or 6, and needs no other line to be complete', () => {
  const proof = say('authenticated', { peer: PEER }, CONN)
  assert.equal(ended(...AFTER_5, proof), ['established'])
  assert.equal(ended(...ANSWERED_4, proof), ['established'])
  assert.equal(
    ended(...AFTER_5, say('authenticated', { peer: PEER }, { ...CONN, ...MENDED })),
    ['unfinished'],
    'a mended line does not',
  )
  assert.equal(ofType(told([proof]), 'started').length, 1, 'also where nothing was heard before')
  const once = say('attempt-count', {}, CONN)
  for (const lines of [AFTER_5, ANSWERED_4]) {
    assert.equal(said(...lines, once, once), ['failing/auth-timeout'])
    assert.equal(said(...lines, once, proof, once), [], 'a step forward')
  }
})

steps('a responder that authenticated its peer has message 5, so that what it sends next is message 6', () => {
  const proof = say('authenticated', { peer: PEER }, CONN)
  const seen = (saState: string) =>
    established(told([...ANSWERED_4, proof, sent('R', saState, CONN), state('IKE_R_MM5', 'IKE_P1_COMPLETE', CONN)]))
  assert.equal(seen('MM_KEY_EXCH')?.timeline.at(-1), { message: 6, direction: 'sent', atMs: 800 })
  assert.is(seen('QM_IDLE')?.certainty, 'stated', '12.x tags it with the state that follows')
})

steps('what is over is not authenticated any more', () => {
  const died = say('sa-deleted', { saState: 'MM_KEY_EXCH', why: 'No reason' }, CONN)
  const late = [say('authenticated', { peer: PEER }, CONN), say('quickmode', { step: 'done' })]
  assert.equal(ended(...AFTER_5, died, ...late), ['failed/unknown'])
})

steps('an SA that is up is not authenticated again by a late line', () => {
  const proof = say('authenticated', { peer: PEER }, CONN)
  assert.equal(
    ended(...AFTER_5, proof, COMPLETE, proof, say('sa-deleted', { saState: 'QM_IDLE', why: 'No reason' }, CONN)),
    ['established', 'down/unknown'],
  )
})

const nat = (verdict: FactsOf<'nat'>['verdict'], around = {}) => say('nat', { verdict }, around)
const behindNat = (...lines: readonly Input[]) => established(told([...lines, COMPLETE]))?.natTraversal

steps('NAT is what the last verdict says; a peer’s hash that does not match is half of one', () => {
  assert.is(behindNat(CREATED), false)
  for (const verdict of ['self', 'both'] as const) assert.is(behindNat(CREATED, nat(verdict)), true, verdict)
  assert.is(behindNat(CREATED, nat('none')), false)
  assert.is(behindNat(CREATED, nat('both'), nat('none')), false, 'taken back')
  assert.is(behindNat(CREATED, nat('peer')), false)
  assert.is(behindNat(CREATED, nat('peer'), nat('peer')), true)
  assert.is(behindNat(CREATED, nat('none'), nat('peer'), nat('peer')), false, 'denied once, it takes more')
})

steps(
  'where the peer’s NAT-D is being judged, one hash that does not match is enough, unless lines are missing',
  () => {
    const judging = [...AFTER_5.slice(0, -2)]
    assert.is(behindNat(...judging, nat('peer')), true)
    assert.is(behindNat(...ANSWERED_4.slice(0, -2), nat('peer')), true)
    assert.is(behindNat(...AFTER_5, nat('peer')), false, 'message 5 is sent')
    const torn = say('unrecognised', { torn: true })
    assert.is(behindNat(...judging, torn, torn, torn, nat('peer'), COMPLETE), false, 'on a rough console')
    const gap = [...BEGUN, state('IKE_I_MM3', 'IKE_I_MM4')]
    assert.is(behindNat(...gap, nat('peer')), false, 'behind a gap')
  },
)

const PAYLOAD = say('payload', { payload: 'ID', messageId: '0' }, CONN)
const shown = (value: string) => say('identity', { value }, CONN)

steps('the identity of the peer is the one in its ID payload, and is what a refusal at message 5 is about', () => {
  const stuck = [say('duplicate', { peer: PEER }), say('attempt-count', { attempt: 2 }, CONN)]
  const message5 = [...ANSWERED_4, state('IKE_R_MM4', 'IKE_R_MM5', CONN)]
  const summary = (...lines: readonly Input[]) =>
    ofType(told([...message5, ...lines, ...stuck]), 'failing')[0]?.diagnosis.summary
  const field = (name: 'value' | 'type', value: string) => say('identity-field', { field: name, value }, CONN)
  assert.match(summary(PAYLOAD, shown('osaka.example')) ?? '', /\(osaka\.example\)/)
  assert.match(summary(PAYLOAD, field('value', 'osaka.example')) ?? '', /\(osaka\.example\)/)
  assert.is(summary(PAYLOAD, field('type', '2')), undefined, 'of the fields only the value')
  assert.is(summary(PAYLOAD, shown('')), undefined)
  assert.is(summary(PAYLOAD, say('identity', { type: '2' }, CONN)), undefined, 'the payload alone')
  assert.is(summary(shown('osaka.example')), undefined, 'not shown in a payload of the peer')
  const hash = say('payload', { payload: 'HASH', messageId: '0' }, CONN)
  assert.is(summary(PAYLOAD, hash, shown('osaka.example')), undefined, 'another payload came between')
})

steps('the identity that this router sends is its own address, where it is one', () => {
  const own = (...lines: readonly Input[]) => {
    const [failing] = ofType(
      told([...lines, ...AFTER_5, say('duplicate', { peer: PEER }), say('duplicate', { peer: PEER })]),
      'failing',
    )
    const typed = failing?.diagnosis.remedy.flatMap(({ config }) => config ?? []).join(' / ') ?? ''
    return /address (\S+)$/.exec(typed)?.[1]
  }
  const about = say('authenticating', { method: 'pre-share' })
  const sentId = (value: string) => [CREATED, about, say('identity', { value })]
  assert.is(own(...sentId(LOCAL)), LOCAL)
  assert.is(own(...sentId('tokyo.example')), 'THIS-ROUTER')
  assert.is(own(CREATED, say('identity', { value: LOCAL })), 'THIS-ROUTER', 'nothing says whose it is')
  assert.is(
    own(say('request', { peer: PEER, local: '192.0.2.9' }), about, say('identity', { value: LOCAL })),
    '192.0.2.9',
  )
})

steps('an identity that is shown over an SA that is up is one of quick mode, and no address of this router', () => {
  const proxy = [
    CREATED,
    say('authenticating', { method: 'pre-share' }),
    COMPLETE,
    say('identity', { value: '10.1.1.1' }),
  ]
  const other = say('packet', { direction: 'sent', peer: '203.0.113.78', role: 'I', saState: 'MM_NO_STATE' })
  const stuck = [other, say('attempt-count', { attempt: 1 }), say('attempt-count', { attempt: 2 }), other]
  const [failing] = ofType(told([...proxy, ...stuck]), 'failing')
  assert.is(failing?.diagnosis.reason, 'no-response')
  assert.not.match(JSON.stringify(failing?.diagnosis.remedy), /10\.1\.1\.1/)
})

steps('the method that is named first tells keys from certificates', () => {
  const method = (...methods: string[]) => [
    ...AFTER_5.slice(0, -2),
    ...methods.map((each) => say('authenticating', { method: each })),
    ...AFTER_5.slice(-2),
    say('duplicate', { peer: PEER }),
    say('duplicate', { peer: PEER }),
  ]
  assert.equal(said(...method('RSA sig')), ['failing/cert-invalid'])
  assert.equal(said(...method('pre-share', 'RSA sig')), ['failing/psk-mismatch'])
})

steps('vendor IDs are told once each, cut where they are long, and at most twelve', () => {
  const ids = (...vendors: string[]) =>
    established(told([CREATED, ...vendors.map((vendor) => say('vendor', { vendor })), COMPLETE]))?.vendorIds
  assert.equal(ids('Unity', '', 'DPD', 'Unity'), ['Unity', 'DPD'])
  assert.equal(ids('x'.repeat(100)), ['x'.repeat(60)])
  const many = Array.from({ length: 20 }, (_, i) => `vendor ${i}`)
  assert.equal(ids(...many), many.slice(0, 12))
})

steps('completion is stated by the line that says so, and inferred from one that only implies it', () => {
  const seen = (facts: FactsOf<'complete'>, around = {}) =>
    established(told([...AFTER_5, say('complete', facts, { ...CONN, ...around })]))?.certainty
  assert.is(seen({}), 'stated')
  assert.is(seen({ implied: false }), 'stated')
  assert.is(seen({ implied: true }), 'inferred')
  assert.is(seen({}, MENDED), undefined, 'a mended line proves none')
})

steps('mode configuration runs over a phase 1 that is up on a router; an ASA may still be at message 6', () => {
  assert.equal(ended(...AFTER_5, say('mode-config', {}, CONN)), ['established'])
  const message1 = ofAsa('decoded', { direction: 'sent', payloads: 'SA (1)' })
  assert.equal(ended(ASA, message1, ofAsa('mode-config', {}), ofAsa('mode-config', {})), ['unfinished'])
})

/** Kinds that no negotiation reads. */
const OF_NOBODY: readonly Kind[] = [
  'request-queued',
  'key-missing-by-name',
  'end-hint',
  'weak-policy',
  'key-material',
  'profile',
  'initial-contact',
  'no-sa',
  'not-authenticated',
  'note',
  'harmless',
  'ignored',
  'unrecognised',
]

steps('what concerns nobody may pass without being looked into; what is about the router as a whole may not', () => {
  const passes = (Object.keys(KINDS) as Kind[]).filter(concernsNobody)
  assert.equal(passes.toSorted(), OF_NOBODY.toSorted())
})

steps.run()
