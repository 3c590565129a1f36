/** One run: the parts are set up, the faults come, all falls quiet, and what must hold is checked. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { AgentHealth } from '../../src/report/schema/agent.ts'
import { seeded } from '../../src/simulator/prng.ts'
import { temporaryDirectory, until } from '../edge/outbox/support.ts'
import { FAULTS } from './faults.ts'
import { examine, type Findings } from './findings.ts'
import { type Fault, PATIENCE_MS, type Parts } from './parts.ts'
import { openRecorder, type Recorder } from './recorder.ts'
import type { Act, Planned } from './schedule.ts'
import { type Ends, type Setup, setUp } from './setup.ts'
import type { Site } from './sites.ts'
import type { Struck } from './table.ts'

export type RoundOptions = {
  readonly seed: number
  readonly seconds: number
  readonly acts: readonly Act[]
  readonly bytesPerSecond: number
  /** Consoles behind console servers, too. */
  readonly network: boolean
  readonly print: (text: string) => void
  /** Where a copy of the recording goes. */
  readonly keepEvents?: string | undefined
  /** Takes what the agent has logged, at the end. */
  readonly keepLog?: ((lines: readonly string[]) => void) | undefined
}

/** So that the last stories come to their end. */
const SETTLE_MS = 9_000

/** Milliseconds until the next event comes. */
const untilNext = async (recorder: Recorder, from: number, what: string): Promise<number> => {
  const before = recorder.arrivals.length
  await until(() => recorder.arrivals.length > before, `an event after: ${what}`, PATIENCE_MS)
  return (recorder.arrivals[before]?.at ?? from) - from
}

const moveTo = async (site: Site, parts: Parts): Promise<Parts> => {
  if (site === parts.site) return parts
  await parts.line.close()
  await pause(500)
  const line = parts.doors.lead(site.ways)
  await line.open()
  return { ...parts, site, line }
}

/** The account of the agent when nothing waits any more. */
const settled = async (recorder: Recorder, { follower }: Site): Promise<AgentHealth> => {
  const from = performance.now()
  let last: AgentHealth | undefined
  while (performance.now() - from < PATIENCE_MS) {
    const before = recorder.health.length
    follower.askHealth()
    await pause(500)
    last = recorder.health.at(-1)?.account
    if (recorder.health.length > before && last?.outbox.depth === 0) return last
  }
  throw new Error(`not everything was delivered in ${PATIENCE_MS / 1_000} s: ${JSON.stringify(last?.outbox)}`)
}

const stopInOrder = async ({ parts, told }: Setup, recorder: Recorder): Promise<void> => {
  const status = await parts.agent.stop()
  if (status !== 0) throw new Error(`the agent did not stop in order: ${status}`)
  const lastOf = (name: string) => recorder.arrivals.findLast(({ source }) => source.endsWith(`/${name}`))?.type
  await until(
    () => told.every(({ router }) => lastOf(router.name) === 'ikewatch.agent.stopped'),
    'each console says that the agent has stopped',
    PATIENCE_MS,
  )
}

export const runRound = async (options: RoundOptions): Promise<Findings> => {
  const { seconds, acts, print } = options
  const directory = temporaryDirectory()
  const recording = join(directory.path, 'events.jsonl')
  const recorder = openRecorder(recording)
  const struck: Struck[] = []
  const failures: string[] = []
  const ends: Ends = [recorder.close]
  const begun = performance.now()
  const say = (text: string): void =>
    print(`${((performance.now() - begun) / 1_000).toFixed(1).padStart(7)} s  ${text}`)

  const strike = async ({ kind, seed, calmMs }: Planned, parts: Parts): Promise<void> => {
    const fault: Fault = FAULTS[kind]
    if (fault.cannot?.(parts) !== undefined) return pause(100)
    const from = performance.now()
    const detail = await fault.strike(parts, seeded(seed))
    const to = performance.now()
    const recoveredMs = await untilNext(recorder, to, kind)
    struck.push({ kind, site: parts.site.name, from, to, recoveredMs })
    say(`${kind} ${detail}; next event after ${(recoveredMs / 1_000).toFixed(2)} s`)
    await pause(calmMs)
    parts.site.follower.askHealth()
  }

  const play = async ({ parts: first, sites, told }: Setup): Promise<void> => {
    const start = performance.now()
    let [parts, share] = [first, 0]
    for (const [index, act] of acts.entries()) {
      parts = await moveTo(sites[index] as Site, parts)
      say(`at ${parts.site.name}`)
      share += act.share
      // On a slow machine a site may have no time left: one fault it has all the same.
      do await strike(act.faults.next().value, parts)
      while (performance.now() - start < share * seconds * 1_000)
    }
    await pause(SETTLE_MS)
    for (const { router } of told) router.hush()
    const last = await settled(recorder, parts.site)
    say(`quiet: ${JSON.stringify(last.outbox)}`)
  }

  let stage: Setup | undefined
  try {
    const wanted = acts.map(({ site }) => site)
    stage = await setUp({ ...options, sites: wanted, directory: directory.path }, recorder, ends)
    if (!stage.parts.disk.small) print('SKIPPED: a full disk: this user may not mount a file system')
    stage.parts.agent.start()
    await untilNext(recorder, performance.now(), 'the start')
    await play(stage)
    await stopInOrder(stage, recorder)
  } catch (error) {
    failures.push((error as Error).message)
  }
  for (const end of ends.reverse()) await end()
  options.keepLog?.(stage?.parts.agent.log ?? [])
  failures.push(...(stage?.parts.agent.faults ?? []))
  const { told = [], samples = [] } = stage ?? {}
  const findings = await examine({ recording, recorder, told, struck, samples })
  if (options.keepEvents !== undefined) copyFileSync(recording, options.keepEvents)
  directory.remove()
  return { ...findings, reasons: [...failures, ...findings.reasons] }
}
