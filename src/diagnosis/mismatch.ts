/**
 * Which attributes differ between offer and policy. IOS stops at the first difference of a pair and never prints its own
 * policy, but what passed before that point was equal, so the pairs together tell much of it (REFERENCE 5.2).
 */
import { type Attribute, COMPARISON_ORDER, type Proposal } from '../vocabulary/ike.ts'
import type { Comparison, Mismatch } from './diagnosis.ts'

/** One attribute of a proposal as text, empty where it has none. */
export const attributeText = (proposal: Proposal, attribute: Attribute): string => {
  switch (attribute) {
    case 'encryption':
      return proposal.encryption ?? ''
    case 'key-length':
      return proposal.keyLength === undefined ? '' : String(proposal.keyLength)
    case 'hash':
      return proposal.hash ?? ''
    case 'group':
      return proposal.group === undefined ? '' : String(proposal.group)
    case 'authentication':
      return proposal.authentication ?? ''
    case 'lifetime':
      return proposal.lifetimeSeconds === undefined ? '' : String(proposal.lifetimeSeconds)
  }
}

const rank = (attribute: Attribute | undefined): number =>
  attribute === undefined ? COMPARISON_ORDER.length : COMPARISON_ORDER.indexOf(attribute)

/** Attributes of the local policies that follow from what was printed, by policy priority. */
export const inferPolicies = (comparisons: readonly Comparison[]): Map<number, Proposal> => {
  const policies = new Map<number, Proposal>()
  for (const { offered, differs, accepted } of comparisons) {
    const priority = offered.policyPriority
    if (priority === undefined) continue
    const policy = policies.get(priority) ?? { policyPriority: priority }
    const equalBefore = accepted ? COMPARISON_ORDER.length : rank(differs[0])
    for (const attribute of COMPARISON_ORDER.slice(0, Math.min(equalBefore, rank('lifetime')))) {
      if (attribute === 'encryption' && offered.encryption !== undefined) policy.encryption = offered.encryption
      if (attribute === 'key-length' && offered.keyLength !== undefined) policy.keyLength = offered.keyLength
      if (attribute === 'hash' && offered.hash !== undefined) policy.hash = offered.hash
      if (attribute === 'group' && offered.group !== undefined) policy.group = offered.group
      if (attribute === 'authentication' && offered.authentication !== undefined)
        policy.authentication = offered.authentication
    }
    policies.set(priority, policy)
  }
  return policies
}

/** All attributes in which a pair is known to differ: the printed one, and those that other pairs give away. */
const differences = (pair: Comparison, policy: Proposal | undefined): Mismatch[] => {
  const found: Mismatch[] = []
  for (const attribute of COMPARISON_ORDER) {
    const offered = attributeText(pair.offered, attribute)
    const local = policy === undefined ? '' : attributeText(policy, attribute)
    const printed = pair.differs.includes(attribute)
    if (!printed && (local === '' || offered === '' || local === offered || attribute === 'lifetime')) continue
    found.push({ attribute, offered, ...(local === '' || local === offered ? {} : { local }) })
  }
  return found
}

/** The pair that came nearest to fitting, with its differences; undefined where nothing was compared. */
export const nearest = (comparisons: readonly Comparison[]): { pair: Comparison; mismatch: Mismatch[] } | undefined => {
  const policies = inferPolicies(comparisons)
  let best: { pair: Comparison; mismatch: Mismatch[] } | undefined
  for (const pair of comparisons) {
    if (pair.accepted || pair.differs.length === 0) continue
    const mismatch = differences(pair, policies.get(pair.offered.policyPriority ?? -1))
    const fewer = best === undefined || mismatch.length < best.mismatch.length
    const later =
      best !== undefined &&
      mismatch.length === best.mismatch.length &&
      rank(pair.differs[0]) > rank(best.pair.differs[0])
    if (fewer || later) best = { pair, mismatch }
  }
  return best
}

/** Whether some pair differs in the authentication method alone: then a missing key explains the refusal. */
export const onlyAuthenticationDiffers = (comparisons: readonly Comparison[]): boolean => {
  const policies = inferPolicies(comparisons)
  return comparisons.some(
    (pair) =>
      pair.differs[0] === 'authentication' &&
      differences(pair, policies.get(pair.offered.policyPriority ?? -1)).every(
        ({ attribute }) => attribute === 'authentication',
      ),
  )
}

/** Each offered transform once, as printed. */
export const offeredTransforms = (comparisons: readonly Comparison[]): Proposal[] => {
  const seen = new Map<string, Proposal>()
  for (const { offered } of comparisons) {
    const { policyPriority: _, ...transform } = offered
    const key = JSON.stringify(transform)
    if (!seen.has(key)) seen.set(key, transform)
  }
  return [...seen.values()]
}
