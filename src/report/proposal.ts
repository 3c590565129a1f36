/** Proposals for the contract: the words of the router, and beside them the numbers of the registries. */
import { AUTHENTICATION, ENCRYPTION, HASH, type Proposal } from '../vocabulary/ike.ts'
import type { Proposal as Published } from './schema/peer.ts'

const numberOf = (registry: { readonly [printed: string]: number }, printed: string | undefined): number | undefined =>
  printed !== undefined && Object.hasOwn(registry, printed) ? registry[printed] : undefined

/** Adds the numbers that are known; `rfc` is absent where none is. */
export const publishedProposal = (proposal: Proposal): Published => {
  const encryption = numberOf(ENCRYPTION, proposal.encryption)
  const hash = numberOf(HASH, proposal.hash)
  const authentication = numberOf(AUTHENTICATION, proposal.authentication)
  const rfc = {
    ...(encryption !== undefined && { encryption }),
    ...(hash !== undefined && { hash }),
    ...(proposal.group !== undefined && { group: proposal.group }),
    ...(authentication !== undefined && { authentication }),
  }
  return Object.keys(rfc).length === 0 ? { ...proposal } : { ...proposal, rfc }
}
