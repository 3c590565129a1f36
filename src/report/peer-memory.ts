/** What is remembered of one peer: the very documents that are retained about it. */
import type { Phase1Event } from '../phase1/event.ts'
import type { Alerts } from './alerts.ts'
import { publishedProposal } from './proposal.ts'
import type { PeerSnapshot } from './schema/documents.ts'
import type { Negotiation, Peer } from './schema/peer.ts'

/** Why an expected peer has to be seen again, and since when, monotonic milliseconds. */
export type Absence = { readonly since: number; readonly after: 'down' | 'restarted' }

export type PeerMemory = { readonly snapshot: PeerSnapshot; readonly alerts: Alerts; absent: Absence | undefined }

export const newPeer = (peer: Peer, boot: number): PeerMemory => ({
  snapshot: {
    peer,
    state: 'unknown',
    weaknesses: [],
    counters: { attempts: 0, established: 0, failing: 0, failed: 0, down: 0 },
    boot,
    sequence: 0,
  },
  alerts: new Map(),
  absent: undefined,
})

export type Told = {
  event: Phase1Event
  peer: Peer
  negotiation: Negotiation
  /** Id and sequence of the published event. */
  id: string
  sequence: number
  time: string | undefined
}

const enter = (snapshot: PeerSnapshot, state: PeerSnapshot['state'], { negotiation, time }: Told): void => {
  snapshot.negotiation = negotiation
  if (snapshot.state === state) return
  snapshot.state = state
  if (time !== undefined) snapshot.since = time
  else delete snapshot.since
}

/** A later attempt, a spoofed one above all, does not take down what is up: only the end of that very SA does. */
const isUp = ({ state, negotiation }: PeerSnapshot): boolean => state === 'established' && negotiation !== undefined

/** True where the event speaks of an SA that a newer one has already replaced. */
export const isSuperseded = ({ snapshot }: PeerMemory, event: Phase1Event, negotiation: Negotiation): boolean =>
  event.type === 'down' && isUp(snapshot) && snapshot.negotiation?.id !== negotiation.id

/** Its end will perhaps not be seen. */
export const isUnderWay = ({ state }: PeerSnapshot): boolean => state === 'negotiating' || state === 'failing'

/** The document of a peer of which nobody knows how the exchange under way ended, nor since when. */
export const notKnown = ({ negotiation: _, since: __, ...rest }: PeerSnapshot): PeerSnapshot => ({
  ...rest,
  state: 'unknown',
})

const recordFailure = (snapshot: PeerSnapshot, { event, id, time }: Told): void => {
  if (event.type !== 'failing' && event.type !== 'failed' && event.type !== 'down') return
  const { reason, certainty, summary } = event.diagnosis
  const when = time !== undefined && { time }
  snapshot.lastFailure = { event: id, type: `ikewatch.phase1.${event.type}`, ...when, reason, certainty, summary }
}

/** Works an event into the snapshot; false where it changes nothing that a snapshot shows. */
export const learn = (memory: PeerMemory, told: Told): boolean => {
  const { snapshot } = memory
  const { event } = told
  if (event.type === 'transition' || event.type === 'recovered' || event.type === 'unfinished') return false
  const superseded = isSuperseded(memory, event, told.negotiation)
  snapshot.peer = told.peer
  snapshot.sequence = told.sequence
  const counter = event.type === 'started' ? 'attempts' : event.type
  snapshot.counters[counter]++
  if (superseded) return true
  recordFailure(snapshot, told)
  if (event.type === 'established') {
    if (event.proposal) snapshot.proposal = publishedProposal(event.proposal)
    else delete snapshot.proposal
    snapshot.weaknesses = event.weaknesses
    enter(snapshot, 'established', told)
  } else if (event.type === 'down' || !isUp(snapshot)) {
    enter(snapshot, event.type === 'started' ? 'negotiating' : event.type, told)
  }
  return true
}
