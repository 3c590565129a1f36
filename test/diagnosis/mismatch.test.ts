import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Comparison } from '../../src/diagnosis/diagnosis.ts'
import {
  attributeText,
  inferPolicies,
  nearest,
  offeredTransforms,
  onlyAuthenticationDiffers,
} from '../../src/diagnosis/mismatch.ts'
import type { Attribute, Proposal } from '../../src/vocabulary/ike.ts'

const mismatch = suite('which attribute differs (REFERENCE 5.2)')

const AES: Proposal = {
  encryption: 'AES-CBC',
  keyLength: 256,
  hash: 'SHA',
  group: 14,
  authentication: 'pre-share',
  lifetimeSeconds: 86_400,
}
const DES: Proposal = {
  encryption: '3DES-CBC',
  hash: 'MD5',
  group: 2,
  authentication: 'pre-share',
  lifetimeSeconds: 86_400,
}

const pair = (transform: number, policyPriority: number, offer: Proposal, ...differs: Attribute[]): Comparison => ({
  offered: { ...offer, transform, policyPriority },
  differs,
  accepted: differs.length === 0,
})

const named = (comparisons: Comparison[]) =>
  nearest(comparisons)?.mismatch.map(({ attribute, offered, local }) => [attribute, offered, local])

mismatch('is the printed attribute of a single pair, and nothing is known of the own policy', () => {
  assert.equal(named([pair(1, 10, DES, 'hash')]), [['hash', 'MD5', undefined]])
  assert.equal(named([pair(1, 10, AES, 'key-length')]), [['key-length', '256', undefined]])
})

mismatch('is that of the pair with the fewest differences', () => {
  const comparisons = [pair(1, 10, DES, 'encryption'), pair(2, 10, AES, 'group'), pair(1, 20, DES, 'encryption')]
  assert.equal(nearest(comparisons)?.pair.offered.transform, 2)
  assert.equal(
    named(comparisons)?.map(([attribute]) => attribute),
    ['group'],
  )
})

mismatch('gives way to the pair that got further where the counts are equal', () => {
  assert.equal(
    named([pair(1, 10, DES, 'encryption'), pair(1, 20, DES, 'authentication')])?.map(([attribute]) => attribute),
    ['authentication'],
  )
})

mismatch('learns the own policy from what was equal before the first difference', () => {
  const policy = inferPolicies([pair(1, 10, AES, 'group')]).get(10)
  assert.equal(policy, { policyPriority: 10, encryption: 'AES-CBC', keyLength: 256, hash: 'SHA' })
  assert.equal(inferPolicies([pair(1, 10, DES, 'encryption')]).get(10), { policyPriority: 10 })
  assert.equal(inferPolicies([pair(1, 10, DES)]).get(10), {
    policyPriority: 10,
    encryption: '3DES-CBC',
    hash: 'MD5',
    group: 2,
    authentication: 'pre-share',
  })
})

mismatch('prefers the pair whose attribute another pair shows to be fine up to there', () => {
  const comparisons = [
    pair(1, 10, { ...AES, group: 5 }, 'group'),
    pair(2, 10, { ...AES, hash: 'MD5', group: 14 }, 'hash'),
  ]
  assert.equal(named(comparisons), [['group', '5', undefined]])
  assert.equal(
    nearest([pair(1, 10, { ...AES, hash: 'SHA256' }, 'hash'), pair(2, 10, { ...AES, hash: 'SHA', group: 2 }, 'group')])
      ?.mismatch,
    [{ attribute: 'group', offered: '2' }],
  )
})

mismatch('is none where every pair was accepted or nothing was compared', () => {
  assert.is(nearest([]), undefined)
  assert.is(nearest([pair(1, 10, DES)]), undefined)
})

mismatch('never is the lifetime alone: the shorter one wins (REFERENCE 3.10)', () => {
  const comparisons = [pair(1, 10, { ...AES, lifetimeSeconds: 3_600 }, 'group'), pair(2, 10, AES, 'group')]
  assert.equal(
    named(comparisons)?.map(([attribute]) => attribute),
    ['group'],
  )
})

mismatch('in the authentication alone points at a missing key', () => {
  assert.ok(onlyAuthenticationDiffers([pair(1, 10, DES, 'encryption'), pair(1, 20, DES, 'authentication')]))
  assert.not.ok(onlyAuthenticationDiffers([pair(1, 10, DES, 'hash')]))
  assert.not.ok(onlyAuthenticationDiffers([]))
})

mismatch('lists each offered transform once, without the policies it was compared with', () => {
  const comparisons = [pair(1, 10, DES, 'hash'), pair(1, 20, DES, 'group'), pair(2, 10, AES, 'encryption')]
  assert.equal(offeredTransforms(comparisons), [
    { ...DES, transform: 1 },
    { ...AES, transform: 2 },
  ])
})

mismatch('shows an attribute that was not offered as nothing', () => {
  assert.equal(
    (['encryption', 'key-length', 'hash', 'group', 'authentication', 'lifetime'] as const).map((attribute) =>
      attributeText({}, attribute),
    ),
    ['', '', '', '', '', ''],
  )
  assert.equal(
    [attributeText(AES, 'key-length'), attributeText(AES, 'group'), attributeText(AES, 'lifetime')],
    ['256', '14', '86400'],
  )
})

mismatch.run()
