/** What a router prints during a run, and the truth about it: one story after the other, several at a time. */
import { seatsOf } from '../../src/simulator/catalogue.ts'
import type { Entry, TimedLine, Truth } from '../../src/simulator/entry.ts'
import { delayed, interleave } from '../../src/simulator/interleave.ts'
import { type Chance, seeded } from '../../src/simulator/prng.ts'
import { print, render } from '../../src/simulator/render.ts'
import type { Scenario, Seat } from '../../src/simulator/scenarios/scenario.ts'
import { SCENARIOS } from '../../src/simulator/scenarios/scenarios.ts'
import { DIALECT_OF, type Train } from '../../src/simulator/trains.ts'

/** One scenario with a peer of its own, so that whatever is said of that peer is said of this story. */
export type Story = {
  readonly peer: string
  readonly scenario: string
  readonly truths: readonly Truth[]
  /** Indexes of its first line, of its last, and of the line by which every deadline of it has passed. */
  readonly first: number
  readonly last: number
  readonly settled: number
}

export type Script = { readonly lines: readonly TimedLine[]; readonly stories: readonly Story[] }

/** Images whose every refusal names its peer. */
const NAMING: readonly [Train, ...Train[]] = ['12.4', '12.4T', '15', 'xe']
/** Stories at a time. */
const LANES = 8
/** Between two stories of a lane, in milliseconds of the router's clock. */
const PAUSE = [2_000, 20_000] as const
/** By then every time-out of a story that has ended is over, on the router's clock. */
const SETTLE_MS = 100_000
/** What a story has in bytes, less than on average. */
const STORY_BYTES = 8_000

const CROWD = SCENARIOS.filter(({ alone }) => alone !== true) as [Scenario, ...Scenario[]]

/** Copying keeps the mark: `delayed` and `interleave` change an entry's time and nothing else of it. */
type Marked = Entry & { readonly story: number }

type Cast = { readonly scenario: string; readonly peer: string }

/** Peers of 10.128.0.0/9, none twice. */
const addressOf = (story: number): string => `10.${128 + (story >> 14)}.${(story >> 7) & 127}.${1 + (story & 127)}`

/** The stories of one lane, one after the other. Each is entered in `cast`. */
const lane = (count: number, train: Train, cast: Cast[], chance: Chance): readonly Marked[] => {
  const entries: Marked[] = []
  let [start, burst] = [chance.int(0, PAUSE[1]), 0]
  for (let turn = 0; turn < count; turn += 1) {
    const scenario = chance.pick(CROWD)
    const seat = chance.pick(seatsOf(scenario) as readonly [Seat, ...Seat[]])
    const story = cast.length
    const peer = addressOf(story)
    cast.push({ scenario: scenario.name, peer })
    const choice = { train, peer, saCount: story * 4, seed: chance.int(0, 2 ** 31) }
    const played = render(scenario, seat, DIALECT_OF[train], choice)
    for (const entry of delayed(played, start)) entries.push({ ...entry, burst: entry.burst + burst, story })
    burst = (entries.at(-1)?.burst ?? 0) + 1
    start = (entries.at(-1)?.at ?? start) + chance.int(PAUSE[0], PAUSE[1])
  }
  return entries
}

const firstAfter = (lines: readonly TimedLine[], at: number, from: number): number => {
  let index = from
  while (index < lines.length && (lines[index]?.at ?? 0) < at) index += 1
  return index
}

/** At least so many bytes of console, as one router prints them. The same seed and size give the same script. */
export const composeScript = (seed: number, bytes: number): Script => {
  const chance = seeded(seed)
  const train = chance.pick(NAMING)
  const cast: Cast[] = []
  const perLane = Math.ceil(bytes / STORY_BYTES / LANES)
  const lanes = Array.from({ length: LANES }, () => lane(perLane, train, cast, chance))
  const entries = interleave(lanes) as readonly Marked[]
  const clock = { date: [2024, 3, 4] as const, timeOfDay: chance.int(0, 86_399_999), uptime: 3_600_000 }
  const { lines } = print(entries, { debug: { form: 'datetime', msec: true, flag: '*' }, clock })

  const first: number[] = []
  const last: number[] = []
  const truths: Truth[][] = cast.map(() => [])
  let index = 0
  for (const entry of entries) {
    if (entry.kind === 'truth') truths[entry.story]?.push({ ...entry.truth, at: entry.at })
    else {
      first[entry.story] ??= index
      last[entry.story] = index
      index += 1
    }
  }
  const stories = cast.map(({ peer, scenario }, story): Story => {
    const [begin, end] = [first[story] ?? 0, last[story] ?? 0]
    const settled = firstAfter(lines, (lines[end]?.at ?? 0) + SETTLE_MS, end)
    return { peer, scenario, truths: truths[story] ?? [], first: begin, last: end, settled }
  })
  return { lines, stories }
}
