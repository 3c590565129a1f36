/** The real parts of a run, and what a fault does to them. */
import type { Chance } from '../../src/simulator/prng.ts'
import { until } from '../edge/outbox/support.ts'
import type { Disk } from './disk.ts'
import type { Doors } from './doors.ts'
import type { Line } from './link.ts'
import type { AgentProcess } from './process.ts'
import type { Recorder } from './recorder.ts'
import type { Router } from './router.ts'
import type { Served } from './served.ts'
import type { Site } from './sites.ts'

export type Parts = {
  readonly agent: AgentProcess
  /** Those on lines of their own. */
  readonly routers: readonly [Router, ...Router[]]
  /** Those behind console servers. */
  readonly served: readonly { readonly router: Router; readonly by: Served }[]
  readonly doors: Doors
  /** All ways between agent and site. */
  readonly line: Line
  readonly site: Site
  readonly disk: Disk
  readonly recorder: Recorder
  /** Limits the outbox of agents started from now on; undefined: as it is by default. */
  limitOutbox(bytes: number | undefined): void
}

export type Fault = {
  /** Resolves when the cause is gone, with what was done in detail. */
  readonly strike: (parts: Parts, chance: Chance) => Promise<string>
  /** Why it cannot be done with these parts now. */
  readonly cannot?: (parts: Parts) => string | undefined
}

/** For whatever takes seconds on a machine that has nothing else to do. */
export const PATIENCE_MS = 180_000

export const inSeconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

/** Waits until a sentence stands in the log that was not there before. */
export const says = (agent: AgentProcess, words: RegExp, from: number): Promise<void> =>
  until(() => agent.log.slice(from).some((line) => words.test(line)), `the agent says ${words}`, PATIENCE_MS)

/** Waits until an event comes, of this type if one is named. */
export const comes = (recorder: Recorder, what: string, type?: string): Promise<void> => {
  const before = recorder.arrivals.length
  const came = (): boolean => recorder.arrivals.slice(before).some((each) => type === undefined || each.type === type)
  return until(came, what, PATIENCE_MS)
}
