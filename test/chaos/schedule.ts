/** Which faults come in which order, at which site: from the seed alone, so that a run can be had again. */
import { type Chance, seeded } from '../../src/simulator/prng.ts'
import type { Kind } from './faults.ts'
import type { SiteName } from './sites.ts'

export type Planned = { readonly kind: Kind; readonly seed: number; readonly calmMs: number }

/** At one site for a share of the time. `faults` never ends; how far a run comes is a matter of time. */
export type Act = { readonly site: SiteName; readonly share: number; readonly faults: Iterator<Planned> }

/** Beyond the agent: each costs a connection, and too many in a row make the agent wait for long, as it should. */
const OUTSIDE: readonly Kind[] = [
  'broker killed',
  'link cut in a packet',
  'broker stopped',
  'events refused',
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
  'console link cut',
  'outbox full',
  'killed on a full disk',
  'cable shaken',
  'console server killed',
  'clock jumped',
]
/** Once after all others: it is long. */
const LAST: Kind = 'name taken'

type Plan = {
  readonly site: SiteName
  readonly share: number
  /** Groups of kinds that come in turn. */
  readonly groups: readonly (readonly Kind[])[]
}

/**
 * A cluster that has lost a node takes 10 s on a machine that is idle and two minutes on one that is not: it comes first, and
 * what it takes too long is taken from the last, which has all kinds.
 */
const PLANS: readonly Plan[] = [
  {
    site: 'three nats-servers',
    share: 0.14,
    groups: [['node lost'], ['agent killed', 'link cut in a packet', 'link dead']],
  },
  { site: 'nats-server', share: 0.1, groups: [['broker killed', 'broker stopped', 'link dead'], ['agent killed']] },
  {
    site: 'rabbitmq',
    share: 0.12,
    groups: [['broker stopped', 'link slow', 'link cut in a packet'], ['agent killed']],
  },
  {
    site: 'mosquitto by TLS',
    share: 0.08,
    groups: [
      ['link cut in a packet', 'link dead'],
      ['agent killed', 'broker killed'],
    ],
  },
  {
    site: 'mosquitto by websocket',
    share: 0.08,
    groups: [
      ['link cut in a packet', 'link narrow'],
      ['agent killed', 'broker killed'],
    ],
  },
  { site: 'mosquitto', share: 0.48, groups: [OUTSIDE, INSIDE] },
]

export const SITES: readonly SiteName[] = PLANS.map(({ site }) => site)

/** Between two faults, in milliseconds. */
type Calm = readonly [least: number, most: number]

const CALM: Calm = [3_000, 7_000]
const SHORT_CALM: Calm = [1_500, 3_500]

const shuffled = <T>(items: readonly T[], chance: Chance): T[] =>
  items
    .map((item) => ({ item, key: chance.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)

function* inTurn(kinds: readonly (readonly Kind[])[], chance: Chance, [least, most]: Calm): Generator<Planned> {
  for (;;) {
    const rounds = kinds.map((group) => shuffled(group, chance))
    const longest = Math.max(...rounds.map(({ length }) => length))
    for (let turn = 0; turn < longest; turn += 1) {
      for (const round of rounds) {
        const kind = round[turn]
        if (kind === undefined) continue
        yield { kind, seed: chance.int(0, 2 ** 31), calmMs: chance.int(least, most) }
      }
    }
  }
}

/** Puts the long fault in after so many others, and again after so many. */
function* withLast(faults: Iterable<Planned>, every: number, chance: Chance): Generator<Planned> {
  let count = 0
  for (const fault of faults) {
    yield fault
    count += 1
    if (count % every === 0) yield { kind: LAST, seed: chance.int(0, 2 ** 31), calmMs: CALM[1] }
  }
}

/** At these sites one after the other. Those that cannot be leave their time to the others. */
export const fullSchedule = (seed: number, sites: readonly SiteName[], short: boolean): readonly Act[] => {
  const plans = PLANS.filter(({ site }) => sites.includes(site))
  const all = plans.reduce((sum, { share }) => sum + share, 0)
  return plans.map(({ site, share, groups }, index) => {
    const chance = seeded(seed * 7 + index)
    const faults = inTurn(groups, chance, short ? SHORT_CALM : CALM)
    const once = OUTSIDE.length + INSIDE.length
    return { site, share: share / all, faults: site === 'mosquitto' ? withLast(faults, once, chance) : faults }
  })
}

/** Groups of kinds in turn, at one site. */
const atOne = (site: SiteName, groups: Plan['groups'], seed: number): readonly Act[] => [
  { site, share: 1, faults: inTurn(groups, seeded(seed), CALM) },
]

/** These kinds and no others, to have a closer look. */
export const onlySchedule = (seed: number, kinds: readonly Kind[], site: SiteName): readonly Act[] =>
  atOne(site, [kinds], seed)

/** For a few seconds: kills of the agent and the broker, and what goes with little time. */
export const briefSchedule = (seed: number): readonly Act[] =>
  atOne('mosquitto', [['agent killed'], ['broker killed'], ['link cut in a packet', 'cable pulled']], seed)
