/**
 * Random consoles that are not heard whole: from a random line on, or with a hole in the middle. Of a scene that was heard in
 * part nothing need be said, but what is said of it must be true; of the others all must be right.
 */
import { type AgentState, agent, agentState } from '../../src/agent.ts'
import { missed } from '../../src/edge/agent/missed.ts'
import type { Language } from '../../src/profile/compile.ts'
import type { TimedLine, Truth } from '../../src/simulator/entry.ts'
import { encode } from '../../src/simulator/line.ts'
import { seeded } from '../../src/simulator/prng.ts'
import { type RandomOptions, randomConsole } from '../../src/simulator/random.ts'
import { asVerdict, fits, isVerdict, samePeer, score, type Tally, type Verdict } from './confusion.ts'

/** `begun`: nothing was heard before; `restarted`: the agent was killed and came back; `away`: the line was. */
export const FORMS = ['begun', 'restarted', 'away'] as const
export type Form = (typeof FORMS)[number]

/** Places at which each console is cut. */
const CUTS = 6
/** How long nothing is heard, in milliseconds of the router's clock. */
const HOLE = [1_000, 30_000] as const
/** By then every time-out of a scene that has ended is over; and by then, what waited for others is printed. */
const SETTLED_MS = 100_000
const PRINTED_MS = 10_000

type Hole = { readonly from: number; readonly to: number }

/** A verdict, and when its negotiation was first spoken of, or its SA ended: that may be one that came up unheard. */
type Placed = Verdict & { readonly since: number }

/** Verdicts on what was heard before the hole and behind it. */
const heard = (language: Language, lines: readonly TimedLine[], { from, to }: Hole, form: Form): Placed[][] => {
  const fresh = (): AgentState => agentState(language, { paced: true })
  let state = fresh()
  const runs: Placed[][] = [[]]
  let since = new Map<number, number>()
  const take = ([next, outputs]: ReturnType<typeof agent>, now: number): void => {
    state = next
    for (const output of outputs) {
      if (output.kind !== 'phase1') continue
      const { id } = output.negotiation
      if (!since.has(id)) since.set(id, now)
      if (!isVerdict(output)) continue
      const placed = output.type === 'down' ? now : (since.get(id) ?? now)
      runs.at(-1)?.push({ ...asVerdict(output), since: placed })
    }
  }
  const feed = (part: readonly TimedLine[]): void => {
    for (const line of part) take(agent(state, { kind: 'chunk', bytes: encode([line]), at: line.at }), line.at)
  }
  if (form !== 'begun') feed(lines.slice(0, from))
  if (form === 'away') take(missed(state, lines[to]?.at ?? 0, 'nobody listened'), lines[to]?.at ?? 0)
  else {
    state = fresh()
    since = new Map()
    runs.push([])
  }
  feed(lines.slice(to))
  take(agent(state, { kind: 'end', now: lines.at(-1)?.at ?? 0 }), lines.at(-1)?.at ?? 0)
  return runs
}

/** The truths of each scene, by the first of them. */
const scenesOf = (truths: readonly Truth[]): Truth[][] => {
  const scenes = new Map<unknown, Truth[]>()
  for (const truth of truths) scenes.set(truth.scene, [...(scenes.get(truth.scene) ?? []), truth])
  return [...scenes.values()]
}

const begins = (scene: readonly Truth[]): number => scene[0]?.scene?.from ?? 0
const ends = (scene: readonly Truth[]): number => scene[0]?.scene?.to ?? 0

/** The scene that a verdict is about: the last one of its peer that had begun. */
const sceneOf = (scenes: readonly Truth[][], verdict: Placed): Truth[] | undefined =>
  scenes
    .filter((scene) => begins(scene) <= verdict.since && scene.some((truth) => samePeer(truth, verdict)))
    .reduce<Truth[] | undefined>((a, b) => (a !== undefined && begins(a) > begins(b) ? a : b), undefined)

/** Of a scene whose cause stood before, the end alone says as much: that the peer gave it up. */
const asEndAlone = (truth: Truth): Truth =>
  truth.reason === 'phase2-failed' ? { ...truth, fits: [...(truth.fits ?? []), 'deleted-by-peer'] } : truth

/** Who was killed and comes back tells once more what is still to be seen. */
const toldOnce = (scene: readonly Truth[], first: readonly Placed[], second: readonly Placed[]): Placed[] => {
  const isTold = (truth: Truth): boolean => first.some((verdict) => fits(truth, verdict))
  return [...first, ...second.filter((verdict) => !scene.some((truth) => fits(truth, verdict) && isTold(truth)))]
}

/** Adds the cuts of one random console: to `part` the scenes heard in part, to `whole` all others. */
export const scoreMidway = (
  part: Tally,
  whole: Tally,
  language: Language,
  seed: number,
  options: RandomOptions,
  form: Form,
): void => {
  const { lines, truth } = randomConsole(seed, options)
  const scenes = scenesOf(truth)
  const chance = seeded(seed)
  for (let cut = 0; cut < CUTS; cut += 1) {
    const from = chance.int(0, lines.length - 1)
    const begin = lines[from]?.at ?? 0
    const length = chance.int(HOLE[0], HOLE[1])
    let to = from
    while (form !== 'begun' && to < lines.length && (lines[to]?.at ?? 0) < begin + length) to += 1
    const end = lines[to]?.at ?? begin + length
    const [first = [], second = []] = heard(language, lines, { from, to }, form)
    const settled = form === 'begun' ? PRINTED_MS : SETTLED_MS
    for (const scene of scenes) {
      const before = ends(scene) + settled < begin
      if (before && form === 'begun') continue
      const own = (run: readonly Placed[]): Placed[] => run.filter((verdict) => sceneOf(scenes, verdict) === scene)
      const verdicts = toldOnce(scene, own(first), own(second))
      const name = `${seed}/${from}-${to}`
      if (before || begins(scene) > end) score(whole, scene, verdicts, name)
      else score(part, scene.map(asEndAlone), verdicts, name)
    }
  }
}
