/** Messages to observations: each message to its negotiation, time to deadlines, and what the console itself shows. */
import { flowing, type Passing } from '../stage.ts'
import { own } from '../vocabulary/own.ts'
import { addressed, known, peerFor, peerIn, type Track, type TrackOptions } from './book.ts'
import { hearCleared, placeCleared, wasCleared } from './cleared.ts'
import { BUSY_MS, consoleClock, hearTime, timeAtTick, timeIfRight } from './clock.ts'
import { type Context, note } from './context.ts'
import { atEnd, checkDeadlines, settleAuthenticated, tellNameless } from './deadlines.ts'
import { isSaidTwice } from './echo.ts'
import type { Observation } from './event.ts'
import { kept } from './kept.ts'
import { onListed, onOwnAddress } from './listed.ts'
import type { DebugMessage, Dialect, Front, Heard, Kind, SightChange } from './message.ts'
import { inFront, isMisnamed } from './misnamed.ts'
import { momentIn, type Negotiation } from './negotiation.ts'
import { sayEnd } from './say.ts'
import { judgeLine, see } from './sight.ts'
import { type Handler, handlerOf, step } from './step.ts'
import { settleProposals } from './trouble.ts'
import { whose } from './whose.ts'

const DEFAULTS: TrackOptions = { expected: [], maxPeers: 50_000, paced: true }
/** An interface that went down this long ago may explain silence. Milliseconds. */
const DOWN_MS = 300_000

export const trackState = (options: Partial<TrackOptions> = {}): Track => {
  const all = { ...DEFAULTS, ...options }
  const peers: Track['peers'] = new Map()
  return {
    options: all,
    expected: new Set(all.expected),
    clock: consoleClock(),
    context: {
      out: [],
      now: 0,
      latest: 0,
      heard: 0,
      namings: 1,
      repeatAfterMs: 10_000,
      repeats: 5,
      unsettled: undefined,
      peerOf: (n) => peers.get(n.peer ?? ''),
    },
    peers,
    oldest: peers.values(),
    byConn: new Map(),
    open: new Set(),
    current: undefined,
    held: [],
    family: 'ios',
    said: [],
    sight: 'unknown',
    nextId: 1,
    since: 0,
    showsPackets: false,
    damage: 0,
    nextCheck: 0,
    cleared: undefined,
    interfaceDown: undefined,
    listed: [],
    listedPeer: '',
    local: '',
  }
}

/** Only message 1 of the peer was heard: what is compared now is what it offers. */
const isBeingOffered = (n: Negotiation | undefined): boolean =>
  n?.status === 'open' && n.evidence.role === 'responder' && n.evidence.sent === 0

/** The error counter also counts what is wrong with the packet that is at hand. */
const isOfPacket = (m: DebugMessage): boolean =>
  m.kind === 'attempt-count' && m.why !== undefined && !m.why.startsWith('retransmit')

/**
 * Printed with nobody’s name on it: the line that follows tells whose it was. A repeat is by a timer, the packet line behind it
 * names the peer; a pair that differs is told by an ASA before the refusal that names it, where the packet itself is not shown.
 */
const isUnnamed = (track: Track, kind: Kind, m: DebugMessage, address: string | undefined): boolean => {
  if (address !== undefined) return false
  if (kind === 'class-mismatch') return !isBeingOffered(track.current)
  if (kind !== 'retransmit' && kind !== 'attempt-count') return false
  const { conn } = m.heard
  return (!conn || known(track, conn) === undefined) && !isOfPacket(m)
}

const hearDown = ({ now }: Context, n: Negotiation, down: NonNullable<Track['interfaceDown']>): void => {
  n.interfaceDownAt = down.at
  if (now - down.at < DOWN_MS) note(n, 'interface-down', down, down.name)
}

const deliver = (track: Track, n: Negotiation, m: DebugMessage, handler?: Handler): void => {
  const { cleared, interfaceDown, context } = track
  if (cleared !== undefined && wasCleared(track, n, m)) note(n, 'cleared', cleared, 'SAs were cleared by command')
  // Every line of a negotiation comes here: once is enough.
  if (interfaceDown !== undefined && n.interfaceDownAt !== interfaceDown.at) hearDown(context, n, interfaceDown)
  n.spokenOf = context.now
  step(context, n, m, handler)
  if (n.evidence.local !== '') track.local = n.evidence.local
  if (n.status !== 'open') track.open.delete(n)
}

/** Held repeats go to the negotiation that the next line names, else to the one at hand; pairs that differ to a refusal alone. */
const releaseHeld = (track: Track, n: Negotiation | undefined, kind?: Kind): void => {
  const held = track.held
  track.held = []
  if (n === undefined) return
  for (const m of held) if (m.kind !== 'class-mismatch' || kind === 'no-proposal') deliver(track, n, m)
}

const switchedOff = (track: Track, m: DebugMessage): void => {
  for (const peer of track.peers.values())
    for (const n of peer.negotiations) note(n, 'ike-off', m.heard, 'IKE was switched off')
  if (m.heard.repaired) return
  for (const n of track.open) sayEnd(track.context, n, momentIn(n, m.heard))
  track.open.clear()
}

/** What is said of the router as a whole. */
const ofTheRouter = (track: Track, m: DebugMessage): void => {
  const at = track.context.now
  if (m.kind === 'ike-switched' && !m.on) switchedOff(track, m)
  else if (m.kind === 'cleared') hearCleared(track, m)
  else if (m.kind === 'sa-listed') onListed(track, m)
  else if (m.kind === 'listed-peer') track.listedPeer = m.peer
  else if (m.kind === 'own-address') onOwnAddress(track, m.local)
  else if (m.kind === 'other-version') peerFor(track, m.peer).otherVersion = true
  else if (m.kind === 'interface')
    track.interfaceDown = m.up
      ? undefined
      : { at, text: own(m.heard.text), stamp: own(m.heard.stamp), name: own(m.interface) }
}

/** Time passes by a line. */
const hearLine = (track: Track, at: number, { stamp, device }: Front): void => {
  track.context.heard++
  hearTime(track.clock, at, device, track.options.paced)
  const now = track.clock.now
  track.context.now = now
  track.context.latest = timeIfRight(track.clock)
  if (track.cleared !== undefined && device !== undefined) placeCleared(track.cleared, now)
  if (now >= track.nextCheck && device !== undefined) checkDeadlines(track, now, { at, stamp, device })
}

/** Kind and words apart: messages have dozens of shapes, and looking into one is dear. */
const hear = (track: Track, kind: Kind, heard: Heard, named: string | undefined, m: DebugMessage): void => {
  if (kind !== 'unrecognised') judgeLine(track, heard.repaired)
  else if (m.kind === kind && m.torn === true) judgeLine(track, true)
  hearLine(track, heard.at, heard)
  if (track.family === 'asa' && isSaidTwice(track.said, heard.text)) return
  const handler = handlerOf(kind)
  if (handler === undefined && kind !== 'sa-created') return ofTheRouter(track, m)
  const { peer: front } = heard
  const said = addressed(front, named)
  const address = front === undefined ? said : inFront(track, said, front)
  if (front !== undefined && address === undefined) return
  if (isUnnamed(track, kind, m, address)) {
    if (track.held.length < 8) track.held.push(kept(m))
    return
  }
  if (track.family === 'ios' && front === undefined && isMisnamed(track, named)) return
  const n = whose(track, kind, heard.conn, address, m)
  // What names nobody may have been printed in between, about another.
  if (track.held.length > 0 && (address !== undefined || heard.conn)) releaseHeld(track, n, kind)
  if (n !== undefined) deliver(track, n, m, handler)
}

/** Nothing more comes for now: what was left open by the last lines stays as they said. */
const settle = (track: Track): void => {
  settleAuthenticated(track)
  settleProposals(track.context)
}

const speak = (track: Track, dialect: Dialect): void => {
  track.family = dialect.family
  track.context.repeatAfterMs = dialect.repeatAfterMs
  track.context.repeats = dialect.repeats
  for (const n of track.open) n.evidence.family = dialect.family
}

const take = (state: Track, input: DebugMessage | Dialect | SightChange | Passing): void => {
  switch (input.kind) {
    case 'tick': {
      if (state.held.length > 0) releaseHeld(state, state.current)
      const now = timeAtTick(state.clock, input.now, input.quiet)
      if (input.quiet >= BUSY_MS / 2) settle(state)
      if (input.quiet >= BUSY_MS) tellNameless(state, true)
      if (now >= state.nextCheck) checkDeadlines(state, now, undefined)
      break
    }
    case 'end':
      releaseHeld(state, state.current)
      settle(state)
      atEnd(state)
      break
    case 'dialect':
      speak(state, input)
      break
    case 'sight':
      see(state, input)
      break
    default:
      hear(state, input.kind, input.heard, peerIn(input), input)
  }
}

type Emit = (output: Observation | Passing) => void

const tell = (track: Track, emit: Emit): void => {
  const { out } = track.context
  if (out.length > 0) for (const observation of out.splice(0)) emit(observation)
}

/** Takes a line that tells nobody anything. */
export const trackPassing = (state: Track, judged: boolean, at: number, front: Front, emit: Emit): void => {
  if (judged) judgeLine(state, false)
  hearLine(state, at, front)
  tell(state, emit)
}

/** Takes a message that is lent, and keeps nothing of it. */
export const trackLent = (
  state: Track,
  kind: Kind,
  heard: Heard,
  named: string | undefined,
  m: DebugMessage,
  emit: Emit,
): void => {
  hear(state, kind, heard, named, m)
  tell(state, emit)
}

export const track = flowing<Track, DebugMessage | Dialect | SightChange | Passing, Observation | Passing>(
  (state, input, emit) => {
    take(state, input)
    tell(state, emit)
    if (input.kind === 'tick' || input.kind === 'end') emit(input)
    return state
  },
)
