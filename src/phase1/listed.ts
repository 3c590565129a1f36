/**
 * What a table of SAs says that an operator asked for (`show crypto isakmp sa`, `show crypto session`): an SA that is up, whose
 * beginning was not heard. Only that is taken from a table; what it does not list, or lists as unfinished, is no news.
 */
import { isIP, isMasked } from '../vocabulary/address.ts'
import { COMPLETE } from '../vocabulary/ios.ts'
import type { Role } from '../vocabulary/isakmp.ts'
import { begin, bind, confirm, name, type Track } from './book.ts'
import type { DebugMessage } from './message.ts'
import { hearName, isDoubtful } from './misnamed.ts'
import { momentIn, type Negotiation, type Peer } from './negotiation.ts'
import { learn } from './progress.ts'
import { sayEstablished } from './say.ts'

export type Listed = Extract<DebugMessage, { kind: 'sa-listed' }>

/** Rows that wait until it is known which of their two ends this router is, and the lines for which they do. */
const WAITING = 16
const WAITS = 200

type End = { readonly address: string; readonly role: Role }

/** The other end of a listed SA; undefined while it cannot be told. */
const otherEnd = (track: Track, { peer, initiator, responder }: Listed): End | undefined => {
  if (initiator === undefined || responder === undefined) {
    const address = peer ?? track.listedPeer
    return isIP(address) || isMasked(address) ? { address, role: 'unknown' } : undefined
  }
  const isOther = (address: string, end: string): boolean =>
    end === track.local || (track.local !== address && isPeer(track, address) && !isPeer(track, end))
  if (isOther(responder, initiator)) return { address: responder, role: 'initiator' }
  return isOther(initiator, responder) ? { address: initiator, role: 'responder' } : undefined
}

const isPeer = (track: Track, address: string): boolean => track.expected.has(address) || track.peers.has(address)

/** The attempt that the table says is complete; undefined where the SA is known to be up, or which one is meant cannot be told. */
const meantBy = (track: Track, peer: Peer, m: Listed): Negotiation | undefined => {
  if (peer.negotiations.some(({ status }) => status === 'established')) return undefined
  const open = peer.negotiations.filter(({ status }) => status === 'open')
  if (open.length > 0) return open.find(({ conn }) => conn !== 0 && conn === m.conn)
  const n = begin(track, m)
  name(track, n, peer, m)
  return n
}

const tell = (track: Track, { address, role }: End, m: Listed): void => {
  const peer = hearName(track, address)
  const n = meantBy(track, peer, m)
  if (n === undefined) return
  learn(n, role, 'unknown')
  if (m.conn !== undefined) bind(track, n, m.conn)
  n.doubtful = isDoubtful(track, peer)
  confirm(track, n)
  n.state = COMPLETE
  n.evidence.lastState = COMPLETE
  sayEstablished(track.context, n, momentIn(n, m.heard), 'stated')
  track.open.delete(n)
}

/** A row of a table. What was damaged or mended states nothing. */
export const onListed = (track: Track, m: Listed): void => {
  if (m.heard.repaired) return
  if (m.local !== undefined) onOwnAddress(track, m.local)
  const end = otherEnd(track, m)
  if (end !== undefined) tell(track, end, m)
  else if (m.initiator !== undefined && track.listed.length < WAITING)
    track.listed.push({ message: { ...m }, heard: track.context.heard })
}

/** This router's own address, which tells of rows before it whose they are. */
export const onOwnAddress = (track: Track, local: string): void => {
  track.local = local
  const waiting = track.listed
  track.listed = []
  for (const { message, heard } of waiting) if (track.context.heard - heard < WAITS) onListed(track, message)
}
