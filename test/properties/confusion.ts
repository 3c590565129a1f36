/**
 * The agent's verdicts beside the simulator's truth, on random consoles. Each verdict is matched once: first with a truth
 * of the same peer and the same reason, then, among what is left, with one of the same peer and the same outcome.
 */
import { agent, agentState } from '../../src/agent.ts'
import type { Phase1Event } from '../../src/phase1/event.ts'
import type { Language } from '../../src/profile/compile.ts'
import type { Truth } from '../../src/simulator/entry.ts'
import { encode, type LineOptions, throughLine } from '../../src/simulator/line.ts'
import { type RandomOptions, randomConsole } from '../../src/simulator/random.ts'

const OUTCOMES: readonly string[] = ['established', 'failed', 'down']

export type Verdict = {
  readonly peer: string | undefined
  readonly outcome: string
  readonly reason: string
  matched: boolean
}

/** Counts of truths by what became of them, and of verdicts that no truth explains. */
export type Tally = {
  /** Negotiations, whose establishing and ending count once each. */
  negotiations: number
  truths: number
  right: number
  /** Another reason than the true one. */
  wrong: number
  /** The reason `unknown` where there is one. */
  unknown: number
  /** No verdict of that outcome at all. */
  missing: number
  /** Verdicts of which nothing is true, `unknown` aside. */
  extra: number
  /** `outcome/reason role exchange -> verdict`, with up to three places `seed:peer@ms` each. */
  readonly confusions: Map<string, { count: number; places: string[] }>
}

export const emptyTally = (): Tally => ({
  negotiations: 0,
  truths: 0,
  right: 0,
  wrong: 0,
  unknown: 0,
  missing: 0,
  extra: 0,
  confusions: new Map(),
})

const confuse = (tally: Tally, what: string, place: string): void => {
  const found = tally.confusions.get(what) ?? { count: 0, places: [] }
  found.count++
  if (found.places.length < 3) found.places.push(place)
  tally.confusions.set(what, found)
}

export const isVerdict = (event: { kind: string; type?: string }): event is Phase1Event =>
  event.kind === 'phase1' && OUTCOMES.includes(event.type ?? '')

export const asVerdict = (event: Phase1Event): Verdict => ({
  peer: event.peer,
  outcome: event.type,
  reason: 'diagnosis' in event && event.diagnosis !== undefined ? event.diagnosis.reason : '',
  matched: false,
})

/** The verdicts on these bytes, given in the pieces in which they came. */
export const verdictsOn = (language: Language, pieces: Iterable<Uint8Array>): Verdict[] => {
  let state = agentState(language, { paced: false })
  const found: Verdict[] = []
  const feed = (input: Parameters<typeof agent>[1]): void => {
    const [next, outputs] = agent(state, input)
    state = next
    for (const output of outputs) if (isVerdict(output)) found.push(asVerdict(output))
  }
  for (const bytes of pieces) feed({ kind: 'chunk', bytes, at: 0 })
  feed({ kind: 'end', now: 0 })
  return found
}

export const fits = (truth: Truth, verdict: Verdict): boolean =>
  truth.outcome === verdict.outcome &&
  (truth.reason === undefined || truth.reason === verdict.reason || (truth.fits ?? []).includes(verdict.reason))

/** The line of 12.2 and 12.3 that refuses aggressive mode names no peer. */
export const samePeer = (truth: Truth, verdict: Verdict): boolean =>
  verdict.peer === truth.peer || (verdict.peer === undefined && truth.reason === 'aggressive-rejected')

const take = (verdicts: readonly Verdict[], suits: (verdict: Verdict) => boolean): Verdict | undefined => {
  const found = verdicts.find((verdict) => !verdict.matched && suits(verdict))
  if (found !== undefined) found.matched = true
  return found
}

/** Adds one console to the tally. */
export const score = (tally: Tally, truths: readonly Truth[], verdicts: readonly Verdict[], name: string): void => {
  const told = truths.filter(({ outcome }) => OUTCOMES.includes(outcome))
  tally.negotiations += new Set(told.map(({ negotiation }) => negotiation)).size
  tally.truths += told.length
  const left = told.filter((truth) => {
    const right = take(verdicts, (verdict) => samePeer(truth, verdict) && fits(truth, verdict)) !== undefined
    if (right) tally.right++
    return !right
  })
  for (const truth of left) {
    const what = `${truth.outcome}/${truth.reason ?? ''} ${truth.role} ${truth.exchange}`
    const place = `${name}:${truth.peer}@${truth.at}`
    const other =
      truth.reason === undefined
        ? undefined
        : take(verdicts, (verdict) => samePeer(truth, verdict) && verdict.outcome === truth.outcome)
    if (other === undefined) tally.missing++
    else if (other.reason === 'unknown') tally.unknown++
    else tally.wrong++
    confuse(tally, `${what} -> ${other?.reason ?? 'missing'}`, place)
  }
  for (const { matched, reason, outcome, peer } of verdicts) {
    if (matched || reason === 'unknown') continue
    tally.extra++
    confuse(tally, `nothing -> ${outcome}/${reason}`, `${name}:${peer}`)
  }
}

/** One random console, on a line with these faults. */
export const scoreSeed = (
  tally: Tally,
  language: Language,
  seed: number,
  options: RandomOptions,
  faults: LineOptions,
): void => {
  const { lines, truth } = randomConsole(seed, options)
  const whole = (faults.drop ?? 0) === 0 && (faults.damage ?? 0) === 0
  const pieces = whole
    ? [encode(lines)]
    : [...throughLine(lines, { baud: 115_200, seed, ...faults })].map(({ bytes }) => bytes)
  score(tally, truth, verdictsOn(language, pieces), String(seed))
}

/** The matrix as text, the most frequent confusion first. */
export const matrix = (tally: Tally): string => {
  const { negotiations, truths, right, wrong, unknown, missing, extra, confusions } = tally
  const rows = [...confusions].sort(([, a], [, b]) => b.count - a.count)
  return [
    `${negotiations} negotiations, ${truths} outcomes: ${right} right, ${wrong} wrong, ${unknown} unknown, ${missing} missing, ${extra} extra`,
    ...rows.map(([what, { count, places }]) => `${String(count).padStart(6)}  ${what}  (${places.join(', ')})`),
  ].join('\n')
}
