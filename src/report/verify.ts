/**
 * Proves of recorded events that nothing is missing: per source the sequence goes up by one, an event sent again has the
 * same id, and what the outbox gave up is named and counted by an `ikewatch.agent.dropped`. Works on a stream, in memory
 * that grows with the faults and not with the events.
 */

/** What the checker looks at in an event; other keys do not matter. */
export type Recorded = {
  readonly id: string
  readonly source: string
  readonly sequence: number
  readonly type: string
  readonly data?: unknown
}

type Range = readonly [first: number, last: number]

type Stream = {
  first: number
  highest: number
  /** Numbers below the highest that have not come. */
  holes: Range[]
  /** Ids of the latest numbers: an event comes again soon or not at all. */
  recent: Map<number, string>
  events: number
  again: number
  late: number
  conflicts: number[]
}

/** What agents say they gave up of a source: how many, and the runs in which they lie. */
type GivenUp = { count: number; ranges: Range[] }

export type Verification = {
  readonly streams: Map<string, Stream>
  readonly givenUp: Map<string, GivenUp>
  notEvents: number
}

export type Report = {
  readonly source: string
  readonly events: number
  readonly first: number
  readonly last: number
  /** Came more than once with the same id: harmless. */
  readonly duplicates: number
  /** Came after a later one, for the first time. */
  readonly late: number
  /** Numbers that never came and that nothing says were given up. */
  readonly holes: readonly Range[]
  /** Runs of numbers in which the outbox gave up `said`; `absent` of them did not come. */
  readonly givenUp: readonly Range[]
  readonly said: number
  readonly absent: number
  /** Numbers that came with two different ids. */
  readonly conflicts: readonly number[]
}

/** Ids are kept of so many numbers: more than any window or outbox sends again. */
const REMEMBERED = 100_000

export const startVerifying = (): Verification => ({ streams: new Map(), givenUp: new Map(), notEvents: 0 })

const streamOf = (state: Verification, source: string, sequence: number): Stream => {
  const known = state.streams.get(source)
  if (known !== undefined) return known
  const made: Stream = {
    first: sequence,
    highest: sequence - 1,
    holes: [],
    recent: new Map(),
    events: 0,
    again: 0,
    late: 0,
    conflicts: [],
  }
  state.streams.set(source, made)
  return made
}

const without = (ranges: readonly Range[], [first, last]: Range): Range[] =>
  ranges.flatMap(([a, b]): Range[] => {
    if (last < a || first > b) return [[a, b]]
    const left: Range[] = a < first ? [[a, first - 1]] : []
    return b > last ? [...left, [last + 1, b]] : left
  })

type DroppedData = { readonly consoles?: { readonly [console: string]: Partial<GivenUp> } } | undefined

const takeDropped = ({ givenUp }: Verification, event: Recorded): void => {
  const agent = event.source.slice(0, event.source.lastIndexOf('/') + 1)
  for (const [console, { count = 0, ranges = [] }] of Object.entries((event.data as DroppedData)?.consoles ?? {})) {
    const known = givenUp.get(agent + console) ?? { count: 0, ranges: [] }
    givenUp.set(agent + console, { count: known.count + count, ranges: [...known.ranges, ...ranges] })
  }
}

const takeKnown = (stream: Stream, { sequence, id }: Recorded): void => {
  const before = stream.recent.get(sequence)
  if (before !== undefined) {
    if (before === id) stream.again++
    else stream.conflicts.push(sequence)
    return
  }
  const missed = stream.holes.some(([a, b]) => sequence >= a && sequence <= b)
  if (!missed && sequence >= stream.first) {
    stream.again++
    return
  }
  stream.late++
  stream.first = Math.min(stream.first, sequence)
  stream.holes = without(stream.holes, [sequence, sequence])
  stream.recent.set(sequence, id)
}

/** Takes one event in, in the order of arrival. */
export const verifyEvent = (state: Verification, event: Recorded): void => {
  const stream = streamOf(state, event.source, event.sequence)
  stream.events++
  const before = stream.again
  take(stream, event)
  if (event.type === 'ikewatch.agent.dropped' && stream.again === before) takeDropped(state, event)
}

const take = (stream: Stream, event: Recorded): void => {
  if (event.sequence <= stream.highest) return takeKnown(stream, event)
  if (event.sequence > stream.highest + 1) stream.holes.push([stream.highest + 1, event.sequence - 1])
  stream.highest = event.sequence
  stream.recent.set(event.sequence, event.id)
  stream.recent.delete(event.sequence - REMEMBERED)
}

/** What was found, one report a source. */
export const verified = (state: Verification): Report[] =>
  [...state.streams].map(([source, stream]) => {
    const { count: said, ranges: givenUp } = state.givenUp.get(source) ?? { count: 0, ranges: [] }
    const holes = givenUp.reduce(without, stream.holes)
    return {
      source,
      events: stream.events,
      first: stream.first,
      last: stream.highest,
      duplicates: stream.again,
      late: stream.late,
      holes,
      givenUp,
      said,
      absent: sizeOf(stream.holes) - sizeOf(holes),
      conflicts: stream.conflicts,
    }
  })

const sizeOf = (ranges: readonly Range[]): number => ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)

/**
 * Whether a consumer with these events has everything: nothing missing unexplained, no number used twice. A run may be the
 * join of several, with events between them that were not given up: that those came is told by the count.
 */
export const isWhole = ({ holes, conflicts, said, absent }: Report): boolean =>
  holes.length === 0 && conflicts.length === 0 && absent <= said
