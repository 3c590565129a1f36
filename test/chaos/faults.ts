/** The faults: what each does to the parts, until all is as it should be again. */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import mqtt from 'mqtt'
import type { Chance } from '../../src/simulator/prng.ts'
import { until } from '../edge/outbox/support.ts'
import { type Disk, damageStore } from './disk.ts'
import type { Direction, Link } from './link.ts'
import { type AgentProcess, CLOCK_CAN_JUMP } from './process.ts'
import type { Router } from './router.ts'
import type { Site } from './sites.ts'

/** The real parts of a run. */
export type Parts = {
  readonly agent: AgentProcess
  readonly routers: readonly [Router, ...Router[]]
  readonly link: Link
  readonly site: Site
  readonly disk: Disk
}

export type Fault = {
  /** Resolves when the cause is gone, with what was done in detail. What it returns may give up events, if it says so. */
  readonly strike: (parts: Parts, chance: Chance) => Promise<string>
  /** Why it cannot be done with these parts. */
  readonly cannot?: (parts: Parts) => string | undefined
  /** Waiting events may be lost by it, and are then reported as dropped. */
  readonly mayLose?: boolean
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

/** Waits until a sentence stands in the log that was not there before. */
const says = async (agent: AgentProcess, words: RegExp, from: number, limitMs: number): Promise<void> =>
  until(() => agent.log.slice(from).some((line) => words.test(line)), `the agent says ${words}`, limitMs)

/** The broker is away, and the recorder is back at it before the agent may be: else what is lost is lost by the broker. */
const brokerBack = async ({ site, link }: Parts): Promise<void> => {
  await site.broker.start()
  await site.follower.ready()
  await link.open()
}

const killAgent: Fault['strike'] = async ({ agent }, chance) => {
  await agent.kill()
  agent.start()
  const again = chance.int(0, 2)
  const after: number[] = []
  for (let turn = 0; turn < again; turn += 1) {
    const wait = chance.int(0, 1_500)
    after.push(wait)
    await pause(wait)
    await agent.kill()
    agent.start()
  }
  return after.length === 0 ? '' : `and again ${after.join(' ms and ')} ms after its start`
}

const stopBroker: Fault['strike'] = async ({ site }, chance) => {
  const ms = chance.int(1_000, 4_000)
  await site.broker.signal('SIGSTOP')
  await pause(ms)
  await site.broker.signal('SIGCONT')
  return `for ${seconds(ms)}`
}

const killBroker: Fault['strike'] = async (parts, chance) => {
  const ms = chance.int(0, 3_000)
  await parts.site.broker.signal('SIGKILL')
  await parts.link.close()
  await pause(ms)
  await brokerBack(parts)
  return `away for ${seconds(ms)} and its start`
}

const cutLink: Fault['strike'] = async ({ link }, chance) => {
  const direction: Direction = chance.chance(0.7) ? 'to broker' : 'to agent'
  // Acknowledgements are four bytes.
  const bytes = chance.int(1, direction === 'to broker' ? 4_000 : 60)
  await Promise.race([link.cutAfter(direction, bytes), pause(8_000)])
  link.cut()
  return `after ${bytes} bytes ${direction}`
}

const slowLink: Fault['strike'] = async ({ link }, chance) => {
  const [delay, ms] = [chance.int(100, 1_500), chance.int(3_000, 5_000)]
  link.slow(delay, Number.POSITIVE_INFINITY)
  await pause(ms)
  link.slow(0, Number.POSITIVE_INFINITY)
  return `${delay} ms each way for ${seconds(ms)}`
}

const narrowLink: Fault['strike'] = async ({ link }, chance) => {
  const [rate, ms] = [chance.int(1_000, 6_000), chance.int(3_000, 5_000)]
  link.slow(20, rate)
  await pause(ms)
  // What is under way goes with it.
  link.cut()
  link.slow(0, Number.POSITIVE_INFINITY)
  return `${rate} bytes/s for ${seconds(ms)}, then a cut`
}

const deadLink: Fault['strike'] = async ({ link }, chance) => {
  const ms = chance.int(1_000, 4_000)
  link.swallow(true)
  await pause(ms)
  link.cut()
  link.swallow(false)
  return `for ${seconds(ms)}, then a cut`
}

const refuseLogin: Fault['strike'] = async ({ site, link }, chance) => {
  const ms = chance.int(1_500, 5_000)
  await site.onlyWithLogin?.(true)
  await pause(100)
  link.cut()
  await pause(ms)
  await site.onlyWithLogin?.(false)
  return `for ${seconds(ms)}`
}

const fillDisk: Fault['strike'] = async ({ disk, agent }, chance) => {
  const from = agent.log.length
  disk.fill()
  await says(agent, /outbox in memory only/, from, 60_000)
  const ms = chance.int(500, 4_000)
  await pause(ms)
  disk.free()
  await says(agent, /the outbox is on disk again/, from, 90_000)
  return `noticed, and freed after ${seconds(ms)}`
}

/** Numbers that were given while nothing could be written must not be given again; what was in memory is lost, and said. */
const killOnFullDisk: Fault['strike'] = async ({ disk, agent }, chance) => {
  const before = agent.log.length
  disk.fill()
  await says(agent, /outbox in memory only/, before, 60_000)
  await pause(chance.int(500, 2_500))
  await agent.kill()
  const from = agent.log.length
  agent.start()
  const ms = chance.int(1_000, 4_000)
  await pause(ms)
  disk.free()
  const degraded = agent.log.slice(from).some((line) => /outbox in memory only/.test(line))
  if (degraded) await says(agent, /the outbox is on disk again/, from, 90_000)
  return `freed ${seconds(ms)} after its start${degraded ? ', which found it full' : ''}`
}

const harmStore: Fault['strike'] = async ({ disk, agent, link }, chance) => {
  // So that there is something in the store to be harmed.
  await link.close()
  await pause(chance.int(500, 2_500))
  await agent.kill()
  const what = damageStore(join(disk.path, 'outbox', 'events'), chance)
  await link.open()
  agent.start()
  return what
}

const pullCable: Fault['strike'] = async ({ routers }, chance) => {
  const router = chance.pick(routers)
  const ms = chance.int(200, 3_000)
  await router.pull()
  await pause(ms)
  await router.plug()
  return `of ${router.name} for ${seconds(ms)}`
}

const shakeCable: Fault['strike'] = async ({ routers }, chance) => {
  const router = chance.pick(routers)
  const times: number[] = []
  for (let turn = 0; turn < 4; turn += 1) {
    await router.pull()
    await pause(chance.int(0, 300))
    await router.plug()
    const held = chance.int(0, 400)
    times.push(held)
    await pause(held)
  }
  await router.pull()
  await router.plug()
  return `of ${router.name}, held for ${times.join(', ')} ms`
}

const jumpClock: Fault['strike'] = async ({ agent }, chance) => {
  const offset = chance.pick([-86_400 * 365, -7_200, -30, 45, 3_600, 86_400 * 400])
  agent.setClock(offset)
  await pause(chance.int(2_000, 4_000))
  agent.setClock(0)
  await pause(1_500)
  return `by ${offset} s and back`
}

/** The agent does not fight for its name but waits for minutes: only a new start brings it back sooner. */
const takeName: Fault['strike'] = async ({ site, agent }, chance) => {
  const from = agent.log.length
  const protocolVersion = site.name === 'mosquitto' ? 5 : 4
  const other = { clientId: 'ikewatch-branch', protocolVersion, reconnectPeriod: 0 } as const
  let fought = 0
  const taken = (): boolean => agent.log.slice(from).some((line) => line.includes('took over the same client id'))
  for (let turn = 0; turn < 12 && !taken(); turn += 1) {
    const client = await mqtt.connectAsync(site.broker.url, other)
    client.on('error', () => {})
    await pause(chance.int(300, 900))
    await client.endAsync(true)
    fought += 1
    await pause(1_500)
  }
  if (!taken()) throw new Error('another with its name came and went, and the agent never said so')
  await agent.kill()
  agent.start()
  return `${fought} times until it said so, then started anew`
}

const mosquittoOnly = ({ site }: Parts): string | undefined =>
  site.onlyWithLogin === undefined ? `${site.name} cannot change it while it runs` : undefined

export const FAULTS = {
  'agent killed': { strike: killAgent },
  'broker stopped': { strike: stopBroker },
  'broker killed': { strike: killBroker },
  'link cut in a packet': { strike: cutLink },
  'link slow': { strike: slowLink },
  'link narrow': { strike: narrowLink },
  'link dead': { strike: deadLink },
  'login refused': { strike: refuseLogin, cannot: mosquittoOnly },
  'disk full': {
    strike: fillDisk,
    cannot: ({ disk }) => (disk.small ? undefined : 'this user may not mount a file system'),
  },
  'killed on a full disk': {
    strike: killOnFullDisk,
    cannot: ({ disk }) => (disk.small ? undefined : 'this user may not mount a file system'),
    mayLose: true,
  },
  'store damaged': { strike: harmStore, mayLose: true },
  'cable pulled': { strike: pullCable },
  'cable shaken': { strike: shakeCable },
  'clock jumped': {
    strike: jumpClock,
    cannot: () => (CLOCK_CAN_JUMP ? undefined : 'libfaketime is not installed'),
  },
  'name taken': { strike: takeName },
} as const satisfies { readonly [kind: string]: Fault }

export type Kind = keyof typeof FAULTS
