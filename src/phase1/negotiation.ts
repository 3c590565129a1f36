/** One attempt at phase 1, from its first sign to its end, and what is remembered of a peer between attempts. */

import type { Certainty, Comparison } from '../diagnosis/diagnosis.ts'
import { type Evidence, emptyEvidence } from '../diagnosis/evidence.ts'
import type { Direction } from '../vocabulary/isakmp.ts'
import { since } from '../vocabulary/since.ts'
import type { Moment, Phase1Event } from './event.ts'
import type { Heard } from './message.ts'

export type Status = 'open' | 'established' | 'ended'

export type Negotiation = {
  readonly id: number
  /** Undefined while no line has named the peer. */
  peer: string | undefined
  remotePort: number
  localPort: number
  /** 0 while the router has assigned none. */
  conn: number
  status: Status
  /** The IKE state as the router printed it last; empty while none was seen. */
  state: string
  /** `started` was said. */
  started: boolean
  /** First message, or first sign of the attempt. */
  begun: Moment
  last: Moment
  establishedAt: Moment | undefined
  /** How its completion became known. */
  completion: Certainty | undefined
  /** Messages told as transitions, or seen otherwise, with their time since the first. */
  timeline: { message: number; direction: Direction; atMs: number }[]
  totalRetransmissions: number
  vendorIds: string[]
  /** The comparison that is going on. */
  comparing: Comparison | undefined
  evidence: Evidence
  /** Reason of the last `failing`, so that one cause is said once. */
  failingAs: string
  /** Reason of the verdict it ended with; empty where it had none. */
  verdict: string
  /** Console time at which silence has lasted long enough; infinite while nothing is waited for. */
  deadline: number
  /** Console time at which it was met, and of the last line about it. */
  met: number
  spokenOf: number
  /** Messages heard before its end, and the console time of it. */
  endedAt: number
  endedMs: number
  /** Lines were lost while it was open: silence proves nothing. */
  gap: boolean
  /** Authenticated, but completion was not seen yet. */
  authenticated: boolean
  /** Number of the message whose packet line was seen last. */
  lastSent: number
  /** A repeat of our last packet was counted already by its attempt number. */
  repeatCounted: boolean
  /** Lines that named its peer, and lines that imply that it is complete. */
  namings: number
  implied: number
  /** Its peer’s address may be a damaged one. */
  doubtful: boolean
  /** Known only from a system message that named the peer. */
  glimpsed: boolean
  /** The tunnel that ended last over it, and why: what ends it right afterwards often does not say. */
  tunnelEnded: (Moment & { readonly text: string; readonly why: string }) | undefined
  /** What speaks for NAT so far; two make a verdict. Where it was denied, one less. */
  natHints: number
  /** Whose ID payload is being shown. */
  identityOf: 'own' | 'peer' | undefined
  /** Events that wait for the peer’s name. */
  unsaid: Phase1Event[]
  wildcardKey: boolean
  /** Console time at which the interface went down of which it was heard last. */
  interfaceDownAt: number
}

/** What is known of a peer beyond one negotiation. */
export type Peer = {
  readonly address: string
  /** Open and established negotiations, oldest first, and the last that ended. */
  negotiations: Negotiation[]
  /** Negotiation that failed or went down last, until the next success. */
  failure: number | undefined
  /** Lines in a row that named it, and the number of the last message that did. */
  namings: number
  namedAt: number
  /** It was heard to speak another version of IKE. */
  otherVersion: boolean
  /** It was named often enough to be no damaged address. */
  wellKnown: boolean
}

/** The moment that was made last: the lines of one packet share theirs. */
let latest: Moment = { at: Number.NaN, stamp: '', device: undefined }

export const momentOf = ({ at, stamp, device }: Moment): Moment => {
  if (latest.at !== at || latest.device !== device || latest.stamp !== stamp) latest = { at, stamp, device }
  return latest
}

const EVENTS_UNSAID = 16

export const negotiation = (id: number, heard: Heard, family: 'ios' | 'asa'): Negotiation => ({
  id,
  peer: undefined,
  remotePort: 500,
  localPort: 500,
  conn: 0,
  status: 'open',
  state: '',
  started: false,
  begun: momentOf(heard),
  last: momentOf(heard),
  establishedAt: undefined,
  completion: undefined,
  timeline: [],
  totalRetransmissions: 0,
  vendorIds: [],
  comparing: undefined,
  evidence: emptyEvidence(family),
  failingAs: '',
  verdict: '',
  deadline: Number.POSITIVE_INFINITY,
  met: 0,
  spokenOf: 0,
  endedAt: Number.NEGATIVE_INFINITY,
  endedMs: 0,
  gap: false,
  authenticated: false,
  lastSent: 0,
  repeatCounted: false,
  namings: 0,
  implied: 0,
  doubtful: false,
  glimpsed: false,
  tunnelEnded: undefined,
  natHints: 0,
  identityOf: undefined,
  unsaid: [],
  wildcardKey: false,
  interfaceDownAt: Number.NaN,
})

/** A stamp without a year starts anew at New Year. Milliseconds. */
const HALF_YEAR = 182 * 86_400_000

/** Milliseconds between two moments: on the router’s clock where both have it, else by arrival. */
export const between = (from: Moment, to: Moment): number => {
  const ms = from.device !== undefined && to.device !== undefined ? since(from.device, to.device) : to.at - from.at
  return Math.max(0, Math.round(ms < -HALF_YEAR ? ms + 365 * 86_400_000 : ms))
}

/** The moment of a line; one without a stamp happened when the last stamped line of its negotiation did. */
export const momentIn = (n: Negotiation, heard: Moment): Moment =>
  heard.stamp === '' && n.last.stamp !== ''
    ? { at: heard.at, stamp: n.last.stamp, device: n.last.device }
    : momentOf(heard)

/** Keeps an event back while the peer has no name. */
export const holdBack = (n: Negotiation, event: Phase1Event): void => {
  if (n.unsaid.length < EVENTS_UNSAID) n.unsaid.push(event)
}

/** It is over, so many messages after the start, at this console time. */
export const conclude = (
  n: Negotiation,
  { heard, latest }: { readonly heard: number; readonly latest: number },
): void => {
  n.status = 'ended'
  n.endedAt = heard
  n.endedMs = latest
}

/** What is over needs little memory. */
export const forgetDetails = (n: Negotiation): void => {
  n.timeline = []
  n.vendorIds = []
  n.comparing = undefined
  n.tunnelEnded = undefined
  n.evidence.comparisons = []
  n.evidence.classes = []
  n.evidence.marks = {}
}
