/**
 * Of which attempt a line of an ASA is. It prints no conn-id, and where it shows its graver messages only, no packets: what a
 * line says tells whether it is of the SA that is up, of the attempt at hand, or of another.
 */
import { since } from '../vocabulary/since.ts'
import type { Track } from './book.ts'
import type { DebugMessage, Kind } from './message.ts'
import type { Negotiation, Peer } from './negotiation.ts'
import { isAggressiveRequest, isFirstMessage, OF_ATTEMPT, OF_SESSION } from './news.ts'
import { isRough } from './say.ts'

type Decoded = Extract<DebugMessage, { kind: 'decoded' }>

/** ASA: what it sends again is called so; what the peer sends again is message 1 or 2 as long as nothing came of it, heard or not. */
const isPastIt = ({ evidence, gap }: Negotiation, m: Decoded): boolean => {
  if (m.direction === 'sent') return m.repeated !== true && evidence.sent > 0
  if (evidence.role === 'responder') return evidence.heard >= 3 || gap
  return evidence.sent >= 5 || isAggressiveRequest(m)
}

/** Completion is stated once for each SA; a second or less later it is the same one. */
const isNextCompletion = (
  track: Track,
  { completion, establishedAt }: Negotiation,
  { heard }: DebugMessage,
): boolean => {
  if (completion !== 'stated' || heard.repaired || isRough(track.context)) return false
  const before = establishedAt?.device
  return before === undefined || heard.device === undefined || Math.abs(since(before, heard.device)) > 1_000
}

/**
 * ASA: message 1 of an exchange while an SA is up, or an attempt is well past it, is a new attempt. So is what is said of an
 * attempt, or that one is complete, while an SA is up.
 */
export const startsAnew = (track: Track, m: DebugMessage, n: Negotiation): boolean => {
  const up = n.status === 'established'
  if (m.kind === 'decoded') return isFirstMessage(m) && (up || (n.status === 'open' && isPastIt(n, m)))
  if (track.family !== 'asa' || !up) return false
  // Users log in before an SA is up.
  if (m.kind === 'xauth') return m.step === 'failed'
  return OF_ATTEMPT.has(m.kind) || (m.kind === 'complete' && m.implied !== true && isNextCompletion(track, n, m))
}

/** What is wrong with a packet or a certificate, said with nobody's name: it is of the exchange that was shown a moment ago. */
const NAMELESS: ReadonlySet<Kind> = new Set<Kind>(['certificate', 'malformed', 'not-offered', 'difference'])

export const isOfNobody = (track: Track, m: DebugMessage, current: Negotiation | undefined): boolean => {
  if (track.family !== 'asa' || !NAMELESS.has(m.kind)) return false
  if (current === undefined || current.status !== 'open' || current.evidence.sent + current.evidence.heard === 0)
    return true
  const { device } = current.last
  return device !== undefined && m.heard.device !== undefined && Math.abs(since(device, m.heard.device)) > 1_000
}

/** An attempt that was not seen to come to its proofs. */
const isShort = ({ status, evidence }: Negotiation): boolean =>
  status === 'ended'
    ? !evidence.complete
    : Math.max(evidence.sent, evidence.heard) < (evidence.exchange === 'aggressive' ? 2 : 5)

/** A line about the SA that is up, behind one about an attempt that failed, or is under way, beside it. */
export const isOfUp = (peer: Peer, m: DebugMessage, n: Negotiation): boolean =>
  m.heard.peer !== undefined &&
  OF_SESSION.has(m.kind) &&
  n.status !== 'established' &&
  isShort(n) &&
  peer.negotiations.some(({ status }) => status === 'established')
