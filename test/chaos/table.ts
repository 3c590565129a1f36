/** What each kind of fault came to, as a table. */
import type { Judged } from './judge.ts'
import type { Arrival } from './recorder.ts'

/** A fault as it happened; times by the monotonic clock, in milliseconds. */
export type Struck = {
  readonly kind: string
  readonly broker: string
  readonly from: number
  readonly to: number
  /** Milliseconds from the end of its cause to the next event. */
  readonly recoveredMs: number
  readonly mayLose: boolean
}

export type Row = {
  kind: string
  times: number
  /** Verdicts that had to come, and of them those that did not. */
  expected: number
  lost: number
  /** Did not come, and were reported as given up. */
  givenUp: number
  events: number
  duplicated: number
  longestMs: number
}

/** A store that is damaged may lose what has waited for so long. */
const EXPOSED_MS = 20_000

/** A verdict that was due so shortly before the store was damaged may have been in it. */
export const isExposed = (at: number, struck: readonly Struck[]): boolean =>
  struck.some(({ mayLose, from, to }) => mayLose && at > from - EXPOSED_MS && at < to + EXPOSED_MS / 10)

/** Everything is counted with the last fault that began before it. */
export const tabulate = (
  struck: readonly Struck[],
  judged: readonly Judged[],
  arrivals: readonly Arrival[],
  givenUpIn: ReadonlySet<string>,
): Row[] => {
  const rows = new Map<string, Row>()
  const rowOf = (kind: string): Row => {
    const found = rows.get(kind)
    if (found !== undefined) return found
    const made = { kind, times: 0, expected: 0, lost: 0, givenUp: 0, events: 0, duplicated: 0, longestMs: 0 }
    rows.set(kind, made)
    return made
  }
  const at = (time: number): Row => rowOf(struck.findLast(({ from }) => from <= time)?.kind ?? 'none yet')
  for (const { kind, recoveredMs } of struck) {
    const row = rowOf(kind)
    row.times += 1
    row.longestMs = Math.max(row.longestMs, recoveredMs)
  }
  for (const each of judged) {
    const row = at(each.at)
    row.expected += each.expected
    const excused = givenUpIn.has(each.console) && isExposed(each.at, struck)
    row[excused ? 'givenUp' : 'lost'] += each.missing.length
  }
  const seen = new Set<string>()
  for (const { source, sequence, at: time } of arrivals) {
    const key = `${source} ${sequence}`
    if (seen.has(key)) at(time).duplicated += 1
    else at(time).events += 1
    seen.add(key)
  }
  return [...rows.values()]
}

const HEAD = ['fault', 'times', 'verdicts expected', 'lost', 'given up, said', 'events', 'twice', 'longest recovery']

export const render = (rows: readonly Row[]): string => {
  const total = rows.reduce(
    (sum, row) => ({
      kind: 'all',
      times: sum.times + row.times,
      expected: sum.expected + row.expected,
      lost: sum.lost + row.lost,
      givenUp: sum.givenUp + row.givenUp,
      events: sum.events + row.events,
      duplicated: sum.duplicated + row.duplicated,
      longestMs: Math.max(sum.longestMs, row.longestMs),
    }),
    { kind: 'all', times: 0, expected: 0, lost: 0, givenUp: 0, events: 0, duplicated: 0, longestMs: 0 },
  )
  const cells = [...rows, total].map((row) => [
    row.kind,
    ...[row.times, row.expected, row.lost, row.givenUp, row.events, row.duplicated].map(String),
    `${(row.longestMs / 1_000).toFixed(1)} s`,
  ])
  const widths = HEAD.map((head, index) => Math.max(head.length, ...cells.map((row) => row[index]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ')
  return [line(HEAD), ...cells.map(line)].join('\n')
}
