/**
 * State topics: of each only the newest message counts, so a new one takes the place of one not yet sent. After each
 * connect all of them are sent again, in the order of their ranks, because nobody knows what the broker still has.
 */
import type { Publication } from './publication.ts'

/** Places in the order after a connect. */
export type Rank = 0 | 1 | 2 | 3 | 4

type StateTopic = {
  newest: Publication
  readonly rank: Rank
  /** Its name is on disk, so that it can be emptied whatever happens after. */
  listed: boolean
  inFlight: boolean
}

export type Retained = {
  readonly topics: Map<string, StateTopic>
  /** Topics to send, by rank, each in the order they changed. */
  readonly unsent: readonly Set<string>[]
  /** Topics of the last connect not sent yet. */
  readonly resync: Set<string>
  inFlight: number
}

export const newRetained = (): Retained => ({
  topics: new Map(),
  unsent: [new Set(), new Set(), new Set(), new Set(), new Set()],
  resync: new Set(),
  inFlight: 0,
})

/** Takes a newer state. `listed` false when its topic is new: it waits for `topicListed`. */
export const setState = (retained: Retained, publication: Publication, rank: Rank): { listed: boolean } => {
  const known = retained.topics.get(publication.topic)
  if (known === undefined) {
    const topic = { newest: publication, rank, listed: false, inFlight: false }
    retained.topics.set(publication.topic, topic)
    return { listed: false }
  }
  known.newest = publication
  if (known.listed) retained.unsent[known.rank]?.add(publication.topic)
  return { listed: known.listed }
}

/** The topic's name is on disk: it may be sent. */
export const topicListed = (retained: Retained, topic: string): void => {
  const known = retained.topics.get(topic)
  if (known === undefined || known.listed) return
  known.listed = true
  retained.unsent[known.rank]?.add(topic)
}

/** The next state to send, lowest rank first; undefined when all is sent. A topic is in flight once at a time. */
export const nextState = (retained: Retained): Publication | undefined => {
  for (const unsent of retained.unsent) {
    for (const name of unsent) {
      const topic = retained.topics.get(name)
      if (topic === undefined || topic.inFlight) continue
      return topic.newest
    }
  }
  return undefined
}

/** The state was handed to the broker. */
export const stateOffered = (retained: Retained, topic: string): void => {
  const known = retained.topics.get(topic)
  if (known === undefined) return
  retained.unsent[known.rank]?.delete(topic)
  retained.resync.delete(topic)
  known.inFlight = true
  retained.inFlight += 1
}

/** The broker has it. Returns true when the topic is now empty and nothing newer waits: it need not be listed. */
export const stateAcknowledged = (retained: Retained, topic: string): boolean => {
  const known = retained.topics.get(topic)
  if (known === undefined || !known.inFlight) return false
  known.inFlight = false
  retained.inFlight -= 1
  if (known.newest.payload !== '' || retained.unsent[known.rank]?.has(topic)) return false
  retained.topics.delete(topic)
  return true
}

/** A new connection: everything is sent again. */
export const resyncStates = (retained: Retained): void => {
  statesLost(retained)
  for (const [name, topic] of retained.topics) if (topic.listed) retained.resync.add(name)
}

/** The connection is gone: everything listed waits to be sent again. */
export const statesLost = (retained: Retained): void => {
  retained.inFlight = 0
  retained.resync.clear()
  for (const [name, topic] of retained.topics) {
    topic.inFlight = false
    if (topic.listed) retained.unsent[topic.rank]?.add(name)
  }
}
