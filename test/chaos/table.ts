/** What each kind of fault came to, as a table. */
import type { Judged } from './judge.ts'
import type { Arrival } from './recorder.ts'

/** A fault as it happened; times by the monotonic clock, in milliseconds. */
export type Struck = {
  readonly kind: string
  readonly site: string
  readonly from: number
  readonly to: number
  /** Milliseconds from the end of its cause to the next event. */
  readonly recoveredMs: number
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

const newRow = (kind: string): Row => ({
  kind,
  times: 0,
  expected: 0,
  lost: 0,
  givenUp: 0,
  events: 0,
  duplicated: 0,
  longestMs: 0,
})

type Came = { readonly judged: readonly Judged[]; readonly arrivals: readonly Arrival[] }

/** Everything is counted with the last fault that began before it, in the row that `keyOf` names for that fault. */
const tally = (struck: readonly Struck[], { judged, arrivals }: Came, keyOf: (fault: Struck) => string): Row[] => {
  const rows = new Map<string, Row>()
  const rowOf = (kind: string): Row => {
    const row = rows.get(kind) ?? newRow(kind)
    rows.set(kind, row)
    return row
  }
  const at = (time: number): Row => {
    const fault = struck.findLast(({ from }) => from <= time)
    return rowOf(fault === undefined ? 'none yet' : keyOf(fault))
  }
  for (const fault of struck) {
    const row = rowOf(keyOf(fault))
    row.times += 1
    row.longestMs = Math.max(row.longestMs, fault.recoveredMs)
  }
  for (const each of judged) {
    const row = at(each.at)
    row.expected += each.expected
    row[each.excused ? 'givenUp' : 'lost'] += each.missing.length
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

export type Rows = { readonly kinds: readonly Row[]; readonly sites: readonly Row[] }

export const tabulate = (struck: readonly Struck[], came: Came): Rows => ({
  kinds: tally(struck, came, ({ kind }) => kind),
  sites: tally(struck, came, ({ site }) => `at ${site}`).filter(({ times }) => times > 0),
})

const HEAD = ['fault', 'times', 'verdicts expected', 'lost', 'given up, said', 'events', 'twice', 'longest recovery']

const total = (rows: readonly Row[]): Row => {
  const sum = newRow('all')
  for (const { times, expected, lost, givenUp, events, duplicated, longestMs } of rows) {
    sum.times += times
    sum.expected += expected
    sum.lost += lost
    sum.givenUp += givenUp
    sum.events += events
    sum.duplicated += duplicated
    sum.longestMs = Math.max(sum.longestMs, longestMs)
  }
  return sum
}

/** Kinds of faults, then the sites, where the same is counted once more. */
export const render = ({ kinds, sites }: Rows): string => {
  const cells = [...kinds, ...sites, total(kinds)].map((row) => [
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
