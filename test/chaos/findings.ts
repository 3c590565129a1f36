/** What a run came to: the recording held against the truth, and every reason to call it failed. */
import { verifyRecording } from '../../src/edge/recording.ts'
import { judge, missingSentence, type Told } from './judge.ts'
import { type Sample, unflat } from './memory.ts'
import type { Arrival, Recorder } from './recorder.ts'
import { type Rows, type Struck, tabulate } from './table.ts'

export type Ran = {
  readonly recording: string
  readonly recorder: Recorder
  readonly told: readonly Told[]
  readonly struck: readonly Struck[]
  readonly samples: readonly Sample[]
}

export type Findings = {
  readonly rows: Rows
  readonly reasons: readonly string[]
  readonly summary: readonly string[]
}

/** Where a cut falls is chance: of what was heard in part so many may be misjudged. */
const MISJUDGED_SHARE = 0.01
const MISJUDGED_LEAST = 3

type Found = Awaited<ReturnType<typeof verifyRecording>>

/** Events that came for the first time after a later one of their console. */
const disorder = (arrivals: readonly Arrival[], struck: readonly Struck[]): string[] => {
  const highest = new Map<string, number>()
  const seen = new Set<string>()
  return arrivals.flatMap(({ source, sequence, at }) => {
    const before = highest.get(source) ?? 0
    const again = seen.has(`${source} ${sequence}`)
    seen.add(`${source} ${sequence}`)
    highest.set(source, Math.max(before, sequence))
    if (again || sequence > before) return []
    const fault = struck.findLast(({ from }) => from <= at)
    return [`out of order: ${source} ${sequence} after ${before}, at ${fault?.site} after: ${fault?.kind}`]
  })
}

const unwhole = ({ found, notEvents }: Found): string[] => [
  ...found.flatMap(({ source, holes, conflicts, first, said, absent }) => [
    ...(holes.length > 0 ? [`${source}: unexplained holes ${JSON.stringify(holes)}`] : []),
    ...(conflicts.length > 0 ? [`${source}: numbers with two ids ${JSON.stringify(conflicts)}`] : []),
    ...(first === 1 ? [] : [`${source}: begins with ${first}`]),
    ...(absent > said ? [`${source}: of those given up ${absent} are missing, and only ${said} were counted`] : []),
  ]),
  ...(notEvents > 0 ? [`${notEvents} lines of the recording are no events`] : []),
]

type Account = { readonly said: number; readonly absent: number; readonly damaged: number }

const accountOf = ({ found }: Found, arrivals: readonly Arrival[]): Account => {
  const damaged = new Map(arrivals.map(({ id, damaged = 0 }) => [id, damaged]))
  return {
    said: found.reduce((sum, { said }) => sum + said, 0),
    absent: found.reduce((sum, { absent }) => sum + absent, 0),
    damaged: [...damaged.values()].reduce((sum, count) => sum + count, 0),
  }
}

/** What was given up never comes. Only of a damaged store it is not known what of it had been sent. */
const overstated = ({ said, absent, damaged }: Account): string[] =>
  said - absent > damaged ? [`${said} events were said to be given up, and ${said - absent} of them came`] : []

const summaryOf = ({ found }: Found, whole: number, cut: number, { recorder, samples }: Ran): string[] => [
  `stories heard whole ${whole}, cut by a fault or the end ${cut}`,
  ...found.map(
    ({ source, last, duplicates, givenUp }) =>
      `${source}: ${last} events, ${duplicates} twice, runs with events given up ${new Set(givenUp.map(String)).size}`,
  ),
  `${recorder.health.length} accounts of the agent were checked, the last: ${JSON.stringify(recorder.health.at(-1)?.account)}`,
  `memory of the agent ${Math.round(Math.max(...samples.map(({ kib }) => kib)) / 1_024)} MB at most`,
]

export const examine = async (ran: Ran): Promise<Findings> => {
  const { recording, recorder, told, struck, samples } = ran
  const { arrivals, faults } = recorder
  const verified = await verifyRecording(recording)
  const givenUp = new Map(verified.found.map((report) => [report.source.split('/').at(-1) ?? '', report.givenUp]))
  const { judged, cut, wrong, misjudged } = judge(told, arrivals, givenUp)
  const lost = judged.filter(({ missing, excused }) => missing.length > 0 && !excused)
  const tolerated = Math.max(MISJUDGED_LEAST, cut * MISJUDGED_SHARE)
  const account = accountOf(verified, arrivals)
  const back = told.reduce((sum, { router }) => sum + router.bytesBack(), 0)
  return {
    rows: tabulate(struck, { judged, arrivals }),
    reasons: [
      ...unwhole(verified),
      ...disorder(arrivals, struck),
      ...overstated(account),
      ...wrong,
      ...(misjudged.length > tolerated ? [`${misjudged.length} verdicts on stories heard in part are untrue`] : []),
      ...lost.map(missingSentence),
      ...faults,
      ...unflat(samples),
      ...(back > 0 ? [`${back} bytes were written to the routers`] : []),
    ],
    summary: [
      ...summaryOf(verified, judged.length, cut, ran),
      `${account.said} events said to be given up, ${account.damaged} with a damaged store; ${account.absent} of them missing`,
      ...misjudged.map((sentence) => `heard in part, and untrue: ${sentence}`),
    ],
  }
}
