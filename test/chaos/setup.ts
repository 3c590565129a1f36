/** The parts of a run, put together: brokers, the link, the routers on their ptys, and the agent between them. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDisk } from './disk.ts'
import type { Parts } from './faults.ts'
import type { Told } from './judge.ts'
import { openLink } from './link.ts'
import type { Sample } from './memory.ts'
import { agentProcess } from './process.ts'
import type { Recorder } from './recorder.ts'
import { type Router, startRouter } from './router.ts'
import { composeScript } from './script.ts'
import { type BrokerName, type Site, startSite } from './sites.ts'

export type SetupOptions = {
  readonly seed: number
  readonly seconds: number
  /** Of one console; 11,520 is a line of 115,200 baud. */
  readonly bytesPerSecond: number
  readonly brokers: readonly BrokerName[]
  readonly directory: string
}

export type Setup = {
  /** At the first of the brokers; the agent is not started. */
  readonly parts: Parts
  readonly sites: readonly Site[]
  readonly told: readonly Told[]
  readonly samples: readonly Sample[]
}

/** Something to be done at the end, the last that was begun first. */
export type Ends = (() => unknown)[]

const CONSOLES = ['tokyo', 'osaka'] as const
const DISK = '24m'
/** More text than the run takes: brokers need their time to start. */
const SPARE_S = 60
const SAMPLE_MS = 1_000

const configuration = (url: string, directory: string, routers: readonly Router[]): string =>
  JSON.stringify({
    agent: 'branch',
    broker: { url },
    outbox: { directory },
    consoles: Object.fromEntries(routers.map(({ name, link }) => [name, { device: link, baud: 115_200 }])),
  })

const startRouters = async (options: SetupOptions, ends: Ends): Promise<Told[]> => {
  const { seed, seconds, bytesPerSecond, directory } = options
  const told: Told[] = []
  for (const [index, name] of CONSOLES.entries()) {
    const script = composeScript(seed * 2 + index, bytesPerSecond * (seconds + SPARE_S))
    const router = await startRouter(name, join(directory, name), script, bytesPerSecond)
    ends.push(router.close)
    told.push({ router, script })
  }
  return told
}

const agentBetween = (config: string, clockFile: string, routers: readonly Router[]) =>
  agentProcess(config, clockFile, {
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

/** What is begun is entered in `ends`, also where this rejects on the way. */
export const setUp = async (options: SetupOptions, recorder: Recorder, ends: Ends): Promise<Setup> => {
  const { directory, brokers } = options
  const disk = openDisk(DISK)
  ends.push(disk.remove)
  const sites: Site[] = []
  for (const broker of brokers) {
    const site = await startSite(broker, directory, recorder)
    ends.push(site.close)
    sites.push(site)
  }
  const [site] = sites
  if (site === undefined) throw new Error('a run needs a broker')
  const link = await openLink(site.broker.port)
  ends.push(link.end)
  const told = await startRouters(options, ends)
  const routers = told.map(({ router }) => router) as [Router, ...Router[]]
  const config = join(directory, 'ikewatch.yaml')
  writeFileSync(config, configuration(link.url, join(disk.path, 'outbox'), routers))
  const agent = agentBetween(config, join(directory, 'clock'), routers)
  const samples: Sample[] = []
  const watch = setInterval(() => {
    const memory = agent.memory()
    if (memory !== undefined) samples.push({ at: performance.now(), ...memory })
  }, SAMPLE_MS)
  ends.push(() => clearInterval(watch), agent.kill)
  return { parts: { agent, routers, link, site, disk }, sites, told, samples }
}
