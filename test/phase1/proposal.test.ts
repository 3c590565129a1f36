import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Attribute } from '../../src/vocabulary/ike.ts'
import { alarms, ofType, verdicts } from './observed.ts'
import { ofAsa, PEER, received, say, sent, state, told } from './told.ts'
import { ASA, type Input } from './tracked.ts'

const proposals = suite('offers compared with policies (REFERENCE 5.2)')

const BEGUN: readonly Input[] = [received('N', 'NEW SA'), state('IKE_READY', 'IKE_R_MM1')]
const compare = (transform: number, policyPriority?: number): Input =>
  say('comparison', { transform, ...(policyPriority === undefined ? {} : { policyPriority }) })
const attribute = (name: Attribute, value: string): Input => say('attribute', { attribute: name, value })
const differs = (name: Attribute, keyHint?: boolean): Input =>
  say('difference', { attribute: name, ...(keyHint === undefined ? {} : { keyHint }) })
const NOT_ACCEPTED = say('compared', { accepted: false })
const ACCEPTED = say('compared', { accepted: true })
const REFUSED = say('no-proposal', { peer: PEER })
const UP = say('complete', { peer: PEER })

const refused = (...lines: readonly Input[]) => ofType(told([...BEGUN, ...lines, REFUSED]), 'failed')[0]
const agreed = (...lines: readonly Input[]) => ofType(told([...BEGUN, ...lines, UP]), 'established')[0]?.proposal

const ALL: readonly Input[] = [
  attribute('encryption', 'AES-CBC'),
  attribute('key-length', '256'),
  attribute('hash', 'sha256'),
  attribute('group', '14'),
  attribute('authentication', 'pre-share'),
  attribute('lifetime', '3600'),
]

proposals('what is accepted is told with every attribute, numbers as numbers', () => {
  assert.equal(agreed(compare(1, 10), ...ALL, ACCEPTED), {
    transform: 1,
    policyPriority: 10,
    encryption: 'AES-CBC',
    keyLength: 256,
    hash: 'SHA256',
    group: 14,
    authentication: 'pre-share',
    lifetimeSeconds: 3600,
  })
  assert.equal(agreed(compare(2), attribute('group', 'unknown'), attribute('lifetime', ''), ACCEPTED), { transform: 2 })
  assert.is(agreed(compare(1, 10), ...ALL, NOT_ACCEPTED), undefined)
})

proposals('the beginning of a name is none: the rest of the line was lost', () => {
  const cut = [attribute('encryption', 'D'), attribute('hash', 'sha2'), attribute('authentication', 'pre-sh')]
  const numbers = [attribute('group', '3'), attribute('lifetime', '3')]
  assert.equal(agreed(compare(2), ...cut, ...numbers, ACCEPTED), { transform: 2, group: 3, lifetimeSeconds: 3 })
  const whole = [attribute('encryption', 'AES-GCM'), attribute('hash', 'SHA'), attribute('authentication', 'RSA sig')]
  const { encryption, hash, authentication } = agreed(compare(2), ...whole, ACCEPTED) ?? {}
  assert.equal([encryption, hash, authentication], ['AES-GCM', 'SHA', 'RSA sig'])
})

proposals('what a router says of the accepted pair afterwards is added to it', () => {
  const accepted = say('compared', { accepted: true, transform: 3, policyPriority: 20 })
  assert.equal(agreed(accepted), { transform: 3, policyPriority: 20 })
  assert.equal(agreed(compare(1, 10), accepted), { transform: 3, policyPriority: 20 })
  assert.equal(
    agreed(compare(1, 10), attribute('hash', 'MD5'), ACCEPTED, say('compared', { accepted: true, transform: 2 })),
    {
      transform: 2,
      policyPriority: 10,
      hash: 'MD5',
    },
  )
})

proposals('the lifetime that will be used is that of what was accepted', () => {
  const lifetime = (seconds: number): Input => say('lifetime', { seconds })
  assert.is(agreed(compare(1), attribute('lifetime', '86400'), ACCEPTED, lifetime(3600))?.lifetimeSeconds, 3600)
  assert.is(agreed(compare(1), attribute('lifetime', '86400'), ACCEPTED, lifetime(0))?.lifetimeSeconds, 86_400)
  assert.is(agreed(lifetime(3600)), undefined, 'nothing was accepted')
})

proposals('attributes outside a comparison belong to none', () => {
  assert.is(agreed(...ALL, UP), undefined)
  assert.equal(refused(compare(1, 10), NOT_ACCEPTED, attribute('hash', 'MD5'))?.offered, [{ transform: 1 }])
})

proposals('each pair keeps what it differs in, once, and the nearest pair is told', () => {
  const lines = [
    compare(1, 10),
    ...ALL,
    differs('hash'),
    differs('hash'),
    NOT_ACCEPTED,
    compare(1, 20),
    ...ALL,
    differs('group'),
    differs('group'),
    NOT_ACCEPTED,
    compare(1, 30),
    ...ALL,
    differs('encryption'),
    NOT_ACCEPTED,
  ]
  const failed = refused(...lines)
  assert.equal(failed?.diagnosis.mismatch, [{ attribute: 'group', offered: '14' }])
  assert.is(failed?.offered?.length, 1)
  assert.equal(failed?.local, [
    { policyPriority: 10, encryption: 'AES-CBC', keyLength: 256 },
    { policyPriority: 20, encryption: 'AES-CBC', keyLength: 256, hash: 'SHA256' },
    { policyPriority: 30 },
  ])
  assert.equal(
    failed?.diagnosis.evidence.map(({ text }) => text),
    ['difference', 'no-proposal'],
  )
})

proposals('a verdict on a pair of which nothing was heard is none that can be told', () => {
  const failed = refused(NOT_ACCEPTED, say('compared', { accepted: false, transform: 1, policyPriority: 10 }))
  assert.is(failed !== undefined && 'offered' in failed, false)
})

proposals('a difference outside a comparison is evidence, and of no pair', () => {
  const failed = refused(differs('hash'))
  assert.is(failed?.diagnosis.reason, 'proposal-mismatch')
  assert.equal(failed?.diagnosis.evidence[0]?.text, 'difference')
  assert.is(failed !== undefined && 'offered' in failed, false)
})

proposals('an initiator that refuses the answer to its own offer has failed as well', () => {
  const lines = [
    state('IKE_READY', 'IKE_I_MM1'),
    sent('I', 'MM_NO_STATE'),
    received('I', 'MM_NO_STATE'),
    state('IKE_I_MM1', 'IKE_I_MM2'),
  ]
  assert.equal(verdicts(told([...lines, REFUSED], { open: true })), [`${PEER} failed/proposal-mismatch`])
})

proposals('a flood of transforms is kept to 64 pairs', () => {
  const many = Array.from({ length: 100 }, (_, i) => [compare(i + 1, 10), NOT_ACCEPTED]).flat()
  assert.is(refused(...many)?.offered?.length, 64)
})

proposals('on a rough console the hint at a missing key is one where only the authentication differs', () => {
  const torn = say('unrecognised', { torn: true })
  const pair = (hint: boolean): Input[] => [compare(1, 10), differs('authentication', hint), NOT_ACCEPTED]
  const reason = (hint: boolean) =>
    ofType(told([...BEGUN, REFUSED, torn, torn, torn, received('N', 'NEW SA'), ...pair(hint), REFUSED]), 'failed').at(
      -1,
    )?.diagnosis.reason
  assert.is(reason(true), 'psk-missing')
  assert.is.not(reason(false), 'psk-missing')
})

proposals('an accepted pair names the method by which both prove themselves', () => {
  const withMethod = (...methods: readonly Input[]): string[] =>
    alarms(
      told([...BEGUN, compare(1), ...methods, ACCEPTED, sent('R', 'MM_KEY_EXCH'), say('hash-invalid', { peer: PEER })]),
    )
  assert.equal(withMethod(attribute('authentication', 'RSA sig')), [`${PEER} failing/cert-invalid`])
  assert.equal(withMethod(attribute('authentication', 'pre-share')), [`${PEER} failing/psk-mismatch`])
  const other = say('authenticating', { method: 'RSA sig' })
  assert.equal(withMethod(other), [`${PEER} failing/cert-invalid`], 'a pair that names none leaves what was known')
})

proposals('no fitting proposal makes a responder, and is the end', () => {
  const only = ofType(told([say('no-proposal', { peer: PEER, local: '192.0.2.7' })], { open: true }), 'failed')[0]
  assert.equal([only?.negotiation.role, only?.diagnosis.reason], ['responder', 'unknown'], 'met in the middle')
  assert.is(only?.negotiation.exchange, 'unknown')
  assert.equal(verdicts(told([...BEGUN, REFUSED], { open: true })), [`${PEER} failed/proposal-mismatch`])
  const after4 = [
    sent('R', 'MM_SA_SETUP'),
    state('IKE_R_MM1', 'IKE_R_MM2'),
    received('R', 'MM_SA_SETUP'),
    state('IKE_R_MM2', 'IKE_R_MM3'),
  ]
  assert.equal(
    verdicts(told([...BEGUN, ...after4, REFUSED], { open: true })),
    [],
    'what was agreed cannot be refused any more',
  )
  assert.equal(verdicts(told([...BEGUN, UP, say('no-proposal', {})], { open: true })), [`${PEER} established`])
})

proposals('a refusal that names this router’s address gives it to the remedies', () => {
  const lines = [...BEGUN, say('key-missing', { peer: PEER }), say('no-proposal', { peer: PEER, local: '192.0.2.7' })]
  const [failed] = ofType(told(lines), 'failed')
  assert.is(failed?.diagnosis.reason, 'psk-missing')
  const [stuck] = ofType(
    told([...lines, say('request', { peer: '203.0.113.78' }), ...stuckAt('203.0.113.78')]),
    'failing',
  )
  const typed = stuck?.diagnosis.remedy.flatMap(({ config }) => config ?? []) ?? []
  assert.ok(typed.includes('ping 203.0.113.78 source 192.0.2.7'), typed.join(' / '))
})

const stuckAt = (peer: string): Input[] => {
  const packet = say('packet', { direction: 'sent', peer, role: 'I', saState: 'MM_NO_STATE' })
  return [packet, say('attempt-count', { attempt: 1 }), say('attempt-count', { attempt: 2 }), packet]
}

proposals('on a rough console only a line that names the peer ends its attempt', () => {
  const torn = say('unrecognised', { torn: true })
  const rough = [...BEGUN, torn, torn, torn, received('R', 'MM_NO_STATE')]
  assert.equal(verdicts(told([...rough, say('no-proposal', {})], { open: true })), [])
  assert.equal(verdicts(told([...rough, REFUSED], { open: true })), [`${PEER} failed/unknown`])
  assert.equal(verdicts(told([...BEGUN, say('no-proposal', {})], { open: true })), [`${PEER} failed/proposal-mismatch`])
  const asa = [ASA, ofAsa('decoded', { direction: 'received', payloads: 'SA (1)' }), torn, torn, torn]
  const again = [ofAsa('class-mismatch', { class: 'Group', received: '5', configured: '2' }), say('no-proposal', {})]
  assert.equal(verdicts(told([...asa, ...again], { open: true })), [`${PEER} failed/unknown`], 'an ASA names it always')
})

/** Classes as an ASA writes them. */
const CLASSES: readonly (readonly [printed: string, attribute: Attribute])[] = [
  ['Group Description', 'group'],
  ['Hash Alg', 'hash'],
  ['Encryption Alg', 'encryption'],
  ['Cipher', 'encryption'],
  ['Auth Method', 'authentication'],
  ['Key Length', 'key-length'],
  ['KeyLen', 'key-length'],
  ['Life Duration', 'lifetime'],
]

const mismatch = (printed: string, offered: string, configured = 'x'): Input =>
  ofAsa('class-mismatch', { class: printed, received: offered, configured })
const asaRefused = (...lines: readonly Input[]) =>
  ofType(
    told([ASA, ofAsa('decoded', { direction: 'received', payloads: 'SA (1)' }), ...lines, ofAsa('no-proposal', {})]),
    'failed',
  )[0]?.diagnosis

proposals('an ASA’s classes are the attributes of the contract', () => {
  for (const [printed, name] of CLASSES)
    assert.equal(
      asaRefused(mismatch(printed, 'a', 'b'))?.mismatch,
      [{ attribute: name, offered: 'a', local: 'b' }],
      printed,
    )
})

proposals('a class that nobody knows is evidence all the same', () => {
  const diagnosis = asaRefused(mismatch('Flavour', 'a'))
  assert.equal([diagnosis?.reason, diagnosis?.mismatch], ['proposal-mismatch', undefined])
  assert.equal(diagnosis?.evidence[0]?.text, 'class-mismatch')
  assert.equal(asaRefused(mismatch('Group', '5'))?.evidence[0]?.text, 'class-mismatch')
})

proposals('of several lines on one class of an ASA the last stands, and long values are cut', () => {
  const seen = asaRefused(
    mismatch('Group', '1'),
    mismatch('Hash', 'y'.repeat(99), 'z'.repeat(99)),
    mismatch('Group', '5', '2'),
  )
  assert.equal(seen?.mismatch, [
    { attribute: 'hash', offered: 'y'.repeat(60), local: 'z'.repeat(60) },
    { attribute: 'group', offered: '5', local: '2' },
  ])
})

proposals('an answer that holds what was not offered is trouble, said at once', () => {
  const begun = [state('IKE_READY', 'IKE_I_MM1'), sent('I', 'MM_NO_STATE')]
  const odd = say('not-offered', { peer: PEER, attribute: 'hash' })
  assert.equal(alarms(told([...begun, odd], { open: true })), [`${PEER} failing/proposal-mismatch`])
})

proposals.run()
