/** What the console shows of itself: it was lost sight of, the router restarted, or it can be seen again. */
import type { Track } from './book.ts'
import type { SightChange } from './message.ts'
import { momentOf } from './negotiation.ts'

const LOST_SIGHT = 'the router restarted: what was being negotiated is not known any more'

const seeRestart = (track: Track, change: SightChange): void => {
  for (const peer of track.peers.values()) for (const n of peer.negotiations) n.status = 'ended'
  track.open.clear()
  track.byConn.clear()
  track.current = undefined
  track.held = []
  track.clock.device = undefined
  const moment = momentOf(change.heard)
  track.context.out.push({ kind: 'console', type: 'restarted', moment, evidence: [change.heard.text], why: LOST_SIGHT })
}

export const see = (track: Track, change: SightChange): void => {
  const moment = momentOf(change.heard)
  const { out } = track.context
  track.since = track.clock.now
  if (change.cause === 'restarted') seeRestart(track, change)
  if (change.cause === 'lines-lost') {
    for (const n of track.open) n.gap = true
    // Whoever was spoken of before the gap: what names nobody behind it may be about another.
    track.current = undefined
    track.held = []
    const lines = change.lines === undefined ? {} : { lines: change.lines }
    const { text, repaired } = change.heard
    out.push({ kind: 'console', type: 'gap', moment, why: repaired ? `a line came damaged: ${text}` : text, ...lines })
  }
  if (change.sight === track.sight) return
  track.sight = change.sight
  if (change.sight === 'blind') {
    for (const n of track.open) n.gap = true
    const debug = track.family === 'asa' ? 'debug crypto ikev1 127' : 'debug crypto isakmp'
    const why = `debugging is off: type “${debug}” (and “logging console debugging”) to see again`
    out.push({ kind: 'console', type: 'blind', moment, evidence: [change.heard.text], why })
  } else out.push({ kind: 'console', type: 'sight', moment, sight: change.sight, why: change.cause })
}

/** Messages over which damage is averaged, and the share from which a console counts as rough. */
const AVERAGED = 64
const ROUGH = 0.04

/**
 * A line of ours that had to be mended, or that is in no profile as it stands, is a damaged one on a console that has many of them.
 * What is worded in a way that nobody knows yet, and what other debugs print between, says nothing of the line.
 */
export const judgeLine = (track: Track, bad: boolean): void => {
  track.damage += ((bad ? 1 : 0) - track.damage) / AVERAGED
  track.context.namings = track.damage > ROUGH ? 2 : 1
}
