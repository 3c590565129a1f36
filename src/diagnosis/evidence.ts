/** What a negotiation leaves behind for the verdict: facts and the lines that prove them. Gathered by phase1, judged here. */
import type { Proposal } from '../vocabulary/ike.ts'
import type { Exchange, Role } from '../vocabulary/isakmp.ts'
import { own } from '../vocabulary/own.ts'
import type { Comparison, EvidenceLine, Mismatch } from './diagnosis.ts'

/** Kinds of proof. Each is a thing a router said, or did not have to say because it happened. */
export type Mark =
  | 'key-missing'
  | 'key-fallback'
  | 'key-hint'
  | 'cannot-start'
  | 'no-proposal'
  | 'difference'
  | 'not-offered'
  | 'class-mismatch'
  | 'undecipherable'
  | 'malformed'
  | 'hash-invalid'
  | 'process-error'
  | 'identity-shown'
  | 'identity-refused'
  | 'certificate'
  | 'refused-in-clear'
  | 'mode-failed'
  | 'repeated'
  | 'duplicate'
  | 'xauth-asked'
  | 'xauth-failed'
  | 'dpd-missed'
  | 'dpd-dead'
  | 'phase2-refused'
  | 'delete-received'
  | 'deleted'
  | 'cleared'
  | 'expired'
  | 'replaced'
  | 'ike-off'
  | 'retransmission-death'
  | 'admission-denied'
  | 'aggressive-refused'
  | 'unsupported-exchange'
  | 'policy-refused'
  | 'timed-out'
  | 'interface-down'

export type Proof = {
  first: EvidenceLine
  last: EvidenceLine
  /** The router's words that matter beyond the line: a notify, a reason, an identity. */
  detail: string
}

export type Evidence = {
  family: 'ios' | 'asa'
  role: Role
  exchange: Exchange
  peer: string
  local: string
  /** Authentication method in the router's words; empty while unknown. */
  method: string
  /** Highest own message sent and highest message of the peer taken in. */
  sent: number
  heard: number
  /** Phase 1 was complete. */
  complete: boolean
  /** NAT on either side, by the verdict after the last NAT-D. */
  nat: boolean
  /** Whether there is NAT was said at all. */
  natTold: boolean
  /** UDP port our last packet went to, and the own port at which the last repeat of the peer came in. */
  sentToPort: number
  repeatAtPort: number
  /** Since the last progress: own repeats, repeats of the peer, packets of the peer of any kind. */
  retransmissions: number
  duplicates: number
  packets: number
  /** Lines were lost or damaged: that something was not said proves nothing. */
  rough: boolean
  /** Silence has lasted longer than any retransmission. */
  deadlinePassed: boolean
  marks: { [M in Mark]?: Proof | undefined }
  comparisons: Comparison[]
  /** ASA: what differs in so many words, once for each attribute. */
  classes: Mismatch[]
  accepted: Proposal | undefined
  lastState: string
}

export const emptyEvidence = (family: 'ios' | 'asa'): Evidence => ({
  family,
  role: 'unknown',
  exchange: 'unknown',
  peer: '',
  local: '',
  method: '',
  sent: 0,
  heard: 0,
  complete: false,
  nat: false,
  natTold: false,
  sentToPort: 500,
  repeatAtPort: 0,
  retransmissions: 0,
  duplicates: 0,
  packets: 0,
  rough: false,
  deadlinePassed: false,
  marks: {},
  comparisons: [],
  classes: [],
  accepted: undefined,
  lastState: '',
})

/** Longest text kept of a line: evidence is for reading, and memory is bounded. Characters. */
const EVIDENCE_LENGTH = 400

const kept = (text: string): string => own(text.slice(0, EVIDENCE_LENGTH))

/** Adds a proof. Constant memory however often it is said: the first and the last line. */
export const prove = (evidence: Evidence, mark: Mark, line: EvidenceLine, detail = ''): void => {
  const before = evidence.marks[mark]
  const proof = { text: kept(line.text), at: kept(line.at) }
  if (before === undefined) evidence.marks[mark] = { first: proof, last: proof, detail: kept(detail) }
  else {
    before.last = proof
    if (detail !== '') before.detail = kept(detail)
  }
}

/** Takes a proof back. Not by `delete`: that makes a slow dictionary of the object, whether the proof was there or not. */
export const forget = (evidence: Evidence, mark: Mark): void => {
  if (evidence.marks[mark] !== undefined) evidence.marks[mark] = undefined
}

/** A step forward makes what stood for being stuck worthless. */
export const forgetStuck = (evidence: Evidence): void => {
  evidence.retransmissions = 0
  evidence.duplicates = 0
  evidence.packets = 0
  forget(evidence, 'repeated')
  forget(evidence, 'duplicate')
}
