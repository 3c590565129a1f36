import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Comparison } from '../../src/diagnosis/diagnosis.ts'
import {
  attributeText,
  inferPolicies,
  nearest,
  offeredTransforms,
  onlyAuthenticationDiffers,
  printedParts,
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

/** The line that says what differs was lost, or this router prints none. */
const unexplained: Comparison = { ...pair(1, 10, AES), accepted: false }

mismatch('is nearest in the pair whose comparison got furthest, the first of several', () => {
  const far = pair(2, 10, AES, 'group')
  assert.is(nearest([pair(1, 10, DES, 'encryption'), far, pair(1, 20, DES, 'hash'), pair(2, 20, AES, 'group')]), far)
  const further = pair(1, 20, DES, 'authentication')
  assert.is(nearest([pair(1, 10, DES, 'encryption'), further, far]), further)
})

mismatch('is nearest nowhere where nothing was compared, all was accepted, or no difference was printed', () => {
  assert.is(nearest([]), undefined)
  assert.is(nearest([pair(1, 10, DES)]), undefined)
  assert.is(nearest([unexplained]), undefined)
  const explained = pair(2, 10, DES, 'encryption')
  assert.is(nearest([unexplained, explained]), explained)
})

mismatch('learns the own policy from what was equal before the first difference', () => {
  const policy = inferPolicies([pair(1, 10, AES, 'group')]).get(10)
  assert.equal(policy, { policyPriority: 10, encryption: 'AES-CBC', keyLength: 256, hash: 'SHA' })
  assert.equal(inferPolicies([pair(1, 10, DES, 'encryption')]).get(10), { policyPriority: 10 })
  assert.equal(inferPolicies([pair(1, 10, { ...DES, lifetimeSeconds: 60 })]).get(10), {
    policyPriority: 10,
    encryption: '3DES-CBC',
    hash: 'MD5',
    group: 2,
    authentication: 'pre-share',
  })
})

mismatch('learns one policy from several pairs, and each policy apart', () => {
  const policies = inferPolicies([
    pair(1, 10, AES, 'hash'),
    pair(2, 10, { ...AES, hash: 'MD5' }, 'group'),
    pair(1, 20, DES, 'hash'),
  ])
  assert.equal(
    [...policies.values()],
    [
      { policyPriority: 10, encryption: 'AES-CBC', keyLength: 256, hash: 'MD5' },
      { policyPriority: 20, encryption: '3DES-CBC' },
    ],
  )
})

mismatch('learns nothing of a policy from a refusal without its difference, or whose policy is not known', () => {
  assert.equal([...inferPolicies([unexplained]).values()], [{ policyPriority: 10 }])
  assert.is(inferPolicies([{ offered: AES, differs: [], accepted: true }]).size, 0)
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

mismatch('what a firewall names is known of one pair each: a part of an offer and of a policy', () => {
  const classes = [
    { attribute: 'encryption', offered: 'AES-CBC', local: '3DES-CBC' },
    { attribute: 'hash', offered: 'sha', local: 'MD5' },
    { attribute: 'group', offered: 'Group 5', local: 'Group 2' },
    { attribute: 'authentication', offered: 'Preshared Key', local: 'RSA signature with Certificates' },
    { attribute: 'key-length', offered: '256', local: '0' },
    { attribute: 'lifetime', offered: 'Unknown', local: '' },
  ] as const
  assert.equal(printedParts(classes, 'offered'), [
    { encryption: 'AES-CBC' },
    { hash: 'SHA' },
    { group: 5 },
    { authentication: 'Preshared Key' },
    { keyLength: 256 },
  ])
  assert.equal(printedParts(classes, 'local'), [
    { encryption: '3DES-CBC' },
    { hash: 'MD5' },
    { group: 2 },
    { authentication: 'RSA signature with Certificates' },
  ])
  assert.equal(printedParts([{ attribute: 'hash', offered: '' }], 'offered'), [])
})

mismatch.run()
