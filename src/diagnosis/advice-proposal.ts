/** What to do where no proposal fits: the very policy, for the side that must change, beside the policies that are there and never in their place. */
import type { Proposal } from '../vocabulary/ike.ts'
import { here, isAsa, peerOf, peerWords, there } from './advice.ts'
import type { Comparison, Mismatch, Remedy } from './diagnosis.ts'
import type { Evidence } from './evidence.ts'
import { inferPolicies, nearest, printedParts } from './mismatch.ts'
import { type Policy, policy } from './syntax.ts'
import { weaknesses } from './weaknesses.ts'

const STRONG: Proposal = {
  encryption: 'AES-CBC',
  keyLength: 256,
  hash: 'SHA256',
  group: 14,
  authentication: 'pre-share',
  lifetimeSeconds: 86_400,
}

/** Number of a policy on a box of which nothing is known: whoever types it must choose. */
const NUMBER = 'NUMBER'
const HIGHEST = 10_000
const STEP = 10

/** A number that no compared policy has, behind those that are there (the built-in ones stand above 10,000): a policy typed under a number in use changes what other peers rely on. */
export const freePriority = (comparisons: readonly Comparison[]): number => {
  const used = new Set(comparisons.map(({ offered }) => offered.policyPriority ?? 0).filter((each) => each <= HIGHEST))
  let free = Math.min(Math.max(0, ...used) + STEP, HIGHEST)
  while (used.has(free)) free--
  return free
}

const showPolicies = (evidence: Evidence): string => (isAsa(evidence) ? 'show run crypto' : 'show crypto isakmp policy')

/** What is known of the policy that came nearest; what differs is not. */
const wanted = (comparisons: readonly Comparison[], { offered, differs }: Comparison): Policy => {
  const { policyPriority = 0 } = offered
  const known = inferPolicies(comparisons).get(policyPriority) ?? {}
  return {
    ...known,
    unknown: `AS-IN-POLICY-${policyPriority}`,
    // Of a cipher the key length is a part, as it is typed.
    differs: differs[0] === 'key-length' ? ['encryption'] : differs,
  }
}

const refusedHere = (evidence: Evidence, pair: Comparison): Remedy[] => {
  const { comparisons, family, exchange } = evidence
  const { offered } = pair
  const weak = weaknesses(offered, exchange === 'aggressive' ? exchange : 'main', false).map(({ item }) => item)
  const accept = here(
    weak.length === 0
      ? `Add a policy that accepts what ${peerWords(evidence)} offers.`
      : `Or, though it is weak (${weak.join(', ')}), add a policy that accepts what ${peerWords(evidence)} offers.`,
    policy(family, offered, freePriority(comparisons)),
  )
  const number = offered.policyPriority
  const change =
    number === undefined
      ? [there('Let it offer what this router accepts.', [showPolicies(evidence)])]
      : [
          there(
            `Let it offer what this router’s policy ${number} wants, under a number that is free there; “${showPolicies(evidence)}” on this router shows all of that policy.`,
            policy('ios', wanted(comparisons, pair), NUMBER),
          ),
        ]
  return weak.length === 0 ? [accept, ...change] : [...change, accept]
}

/** One side of the differences that a firewall prints, as a policy. */
const sideOf = (classes: readonly Mismatch[], side: 'offered' | 'local'): Policy => {
  // A key length belongs to a cipher that may be another pair's, and no lifetime is wrong.
  const typed = classes.filter(({ attribute }) => attribute !== 'key-length' && attribute !== 'lifetime')
  return Object.assign({}, ...printedParts(typed, side))
}

const classesDiffer = (evidence: Evidence): Remedy[] => [
  there(
    `Let it offer what this ${isAsa(evidence) ? 'firewall' : 'router'} wants, under a number that is free there.`,
    policy('ios', sideOf(evidence.classes, 'local'), NUMBER),
  ),
  here(`Or accept what ${peerWords(evidence)} offers, in a policy of its own.`, [
    showPolicies(evidence),
    ...policy(evidence.family, sideOf(evidence.classes, 'offered'), NUMBER),
  ]),
]

export const proposalMismatch = (evidence: Evidence): Remedy[] => {
  const pair = nearest(evidence.comparisons)
  if (evidence.role === 'responder' && pair !== undefined) return refusedHere(evidence, pair)
  if (evidence.classes.length > 0) return classesDiffer(evidence)
  const look = [here('Compare with the policies of this router.', [showPolicies(evidence)])]
  const own = evidence.accepted ?? pair?.offered ?? STRONG
  const alike = there(
    'Give both ends one policy alike, such as this one, under a number that is free there.',
    policy('ios', own, NUMBER),
  )
  return evidence.role === 'responder'
    ? [...look, alike]
    : [
        there(`Read the console of ${peerOf(evidence)}: the responder prints which attribute differs.`, [
          'debug crypto isakmp',
        ]),
        ...look,
        alike,
      ]
}
