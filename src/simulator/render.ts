/** A scenario, a seat and a setting become entries; entries become stamped lines beside the truth. */
import { compose } from './compose.ts'
import type { Entry, TimedLine, Truth } from './entry.ts'
import type { Scenario, Seat } from './scenarios/scenario.ts'
import { defaultPolicy, differing, type Policy, type Setting } from './setting.ts'
import { type Clock, type StampStyle, sequenceNumber, stamp } from './stamp.ts'
import { type Dialect, type Train, trainsOf } from './trains.ts'

/** What a caller may choose; all else follows from the dialect and the scenario. */
export type Choice = Partial<Omit<Setting, 'train'>> & {
  readonly train?: Train
  /** Render the other half of a look-alike pair. */
  readonly twin?: boolean
}

/** The first train of the dialect that can do the scenario. */
export const trainFor = (scenario: Scenario, dialect: Dialect): Train =>
  trainsOf(dialect).find((train) => train !== '12.4T' && !scenario.not?.includes(train)) ?? '15'

const transforms = (policy: Policy, count: number): readonly Policy[] =>
  Array.from({ length: count }, (_, index) => ({
    ...(index === count - 1 ? policy : differing(policy, index % 2 === 0 ? ['encryption', 'group'] : ['hash'])),
    priority: index + 1,
  }))

export const settingFor = (scenario: Scenario, dialect: Dialect, choice: Choice): Setting => {
  const { train: wanted, twin: _, ...chosen } = choice
  const train = wanted === undefined || scenario.not?.includes(wanted) ? trainFor(scenario, dialect) : wanted
  const base = {
    ...defaultPolicy(dialect),
    ...(scenario.authentication && { authentication: scenario.authentication }),
  }
  const policies = (scenario.differ ?? [[]]).map((attributes, index) => ({
    ...differing(base, attributes),
    priority: (index + 1) * 10,
  }))
  return {
    peer: '172.16.6.2',
    local: '172.16.5.1',
    nat: scenario.nat ?? 'none',
    offered: transforms(base, scenario.offers ?? 1),
    policies,
    profile: scenario.profile ?? '',
    peerName: 'osaka',
    hostname: 'Tokyo',
    saCount: 0,
    seed: 1,
    ...chosen,
    train,
  }
}

/** Entries of one scenario, time 0 at its first line. Empty where the scenario has no such seat. */
export const render = (scenario: Scenario, seat: Seat, dialect: Dialect, choice: Choice = {}): readonly Entry[] => {
  const flags = [...(scenario.flags ?? []), ...(choice.twin ? ['twin'] : [])]
  return compose(scenario.seats[seat] ?? [], settingFor(scenario, dialect, choice), flags)
}

/** How a console is stamped. `log` styles syslog lines apart from debug lines; `sequence` is the first number. */
export type Stamping = {
  readonly debug: StampStyle
  readonly log?: StampStyle
  readonly clock: Clock
  readonly sequence?: number
}

/** A router without a calendar begins here after a reload. */
const EPOCH: Clock = { date: [2002, 3, 1], timeOfDay: 0, uptime: 0 }

export const print = (
  entries: readonly Entry[],
  stamping: Stamping,
): { readonly lines: readonly TimedLine[]; readonly truth: readonly Truth[] } => {
  const lines: TimedLine[] = []
  const truth: Truth[] = []
  let { clock, sequence } = stamping
  let since = 0
  for (const entry of entries) {
    const { at } = entry
    if (entry.kind === 'truth') {
      truth.push({ ...entry.truth, at })
      if (entry.truth.outcome === 'restarted') {
        clock = EPOCH
        since = at
        sequence = sequence === undefined ? undefined : 1
      }
      continue
    }
    let text = entry.text
    if (entry.stamped !== 'raw') {
      const style = entry.stamped === 'log' ? (stamping.log ?? stamping.debug) : stamping.debug
      text = stamp(at - since, style, clock) + text
      if (sequence !== undefined) text = sequenceNumber(sequence++) + text
    }
    lines.push({ at, text })
  }
  return { lines, truth }
}
