/** The parts of a run, put together: brokers, the ways to them, the routers, and the agent between them. */
import { join } from 'node:path'
import { agentFiles } from '../edge/broker/certificates.ts'
import { writeConfiguration } from './configuration.ts'
import { type Consoles, type ConsolesOptions, startConsoles } from './consoles.ts'
import { openDisk } from './disk.ts'
import { newDoors } from './doors.ts'
import type { Told } from './judge.ts'
import type { Sample } from './memory.ts'
import type { Parts } from './parts.ts'
import { type AgentProcess, agentProcess } from './process.ts'
import type { Recorder } from './recorder.ts'
import { type Site, type SiteName, startSite } from './sites.ts'

export type SetupOptions = ConsolesOptions & { readonly sites: readonly SiteName[] }

export type Setup = {
  /** At the first of the sites; the agent is not started. */
  readonly parts: Parts
  readonly sites: readonly Site[]
  readonly told: readonly Told[]
  readonly samples: readonly Sample[]
}

/** Something to be done at the end, the last that was begun first. */
export type Ends = (() => unknown)[]

const DISK = '24m'
const SAMPLE_MS = 1_000

const agentBetween = (config: string, clockFile: string, { told }: Consoles): AgentProcess => {
  const routers = told.map(({ router }) => router)
  return agentProcess(config, clockFile, {
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
}

const watchMemory = (agent: AgentProcess, ends: Ends): readonly Sample[] => {
  const samples: Sample[] = []
  const watch = setInterval(() => {
    const memory = agent.memory()
    if (memory !== undefined) samples.push({ at: performance.now(), ...memory })
  }, SAMPLE_MS)
  ends.push(() => clearInterval(watch))
  return samples
}

/** What is begun is entered in `ends`, also where this rejects on the way. */
export const setUp = async (options: SetupOptions, recorder: Recorder, ends: Ends): Promise<Setup> => {
  const { directory } = options
  const disk = openDisk(DISK)
  ends.push(disk.remove)
  // They take their time to start, and not much else.
  const sites = await Promise.all(options.sites.map((name) => startSite(name, directory, recorder, ends)))
  const [site] = sites
  if (site === undefined) throw new Error('a run needs a site')
  const doors = await newDoors(new Set(sites.flatMap(({ ways }) => ways.map(([door]) => door))))
  ends.push(doors.close)
  const line = doors.lead(site.ways)
  await line.open()
  const consoles = await startConsoles(options, ends)

  const config = join(directory, 'ikewatch.yaml')
  const files = options.sites.includes('mosquitto by TLS') ? agentFiles(directory) : {}
  const choices = { urls: doors.urls, files, outbox: join(disk.path, 'outbox'), consoles: consoles.devices }
  const limitOutbox = (bytes: number | undefined): void => writeConfiguration(config, choices, bytes)
  limitOutbox(undefined)
  const agent = agentBetween(config, join(directory, 'clock'), consoles)
  ends.push(agent.kill)
  const { routers, served, told } = consoles
  const parts: Parts = { agent, routers, served, doors, line, site, disk, recorder, limitOutbox }
  return { parts, sites, told, samples: watchMemory(agent, ends) }
}
