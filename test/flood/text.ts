/** What a router prints while the whole internet knocks: a real tunnel with all that can befall it, and strangers who come once each. */
import { seatsOf } from '../../src/simulator/catalogue.ts'
import type { Entry, Truth } from '../../src/simulator/entry.ts'
import { delayed, interleave } from '../../src/simulator/interleave.ts'
import { encode } from '../../src/simulator/line.ts'
import { type Chance, seeded } from '../../src/simulator/prng.ts'
import { print, render, type Stamping } from '../../src/simulator/render.ts'
import type { Scenario, Seat } from '../../src/simulator/scenarios/scenario.ts'
import { SCENARIOS } from '../../src/simulator/scenarios/scenarios.ts'
import { LINES, NAMES } from './hostile.ts'

/** The peer that is expected. */
export const REAL = '172.16.6.2'

const TRAIN = '15'
const DIALECT = 'ios-15'
const DAY_MS = 86_400_000
const BEGIN = Date.UTC(2026, 2, 7)
/** Between two stories of the tunnel, by when the router has forgotten the first. */
const PAUSE_MS = 100_000
/** On the router's clock; it cannot print more of them. */
const STRANGERS_A_SECOND = 20
/** The conn-ids of a router begin again after so many. */
const CONN_IDS = 60_000

/** One piece of console: the text, what is true of the tunnel and of the strangers in it, and the tunnel's text alone. */
export type Chapter = {
  readonly bytes: Uint8Array
  readonly lines: number
  readonly truths: readonly Truth[]
  readonly strangers: readonly Truth[]
  readonly undisturbed: Uint8Array
}

type Part = { readonly scenario: Scenario; readonly seat: Seat }
type Peer = { readonly peer: string; readonly peerName?: string }

const PARTS = SCENARIOS.filter(({ alone }) => alone !== true).flatMap((scenario) =>
  seatsOf(scenario).map((seat): Part => ({ scenario, seat })),
) as [Part, ...Part[]]

/** What becomes of a stranger, and how many of a hundred fare so: most are refused at once, some never answer. */
const FATES: readonly (readonly [share: number, scenario: string, seat: Seat])[] = [
  [30, 'aggressive-rejected', 'responder aggressive'],
  [20, 'proposal-mismatch', 'responder main'],
  [20, 'admission-denied', 'responder main'],
  [16, 'unsupported-exchange', 'responder main'],
  [2, 'proposal-mismatch', 'responder aggressive'],
  [10, 'psk-missing', 'responder main'],
  [2, 'ke-timeout', 'responder main'],
]
const FATE = FATES.flatMap(([share, name, seat]) => {
  const scenario = SCENARIOS.find((each) => each.name === name)
  return scenario === undefined ? [] : Array.from({ length: share }, (): Part => ({ scenario, seat }))
}) as [Part, ...Part[]]

/** Carrier-grade addresses, four million of them. */
const addressOf = (n: number): string => `100.${64 + ((n >> 16) & 63)}.${(n >> 8) & 255}.${n & 255}`

const hostileEntries = (span: number, chance: Chance, count: number): readonly Entry[][] =>
  Array.from({ length: count }, () => [{ kind: 'line', at: chance.int(0, span), burst: 0, ...chance.pick(LINES) }])

/** One chapter a story of the tunnel, without end; `strangers` and `hostile` lines come in each. The same arguments give the same text. */
export function* floodText(seed: number, strangers: number, hostile: number): Generator<Chapter, never> {
  const chance = seeded(seed)
  let [router, stranger, saCount] = [0, 0, 0]
  const play = ({ scenario, seat }: Part, peer: Peer): readonly Entry[] => {
    const entries = render(scenario, seat, DIALECT, { train: TRAIN, ...peer, saCount, seed: chance.int(0, 2 ** 31) })
    for (const entry of entries) if (entry.kind === 'truth') saCount = (saCount + entry.truth.negotiation) % CONN_IDS
    return entries
  }
  for (let turn = 0; ; turn += 1) {
    const story = play(PARTS[(turn * 37) % PARTS.length] ?? PARTS[0], { peer: REAL })
    const span = Math.max((story.at(-1)?.at ?? 0) + PAUSE_MS, (1_000 * strangers) / STRANGERS_A_SECOND)
    const real = delayed(story, chance.int(0, PAUSE_MS / 2))
    const others = Array.from({ length: strangers }, () => {
      stranger += 1
      const peer = { peer: addressOf(stranger), peerName: chance.pick(NAMES) }
      return delayed(play(chance.pick(FATE), peer), chance.int(0, span))
    })
    const now = new Date(BEGIN + router)
    const date = [now.getUTCFullYear(), now.getUTCMonth() + 1, now.getUTCDate()] as const
    const clock = { date, timeOfDay: now.getTime() % DAY_MS, uptime: router }
    const stamping: Stamping = { debug: { form: 'datetime', msec: true }, clock }
    const { lines, truth } = print(interleave([real, ...others, ...hostileEntries(span, chance, hostile)]), stamping)
    router += Math.max(span, lines.at(-1)?.at ?? 0)
    yield {
      bytes: encode(lines),
      lines: lines.length,
      truths: truth.filter(({ peer }) => peer === REAL),
      strangers: truth.filter(({ peer }) => peer !== REAL),
      undisturbed: encode(print(real, stamping).lines),
    }
  }
}
