/** All peers of one console: which are followed, which are only counted, and what is published about them. */
import type { Publication } from '../outbox/publication.ts'
import type { Moment, Phase1Event } from '../phase1/event.ts'
import { heardOf } from './absence.ts'
import { clear, lower, raise } from './alerts.ts'
import { emptied, retained } from './document.ts'
import { isSuperseded, isUnderWay, learn, newPeer, notKnown, type PeerMemory, type Told } from './peer-memory.ts'
import { dressPhase1 } from './phase1.ts'
import type { Negotiation, Peer } from './schema/peer.ts'
import { levelOf, peerOf, type Scene } from './setup.ts'
import { count, noStrangers, report, type Strangers } from './strangers.ts'
import { emit } from './stream.ts'

/** Where nobody is configured, so many peers are followed; the one not heard of for longest makes room. */
export const MAX_FOLLOWED = 1000

export type Peers = {
  /** By topic level, the one heard of last at the end. */
  readonly followed: Map<string, PeerMemory>
  readonly strangers: Strangers
}

/** Configured peers have their snapshot from the beginning. */
export const peersOf = (scene: Scene): Peers => {
  const followed = new Map<string, PeerMemory>()
  for (const { address } of Object.values(scene.peers)) {
    const peer = peerOf(scene, address, 500)
    if (peer.expected) followed.set(levelOf(peer), newPeer(peer, scene.boot))
  }
  return { followed, strangers: noStrangers() }
}

const negotiationOf = (scene: Scene, { id, role, exchange, connId }: Phase1Event['negotiation']): Negotiation => ({
  id: `${scene.console}-${scene.boot}-${id}`,
  role,
  exchange,
  connId,
})

/** A peer that is up goes last: a flood of strangers must not push it out. */
const forgotten = (followed: Map<string, PeerMemory>): string | undefined => {
  for (const [level, { snapshot }] of followed) if (snapshot.state !== 'established') return level
  return followed.keys().next().value
}

const makeRoom = (scene: Scene, followed: Map<string, PeerMemory>): Publication[] => {
  const level = scene.byAddress.size === 0 && followed.size >= MAX_FOLLOWED ? forgotten(followed) : undefined
  const memory = level === undefined ? undefined : followed.get(level)
  if (level === undefined || memory === undefined) return []
  followed.delete(level)
  const topics = scene.topics.peer(level)
  return [emptied(topics.phase1), ...clear(memory.alerts, topics)]
}

/** The memory of a peer, moved to the end as the one heard of last. */
const recall = (
  scene: Scene,
  followed: Map<string, PeerMemory>,
  level: string,
  peer: Peer,
): [PeerMemory, Publication[]] => {
  const known = followed.get(level)
  const room = known ? [] : makeRoom(scene, followed)
  const memory = known ?? newPeer(peer, scene.boot)
  if (scene.byAddress.size === 0) followed.delete(level)
  followed.set(level, memory)
  return [memory, room]
}

const alertsAfter = (scene: Scene, level: string, memory: PeerMemory, told: Told): Publication[] => {
  const { event, peer, negotiation, id, time } = told
  const topics = scene.topics.peer(level)
  if (event.type === 'established') return clear(memory.alerts, topics)
  if (event.type === 'recovered') return lower(memory.alerts, topics, event.reason)
  if (event.type !== 'failing' && event.type !== 'failed' && event.type !== 'down') return []
  // That this router itself ended an SA that was up is news, no trouble: if it is wanted again and does not come, that is.
  if (event.type === 'down' && event.diagnosis.reason === 'deleted-locally') return []
  return raise(memory.alerts, topics, { peer, negotiation, diagnosis: event.diagnosis, event: id, time })
}

/** Id of the event of trouble that this one ends, if it ends any. */
const recoveredBy = ({ alerts, snapshot }: PeerMemory, event: Phase1Event): string | undefined =>
  event.type === 'recovered'
    ? alerts.get(event.reason)?.event
    : alerts.size > 0
      ? snapshot.lastFailure?.event
      : undefined

const publishFollowed = (scene: Scene, { followed }: Peers, event: Phase1Event, peer: Peer): Publication[] => {
  const level = levelOf(peer)
  const [memory, room] = recall(scene, followed, level, peer)
  const negotiation = negotiationOf(scene, event.negotiation)
  const superseded = isSuperseded(memory, event, negotiation)
  const recovers = recoveredBy(memory, event)
  const emitted = emit(scene, dressPhase1(event, { peer, negotiation, recovers }), event.moment, level, !superseded)
  const told: Told = { event, peer, negotiation, ...emitted }
  const publications = [...room, emitted.publication, ...heardOf(scene, level, memory, event)]
  if (learn(memory, told)) publications.push(retained(scene.topics.peer(level).phase1, memory.snapshot))
  if (!superseded) publications.push(...alertsAfter(scene, level, memory, told))
  return publications
}

/**
 * Strangers are counted. Only one that completed phase 1 is told one by one: it holds a key, so that it is neither
 * spoofed nor many.
 */
const publishStranger = (scene: Scene, { strangers }: Peers, event: Phase1Event, peer: Peer): Publication[] => {
  count(strangers, event, peer.address, scene.timeOf(event.moment), scene.boot)
  const publications = report(strangers, scene.topics.unexpected, event.moment.at)
  if (event.type !== 'established' && event.type !== 'down') return publications
  const around = { peer, negotiation: negotiationOf(scene, event.negotiation), recovers: undefined }
  return [emit(scene, dressPhase1(event, around), event.moment, levelOf(peer), false).publication, ...publications]
}

/** The event, the snapshot and the alerts that an event of phase 1 leads to. */
export const publishPhase1 = (scene: Scene, peers: Peers, event: Phase1Event): Publication[] => {
  if (event.peer === undefined) {
    const around = { peer: undefined, negotiation: negotiationOf(scene, event.negotiation), recovers: undefined }
    return [emit(scene, dressPhase1(event, around), event.moment, undefined).publication]
  }
  const peer = peerOf(scene, event.peer, event.remotePort)
  return peer.expected ? publishFollowed(scene, peers, event, peer) : publishStranger(scene, peers, event, peer)
}

export const reportStrangers = (scene: Scene, { strangers }: Peers, now: number): Publication[] =>
  report(strangers, scene.topics.unexpected, now)

/** Everything retained about peers, as it stands now. */
export const snapshotsOfPeers = (scene: Scene, { followed, strangers }: Peers): Publication[] => {
  const publications: Publication[] = []
  for (const [level, { snapshot, alerts }] of followed) {
    const topics = scene.topics.peer(level)
    publications.push(retained(topics.phase1, snapshot))
    for (const [reason, alert] of alerts) publications.push(retained(topics.alert(reason), alert))
  }
  if (strangers.document) publications.push(retained(scene.topics.unexpected, strangers.document))
  return publications
}

/** Nobody will see how the exchanges under way end: what was known of these peers is known no more. `at`: when that began. */
export const letGo = (scene: Scene, { followed }: Peers, at: Moment): Publication[] => {
  const since = scene.timeOf(at)
  return [...followed].flatMap(([level, memory]) => {
    if (!isUnderWay(memory.snapshot)) return []
    const snapshot = { ...notKnown(memory.snapshot), ...(since !== undefined && { since }) }
    followed.set(level, { ...memory, snapshot })
    return [retained(scene.topics.peer(level).phase1, snapshot)]
  })
}
