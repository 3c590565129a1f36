/** How long lines still belong to a negotiation that is over: by what was heard since, and by the time that passed. */
import type { Track } from './book.ts'
import type { Negotiation } from './negotiation.ts'
import { isRough } from './say.ts'

/** Lines about an end still come within so many messages of it; what a router does about an SA that just died, within so few. */
const RECENT = 500
export const AFTERMATH = 40

/** Nothing is said of it later than this, however little the console prints meanwhile. Milliseconds of console time. */
const LONGEST_AFTERMATH_MS = 300_000

/** A stamp that leaps may be a damaged one, where lines are damaged. */
export const isNotLongAgo = ({ context }: Track, n: Negotiation): boolean =>
  (isRough(context) ? context.now : context.latest) - n.endedMs <= LONGEST_AFTERMATH_MS

export const endedWithin = (track: Track, n: Negotiation, messages: number): boolean =>
  track.context.heard - n.endedAt < messages && isNotLongAgo(track, n)

export const isRecent = (track: Track, n: Negotiation): boolean => endedWithin(track, n, RECENT)

/** The one that ended last, whichever began first. */
export const lastEnded = (negotiations: readonly Negotiation[]): Negotiation | undefined => {
  let last: Negotiation | undefined
  for (const n of negotiations) if (n.status === 'ended' && (last === undefined || n.endedAt >= last.endedAt)) last = n
  return last
}
