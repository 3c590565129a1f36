/** The verdicts on one story, held against its truths. */
import type { Truth } from '../../src/simulator/entry.ts'
import type { Arrival } from './recorder.ts'
import type { Story } from './script.ts'

const OUTCOMES: ReadonlySet<string> = new Set(['established', 'failed', 'down'])

/** A verdict that came. */
export type Said = {
  readonly outcome: string
  readonly reason: string | undefined
  readonly sequence: number
  taken: boolean
}

/** An event, and in which stretch of the agent's listening it was made: they are numbered as they come in its stream. */
export type Event = Arrival & { readonly stretch: number }

/** The events of a console in the order of their numbers, each once, by their peer. A new run or a lost line begins a stretch. */
export const eventsByPeer = (arrivals: readonly Arrival[], console: string): Map<string, Event[]> => {
  const own = new Map<number, Arrival>()
  for (const arrival of arrivals) if (arrival.source.endsWith(`/${console}`)) own.set(arrival.sequence, arrival)
  const found = new Map<string, Event[]>()
  let [stretch, boot] = [0, 0]
  for (const arrival of [...own.values()].sort((a, b) => a.sequence - b.sequence)) {
    if (arrival.boot !== boot || arrival.type === 'ikewatch.console.lost') stretch += 1
    boot = arrival.boot
    if (arrival.peer === undefined) continue
    const event = { ...arrival, stretch }
    const events = found.get(arrival.peer)
    if (events === undefined) found.set(arrival.peer, [event])
    else events.push(event)
  }
  return found
}

export const verdictsOf = (events: readonly Event[]): Said[] =>
  events
    .map(({ type, reason, sequence }) => ({
      outcome: type.replace('ikewatch.phase1.', ''),
      reason,
      sequence,
      taken: false,
    }))
    .filter(({ outcome }) => OUTCOMES.has(outcome))

const fits = (truth: Truth, { outcome, reason }: Said): boolean =>
  truth.outcome === outcome &&
  (truth.reason === undefined ||
    truth.reason === reason ||
    (reason !== undefined && (truth.fits ?? []).includes(reason)))

export const words = ({ outcome, reason = '' }: { outcome: string; reason?: string | undefined }): string =>
  reason === '' ? outcome : `${outcome}/${reason}`

/** Truths and verdicts of one story, each matched once. */
export const compare = (story: Story, said: readonly Said[]): { expected: number; missing: Truth[]; wrong: Said[] } => {
  const truths = story.truths.filter(({ outcome }) => OUTCOMES.has(outcome))
  const missing = truths.filter((truth) => {
    const match = said.find((each) => !each.taken && fits(truth, each))
    if (match !== undefined) match.taken = true
    return match === undefined
  })
  return { expected: truths.length, missing, wrong: said.filter(({ taken, reason }) => !taken && reason !== 'unknown') }
}

/** What the end alone says of a story whose cause stood before it. */
const END_ALONE: { readonly [reason: string]: string } = { 'phase2-failed': 'deleted-by-peer' }

/**
 * Of a story that was heard in part nothing need be said, but what is said must be true. Whether an SA that dies had been
 * up before anybody listened cannot be known.
 */
export const untrue = ({ truths }: Story, said: readonly Said[]): Said[] => {
  const isEnd = ({ outcome }: { outcome: string }): boolean => outcome === 'failed' || outcome === 'down'
  const isTrue = (truth: Truth, each: Said): boolean =>
    fits(truth, each) ||
    (isEnd(truth) &&
      isEnd(each) &&
      (fits({ ...truth, outcome: each.outcome as 'failed' }, each) || END_ALONE[truth.reason ?? ''] === each.reason))
  return said.filter((each) => each.reason !== 'unknown' && !truths.some((truth) => isTrue(truth, each)))
}
