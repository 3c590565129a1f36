/** What came, held against what was printed: by the simulator's truth, story by story. */
import type { Truth } from '../../src/simulator/entry.ts'
import type { Arrival } from './recorder.ts'
import type { Router } from './router.ts'
import type { Script, Story } from './script.ts'

export type Told = { readonly router: Router; readonly script: Script }

/** What became of the truths of a story that an agent heard from its first line to its last. */
export type Judged = {
  readonly console: string
  readonly story: Story
  /** When its last event had to be on disk. */
  readonly at: number
  readonly expected: number
  readonly missing: readonly Truth[]
}

export type Verdict = {
  readonly judged: readonly Judged[]
  /** Stories that a fault cut. */
  readonly cut: number
  /** Verdicts of which nothing is true, in sentences. */
  readonly wrong: readonly string[]
}

const OUTCOMES: ReadonlySet<string> = new Set(['established', 'failed', 'down'])

type Said = { readonly outcome: string; readonly reason: string | undefined; readonly sequence: number; taken: boolean }

/** Each verdict once, however often it came, by console and peer. */
const verdictsByPeer = (arrivals: readonly Arrival[]): Map<string, Said[]> => {
  const seen = new Set<string>()
  const found = new Map<string, Said[]>()
  for (const { source, sequence, type, peer, reason } of arrivals) {
    const outcome = type.replace('ikewatch.phase1.', '')
    if (!OUTCOMES.has(outcome) || seen.has(`${source} ${sequence}`)) continue
    seen.add(`${source} ${sequence}`)
    const key = `${source.split('/').at(-1)} ${peer}`
    found.set(key, [...(found.get(key) ?? []), { outcome, reason, sequence, taken: false }])
  }
  return found
}

const fits = (truth: Truth, { outcome, reason }: Said): boolean =>
  truth.outcome === outcome &&
  (truth.reason === undefined ||
    truth.reason === reason ||
    (reason !== undefined && (truth.fits ?? []).includes(reason)))

const words = ({ outcome, reason = '' }: { outcome: string; reason?: string | undefined }): string =>
  reason === '' ? outcome : `${outcome}/${reason}`

const about = (console: string, { scenario, peer, truths }: Story): string =>
  `${console} ${peer}, ${scenario}, whose truth is ${truths.map(words).join(', ')}`

/** Truths and verdicts of one story, each matched once. */
const compare = (story: Story, said: readonly Said[]): { expected: number; missing: Truth[]; wrong: Said[] } => {
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
const untrue = ({ truths }: Story, said: readonly Said[]): Said[] => {
  const isEnd = ({ outcome }: { outcome: string }): boolean => outcome === 'failed' || outcome === 'down'
  const isTrue = (truth: Truth, each: Said): boolean =>
    fits(truth, each) ||
    (isEnd(truth) &&
      isEnd(each) &&
      (fits({ ...truth, outcome: each.outcome as 'failed' }, each) || END_ALONE[truth.reason ?? ''] === each.reason))
  return said.filter((each) => each.reason !== 'unknown' && !truths.some((truth) => isTrue(truth, each)))
}

export const judge = (told: readonly Told[], arrivals: readonly Arrival[]): Verdict => {
  const verdicts = verdictsByPeer(arrivals)
  const judged: Judged[] = []
  const wrong: string[] = []
  let cut = 0
  for (const { router, script } of told) {
    for (const story of script.stories) {
      const said = verdicts.get(`${router.name} ${story.peer}`) ?? []
      const at = router.toldWhole(story)
      if (at === undefined) {
        if (router.begunAt(story) !== undefined) cut += 1
        for (const each of untrue(story, said))
          wrong.push(`heard in part: ${about(router.name, story)}: said ${words(each)} (${each.sequence})`)
        continue
      }
      const found = compare(story, said)
      judged.push({ console: router.name, story, at, expected: found.expected, missing: found.missing })
      for (const each of found.wrong) wrong.push(`${about(router.name, story)}: said ${words(each)} (${each.sequence})`)
    }
  }
  return { judged, cut, wrong }
}

export const missingSentence = ({ console, story, missing }: Judged): string =>
  `lost: ${missing.map(words).join(', ')} of ${about(console, story)}`
