/** One run: the parts are set up, the faults come, and what must hold is checked. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { verifyRecording } from '../../src/edge/recording.ts'
import type { AgentHealth } from '../../src/report/schema/agent.ts'
import { seeded } from '../../src/simulator/prng.ts'
import { temporaryDirectory, until } from '../edge/outbox/support.ts'
import { openDisk } from './disk.ts'
import { FAULTS, type Fault, type Parts } from './faults.ts'
import { judge, missingSentence, type Told } from './judge.ts'
import { openLink } from './link.ts'
import { type Sample, unflat } from './memory.ts'
import { agentProcess } from './process.ts'
import { type Arrival, openRecorder, type Recorder } from './recorder.ts'
import { type Router, startRouter } from './router.ts'
import type { Act, Planned } from './schedule.ts'
import { composeScript } from './script.ts'
import { type Site, startSite } from './sites.ts'
import { isExposed, type Row, type Struck, tabulate } from './table.ts'

export type RoundOptions = {
  readonly seed: number
  readonly seconds: number
  readonly acts: readonly Act[]
  /** Of one console; 11,520 is a line of 115,200 baud. */
  readonly bytesPerSecond: number
  readonly print: (text: string) => void
  /** Takes what the agent has logged, at the end. */
  readonly keepLog?: ((lines: readonly string[]) => void) | undefined
}

export type Outcome = {
  readonly rows: readonly Row[]
  /** Why the run failed; none where it did not. */
  readonly reasons: readonly string[]
  readonly summary: readonly string[]
}

const CONSOLES = ['tokyo', 'osaka'] as const
const DISK = '24m'
/** The longest wait of the agent's own back-off is five minutes: in a run so long an outage does not last. */
const RECOVERY_MS = 90_000
const SETTLE_MS = 9_000
const DELIVERY_MS = 60_000

/** Milliseconds until the next event comes. */
const untilNext = async (recorder: Recorder, from: number, what: string): Promise<number> => {
  const before = recorder.arrivals.length
  await until(() => recorder.arrivals.length > before, `an event after: ${what}`, RECOVERY_MS)
  return (recorder.arrivals[before]?.at ?? from) - from
}

export const runRound = async (options: RoundOptions): Promise<Outcome> => {
  const { seed, seconds, acts, print } = options
  const directory = temporaryDirectory()
  const disk = openDisk(DISK)
  if (!disk.small) print('SKIPPED: a full disk: this user may not mount a file system')
  const recording = join(directory.path, 'events.jsonl')
  const recorder = openRecorder(recording)
  const sites: Site[] = []
  const told: Told[] = []
  const samples: Sample[] = []
  const struck: Struck[] = []
  const reasons: string[] = []
  const begun = performance.now()
  const clock = (): string => `${((performance.now() - begun) / 1_000).toFixed(1).padStart(7)} s`
  const ends: (() => unknown)[] = []

  const strike = async (planned: Planned, parts: Parts): Promise<void> => {
    const fault: Fault = FAULTS[planned.kind]
    if (fault.cannot?.(parts) !== undefined) return
    const from = performance.now()
    const detail = await fault.strike(parts, seeded(planned.seed))
    const to = performance.now()
    const recoveredMs = await untilNext(recorder, to, planned.kind)
    struck.push({ kind: planned.kind, broker: parts.site.name, from, to, recoveredMs, mayLose: fault.mayLose === true })
    print(`${clock()}  ${planned.kind} ${detail}; next event after ${(recoveredMs / 1_000).toFixed(2)} s`)
    await pause(planned.calmMs)
    parts.site.follower.askHealth()
  }

  try {
    for (const { broker } of acts) sites.push(await startSite(broker, directory.path, recorder))
    const first = sites[0]
    if (first === undefined) throw new Error('a run needs a broker')
    const proxy = await openLink(first.broker.port)
    ends.push(proxy.end)

    const bytes = options.bytesPerSecond * (seconds + 40)
    for (const [index, name] of CONSOLES.entries()) {
      const script = composeScript(seed * 2 + index, bytes)
      const router = await startRouter(name, join(directory.path, name), script, options.bytesPerSecond)
      ends.push(router.close)
      told.push({ router, script })
    }
    const routers = told.map(({ router }) => router) as [Router, ...Router[]]
    const config = join(directory.path, 'ikewatch.yaml')
    writeFileSync(config, configuration(proxy.url, join(disk.path, 'outbox'), routers))
    const agent = agentProcess(config, join(directory.path, 'clock'), {
      started: () => {
        for (const router of routers) router.setReader(true)
      },
      gone: () => {
        for (const router of routers) router.setReader(false)
      },
      console: (name, state) => {
        const router = routers.find((each) => each.name === name)
        if (state === 'open') router?.heard()
        else router?.unheard()
      },
    })
    const watch = setInterval(() => {
      const memory = agent.memory()
      if (memory !== undefined) samples.push({ at: performance.now(), ...memory })
    }, 1_000)
    ends.push(() => clearInterval(watch))
    ends.push(agent.kill)
    ends.push(() => options.keepLog?.(agent.log))
    agent.start()
    await untilNext(recorder, performance.now(), 'the start')

    let site = first
    const start = performance.now()
    let share = 0
    for (const [index, act] of acts.entries()) {
      share += act.share
      const next = sites[index] as Site
      if (next !== site) {
        await proxy.close()
        await pause(500)
        proxy.setTarget(next.broker.port)
        await proxy.open()
        site = next
      }
      print(`${clock()}  at ${site.name}`)
      const parts = { agent, routers, proxy, site, disk }
      while (performance.now() - start < share * seconds * 1_000) await strike(act.faults.next().value, parts)
    }

    await pause(SETTLE_MS)
    for (const router of routers) router.hush()
    const last = await settled(recorder, site)
    print(`${clock()}  quiet: ${JSON.stringify(last.outbox)}`)
    const status = await agent.stop()
    if (status !== 0) reasons.push(`the agent did not stop in order: ${status}`)
    await until(
      () =>
        CONSOLES.every(
          (name) =>
            recorder.arrivals.findLast(({ source }) => source.endsWith(name))?.type === 'ikewatch.agent.stopped',
        ),
      'each console says that the agent has stopped',
    ).catch((error: Error) => reasons.push(error.message))
    reasons.push(...agent.faults)
  } catch (error) {
    reasons.push((error as Error).message)
  } finally {
    for (const end of ends.reverse()) await end()
    for (const site of sites) await site.close()
    recorder.close()
    disk.remove()
  }

  const { found, notEvents } = await verifyRecording(recording)
  directory.remove()
  const givenUpIn = new Set<string>()
  for (const { source, holes, conflicts, first, givenUp } of found) {
    if (holes.length > 0) reasons.push(`${source}: unexplained holes ${JSON.stringify(holes)}`)
    if (conflicts.length > 0) reasons.push(`${source}: numbers with two ids ${JSON.stringify(conflicts)}`)
    if (first !== 1) reasons.push(`${source}: begins with ${first}`)
    if (givenUp.length > 0) givenUpIn.add(source.split('/').at(-1) ?? '')
  }
  if (notEvents > 0) reasons.push(`${notEvents} lines of the recording are no events`)
  reasons.push(...disorder(recorder.arrivals, struck))
  const { judged, cut, wrong } = judge(told, recorder.arrivals)
  const rows = tabulate(struck, judged, recorder.arrivals, givenUpIn)
  reasons.push(...wrong, ...recorder.faults, ...unflat(samples))
  for (const each of judged) {
    if (each.missing.length === 0 || (givenUpIn.has(each.console) && isExposed(each.at, struck))) continue
    reasons.push(missingSentence(each))
  }
  const back = told.reduce((sum, { router }) => sum + router.bytesBack(), 0)
  if (back > 0) reasons.push(`${back} bytes were written to the routers`)
  return { rows, reasons, summary: summaryOf(judged.length, cut, found, recorder, samples) }
}

/** Events that came for the first time after a later one of their console. */
const disorder = (arrivals: readonly Arrival[], struck: readonly Struck[]): string[] => {
  const highest = new Map<string, number>()
  const seen = new Set<string>()
  return arrivals.flatMap(({ source, sequence, at }) => {
    const before = highest.get(source) ?? 0
    const again = seen.has(`${source} ${sequence}`)
    seen.add(`${source} ${sequence}`)
    highest.set(source, Math.max(before, sequence))
    const fault = struck.findLast(({ from }) => from <= at)
    return again || sequence > before
      ? []
      : [`out of order: ${source} ${sequence} after ${before}, at ${fault?.broker} after: ${fault?.kind}`]
  })
}

const configuration = (url: string, directory: string, routers: readonly Router[]): string =>
  JSON.stringify({
    agent: 'branch',
    broker: { url },
    outbox: { directory },
    consoles: Object.fromEntries(routers.map(({ name, link }) => [name, { device: link, baud: 115_200 }])),
  })

/** The account of the agent when nothing waits any more. */
const settled = async (recorder: Recorder, { follower }: Site): Promise<AgentHealth> => {
  const from = performance.now()
  let last: AgentHealth | undefined
  while (performance.now() - from < DELIVERY_MS) {
    const before = recorder.health.length
    follower.askHealth()
    await pause(500)
    last = recorder.health.at(-1)?.account
    if (recorder.health.length > before && last?.outbox.depth === 0) return last
  }
  throw new Error(`not everything was delivered in ${DELIVERY_MS / 1_000} s: ${JSON.stringify(last?.outbox)}`)
}

const summaryOf = (
  whole: number,
  cut: number,
  found: readonly { source: string; last: number; duplicates: number; givenUp: readonly unknown[] }[],
  { health }: Recorder,
  samples: readonly Sample[],
): string[] => [
  `stories heard whole ${whole}, cut by a fault or the end ${cut}`,
  ...found.map(
    ({ source, last, duplicates, givenUp }) =>
      `${source}: ${last} events, ${duplicates} twice, given up and said ${JSON.stringify(givenUp)}`,
  ),
  `${health.length} accounts of the agent, both sums held in each; the last: ${JSON.stringify(health.at(-1)?.account)}`,
  `memory of the agent ${Math.round(Math.max(...samples.map(({ kib }) => kib)) / 1_024)} MB at most`,
]
