/** What a verdict is made of, in the words of the contract. */
import type { Attribute, Proposal } from '../vocabulary/ike.ts'

/** Closed list of causes (contract, section 2). Adding is allowed, renaming is not. */
export const REASONS = [
  'no-response',
  'proposal-mismatch',
  'psk-mismatch',
  'psk-missing',
  'id-mismatch',
  'cert-invalid',
  'auth-timeout',
  'ke-timeout',
  'nat-t-blocked',
  'aggressive-rejected',
  'xauth-failed',
  'dpd-timeout',
  'deleted-by-peer',
  'deleted-locally',
  'malformed',
  'admission-denied',
  'unsupported-exchange',
  'vendor-policy',
  'phase2-failed',
  'not-seen',
  'unknown',
] as const
export type Reason = (typeof REASONS)[number]

/** What a negotiation can end with; `not-seen` is about a peer that negotiates nothing. */
export type Verdict = Exclude<Reason, 'not-seen'>

/** Said by the router in words, or following from what was and was not seen. */
export type Certainty = 'stated' | 'inferred'

/** One attribute in which offer and policy differ; `local` where the router printed it or it follows. */
export type Mismatch = { attribute: Attribute; offered: string; local?: string }

export type Alternative = {
  reason: Reason
  /** What to look at, where, to tell it from the first. */
  discriminator: string
}

export type Remedy = {
  where: 'this-router' | 'peer' | 'network'
  text: string
  /** Configuration or commands as they are typed. */
  config?: string[]
}

/** A console line that proves something; `at` is the router's own stamp, empty where it printed none. */
export type EvidenceLine = { text: string; at: string }

export type Diagnosis = {
  reason: Reason
  certainty: Certainty
  /** One sentence for the person who gets the alert. */
  summary: string
  notify?: { name: string; number?: number }
  mismatch?: Mismatch[]
  alternatives?: Alternative[]
  remedy: Remedy[]
  evidence: EvidenceLine[]
}

/** One comparison of an offered transform with a local policy, as the router printed it. */
export type Comparison = {
  offered: Proposal
  differs: Attribute[]
  accepted: boolean
}
