/** The tables behind `track`: peers, conn-ids, and what is being spoken of. Bounded, whatever the internet sends. */
import { isHostName, isIP, isMasked } from '../vocabulary/address.ts'
import { isUpState } from '../vocabulary/ios.ts'
import { own } from '../vocabulary/own.ts'
import type { ConsoleClock } from './clock.ts'
import type { Context } from './context.ts'
import type { Said } from './echo.ts'
import type { Listed } from './listed.ts'
import type { DebugMessage, Sight } from './message.ts'
import { isMetInTheMiddle } from './met.ts'
import { conclude, type Negotiation, negotiation, type Peer } from './negotiation.ts'
import { isNamed, isRough, sayHeldBack } from './say.ts'

/** What the configuration says of the console. */
export type TrackOptions = {
  /** Peers that are never forgotten. */
  readonly expected: readonly string[]
  /** Most peers remembered at a time. */
  readonly maxPeers: number
  /** Arrival times mean something: false for a capture that is read at once. */
  readonly paced: boolean
}

export type Track = {
  readonly options: TrackOptions
  readonly expected: ReadonlySet<string>
  readonly clock: ConsoleClock
  readonly context: Context
  readonly peers: Map<string, Peer>
  /**
   * Goes over the peers from the one known for longest: a new one would walk over all that were forgotten, each time. What is
   * behind it was forgotten or went to the end, so that it never comes to one.
   */
  readonly oldest: Iterator<Peer, undefined>
  readonly byConn: Map<number, Negotiation>
  /** Unfinished attempts, for the deadlines. */
  readonly open: Set<Negotiation>
  current: Negotiation | undefined
  /** Repeats whose peer is named by the packet line that follows them. */
  held: DebugMessage[]
  family: 'ios' | 'asa'
  /** ASA: lines heard last, of those that tell something: its console may show each twice. */
  readonly said: Said[]
  sight: Sight
  nextId: number
  /** Console time at which listening began, or sight changed for the last time. */
  since: number
  /** ASA: the console shows packets. */
  showsPackets: boolean
  /** Share of the router's lines that are damaged, as a running mean. */
  damage: number
  /** Console time before which no deadline can pass. */
  nextCheck: number
  /** Console time of the last command that clears SAs, undefined until a stamp behind it tells; the peer or conn-id that it names; its line. */
  cleared: { at: number | undefined; heard: number; what: string; text: string; stamp: string } | undefined
  interfaceDown: { at: number; name: string; text: string; stamp: string } | undefined
  /** Rows of a table of SAs of which it is not known yet which end this router is, and when each was heard. */
  listed: { readonly message: Listed; readonly heard: number }[]
  /** This router's address as it was printed last. */
  local: string
  /** The peer that a table goes on about; empty where none was named yet. */
  listedPeer: string
}

/** Negotiations kept a peer: both directions, the SA that is replaced, and one that ended. */
const KEPT = 6

/** The peer that a message names, of whatever kind it is. */
export const peerIn = (m: DebugMessage): string | undefined => (m as { readonly peer?: string }).peer

/** The peer address of a line, from what stands in front of it and what its message names. An ASA may name a host instead. */
export const addressed = (front: string | undefined, inside: string | undefined): string | undefined => {
  // An ASA calls a user the peer, too; the address stands in front of the line.
  const named = front ?? inside
  if (named === undefined || named === '0.0.0.0') return undefined
  return isIP(named) || isMasked(named) || (front !== undefined && isHostName(named)) ? named : undefined
}

/** Peers looked at to find one to forget: those that must stay go to the end, so that none is looked at often. */
const LOOKED_AT = 64

const mustStay = (track: Track, peer: Peer): boolean =>
  track.expected.has(peer.address) || peer.negotiations.some((n) => n.status === 'established')

/** Forgets the peer known for longest that nobody expects and that is not up. Bounded work, however many there are. */
const makeRoom = (track: Track): void => {
  for (let looked = 0; looked < LOOKED_AT; looked++) {
    const peer = track.oldest.next().value
    if (peer === undefined) break
    if (!mustStay(track, peer)) return forgetPeer(track, peer)
    track.peers.delete(peer.address)
    track.peers.set(peer.address, peer)
  }
  for (const peer of track.peers.values()) if (!track.expected.has(peer.address)) return forgetPeer(track, peer)
}

const forgetNegotiation = (track: Track, n: Negotiation): void => {
  track.open.delete(n)
  if (track.byConn.get(n.conn) === n) track.byConn.delete(n.conn)
  if (track.current === n) track.current = undefined
}

const forgetPeer = (track: Track, peer: Peer): void => {
  for (const n of peer.negotiations) forgetNegotiation(track, n)
  track.peers.delete(peer.address)
}

export const peerFor = (track: Track, address: string): Peer => {
  const found = track.peers.get(address)
  if (found !== undefined) return found
  if (track.peers.size >= track.options.maxPeers) makeRoom(track)
  const made: Peer = {
    address: own(address),
    negotiations: [],
    failure: undefined,
    namings: 0,
    namedAt: Number.NEGATIVE_INFINITY,
    otherVersion: false,
    wellKnown: track.expected.has(address),
  }
  track.peers.set(made.address, made)
  return made
}

export const known = (track: Track, conn: number): Negotiation | undefined => track.byConn.get(conn)

/** Joins a negotiation and a conn-id; an id that was another's is that one's no more, and neither is one that it had. */
export const bind = (track: Track, n: Negotiation, conn: number): void => {
  const before = track.byConn.get(conn)
  if (before !== undefined) before.conn = 0
  if (track.byConn.get(n.conn) === n) track.byConn.delete(n.conn)
  n.conn = conn
  track.byConn.set(conn, n)
}

/**
 * It has no conn-id that differs: what has this very one was found by it. 0 is that of an attempt without keys: no later one has
 * it, where a line must bear one.
 */
export const connFits = (track: Track, n: Negotiation, conn: number | undefined): boolean =>
  conn === undefined || n.conn === 0 || isRough(track.context)

/** A newer attempt in the same role makes an older one superseded: no verdict of its own (REFERENCE 5.22, 11). */
const supersede = (track: Track, peer: Peer, newer: Negotiation): void => {
  const role = newer.evidence.role
  for (const n of peer.negotiations) {
    if (n.status !== 'open' || n.id >= newer.id) continue
    if (role === 'unknown' || n.evidence.role === 'unknown' || n.evidence.role === role) {
      n.status = 'ended'
      track.open.delete(n)
    }
  }
}

const isOfUp = (m: DebugMessage): boolean => 'saState' in m && isUpState(m.saState ?? '')

/** It was there before anything was heard of it, and so is its successor, whose conn-id is higher: its end is no news. */
export const isOutlived = (track: Track, peer: Peer, m: DebugMessage): boolean => {
  const { conn } = m.heard
  if (!conn || isRough(track.context) || !(isOfUp(m) || m.kind === 'sa-deleted')) return false
  const successor = isOfUp(m) ? 'established' : 'open'
  return peer.negotiations.some((n) => n.status === successor && n.conn > conn)
}

const retire = (track: Track, n: Negotiation): void => {
  conclude(n, track.context)
  n.evidence.complete = true
  n.unsaid = []
}

/** The peer of a negotiation becomes known by a line; one of an SA that is up tells of no newer attempt. */
export const name = (track: Track, n: Negotiation, peer: Peer, m: DebugMessage): void => {
  if (isOutlived(track, peer, m)) retire(track, n)
  else if (!isOfUp(m)) supersede(track, peer, n)
  n.peer = peer.address
  n.evidence.peer = peer.address
  peer.negotiations.push(n)
  if (peer.negotiations.length <= KEPT) return
  const ended = peer.negotiations.findIndex(({ status }) => status === 'ended')
  for (const gone of peer.negotiations.splice(Math.max(0, ended), 1)) forgetNegotiation(track, gone)
}

/** A new attempt, which has no name yet. */
export const begin = (track: Track, m: DebugMessage): Negotiation => {
  const n = negotiation(track.nextId++, m.heard, track.family)
  n.evidence.local = track.local
  const role = m.kind === 'request' ? 'I' : 'role' in m ? m.role : undefined
  if (role !== undefined) n.evidence.role = role === 'I' ? 'initiator' : 'responder'
  n.met = track.clock.now
  if (m.kind === 'decoded') track.showsPackets = true
  n.gap = isMetInTheMiddle(track, m)
  track.open.add(n)
  return n
}

/** It was begun under a damaged address of this peer. */
export const rename = (track: Track, n: Negotiation, peer: Peer, m: DebugMessage): void => {
  const before = track.peers.get(n.peer ?? '')
  if (before !== undefined) before.negotiations = before.negotiations.filter((other) => other !== n)
  name(track, n, peer, m)
}

/** One more line names the peer: what waited for that is said. */
export const confirm = (track: Track, n: Negotiation): void => {
  n.namings++
  if (n.unsaid.length > 0 && isNamed(track.context, n)) sayHeldBack(track.context, n)
}
