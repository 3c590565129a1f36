/** When silence has lasted long enough, and what the end of the input means. */

import type { Track } from './book.ts'
import type { Moment, Phase1Event } from './event.ts'
import { ATTEMPT_MS } from './met.ts'
import { momentIn, type Negotiation } from './negotiation.ts'
import { isRough, sayEnd, sayEstablished, sayHeldBack, sayUnfinished } from './say.ts'

/** Deadlines are looked at this often. Console milliseconds. */
const CHECK_MS = 1_000

/** Something of an exchange was seen: not only that somebody thought of one. */
const wasSeen = (n: Negotiation): boolean =>
  n.evidence.sent + n.evidence.heard > 0 ||
  n.started ||
  n.evidence.marks.repeated !== undefined ||
  n.evidence.marks['key-missing'] !== undefined

const giveUp = (track: Track, n: Negotiation, heard: Moment | undefined): void => {
  track.open.delete(n)
  const moment = heard === undefined ? n.last : momentIn(n, heard)
  const blind = n.gap || isRough(track.context) || track.sight === 'blind' || track.sight === 'gappy'
  if (n.peer === undefined || n.glimpsed || !wasSeen(n)) {
    n.status = 'ended'
    return
  }
  if (blind) {
    n.status = 'ended'
    const why = `lost sight of the negotiation with ${n.peer} in ${n.evidence.lastState || 'an unknown state'}: lines are missing, so its silence proves nothing`
    track.context.out.push({ kind: 'console', type: 'gap', moment, why })
    return
  }
  n.evidence.deadlinePassed = true
  sayEnd(track.context, n, moment)
}

/** A beginning that got no name and waits for nothing is never spoken of again. Console milliseconds. */
const FORGOTTEN_MS = 600_000
/** Where both have proved who they are, a person may still log in at an ASA. */
const LOGIN_MS = 300_000

const isForgotten = ({ context }: Track, { peer, met, spokenOf, evidence }: Negotiation, now: number): boolean => {
  if (peer === undefined) return now - met > FORGOTTEN_MS
  // A stamp that leaps may be a damaged one, where lines are damaged.
  if (evidence.family === 'ios' || isRough(context)) return false
  return now - spokenOf > (evidence.heard >= (evidence.exchange === 'aggressive' ? 2 : 5) ? LOGIN_MS : ATTEMPT_MS)
}

export const checkDeadlines = (track: Track, now: number, heard: Moment | undefined): void => {
  track.nextCheck = now + CHECK_MS
  for (const n of track.open) if (n.deadline <= now || isForgotten(track, n, now)) giveUp(track, n, heard)
}

/** Authenticated and then idle: complete, though the line that says so was not seen (REFERENCE 2.8, 4). */
export const settleAuthenticated = (track: Track): void => {
  for (const n of track.open) {
    if (!n.authenticated) continue
    sayEstablished(track.context, n, n.last, 'inferred')
    track.open.delete(n)
  }
}

/** What an operator typed is no word about an attempt. */
const isWordOfRouter = (event: Phase1Event): boolean =>
  event.type === 'failed' && event.diagnosis.certainty === 'stated' && event.diagnosis.reason !== 'deleted-locally'

/**
 * A negotiation that never got a name is told where the router's own words prove that it was real; when nothing else is
 * spoken of any more (`settled`), also where a later phase does, if anything of phase 1 or any trouble was heard: an old SA is no news.
 */
export const tellNameless = (track: Track, settled: boolean): void => {
  const n = track.current
  if (n === undefined || n.peer !== undefined) return
  const isUp = (event: Phase1Event): boolean =>
    settled && (n.started || n.failingAs !== '') && event.type === 'established'
  if (n.unsaid.some((event) => isUp(event) || isWordOfRouter(event))) sayHeldBack(track.context, n)
}

/** The capture ended first: silence cannot be told from what would have followed. */
export const atEnd = (track: Track): void => {
  tellNameless(track, true)
  for (const n of track.open) {
    if (wasSeen(n) && !n.glimpsed) sayUnfinished(track.context, n, n.last)
  }
  track.open.clear()
}
