/** The account of what was given up: how many, why, and which numbers of which console. */
import type { Entry } from './entry.ts'
import type { PublicationClass } from './publication.ts'

/** `full`: no room; `too-large`, `refused`: the broker would not have it; `damaged`: lost with the store. */
export type DropReason = 'full' | 'too-large' | 'refused' | 'damaged'

/** First and last number of a run of sequence numbers. */
export type Range = readonly [first: number, last: number]

export type Dropped = {
  readonly total: number
  readonly classes: Partial<Record<PublicationClass, number>>
  readonly reasons: Partial<Record<DropReason, number>>
  /** Every given-up number lies in a range; past 32 ranges the nearest are joined, so a range may hold others too. */
  readonly consoles: Readonly<Record<string, { readonly count: number; readonly ranges: readonly Range[] }>>
}

export const NOTHING_DROPPED: Dropped = { total: 0, classes: {}, reasons: {}, consoles: {} }

const MAX_RANGES = 32

/** Adds one entry to the account. */
export const addDropped = (dropped: Dropped, entry: Entry, reason: DropReason): Dropped =>
  mergeDropped(dropped, {
    total: 1,
    classes: { [entry.class]: 1 },
    reasons: { [reason]: 1 },
    consoles:
      entry.console === undefined || entry.sequence === undefined
        ? {}
        : { [entry.console]: { count: 1, ranges: [[entry.sequence, entry.sequence]] } },
  })

/** Adds numbers that were given out and whose events are not there: lost, or delivered just before the damage. */
export const addMissing = (dropped: Dropped, console: string, range: Range): Dropped => {
  const count = range[1] - range[0] + 1
  return mergeDropped(dropped, {
    total: count,
    classes: {},
    reasons: { damaged: count },
    consoles: { [console]: { count, ranges: [range] } },
  })
}

/**
 * Numbers that a damaged store should hold of one console and does not. `saved`: those it holds, in rising order. All up to
 * `done` had been acknowledged; where that is not known, the oldest saved is taken for the oldest that waited.
 */
export const missingAmong = (saved: readonly number[], done: number | undefined, last: number): Range[] => {
  const missing: Range[] = []
  let before = done ?? (saved[0] ?? last + 1) - 1
  for (const number of [...saved, last + 1]) {
    if (number > before + 1) missing.push([before + 1, number - 1])
    before = Math.max(before, number)
  }
  return missing
}

/** Two accounts as one. */
export const mergeDropped = (a: Dropped, b: Dropped): Dropped => {
  const consoles = new Map(Object.entries(a.consoles))
  for (const [name, more] of Object.entries(b.consoles)) {
    const known = consoles.get(name)
    const ranges = joinRanges([...(known?.ranges ?? []), ...more.ranges])
    consoles.set(name, { count: (known?.count ?? 0) + more.count, ranges })
  }
  return {
    total: a.total + b.total,
    classes: addCounts(a.classes, b.classes),
    reasons: addCounts(a.reasons, b.reasons),
    consoles: Object.fromEntries(consoles),
  }
}

const addCounts = <K extends string>(a: Partial<Record<K, number>>, b: Partial<Record<K, number>>) => {
  const sum: Partial<Record<K, number>> = { ...a }
  for (const key of Object.keys(b) as K[]) sum[key] = (a[key] ?? 0) + (b[key] ?? 0)
  return sum
}

const joinRanges = (ranges: readonly Range[]): Range[] => {
  const sorted = ranges.toSorted((a, b) => a[0] - b[0])
  const joined: Range[] = []
  for (const range of sorted) {
    const last = joined.at(-1)
    if (last !== undefined && range[0] <= last[1] + 1)
      joined[joined.length - 1] = [last[0], Math.max(last[1], range[1])]
    else joined.push(range)
  }
  while (joined.length > MAX_RANGES) joinNearest(joined)
  return joined
}

const joinNearest = (ranges: Range[]): void => {
  let nearest = 1
  let smallest = Number.POSITIVE_INFINITY
  for (let i = 1; i < ranges.length; i++) {
    const gap = (ranges[i]?.[0] ?? 0) - (ranges[i - 1]?.[1] ?? 0)
    if (gap < smallest) {
      smallest = gap
      nearest = i
    }
  }
  const [left, right] = [ranges[nearest - 1], ranges[nearest]]
  if (left !== undefined && right !== undefined) ranges.splice(nearest - 1, 2, [left[0], right[1]])
}
