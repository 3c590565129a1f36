/** What a run came to: the recording held against the truth, and every reason to call it failed. */
import { verifyRecording } from '../../src/edge/recording.ts'
import { judge, missingSentence, type Told } from './judge.ts'
import { type Sample, unflat } from './memory.ts'
import type { Arrival, Recorder } from './recorder.ts'
import { isExposed, type Row, type Struck, tabulate } from './table.ts'

export type Ran = {
  readonly recording: string
  readonly recorder: Recorder
  readonly told: readonly Told[]
  readonly struck: readonly Struck[]
  readonly samples: readonly Sample[]
}

export type Findings = {
  readonly rows: readonly Row[]
  readonly reasons: readonly string[]
  readonly summary: readonly string[]
}

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
    return [`out of order: ${source} ${sequence} after ${before}, at ${fault?.broker} after: ${fault?.kind}`]
  })
}

const unwhole = ({ found, notEvents }: Found): string[] => [
  ...found.flatMap(({ source, holes, conflicts, first }) => [
    ...(holes.length > 0 ? [`${source}: unexplained holes ${JSON.stringify(holes)}`] : []),
    ...(conflicts.length > 0 ? [`${source}: numbers with two ids ${JSON.stringify(conflicts)}`] : []),
    ...(first === 1 ? [] : [`${source}: begins with ${first}`]),
  ]),
  ...(notEvents > 0 ? [`${notEvents} lines of the recording are no events`] : []),
]

const summaryOf = ({ found }: Found, whole: number, cut: number, { recorder, samples }: Ran): string[] => [
  `stories heard whole ${whole}, cut by a fault or the end ${cut}`,
  ...found.map(
    ({ source, last, duplicates, givenUp }) =>
      `${source}: ${last} events, ${duplicates} twice, given up and said ${JSON.stringify(givenUp)}`,
  ),
  `${recorder.health.length} accounts of the agent were checked, the last: ${JSON.stringify(recorder.health.at(-1)?.account)}`,
  `memory of the agent ${Math.round(Math.max(...samples.map(({ kib }) => kib)) / 1_024)} MB at most`,
]

export const examine = async (ran: Ran): Promise<Findings> => {
  const { recording, recorder, told, struck, samples } = ran
  const { arrivals, faults } = recorder
  const verified = await verifyRecording(recording)
  const givenUpIn = new Set(
    verified.found.filter(({ givenUp }) => givenUp.length > 0).map(({ source }) => source.split('/').at(-1) ?? ''),
  )
  const { judged, cut, wrong } = judge(told, arrivals)
  const lost = judged.filter(
    ({ missing, console, at }) => missing.length > 0 && !(givenUpIn.has(console) && isExposed(at, struck)),
  )
  const back = told.reduce((sum, { router }) => sum + router.bytesBack(), 0)
  return {
    rows: tabulate(struck, judged, arrivals, givenUpIn),
    reasons: [
      ...unwhole(verified),
      ...disorder(arrivals, struck),
      ...wrong,
      ...lost.map(missingSentence),
      ...faults,
      ...unflat(samples),
      ...(back > 0 ? [`${back} bytes were written to the routers`] : []),
    ],
    summary: summaryOf(verified, judged.length, cut, ran),
  }
}
