/** Random consoles from a seed: any peers, scenarios, dialects, stamps, interleaving, other text. */
import { seatsOf } from './catalogue.ts'
import type { Entry, TimedLine, Truth } from './entry.ts'
import { delayed, interleave } from './interleave.ts'
import { noiseOf, strew } from './noise.ts'
import { enter, ping, typed } from './operator.ts'
import { type Chance, seeded } from './prng.ts'
import { print, render, type Stamping, settingFor } from './render.ts'
import type { Scenario, Seat } from './scenarios/scenario.ts'
import { scenariosOf } from './scenarios/scenarios.ts'
import type { StampStyle } from './stamp.ts'
import { ASA_TRAINS, DIALECT_OF, type Dialect, TRAINS, type Train } from './trains.ts'

export type RandomOptions = {
  readonly peers: number
  /** Scenarios one after the other with each peer. */
  readonly perPeer: number
  readonly train?: Train
  /** An ASA instead of a router; without a train, any of its trains. */
  readonly asa?: boolean
  /** Harmless lines and other syslog in between; share of scenarios that get some. */
  readonly noise?: number
  /** How often a person pings, types and presses Enter, on the whole console. */
  readonly operator?: number
  /** Merge line by line instead of burst by burst. */
  readonly split?: boolean
  /** Time stamps; by default one of several styles with milliseconds. */
  readonly stamping?: Stamping
  /** Names of the scenarios to choose from; all that suit a crowd if absent. */
  readonly scenarios?: readonly string[]
}

export type RandomConsole = {
  readonly train: Train
  readonly dialect: Dialect
  readonly stamping: Stamping
  readonly lines: readonly TimedLine[]
  readonly truth: readonly Truth[]
}

const STYLES: readonly [StampStyle, ...StampStyle[]] = [
  { form: 'datetime', msec: true },
  { form: 'datetime', msec: true, flag: '*' },
  { form: 'datetime', msec: true, flag: '.', zone: 'UTC' },
  { form: 'datetime', msec: true, zone: 'CET' },
  { form: 'datetime', msec: true, flag: '*', year: true },
]

/** Between two scenarios of a peer, long enough for the router to have forgotten the first. */
const PAUSE = [70_000, 200_000] as const

const randomStamping = (chance: Chance): Stamping => ({
  debug: chance.pick(STYLES),
  clock: {
    date: [2023, chance.int(1, 12), chance.int(1, 28)],
    timeOfDay: chance.int(0, 86_399_999),
    uptime: 3_600_000,
  },
  ...(chance.chance(0.3) && { sequence: chance.int(1, 999_990) }),
})

/** Debug lines of an ASA have no milliseconds, and without `logging timestamp` no stamp at all. */
const asaStamping = (chance: Chance): Stamping => {
  const { clock } = randomStamping(chance)
  return chance.chance(0.1)
    ? { debug: { form: 'none' }, clock }
    : { debug: { form: 'asa-debug' }, log: { form: 'asa-syslog' }, clock }
}

/** What a train of IOS cannot do another does in its place; what an ASA does not show is left out. */
const candidates = ({ scenarios }: RandomOptions, train: Train): readonly Scenario[] =>
  scenariosOf(DIALECT_OF[train]).filter(
    ({ name, alone, not }) =>
      (scenarios === undefined ? !alone : scenarios.includes(name)) &&
      !(DIALECT_OF[train] === 'asa' && not?.includes(train) === true),
  )

/** Everything between the router and one peer, and how many SAs it took. */
const story = (peer: string, train: Train, saCount: number, options: RandomOptions, chance: Chance) => {
  const dialect = DIALECT_OF[train]
  const entries: Entry[] = []
  let [start, made, burst] = [chance.int(0, 60_000), 0, 0]
  for (let turn = 0; turn < options.perPeer; turn += 1) {
    const scenario = chance.pick(candidates(options, train) as readonly [Scenario, ...Scenario[]])
    const seat = chance.pick(seatsOf(scenario) as readonly [Seat, ...Seat[]])
    const choice = { train, peer, saCount: saCount + made, seed: chance.int(0, 2 ** 31) }
    let played = render(scenario, seat, dialect, choice)
    if (chance.chance(options.noise ?? 0)) {
      const rows = noiseOf(dialect).filter(() => chance.chance(0.2))
      played = strew(played, rows, settingFor(scenario, dialect, choice))
    }
    const before = made
    const scene = { from: start, to: start + (played.at(-1)?.at ?? 0) }
    for (const entry of delayed(played, start)) {
      const moved = { ...entry, burst: entry.burst + burst }
      if (moved.kind === 'line') entries.push(moved)
      else {
        made = Math.max(made, before + moved.truth.negotiation)
        entries.push({ ...moved, truth: { ...moved.truth, negotiation: before + moved.truth.negotiation, scene } })
      }
    }
    burst = (entries.at(-1)?.burst ?? 0) + 1
    start = (entries.at(-1)?.at ?? start) + chance.int(PAUSE[0], PAUSE[1])
  }
  return { entries, made }
}

const disturbed = (lines: readonly TimedLine[], times: number, chance: Chance): readonly TimedLine[] => {
  let result = lines
  for (let turn = 0; turn < times; turn += 1) {
    const where = chance.int(0, result.length)
    const what = chance.int(0, 2)
    if (what === 0)
      result = ping(result, where, { hostname: 'Tokyo', target: '10.0.0.1', answered: chance.int(0, 5) }, chance)
    else if (what === 1) result = typed(result, where, 'Tokyo', 'show clock', chance)
    else result = enter(result, where, 'Tokyo')
  }
  return result
}

/** The same seed and options give the same console. */
export const randomConsole = (seed: number, options: RandomOptions): RandomConsole => {
  const chance = seeded(seed)
  const train = options.train ?? chance.pick<Train>(options.asa === true ? ASA_TRAINS : TRAINS)
  const dialect = DIALECT_OF[train]
  const stories: (readonly Entry[])[] = []
  let saCount = 0
  for (let peer = 0; peer < options.peers; peer += 1) {
    const address = `10.${(peer >> 14) & 255}.${(peer >> 6) & 255}.${(peer & 63) * 4 + 1}`
    const { entries, made } = story(address, train, saCount, options, chance)
    saCount += made
    stories.push(entries)
  }
  const stamping = options.stamping ?? (dialect === 'asa' ? asaStamping : randomStamping)(chance)
  const { lines, truth } = print(interleave(stories, options.split), stamping)
  return { train, dialect, stamping, lines: disturbed(lines, options.operator ?? 0, chance), truth }
}
