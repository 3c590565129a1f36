/** Alerts of one peer: there while they are true, emptied when they are over. */
import type { Diagnosis, Reason } from '../diagnosis/diagnosis.ts'
import type { Publication } from '../outbox/publication.ts'
import { emptied, retained } from './document.ts'
import type { PeerAlert } from './schema/documents.ts'
import type { Negotiation, Peer } from './schema/peer.ts'
import type { PeerTopics } from './topics.ts'

export type Alerts = Map<Reason, PeerAlert>

export type Trouble = {
  peer: Peer
  negotiation: Negotiation
  diagnosis: Diagnosis
  /** Id of the event that says so. */
  event: string
  time: string | undefined
}

/**
 * Raises an alert. One that this same negotiation raised for another reason is emptied: the evidence has become better.
 * What other negotiations raised stays until phase 1 succeeds.
 */
export const raise = (alerts: Alerts, topics: PeerTopics, trouble: Trouble): Publication[] => {
  const { peer, negotiation, diagnosis, event, time } = trouble
  const publications: Publication[] = []
  for (const [reason, alert] of alerts) {
    if (reason === diagnosis.reason || alert.negotiation?.id !== negotiation.id) continue
    alerts.delete(reason)
    publications.push(emptied(topics.alert(reason)))
  }
  const before = alerts.get(diagnosis.reason)
  const since = before ? before.since : time
  // First evidence and end of one negotiation are one trouble.
  const again = before?.negotiation?.id === negotiation.id
  const times = (before?.times ?? 0) + (again ? 0 : 1)
  const alert = {
    reason: diagnosis.reason,
    peer,
    negotiation,
    ...(since !== undefined && { since }),
    times,
    event,
    diagnosis,
  }
  alerts.set(diagnosis.reason, alert)
  publications.push(retained(topics.alert(diagnosis.reason), alert))
  return publications
}

/** Takes one alert of the peer away, if it stands. */
export const lower = (alerts: Alerts, topics: PeerTopics, reason: Reason): Publication[] =>
  alerts.delete(reason) ? [emptied(topics.alert(reason))] : []

/** Takes every alert of the peer away. */
export const clear = (alerts: Alerts, topics: PeerTopics): Publication[] => {
  const publications = [...alerts.keys()].map((reason) => emptied(topics.alert(reason)))
  alerts.clear()
  return publications
}
