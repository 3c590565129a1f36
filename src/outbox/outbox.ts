/**
 * The rules of the outbox. An event is appended, chosen to be sent, offered to the broker and acknowledged; only the
 * acknowledgement ends it. When there is no room the least important of those not chosen are given up, oldest first, and
 * the caller is told which. For want of room an event is given up or it is offered, never both, whatever the moment of a
 * crash: which are chosen goes to disk in one batch with every giving-up before it, and nothing is offered before that
 * batch is there. So what was given up never comes after all, and the account of it is exact. States are spent: a function
 * may change the outbox it is given.
 */
import type { Entry } from './entry.ts'
import type { PublicationClass } from './publication.ts'
import { addLast, first, newWaiting, putBack, takeFirst, type Waiting, waitingCount } from './waiting.ts'

export const DEFAULT_CAPACITY = 16 * 1024 * 1024
export const MINIMUM_CAPACITY = 256 * 1024
/** Unacknowledged publications at a time; more gains nothing on a real line and costs duplicates after a cut. */
export const WINDOW = 16
/** Of the capacity so much is chosen at a time: enough to keep a fast link busy between two batches. */
const CHOSEN_SHARE = 1 / 8
/** After a crash what was acknowledged last may be there again: more than a share, but never more than this of a capacity. */
const RESTORED_SHARE = 1 / 2

/** What is given up first stands first. */
const GIVE_UP_ORDER: readonly PublicationClass[] = ['transition', 'snapshot', 'other', 'failure']

export type Outbox = {
  readonly capacity: number
  /** Neither chosen nor given up. */
  readonly waiting: ReadonlyMap<PublicationClass | 'pinned', Waiting<Entry>>
  /** To be sent next, and not given up any more; that is not on disk yet. */
  chosen: Entry[]
  /** The same, on disk: may be offered. */
  readonly ready: Waiting<Entry>
  /** Offered and not acknowledged, in the order offered. */
  readonly inFlight: Map<number, Entry>
  /** Bytes of all entries. */
  bytes: number
  /** Bytes of those chosen, ready or in flight. */
  chosenBytes: number
  /** The greatest key that was ever chosen. */
  chosenUpTo: number
}

/** An empty outbox. `capacity` in bytes; anything below the minimum counts as the minimum. */
export const newOutbox = (capacity: number = DEFAULT_CAPACITY): Outbox => ({
  capacity: Math.max(capacity, MINIMUM_CAPACITY),
  waiting: new Map([...GIVE_UP_ORDER, 'pinned' as const].map((name) => [name, newWaiting<Entry>()])),
  chosen: [],
  ready: newWaiting(),
  inFlight: new Map(),
  bytes: 0,
  chosenBytes: 0,
  chosenUpTo: -1,
})

/** Adds an entry, whose key must be greater than all before it. Returns what had to be given up, perhaps itself. */
export const append = (outbox: Outbox, entry: Entry): Entry[] => {
  // It would push out all others and find no room even so.
  if (entry.size > outbox.capacity) return [entry]
  addLast(outbox.waiting.get(entry.pinned ? 'pinned' : entry.class) as Waiting<Entry>, entry)
  outbox.bytes += entry.size
  const givenUp: Entry[] = []
  while (outbox.bytes > outbox.capacity) {
    const victim = leastImportant(outbox)
    if (victim === undefined) break
    outbox.bytes -= victim.size
    givenUp.push(victim)
  }
  return givenUp
}

const leastImportant = (outbox: Outbox): Entry | undefined => {
  for (const name of GIVE_UP_ORDER) {
    const victim = takeFirst(outbox.waiting.get(name) as Waiting<Entry>)
    if (victim !== undefined) return victim
  }
  return undefined
}

/**
 * Chooses the oldest to be sent next, until a share of the room is chosen. To be called when a batch begins that has every
 * entry appended and every giving-up so far. Returns a mark that must go to disk with it: all up to this key are chosen;
 * undefined when the mark is where it was.
 */
export const choose = (outbox: Outbox): number | undefined => {
  const before = outbox.chosenUpTo
  while (outbox.chosenBytes < outbox.capacity * CHOSEN_SHARE) {
    const entry = takeOldest(outbox)
    if (entry === undefined) break
    outbox.chosen.push(entry)
    outbox.chosenBytes += entry.size
    outbox.chosenUpTo = Math.max(outbox.chosenUpTo, entry.key)
  }
  return outbox.chosenUpTo === before ? undefined : outbox.chosenUpTo
}

const takeOldest = (outbox: Outbox): Entry | undefined => {
  let oldest: Waiting<Entry> | undefined
  let oldestKey = Number.POSITIVE_INFINITY
  for (const line of outbox.waiting.values()) {
    const entry = first(line)
    if (entry === undefined || entry.key >= oldestKey) continue
    oldest = line
    oldestKey = entry.key
  }
  return oldest === undefined ? undefined : takeFirst(oldest)
}

/** The batch of the last choice is on disk: what was chosen may be offered. */
export const stored = (outbox: Outbox): void => {
  for (const entry of outbox.chosen) addLast(outbox.ready, entry)
  outbox.chosen = []
}

/** The oldest entry that may be offered: what `offer` would hand out. */
export const next = (outbox: Outbox): Entry | undefined => first(outbox.ready)

/** Keys of the next entries to be offered, at most `count`, oldest first: what is worth fetching from the store. */
export const upcoming = ({ ready: { items, head } }: Outbox, count: number): number[] =>
  items.slice(head, head + count).flatMap((entry) => (entry === undefined ? [] : [entry.key]))

/** Moves the oldest ready entry into flight and returns it; undefined when none is ready or `window` is full. */
export const offer = (outbox: Outbox, window: number = WINDOW): Entry | undefined => {
  if (outbox.inFlight.size >= window) return undefined
  const entry = takeFirst(outbox.ready)
  if (entry !== undefined) outbox.inFlight.set(entry.key, entry)
  return entry
}

/** The broker has it, or will not have it. Returns the entry, undefined when it was not in flight. */
export const acknowledged = (outbox: Outbox, key: number): Entry | undefined => {
  const entry = outbox.inFlight.get(key)
  if (entry === undefined) return undefined
  outbox.inFlight.delete(key)
  outbox.bytes -= entry.size
  outbox.chosenBytes -= entry.size
  return entry
}

/** The connection is gone: what was in flight waits again, at its old place. */
export const connectionLost = (outbox: Outbox): void => {
  putBack(outbox.ready, [...outbox.inFlight.values()])
  outbox.inFlight.clear()
}

/**
 * Entries that came from an older run and belong before all others, oldest first; up to `chosenUpTo` they may have been
 * offered in it. Returns what had to be given up.
 */
export const restore = (outbox: Outbox, older: readonly Entry[], chosenUpTo: number): Entry[] => {
  const newer = [...takeAll(outbox.ready), ...outbox.chosen, ...[...outbox.waiting.values()].flatMap(takeAll)]
  newer.sort((a, b) => a.key - b.key)
  outbox.chosen = []
  for (const { size } of newer) outbox.bytes -= size
  outbox.chosenBytes = 0
  for (const { size } of outbox.inFlight.values()) outbox.chosenBytes += size
  outbox.chosenUpTo = Math.max(outbox.chosenUpTo, chosenUpTo)
  return [...older, ...newer].flatMap((entry) => {
    if (entry.key > chosenUpTo || outbox.chosenBytes > outbox.capacity * RESTORED_SHARE) return append(outbox, entry)
    addLast(outbox.ready, entry)
    outbox.bytes += entry.size
    outbox.chosenBytes += entry.size
    return []
  })
}

const takeAll = (line: Waiting<Entry>): Entry[] => {
  const entries: Entry[] = []
  for (let entry = takeFirst(line); entry !== undefined; entry = takeFirst(line)) entries.push(entry)
  return entries
}

/** Entries not yet acknowledged, in flight or not. */
export const depth = ({ inFlight, chosen, ready, waiting }: Outbox): number => {
  let count = inFlight.size + chosen.length + waitingCount(ready)
  for (const line of waiting.values()) count += waitingCount(line)
  return count
}
