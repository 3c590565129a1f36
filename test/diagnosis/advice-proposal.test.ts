import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { freePriority } from '../../src/diagnosis/advice-proposal.ts'
import type { Comparison } from '../../src/diagnosis/diagnosis.ts'
import { type Evidence, emptyEvidence } from '../../src/diagnosis/evidence.ts'
import { remedies } from '../../src/diagnosis/remedies.ts'
import type { Proposal } from '../../src/vocabulary/ike.ts'
import { observed, ofType } from '../phase1/observed.ts'
import { staged } from '../phase1/staged.ts'

const cures = suite('remedies where no proposal fits')

const evidence = (family: 'ios' | 'asa', more: Partial<Evidence> = {}): Evidence => ({
  ...emptyEvidence(family),
  peer: '192.0.2.77',
  local: '192.0.2.1',
  role: 'responder',
  exchange: 'main',
  ...more,
})

const configOf = (about: Evidence): string[] =>
  remedies('proposal-mismatch', about).flatMap(({ config }) => config ?? [])

const STRONG_OFFER = {
  transform: 1,
  policyPriority: 30,
  encryption: 'AES-CBC',
  keyLength: 256,
  hash: 'SHA256',
  group: 14,
  authentication: 'pre-share',
  lifetimeSeconds: 28_800,
}
const refusing = (offered: Proposal, more: Partial<Evidence> = {}): Evidence =>
  evidence('ios', { comparisons: [{ offered, differs: ['group'], accepted: false }], ...more })

cures('for a refused proposal add a policy with the offered values, behind those that are there', () => {
  const [first, second] = remedies('proposal-mismatch', refusing(STRONG_OFFER))
  assert.is(first?.where, 'this-router')
  assert.match(first?.text ?? '', /^Add a policy that accepts what 192\.0\.2\.77 offers/)
  assert.equal(first?.config, [
    'crypto isakmp policy 40',
    ' encryption aes 256',
    ' hash sha256',
    ' authentication pre-share',
    ' group 14',
    ' lifetime 28800',
  ])
  assert.is(second?.where, 'peer')
  assert.match(second?.text ?? '', /policy 30 wants/)
  const asa = configOf(refusing(STRONG_OFFER, { family: 'asa' }))
  assert.ok(asa.includes('crypto ikev1 policy 40') && asa.includes(' encryption aes-256'), asa.join(' / '))
})

cures('for a refused proposal let the peer offer what the nearest policy wants, as far as it is known', () => {
  const [, second] = remedies('proposal-mismatch', refusing(STRONG_OFFER))
  assert.equal(second?.config, [
    'crypto isakmp policy NUMBER',
    ' encryption aes 256',
    ' hash sha256',
    ' authentication AS-IN-POLICY-30',
    ' group AS-IN-POLICY-30',
  ])
  const length = refusing(STRONG_OFFER)
  length.comparisons = [{ offered: STRONG_OFFER, differs: ['key-length'], accepted: false }]
  assert.ok(configOf(length).includes(' encryption AS-IN-POLICY-30'))
})

cures('for a refused proposal never type over a policy that was compared, nor a number that no router takes', () => {
  const numbers = (...priorities: number[]): number =>
    freePriority(
      priorities.map((policyPriority) => ({ offered: { policyPriority }, differs: ['group'], accepted: false })),
    )
  assert.is(numbers(), 10)
  assert.is(numbers(10), 20)
  assert.is(numbers(30, 10, 20), 40)
  assert.is(numbers(65_535), 10)
  assert.is(numbers(65_507, 20), 30)
  assert.is(numbers(10_000), 9999)
  assert.is(numbers(9999, 9998, 10_000), 9997)
})

cures('for a weak offer ask the peer first, and say why', () => {
  const [first, second] = remedies(
    'proposal-mismatch',
    refusing({ ...STRONG_OFFER, encryption: 'DES-CBC', hash: 'MD5', group: 2 }),
  )
  assert.is(first?.where, 'peer')
  assert.is(second?.where, 'this-router')
  assert.match(second?.text ?? '', /weak \(DES-CBC, MD5, group 2 \(1024-bit MODP\)\)/)
})

cures('for differences that a firewall prints type its own values on the peer, and the offered ones on itself', () => {
  const classes = [
    { attribute: 'hash', offered: 'SHA', local: 'MD5' },
    { attribute: 'group', offered: 'Group 5', local: 'Group 2' },
  ] as const
  const [first, second] = remedies('proposal-mismatch', evidence('asa', { classes: [...classes] }))
  assert.is(first?.where, 'peer')
  assert.ok(first?.config?.includes(' hash md5') && first.config.includes(' group 2'), first?.config?.join(' / '))
  assert.is(second?.where, 'this-router')
  assert.ok(second?.config?.includes(' hash sha') && second.config.includes(' group 5'), second?.config?.join(' / '))
})

cures('for differences that a firewall prints type all that it prints, and what it does not print as not known', () => {
  const classes = [
    { attribute: 'encryption', offered: 'AES-CBC', local: '3DES-CBC' },
    { attribute: 'authentication', offered: 'RSA signature', local: 'Preshared Key' },
    { attribute: 'group', offered: 'Group 14', local: 'Group 2' },
  ] as const
  const [first, second] = remedies('proposal-mismatch', evidence('asa', { classes: [...classes] }))
  assert.equal(first?.config?.slice(1), [' encryption 3des', ' hash HASH', ' authentication pre-share', ' group 2'])
  assert.equal(second?.config?.slice(2), [' encryption aes', ' hash HASH', ' authentication rsa-sig', ' group 14'])
  const [hash] = remedies(
    'proposal-mismatch',
    evidence('ios', { classes: [{ attribute: 'hash', offered: 'SHA', local: 'MD5' }] }),
  )
  assert.match(hash?.text ?? '', /this router wants/)
  assert.equal(hash?.config?.slice(1), [
    ' encryption ENCRYPTION',
    ' hash md5',
    ' authentication AUTHENTICATION',
    ' group GROUP',
  ])
})

cures('for a refusal of which no pair was shown look at the policies first, of one by the peer at its console', () => {
  const texts = (more: Partial<Evidence>): string[] =>
    remedies('proposal-mismatch', evidence('ios', more)).map(({ text }) => text)
  assert.equal(texts({}).length, 2)
  assert.match(texts({})[0] ?? '', /^Compare with the policies of this router/)
  const compared: Comparison[] = [{ offered: STRONG_OFFER, differs: ['group'], accepted: false }]
  for (const comparisons of [[], compared]) {
    const of = texts({ role: 'initiator', comparisons })
    assert.equal(of.length, 3)
    assert.match(of[0] ?? '', /^Read the console of 192\.0\.2\.77/)
  }
  const accepted = { ...STRONG_OFFER, group: 19 }
  for (const comparisons of [[], compared])
    assert.ok(configOf(evidence('ios', { role: 'initiator', accepted, comparisons })).includes(' group 19'))
})

cures('for a refused proposal of which no policy was named ask for what this router accepts', () => {
  const { policyPriority: _, ...offered } = STRONG_OFFER
  const [, second] = remedies('proposal-mismatch', refusing(offered))
  assert.equal([second?.where, second?.config], ['peer', ['show crypto isakmp policy']])
  assert.equal(remedies('proposal-mismatch', refusing(offered, { family: 'asa' }))[1]?.config, ['show run crypto'])
})

cures('for an offer in aggressive mode say that the mode is weak', () => {
  const weak = (exchange: 'main' | 'aggressive'): string[] =>
    remedies('proposal-mismatch', refusing(STRONG_OFFER, { exchange })).map(({ text }) => text)
  assert.not.ok(weak('main').some((text) => text.includes('weak')))
  assert.ok(weak('aggressive').some((text) => text.includes('weak (aggressive mode')))
})

cures('write an offer as each family types it', () => {
  const lines = (family: 'ios' | 'asa', offered: Proposal): string[] =>
    configOf(evidence(family, { comparisons: [{ offered, differs: ['group'], accepted: false }] }))
  for (const [offered, ios, asa = ios] of [
    [{ encryption: 'DES-CBC' }, ' encryption des'],
    [{ encryption: '3DES-CBC', keyLength: 192 }, ' encryption 3des'],
    [{ encryption: '3des-cbc' }, ' encryption 3des'],
    [{ encryption: 'AES-CBC' }, ' encryption aes'],
    [{ encryption: 'AES-CBC', keyLength: 128 }, ' encryption aes'],
    [{ encryption: 'AES-CBC', keyLength: 192 }, ' encryption aes 192', ' encryption aes-192'],
    [{}, ' encryption ENCRYPTION'],
    [{ hash: 'MD5' }, ' hash md5'],
    [{}, ' hash HASH'],
    [{ authentication: 'RSA sig' }, ' authentication rsa-sig'],
    [{ authentication: 'ECDSA sig' }, ' authentication ecdsa-sig'],
    [{}, ' authentication AUTHENTICATION'],
    [{ group: 5 }, ' group 5'],
    [{}, ' group GROUP'],
    [{ lifetimeSeconds: 60 }, ' lifetime 60'],
    [{}, 'crypto isakmp policy 10', 'crypto ikev1 policy 10'],
  ] as const) {
    assert.ok(lines('ios', offered).includes(ios), `${ios} is not in ${lines('ios', offered)}`)
    assert.ok(lines('asa', offered).includes(asa), `${asa} is not in ${lines('asa', offered)}`)
  }
})

cures('for a refusal by the peer give a strong policy for both ends where nothing is known of its own', () => {
  const config = configOf(evidence('ios', { role: 'initiator' }))
  for (const line of [' encryption aes 256', ' hash sha256', ' authentication pre-share', ' group 14'])
    assert.ok(config.includes(line), `${line} is not in ${config}`)
})

cures('of a whole console are filled, too', () => {
  const rows = 'step r-r1 / set stuck=MM_NO_STATE state=IKE_R_MM1 / step r-offer / step no-offers'
  const [failed] = ofType(
    observed(staged(rows, { seat: 'responder main', train: 'xe', differ: [['group']] })),
    'failed',
  )
  const config = failed?.diagnosis.remedy.flatMap((remedy) => remedy.config ?? []) ?? []
  for (const line of ['crypto isakmp policy 20', ' encryption aes 256', ' hash sha256', ' group 14'])
    assert.ok(config.includes(line), `${line} is not in ${config.join(' / ')}`)
})

cures.run()
