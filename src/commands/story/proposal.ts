/** Proposals and their weaknesses in words. */
import type { Weakness } from '../../phase1/event.ts'
import { GROUP_BITS, type Proposal } from '../../vocabulary/ike.ts'
import { inWords, type Paint, wrap } from '../text.ts'

const lifetime = (seconds: number): string => `lifetime ${seconds} s (${inWords(seconds)})`

const group = (number: number): string => {
  const bits = GROUP_BITS[number]
  return bits === undefined ? `group ${number}` : `group ${number} (${bits})`
}

/** `DES-CBC, MD5, group 1 (768-bit MODP), pre-share, lifetime 86400 s (1 day)`. */
export const proposalWords = (proposal: Proposal): string => {
  const { encryption, keyLength, hash, authentication, lifetimeSeconds } = proposal
  const parts = [
    encryption === undefined ? undefined : keyLength === undefined ? encryption : `${encryption} ${keyLength} bits`,
    hash,
    proposal.group === undefined ? undefined : group(proposal.group),
    authentication,
    lifetimeSeconds === undefined ? undefined : lifetime(lifetimeSeconds),
  ]
  return parts.filter((part) => part !== undefined).join(', ') || 'values that were not printed'
}

/** Where it stood: `transform 1 of the offer, policy 10`. */
export const placeWords = ({ transform, policyPriority }: Proposal): string =>
  [
    transform === undefined ? undefined : `transform ${transform} of the offer`,
    policyPriority === undefined ? undefined : `policy ${policyPriority} of this router`,
  ]
    .filter((part) => part !== undefined)
    .join(', ')

/** One weakness with the source of the judgement. */
export const weaknessLines = (
  { item, judgement, source }: Weakness,
  width: number,
  first: string,
  paint: Paint,
): string[] => wrap(`${item}: ${judgement} [${source}]`, width, first).map((line) => paint('warn', line))
