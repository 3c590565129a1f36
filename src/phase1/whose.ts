/**
 * Whose line is this? (REFERENCE 1.3.) Only this file knows the conn-id problem: `(0)` is shared by all negotiations without
 * keys, the real id appears in the middle of an exchange, ids are reused, and state lines name nobody. IKE works on one
 * packet at a time, so what follows a line that names a peer belongs to that peer until the next such line.
 */
import { isQuickModeState, isUpState, READY } from '../vocabulary/ios.ts'
import { AFTERMATH, endedWithin, isNotLongAgo, isRecent, lastEnded } from './aftermath.ts'
import { isOfNobody, isOfUp, startsAnew } from './anew.ts'
import { begin, bind, confirm, connFits, isOutlived, known, name, rename, type Track } from './book.ts'
import { tellNameless } from './deadlines.ts'
import type { DebugMessage, Kind } from './message.ts'
import { hearName, isDoubtful, isItsBeginning, meant } from './misnamed.ts'
import type { Negotiation, Peer } from './negotiation.ts'
import { BEGINNINGS, BEGINS_WITHOUT_NAME, EARLY, GLIMPSES, isNews, REFUSALS, TELLING } from './news.ts'
import { isRough } from './say.ts'
import { beginsAgain, contradicts, ofState, onlyOneAt } from './state-line.ts'

/** At most message 1 has gone either way. */
const isEarly = (n: Negotiation): boolean => n.status === 'open' && n.evidence.sent + n.evidence.heard <= 1

/** Not yet past IKE_READY, so that a line of the beginning belongs to it. */
const isFresh = (n: Negotiation | undefined): boolean =>
  n !== undefined &&
  n.status === 'open' &&
  n.evidence.sent === 0 &&
  n.evidence.heard <= 1 &&
  (n.state === '' || n.state === 'IKE_READY' || n.state === 'IKE_R_MM1')

const isBeingInitiated = (n: Negotiation): boolean => n.status === 'open' && n.evidence.role === 'initiator'

const roleFits = (n: Negotiation, role: string | undefined): boolean => {
  if (role === undefined || n.evidence.role === 'unknown') return true
  return (role === 'I') === (n.evidence.role === 'initiator')
}

const latest = (negotiations: readonly Negotiation[], fits: (n: Negotiation) => boolean): Negotiation | undefined => {
  for (let i = negotiations.length - 1; i >= 0; i--) {
    const n = negotiations[i]
    if (n !== undefined && fits(n)) return n
  }
  return undefined
}

type Packet = Extract<DebugMessage, { kind: 'packet' }>

/** A packet line names peer, role and SA state: the best anchor there is. */
const ofPacket = (track: Track, peer: Peer, m: Packet): Negotiation => {
  const saState = m.saState ?? ''
  const current = track.current
  if (m.role === 'N' || saState === 'NEW SA') return begin(track, m)
  const byConn = m.heard.conn ? known(track, m.heard.conn) : undefined
  const alive = byConn !== undefined && (byConn.status !== 'ended' || (isUpState(saState) && isRecent(track, byConn)))
  if (alive && (byConn.peer === undefined || byConn.peer === peer.address)) return byConn
  const anonymous = current !== undefined && current.peer === undefined && current.status === 'open'
  if (anonymous && roleFits(current, m.role) && connFits(track, current, m.heard.conn)) return current
  // What has this conn-id was found by it.
  const sameConn = (n: Negotiation): boolean => !m.heard.conn || n.conn === 0
  const fits = (n: Negotiation): boolean =>
    roleFits(n, m.role) &&
    sameConn(n) &&
    (isUpState(saState) ? n.status === 'established' || (n.status === 'open' && n.authenticated) : n.status === 'open')
  // Behind the line of a repeat it is one.
  const restarts = m.direction === 'sent' && saState === 'MM_NO_STATE' && m.role === 'I' && track.held.length === 0
  const found = latest(peer.negotiations, (n) => fits(n) && !(restarts && n.evidence.sent > 1))
  if (found !== undefined) return found
  const over = latest(peer.negotiations, (n) => n.status === 'ended' && roleFits(n, m.role))
  if (over !== undefined && over === trailing(track, over, m, saState, restarts)) return over
  // A packet of phase 1 on an SA that is complete: the other side repeats its last message.
  const complete = latest(peer.negotiations, (n) => n.status === 'established' && roleFits(n, m.role) && sameConn(n))
  if (complete !== undefined && (saState === 'MM_KEY_EXCH' || saState === '')) return complete
  return begin(track, m)
}

/** What is still sent and received for a negotiation that is over: the refusal, the DELETE, late repeats. */
const trailing = (
  track: Track,
  over: Negotiation,
  m: Packet,
  saState: string,
  restarts: boolean,
): Negotiation | undefined => {
  if (isUpState(saState))
    return over.evidence.complete && (!m.heard.conn || m.heard.conn === over.conn) ? over : undefined
  // Judged by its silence, and then it goes on: the console was late.
  const late = over.evidence.deadlinePassed && isRecent(track, over)
  if (late && m.heard.conn && m.heard.conn === over.conn) return over
  const atHand = track.current === over || endedWithin(track, over, AFTERMATH) || late
  return atHand && !restarts ? over : undefined
}

/** The death of an SA, printed twice: its SA state tells whether it was up, so a second copy finds the one that died. */
const ofDeath = (track: Track, peer: Peer, m: Extract<DebugMessage, { kind: 'sa-deleted' }>): Negotiation => {
  const { current } = track
  const up = isUpState(m.saState ?? '')
  const isCopy = current?.status === 'ended' && current.evidence.complete === up
  if (isCopy && current.peer === peer.address && roleFits(current, m.role)) return current
  const wanted = up ? 'established' : 'open'
  if (isOutlived(track, peer, m)) return begin(track, m)
  const found =
    latest(peer.negotiations, (n) => n.status === wanted && roleFits(n, m.role)) ??
    latest(peer.negotiations, (n) => n.status === 'ended' && roleFits(n, m.role))
  // Of its successor nothing else was heard: what is still said about it is said of the same.
  if (found !== undefined && m.heard.conn && !isRough(track.context)) bind(track, found, m.heard.conn)
  return found ?? begin(track, m)
}

/** Refused in a line that named nobody; the next one does. */
const isNamelessRefusal = (track: Track, n: Negotiation | undefined): n is Negotiation =>
  n !== undefined &&
  n.peer === undefined &&
  endedWithin(track, n, 4) &&
  (n.verdict === 'proposal-mismatch' || n.verdict === 'psk-missing')

/** Other lines that name a peer. */
const ofPeer = (track: Track, peer: Peer, kind: Kind, m: DebugMessage): Negotiation | undefined => {
  const current = track.current
  const misnamed = isItsBeginning(track, peer)
  if (misnamed !== undefined) rename(track, misnamed, peer, m)
  if (m.kind === 'packet') return ofPacket(track, peer, m)
  const byConn = m.heard.conn ? known(track, m.heard.conn) : undefined
  if (byConn !== undefined && !EARLY.has(kind) && (byConn.peer === undefined || byConn.peer === peer.address))
    return byConn
  const anonymous = current !== undefined && current.peer === undefined && current.status === 'open'
  if (kind === 'request' || kind === 'peer-created') {
    if (current !== undefined && isFresh(current) && (anonymous || current.peer === peer.address)) return current
    // More traffic wants an SA that is being negotiated: a new attempt would show a new SA. An ASA says that in other words.
    const asked = kind === 'request' && track.family === 'ios' ? latest(peer.negotiations, isBeingInitiated) : undefined
    return asked ?? begin(track, m)
  }
  if (m.kind === 'sa-deleted') return ofDeath(track, peer, m)
  if ((kind === 'no-proposal' || kind === 'mode-failure') && isNamelessRefusal(track, current)) return current
  const justDied = latest(peer.negotiations, (n) => endedWithin(track, n, AFTERMATH))
  if (anonymous && !GLIMPSES.has(kind) && justDied === undefined) return current
  // The system message behind the line that says what could not be read.
  if (anonymous && kind === 'malformed' && current.evidence.marks.undecipherable !== undefined) return current
  const over = lastEnded(peer.negotiations)
  const anew = isNews(m, over)
  const another = current !== undefined && startsAnew(track, m, current)
  const passed =
    current !== undefined &&
    (isOfUp(peer, m, current) || (current.status === 'ended' && (anew || !isRecent(track, current))))
  if (current?.peer === peer.address && !another && !passed) return current
  const open = latest(peer.negotiations, (n) => n.status === 'open' && !isOfUp(peer, m, n))
  if (REFUSALS.has(kind) && open === undefined && anew) {
    if (anonymous && isFresh(current)) return current
    return glimpse(track, m)
  }
  const found = open ?? latest(peer.negotiations, (n) => n.status === 'established')
  if (found !== undefined && !startsAnew(track, m, found)) return found
  const trails = GLIMPSES.has(kind) ? isRecent : isNotLongAgo
  if (over !== undefined && !anew && trails(track, over)) return over
  // An ASA does not say of which version the session was that ended.
  if (!TELLING.has(kind) || (kind === 'torn-down' && peer.otherVersion)) return undefined
  return glimpse(track, m)
}

const glimpse = (track: Track, m: DebugMessage): Negotiation => {
  const made = begin(track, m)
  made.glimpsed = GLIMPSES.has(m.kind)
  return made
}

const isOfLater = (m: DebugMessage): boolean =>
  m.kind === 'dpd' || m.kind === 'quickmode' || (m.kind === 'state' && isQuickModeState(m.from))

/** Main mode that was not seen to get to message 5 is not complete with the next line, where lines are not lost. */
const mayBeComplete = (track: Track, { authenticated, evidence }: Negotiation): boolean =>
  authenticated ||
  evidence.exchange !== 'main' ||
  isRough(track.context) ||
  Math.max(evidence.sent, evidence.heard) >= 5

/** Lines with a conn-id and no peer. */
const ofConn = (track: Track, conn: number, kind: Kind, m: DebugMessage): Negotiation | undefined => {
  const found = known(track, conn)
  const current = track.current
  // Most lines are of an attempt or an SA that goes on, and neither begin nor leave anything.
  if (found !== undefined && found.status !== 'ended' && kind !== 'state' && !EARLY.has(kind)) return found
  const tooEarly = current !== undefined && isOfLater(m) && !mayBeComplete(track, current)
  const said = kind === 'exchange-begins' && found === current
  const stale = found !== undefined && EARLY.has(kind) && !isEarly(found) && !said
  if (found !== undefined && !stale && !beginsAgain(m, found)) {
    const reused = found.status === 'ended' && current?.status === 'open' && current.conn === 0 && !tooEarly
    if (!reused) return found
  }
  // Met in quick mode: the block of IPsec named the peer, the lines around it the conn-id.
  const inPhase2 = current?.status === 'established' && current.conn === 0 && !current.started && kind === 'quickmode'
  if (inPhase2 && !isRough(track.context)) return current
  // Somebody’s whose beginning was not heard.
  if (tooEarly) return begin(track, m)
  const atHand = current?.status === 'open' && (current.conn === 0 || current.conn === conn)
  if (atHand && !(isRough(track.context) && contradicts(current, m))) return current
  // It has its conn-id by now, and others were spoken of in between.
  if (found === undefined && m.kind === 'state' && m.from !== READY && !isRough(track.context)) {
    const waiting = onlyOneAt(track, m)
    if (waiting !== undefined) return waiting
  }
  return TELLING.has(kind) || BEGINNINGS.has(kind) ? begin(track, m) : undefined
}

/** Lines with neither: they belong to what was spoken of last. */
const ofCurrent = (track: Track, kind: Kind, m: DebugMessage): Negotiation | undefined => {
  const current = track.current
  if (isOfNobody(track, m, current)) return undefined
  if (kind === 'aggressive-refused') return current !== undefined && isFresh(current) ? current : begin(track, m)
  if (BEGINNINGS.has(kind) && !isFresh(current)) {
    // The line that names the mode comes after others that begin an attempt; alone it begins none behind anything else.
    if (kind !== 'exchange-begins' || current === undefined) return begin(track, m)
    return current.status === 'open' || endedWithin(track, current, AFTERMATH) ? current : undefined
  }
  if (current === undefined && BEGINS_WITHOUT_NAME.has(kind)) return begin(track, m)
  // The death of an SA names it; what is left of a damaged line names nobody.
  if (kind === 'sa-deleted' && m.heard.repaired) return undefined
  if (kind === 'state' && m.kind === kind) {
    const justEnded = current?.status === 'ended' && endedWithin(track, current, AFTERMATH)
    return ofState(track, justEnded, m) ?? begin(track, m)
  }
  return current
}

/** The negotiation that a message belongs to, which names this address or none; the table is brought up to date on the way. */
export const whose = (
  track: Track,
  kind: Kind,
  conn: number | undefined,
  address: string | undefined,
  m: DebugMessage,
): Negotiation | undefined => {
  const peer = address === undefined ? undefined : meant(track, m, hearName(track, address))
  const n =
    peer !== undefined ? ofPeer(track, peer, kind, m) : conn ? ofConn(track, conn, kind, m) : ofCurrent(track, kind, m)
  if (n === undefined) return undefined
  if (peer !== undefined) {
    if (n.peer === undefined) name(track, n, peer, m)
    n.doubtful = isDoubtful(track, peer)
    confirm(track, n)
  }
  if (conn && n.conn === 0) bind(track, n, conn)
  if (track.current !== n) tellNameless(track, false)
  track.current = n
  return n
}
