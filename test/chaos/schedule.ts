/** Which faults come in which order, at which broker: from the seed alone, so that a run can be had again. */
import { type Chance, seeded } from '../../src/simulator/prng.ts'
import type { Kind } from './faults.ts'
import type { BrokerName } from './sites.ts'

export type Planned = { readonly kind: Kind; readonly seed: number; readonly calmMs: number }

/** At one broker for a share of the time. `faults` never ends; how far a run comes is a matter of time. */
export type Act = { readonly broker: BrokerName; readonly share: number; readonly faults: Iterator<Planned> }

/** Beyond the agent: each costs a connection, and too many in a row make the agent wait for long, as it should. */
const OUTSIDE: readonly Kind[] = [
  'broker killed',
  'link cut in a packet',
  'broker stopped',
  'link dead',
  'link slow',
  'link narrow',
  'login refused',
]
const INSIDE: readonly Kind[] = [
  'agent killed',
  'cable pulled',
  'disk full',
  'store damaged',
  'killed on a full disk',
  'agent killed',
  'cable shaken',
  'clock jumped',
]
/** Once at a broker, at the end: it is long. */
const LAST: Kind = 'name taken'

const CALM_MS = [3_000, 7_000] as const

const shuffled = <T>(items: readonly T[], chance: Chance): T[] =>
  items
    .map((item) => ({ item, key: chance.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)

function* inTurn(kinds: readonly (readonly Kind[])[], chance: Chance): Generator<Planned> {
  for (;;) {
    const rounds = kinds.map((group) => shuffled(group, chance))
    const longest = Math.max(...rounds.map(({ length }) => length))
    for (let turn = 0; turn < longest; turn += 1) {
      for (const round of rounds) {
        const kind = round[turn]
        if (kind === undefined) continue
        yield { kind, seed: chance.int(0, 2 ** 31), calmMs: chance.int(CALM_MS[0], CALM_MS[1]) }
      }
    }
  }
}

/** A full run: most of the time at mosquitto, where all faults are possible. */
export const fullSchedule = (seed: number, brokers: readonly BrokerName[]): readonly Act[] => {
  const others = brokers.filter((name) => name !== 'mosquitto')
  return brokers.map((broker, index) => {
    const chance = seeded(seed * 7 + index)
    const share = broker === 'mosquitto' ? 1 - others.length * 0.2 : 0.2
    const plan = broker === 'mosquitto' ? [OUTSIDE, INSIDE] : [OUTSIDE.slice(0, 5), ['agent killed'] as Kind[]]
    return { broker, share, faults: withLast(inTurn(plan, chance), broker === 'mosquitto' ? 14 : undefined, chance) }
  })
}

/** Puts the long fault in after so many others, and again after so many. */
function* withLast(faults: Iterable<Planned>, every: number | undefined, chance: Chance): Generator<Planned> {
  let count = 0
  for (const fault of faults) {
    yield fault
    count += 1
    if (count === every) {
      count = 0
      yield { kind: LAST, seed: chance.int(0, 2 ** 31), calmMs: CALM_MS[1] }
    }
  }
}

/** One group of kinds after the other, at mosquitto. */
const atMosquitto = (plan: readonly (readonly Kind[])[], seed: number): readonly Act[] => [
  { broker: 'mosquitto', share: 1, faults: inTurn(plan, seeded(seed)) },
]

/** These kinds and no others, to have a closer look. */
export const onlySchedule = (seed: number, kinds: readonly Kind[]): readonly Act[] => atMosquitto([kinds], seed)

/** For the gate: kills of the agent and the broker, and what goes with little time. */
export const shortSchedule = (seed: number): readonly Act[] =>
  atMosquitto([['agent killed'], ['broker killed'], ['link cut in a packet', 'cable pulled']], seed)
