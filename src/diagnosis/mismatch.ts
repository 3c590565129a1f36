/**
 * Which attributes differ between offer and policy. IOS stops at the first difference of a pair and never prints its own
 * policy, but what passed before that point was equal, so the pairs together tell much of it (REFERENCE 5.2).
 */
import { type Attribute, COMPARISON_ORDER, type Proposal } from '../vocabulary/ike.ts'
import type { Comparison, Mismatch } from './diagnosis.ts'

/** Where a proposal holds each attribute. */
const FIELD = {
  encryption: 'encryption',
  'key-length': 'keyLength',
  hash: 'hash',
  group: 'group',
  authentication: 'authentication',
  lifetime: 'lifetimeSeconds',
} as const satisfies { readonly [A in Attribute]: keyof Proposal }

/** One attribute of a proposal as text, empty where it has none. */
export const attributeText = (proposal: Proposal, attribute: Attribute): string =>
  String(proposal[FIELD[attribute]] ?? '')

/**
 * Puts what an offer shares with the policy it was compared with into what is known of that. Never the lifetime: of two, the
 * shorter one wins (REFERENCE 3.10).
 */
const putEqual = (policy: Proposal, { offered, differs, accepted }: Comparison): void => {
  // Where a pair was refused and the line that says why is lost, nothing follows.
  const first = accepted ? 'lifetime' : (differs[0] ?? 'encryption')
  for (const attribute of COMPARISON_ORDER) {
    if (attribute === first) return
    const field = FIELD[attribute]
    if (field in offered) (policy as Record<string, unknown>)[field] = offered[field]
  }
}

/** Attributes of the local policies that follow from what was printed, by policy priority. */
export const inferPolicies = (comparisons: readonly Comparison[]): Map<number, Proposal> => {
  const policies = new Map<number, Proposal>()
  for (const pair of comparisons) {
    const { policyPriority } = pair.offered
    if (policyPriority === undefined) continue
    const policy = policies.get(policyPriority) ?? { policyPriority }
    putEqual(policy, pair)
    policies.set(policyPriority, policy)
  }
  return policies
}

const rank = ({ differs: [first] }: Comparison): number => (first === undefined ? -1 : COMPARISON_ORDER.indexOf(first))

/**
 * The pair that came nearest to fitting; undefined where no difference was printed. The first difference ends a comparison,
 * so what is known of a pair is how far it got, and the one that got furthest differs in the fewest attributes.
 */
export const nearest = (comparisons: readonly Comparison[]): Comparison | undefined => {
  const best = comparisons.reduce<Comparison | undefined>(
    (before, pair) => (before === undefined || rank(pair) > rank(before) ? pair : before),
    undefined,
  )
  return best?.differs.length === 0 ? undefined : best
}

/** Whether some pair differs in the authentication method alone: then a missing key explains the refusal. */
export const onlyAuthenticationDiffers = (comparisons: readonly Comparison[]): boolean =>
  comparisons.some(({ differs: [first] }) => first === 'authentication')

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

/** One value that a firewall names of an offer or a policy, as a proposal of which nothing else is known. */
const partOf = (attribute: Attribute, value: string): Proposal => {
  const number = Number(/\d+/.exec(value)?.[0] ?? Number.NaN)
  if (attribute === 'hash') return { hash: value.toUpperCase() }
  if (attribute === 'encryption' || attribute === 'authentication') return { [attribute]: value }
  return Number.isNaN(number) || number === 0 ? {} : { [FIELD[attribute]]: number }
}

/** One side of the differences that a firewall prints: each may be of another pair, so they are not put together. */
export const printedParts = (classes: readonly Mismatch[], side: 'offered' | 'local'): Proposal[] =>
  classes
    .map((each) => partOf(each.attribute, each[side] ?? ''))
    .filter((part) => Object.values(part).some((value) => value !== ''))
