/** The shape of a row in causes.ts, and what makes it fit. */
import type { Exchange, Role } from '../vocabulary/isakmp.ts'
import type { Alternative, Certainty, Reason, Verdict } from './diagnosis.ts'
import type { Evidence, Mark } from './evidence.ts'
import { onlyAuthenticationDiffers } from './mismatch.ts'

/** What the peer did since our last step forward, if anything. */
export type PeerSince = 'repeats' | 'complains'

/** Every condition that is given must hold. */
export type Condition = {
  complete?: boolean
  role?: Role
  exchange?: Exchange
  /** Highest own message sent. */
  sent?: number
  /** Highest message of the peer taken in. */
  heard?: number
  peer?: PeerSince
  nat?: boolean
  natTold?: boolean
  /** Repeats, a time-out or a passed deadline show that it does not go on. */
  stuck?: boolean
  /** Authenticated by certificates (signatures) instead of a pre-shared key. */
  certificates?: boolean
  /** All of these were said. */
  marks?: readonly Mark[]
  /** At least one of these was said. */
  any?: readonly Mark[]
  /** Lines were lost or damaged. */
  rough?: boolean
  /** Some compared pair differs in the authentication method alone, or nothing was compared. */
  onlyAuthenticationDiffers?: boolean
  /** The peer's repeats came in on UDP 500 although we send on 4500, or did not come at all. */
  floatUnanswered?: boolean
  family?: Evidence['family']
  /** The notify by which the peer complained. */
  complaint?: string
}

export type Cause = {
  readonly reason: Verdict
  readonly certainty: Certainty
  readonly when: Condition
  /** One sentence; {peer}, {detail} and {state} are filled in. */
  readonly summary: string
  /** Marks whose lines prove it, in this order. */
  readonly proof: readonly Mark[]
  readonly alternatives?: readonly Alternative[]
  /** It holds because something was not said or did not come. */
  readonly restsOnSilence?: boolean
}

const COMPLAINTS: readonly Mark[] = ['refused-in-clear', 'mode-failed']

/** Loops, because dozens of conditions are tried for a verdict, and a function made for each would be most of its garbage. */
const saidAll = ({ marks: said }: Evidence, marks: readonly Mark[]): boolean => {
  for (const mark of marks) if (said[mark] === undefined) return false
  return true
}

const saidAny = ({ marks: said }: Evidence, marks: readonly Mark[]): boolean => {
  for (const mark of marks) if (said[mark] !== undefined) return true
  return false
}

export const peerSince = (evidence: Evidence): PeerSince | undefined => {
  if (saidAny(evidence, COMPLAINTS)) return 'complains'
  return evidence.duplicates > 0 || evidence.packets > 0 ? 'repeats' : undefined
}

export const usesCertificates = (evidence: Evidence): boolean => /RSA|DSS|ECDSA|sig|cert/i.test(evidence.method)

const floatUnanswered = (evidence: Evidence): boolean =>
  evidence.sentToPort !== 500 && (evidence.repeatAtPort === 0 || evidence.repeatAtPort === 500)

const isStuck = (evidence: Evidence): boolean =>
  evidence.deadlinePassed ||
  evidence.retransmissions > 0 ||
  evidence.duplicates > 0 ||
  evidence.marks['retransmission-death'] !== undefined ||
  evidence.marks['timed-out'] !== undefined

/** All conditions in one shape: what reads them meets one kind of object, which is several times as fast. */
const NO_CONDITION = {
  complete: undefined,
  role: undefined,
  exchange: undefined,
  sent: undefined,
  heard: undefined,
  peer: undefined,
  nat: undefined,
  natTold: undefined,
  stuck: undefined,
  certificates: undefined,
  marks: undefined,
  any: undefined,
  rough: undefined,
  onlyAuthenticationDiffers: undefined,
  floatUnanswered: undefined,
  family: undefined,
  complaint: undefined,
} satisfies { [K in keyof Required<Condition>]: undefined }

export const inOneShape = (cause: Cause): Cause => ({ ...cause, when: { ...NO_CONDITION, ...cause.when } as Condition })

/** Whether a condition holds for this evidence. */
export const holds = (when: Condition, evidence: Evidence): boolean =>
  (when.complete === undefined || when.complete === evidence.complete) &&
  (when.role === undefined || when.role === evidence.role) &&
  (when.exchange === undefined || when.exchange === evidence.exchange) &&
  (when.sent === undefined || when.sent === evidence.sent) &&
  (when.heard === undefined || when.heard === evidence.heard) &&
  (when.peer === undefined || when.peer === peerSince(evidence)) &&
  (when.rough === undefined || when.rough === evidence.rough) &&
  (when.stuck === undefined || when.stuck === isStuck(evidence)) &&
  (when.nat === undefined || when.nat === (evidence.nat || evidence.sentToPort === 4500)) &&
  (when.natTold === undefined || when.natTold === evidence.natTold) &&
  (when.certificates === undefined || when.certificates === usesCertificates(evidence)) &&
  (when.floatUnanswered === undefined || when.floatUnanswered === floatUnanswered(evidence)) &&
  (when.family === undefined || when.family === evidence.family) &&
  (when.complaint === undefined || when.complaint === evidence.marks['refused-in-clear']?.detail) &&
  (when.marks === undefined || saidAll(evidence, when.marks)) &&
  (when.any === undefined || saidAny(evidence, when.any)) &&
  (when.onlyAuthenticationDiffers === undefined ||
    when.onlyAuthenticationDiffers ===
      (evidence.comparisons.length === 0 || onlyAuthenticationDiffers(evidence.comparisons)))

/** An alternative, with what would tell it from the first. */
export const or = (reason: Reason, discriminator: string): Alternative => ({ reason, discriminator })

export const PEER_CONSOLE = 'look on the peer’s console for'
export const PEER_SHOWS = 'the peer’s console shows whether'

export const UNKNOWN: Cause = {
  reason: 'unknown',
  certainty: 'inferred',
  when: {},
  summary: 'Phase 1 with {peer} ended in {state}, and nothing seen here says why.',
  proof: ['deleted', 'timed-out', 'retransmission-death', 'mode-failed', 'process-error'],
}

/** Silence and repetition prove nothing of an attempt that somebody ended early: those rows need it to be stuck. */
export const onlyWhenStuck = (cause: Cause): Cause =>
  cause.when.marks === undefined && cause.when.peer !== 'complains'
    ? {
        ...cause,
        when: { ...cause.when, stuck: true },
        restsOnSilence: cause.when.peer !== 'repeats' || cause.when.sent === 1,
      }
    : cause
