/**
 * On a rough console an address may have lost a digit. What speaks against it: with one digit more it is a peer that is known
 * well, and the conn-id on the same line, or what was spoken of last, is that peer's.
 */
import { isCut, isIP, isMasked, uncut, unmarked } from '../vocabulary/address.ts'
import { known, peerFor, type Track } from './book.ts'
import type { DebugMessage } from './message.ts'
import type { Negotiation, Peer } from './negotiation.ts'
import { BEGINNINGS } from './news.ts'
import { isRough } from './say.ts'

/** A peer is known well once it was named so often, each time within so many messages of the last. Damage is strewn thinner. */
const NAMINGS = 3
const WITHIN = 60

/** Counts that a line names this address. */
export const hearName = (track: Track, address: string): Peer => {
  const peer = peerFor(track, address)
  const { heard } = track.context
  peer.namings = heard - peer.namedAt < WITHIN ? peer.namings + 1 : 1
  peer.namedAt = heard
  if (peer.namings >= NAMINGS) peer.wellKnown = true
  return peer
}

/**
 * Who stands in front of a line of an ASA, if that is a name: a ping mark is taken out of it where a known peer is left. On a
 * rough console a mark is a damaged byte like any other, and what is no address a name only where it is known.
 */
export const inFront = (track: Track, address: string | undefined, front: string): string | undefined => {
  if (address !== undefined && (isIP(address) || track.peers.has(address) || !isRough(track.context))) return address
  if (!isRough(track.context)) for (const name of unmarked(front)) if (track.peers.has(name)) return name
  return undefined
}

/** IOS names peers by address: where another word stands in its place, two lines were spliced, or one is damaged. */
export const isMisnamed = (track: Track, named: string | undefined): boolean =>
  named !== undefined && !isIP(named) && (isRough(track.context) || !isMasked(named))

const wellKnown = (track: Track, address: string | undefined): Peer | undefined => {
  const peer = address === undefined ? undefined : track.peers.get(address)
  return peer?.wellKnown === true ? peer : undefined
}

function* namesakes(track: Track, peer: Peer): Generator<Peer> {
  for (const address of uncut(peer.address)) {
    const found = wellKnown(track, address)
    if (found !== undefined) yield found
  }
}

/** Whether the address may as well be a damaged one of a peer that is known better. */
export const isDoubtful = (track: Track, peer: Peer): boolean =>
  isRough(track.context) && !peer.wellKnown && namesakes(track, peer).next().done === false

const isCutOf = (peer: Peer, n: Negotiation | undefined): boolean =>
  n?.peer !== undefined && isCut(peer.address, n.peer)

/** An attempt under this very address was heard from its beginning on, or begins with this line: then it is no stray. */
const hasItsOwn = (m: DebugMessage, peer: Peer): boolean =>
  peer.wellKnown ||
  BEGINNINGS.has(m.kind) ||
  (m.kind === 'packet' && m.role === 'N') ||
  peer.negotiations.some(({ status, gap }) => status === 'open' && !gap)

/** The peer that a line means which names this one. */
export const meant = (track: Track, m: DebugMessage, peer: Peer): Peer => {
  if (!isRough(track.context) || hasItsOwn(m, peer)) return peer
  const byConn = m.heard.conn ? known(track, m.heard.conn) : undefined
  for (const n of [byConn, track.current]) {
    const whole = isCutOf(peer, n) ? wellKnown(track, n?.peer) : undefined
    if (whole !== undefined) return whole
  }
  if (m.kind !== 'packet') return peer
  const [only, ...others] = [...namesakes(track, peer)].filter(({ negotiations }) =>
    negotiations.some(({ status }) => status !== 'ended'),
  )
  return only !== undefined && others.length === 0 ? only : peer
}

/** The beginning of an attempt was heard under a damaged address, and the next line names the peer: it is that one's. */
export const isItsBeginning = (track: Track, peer: Peer): Negotiation | undefined => {
  const { current } = track
  if (!isRough(track.context) || !peer.wellKnown || current?.peer === undefined) return undefined
  const misnamed = isCut(current.peer, peer.address) && wellKnown(track, current.peer) === undefined
  return misnamed && current.status === 'open' && !current.gap ? current : undefined
}
