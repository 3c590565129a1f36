/** What came, held against what was printed: by the simulator's truth, story by story. Nothing here depends on how fast a machine is. */
import type { Truth } from '../../src/simulator/entry.ts'
import { compare, type Event, eventsByPeer, type Said, untrue, verdictsOf, words } from './compare.ts'
import type { Arrival } from './recorder.ts'
import type { Router } from './router.ts'
import type { Script, Story } from './script.ts'

export type Told = { readonly router: Router; readonly script: Script }

type Ranges = readonly (readonly [first: number, last: number])[]

/** Runs of sequence numbers that were reported as given up, by console. */
export type GivenUp = ReadonlyMap<string, Ranges>

/** What became of the truths of a story that an agent heard from its first line to its last, and beyond. */
export type Judged = {
  readonly console: string
  readonly story: Story
  /** When its last deadline was over. */
  readonly at: number
  readonly expected: number
  readonly missing: readonly Truth[]
  /** Among the events of its time some were given up, and that was said. */
  readonly excused: boolean
}

export type Verdict = {
  readonly judged: readonly Judged[]
  /** Stories that a fault cut, or whose end an agent may have taken with it. */
  readonly cut: number
  /** Verdicts of which nothing is true, in sentences: on stories heard whole, and on those heard in part. */
  readonly wrong: readonly string[]
  readonly misjudged: readonly string[]
}

/** The events of a story. */
type Heard = { readonly story: Story; readonly events: readonly Event[] }

/** Lines after which what is due at a line's end has come: deadlines are looked at once a second. */
const AFTERWARDS = 200

/**
 * By stretch of the router's account, the line up to which the agent has demonstrably come in it: an event of a story that
 * begins later proves that everything before was understood, numbered and kept. What an agent had only read when it was
 * killed, or not even read when the cable was pulled, is nobody's loss.
 */
const reachOf = (heard: readonly Heard[], router: Router): Map<number, number> => {
  const furthest = new Map<number, number>()
  const stretches = new Map<number, number>()
  for (const { story, events } of heard) {
    const heardIn = router.heardWhole(story)
    if (heardIn !== undefined && events[0] !== undefined) stretches.set(heardIn, events[0].stretch)
    for (const { stretch } of events) furthest.set(stretch, Math.max(furthest.get(stretch) ?? 0, story.first))
  }
  return new Map([...stretches].map(([heardIn, stretch]) => [heardIn, furthest.get(stretch) ?? 0]))
}

/** Is a number given up that an event of this story may have borne? */
const isExcused = (story: Story, heard: readonly Heard[], ranges: Ranges): boolean => {
  let [before, after] = [0, Number.POSITIVE_INFINITY]
  for (const { story: other, events } of heard) {
    if (other.settled < story.first) for (const { sequence } of events) before = Math.max(before, sequence)
    if (other.first > story.settled) for (const { sequence } of events) after = Math.min(after, sequence)
  }
  return ranges.some(([from, to]) => from < after && to > before)
}

const about = (console: string, { scenario, peer, truths }: Story): string =>
  `${console} ${peer}, ${scenario}, whose truth is ${truths.map(words).join(', ')}`

const judgeConsole = ({ router, script }: Told, arrivals: readonly Arrival[], ranges: Ranges): Verdict => {
  const { name } = router
  const byPeer = eventsByPeer(arrivals, name)
  const heard = script.stories.map((story): Heard => ({ story, events: byPeer.get(story.peer) ?? [] }))
  const reach = reachOf(heard, router)
  const judged: Judged[] = []
  const sentences = (story: Story, said: readonly Said[]): string[] =>
    said.map((each) => `${about(name, story)}: said ${words(each)} (${each.sequence})`)
  const [wrong, misjudged]: [string[], string[]] = [[], []]
  let cut = 0
  for (const { story, events } of heard) {
    const said = verdictsOf(events)
    const told = router.toldWhole(story)
    if (told === undefined || (reach.get(told.stretch) ?? 0) <= story.settled + AFTERWARDS) {
      if (router.begunAt(story) !== undefined) cut += 1
      misjudged.push(...sentences(story, untrue(story, said)))
      continue
    }
    const found = compare(story, said)
    const { expected, missing } = found
    const excused = missing.length > 0 && isExcused(story, heard, ranges)
    judged.push({ console: name, story, at: told.at, expected, missing, excused })
    wrong.push(...sentences(story, found.wrong))
  }
  return { judged, cut, wrong, misjudged }
}

export const judge = (told: readonly Told[], arrivals: readonly Arrival[], givenUp: GivenUp): Verdict => {
  const verdicts = told.map((each) => judgeConsole(each, arrivals, givenUp.get(each.router.name) ?? []))
  return {
    judged: verdicts.flatMap(({ judged }) => judged),
    cut: verdicts.reduce((sum, { cut }) => sum + cut, 0),
    wrong: verdicts.flatMap(({ wrong }) => wrong),
    misjudged: verdicts.flatMap(({ misjudged }) => misjudged),
  }
}

export const missingSentence = ({ console, story, missing }: Judged): string =>
  `lost: ${missing.map(words).join(', ')} of ${about(console, story)}`
