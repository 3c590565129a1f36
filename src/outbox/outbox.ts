/**
 * The rules of the outbox. An event is appended, then stored, then offered to the broker, then acknowledged; only the
 * acknowledgement ends it. When there is no room the least important waiting events are given up, oldest first, and
 * the caller is told which. States are spent: a function may change the outbox it is given.
 */
import type { Entry } from './entry.ts'
import type { PublicationClass } from './publication.ts'
import { addLast, first, newWaiting, putBack, takeFirst, type Waiting, waitingCount } from './waiting.ts'

export const DEFAULT_CAPACITY = 16 * 1024 * 1024
export const MINIMUM_CAPACITY = 256 * 1024
/** Unacknowledged publications at a time; more gains nothing on a real line and costs duplicates after a cut. */
export const WINDOW = 16

/** What is given up first stands first. */
const GIVE_UP_ORDER: readonly PublicationClass[] = ['transition', 'snapshot', 'other', 'failure']

export type Outbox = {
  readonly capacity: number
  readonly waiting: ReadonlyMap<PublicationClass | 'pinned', Waiting<Entry>>
  /** Offered and not acknowledged, in the order offered. */
  readonly inFlight: Map<number, Entry>
  /** Bytes of all entries, in flight or waiting. */
  bytes: number
  /** Entries up to this key are on disk. */
  storedUpTo: number
}

/** An empty outbox. `capacity` in bytes; anything below the minimum counts as the minimum. */
export const newOutbox = (capacity: number = DEFAULT_CAPACITY): Outbox => ({
  capacity: Math.max(capacity, MINIMUM_CAPACITY),
  waiting: new Map([...GIVE_UP_ORDER, 'pinned' as const].map((name) => [name, newWaiting<Entry>()])),
  inFlight: new Map(),
  bytes: 0,
  storedUpTo: -1,
})

const lineOf = (outbox: Outbox, entry: Entry): Waiting<Entry> =>
  outbox.waiting.get(entry.pinned ? 'pinned' : entry.class) as Waiting<Entry>

/** Adds an entry, whose key must be greater than all before it. Returns what had to be given up, perhaps itself. */
export const append = (outbox: Outbox, entry: Entry): Entry[] => {
  // It would push out all others and find no room even so.
  if (entry.size > outbox.capacity) return [entry]
  addLast(lineOf(outbox, entry), entry)
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

/** Everything up to `key` is on disk and may be offered. */
export const stored = (outbox: Outbox, key: number): void => {
  outbox.storedUpTo = Math.max(outbox.storedUpTo, key)
}

const oldestLine = (outbox: Outbox): Waiting<Entry> | undefined => {
  let oldest: Waiting<Entry> | undefined
  let oldestKey = Number.POSITIVE_INFINITY
  for (const line of outbox.waiting.values()) {
    const entry = first(line)
    if (entry === undefined || entry.key >= oldestKey) continue
    oldest = line
    oldestKey = entry.key
  }
  return oldestKey <= outbox.storedUpTo ? oldest : undefined
}

/** The oldest waiting entry, if it is stored: what `offer` would hand out. */
export const next = (outbox: Outbox): Entry | undefined => {
  const line = oldestLine(outbox)
  return line === undefined ? undefined : first(line)
}

/** Keys of the next entries to be offered, at most `count`, oldest first: what is worth fetching from the store. */
export const upcoming = (outbox: Outbox, count: number): number[] => {
  const keys: number[] = []
  for (const { items, head } of outbox.waiting.values()) {
    for (const entry of items.slice(head, head + count)) if (entry !== undefined) keys.push(entry.key)
  }
  return keys
    .filter((key) => key <= outbox.storedUpTo)
    .sort((a, b) => a - b)
    .slice(0, count)
}

/** Moves the oldest waiting entry into flight and returns it; undefined when none is stored or `window` is full. */
export const offer = (outbox: Outbox, window: number = WINDOW): Entry | undefined => {
  if (outbox.inFlight.size >= window) return undefined
  const line = oldestLine(outbox)
  const entry = line === undefined ? undefined : takeFirst(line)
  if (entry !== undefined) outbox.inFlight.set(entry.key, entry)
  return entry
}

/** The broker has it, or it was given up in flight. Returns the entry, undefined when it was not in flight. */
export const acknowledged = (outbox: Outbox, key: number): Entry | undefined => {
  const entry = outbox.inFlight.get(key)
  if (entry === undefined) return undefined
  outbox.inFlight.delete(key)
  outbox.bytes -= entry.size
  return entry
}

/** The connection is gone: what was in flight waits again, at its old place. */
export const connectionLost = (outbox: Outbox): void => {
  const back = [...outbox.inFlight.values()]
  outbox.inFlight.clear()
  for (const line of outbox.waiting.values()) {
    const own = back.filter((entry) => lineOf(outbox, entry) === line)
    if (own.length > 0) putBack(line, own)
  }
}

/** Entries that came from an older run and belong before all others, oldest first. Returns what had to be given up. */
export const restore = (outbox: Outbox, older: readonly Entry[]): Entry[] => {
  const newer: Entry[] = []
  for (const line of outbox.waiting.values()) {
    for (let entry = takeFirst(line); entry !== undefined; entry = takeFirst(line)) newer.push(entry)
  }
  newer.sort((a, b) => a.key - b.key)
  for (const entry of newer) outbox.bytes -= entry.size
  return [...older, ...newer].flatMap((entry) => append(outbox, entry))
}

/** Entries not yet acknowledged, in flight or waiting. */
export const depth = (outbox: Outbox): number => {
  let count = outbox.inFlight.size
  for (const line of outbox.waiting.values()) count += waitingCount(line)
  return count
}
