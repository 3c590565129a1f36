/** An operator clears SAs by a command: what is deleted at once, without a reason of its own, is deleted by it. */
import { own } from '../vocabulary/own.ts'
import type { Track } from './book.ts'
import { isStamped } from './clock.ts'
import type { DebugMessage } from './message.ts'
import type { Negotiation } from './negotiation.ts'
import { isRough } from './say.ts'

/** A deletion this soon after the command is its work: milliseconds, where there are stamps, and messages. */
const AT_ONCE_MS = 2_000
const AT_ONCE = 12

type Cleared = NonNullable<Track['cleared']>

export const hearCleared = (track: Track, m: Extract<DebugMessage, { kind: 'cleared' }>): void => {
  // What is typed bears no stamp, and the router may have been silent for long before it.
  const typed = m.heard.device === undefined && isStamped(track.clock)
  track.cleared = {
    at: typed ? undefined : track.context.now,
    heard: track.context.heard,
    what: own(m.what ?? ''),
    text: own(m.heard.text),
    stamp: m.heard.stamp,
  }
}

/** The first stamp behind the command tells when it was. */
export const placeCleared = (cleared: Cleared, now: number): void => {
  if (cleared.at === undefined) cleared.at = now
}

/** An end for which the router gives no reason, and nothing else was seen that would be one. */
const isUnexplainedEnd = ({ evidence }: Negotiation, m: DebugMessage): boolean => {
  const { deleted, repeated, 'delete-received': byPeer } = evidence.marks
  if (byPeer !== undefined) return false
  if (m.kind === 'sa-deleted') return /^(?:No reason|BY user command)?$/.test(m.why ?? '')
  return m.kind === 'state' && m.to === 'IKE_DEST_SA' && deleted === undefined && repeated === undefined
}

/** Whether the last clearing command, if there was one a moment ago, meant this one. */
export const wasCleared = ({ cleared, context }: Track, n: Negotiation, m: DebugMessage): boolean =>
  cleared !== undefined &&
  context.heard - cleared.heard < AT_ONCE &&
  isUnexplainedEnd(n, m) &&
  !isRough(context) &&
  context.now - (cleared.at ?? context.now) < AT_ONCE_MS &&
  (cleared.what === '' || cleared.what === n.peer || cleared.what === String(n.conn))
