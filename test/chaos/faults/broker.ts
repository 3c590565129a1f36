/** What happens to the broker, and what it will not have. */
import { setTimeout as pause } from 'node:timers/promises'
import type { ChildBroker } from '../../edge/broker/brokers.ts'
import { comes, type Fault, inSeconds, type Parts, says } from '../parts.ts'
import type { AgentProcess } from '../process.ts'

const stop: Fault['strike'] = async ({ site }, chance) => {
  const ms = chance.int(1_000, 4_000)
  await site.broker.signal('SIGSTOP')
  await pause(ms)
  await site.broker.signal('SIGCONT')
  return `for ${inSeconds(ms)}`
}

const kill: Fault['strike'] = async ({ site, line }, chance) => {
  const ms = chance.int(0, 3_000)
  await site.broker.signal('SIGKILL')
  await line.close()
  await pause(ms)
  await site.broker.start()
  // The recorder is back before the agent may be: else what is lost is lost by the broker.
  await site.follower.ready()
  await line.open()
  return `away for ${inSeconds(ms)} and its start`
}

const refuseLogin: Fault['strike'] = async ({ site, line }, chance) => {
  const ms = chance.int(1_500, 5_000)
  await site.access?.onlyWithLogin(true)
  await pause(100)
  line.cut()
  await pause(ms)
  await site.access?.onlyWithLogin(false)
  return `for ${inSeconds(ms)}`
}

/** Where the agent is online and with which version, by the last word of its log. */
const whereOnline = (agent: AgentProcess): RegExpExecArray | undefined =>
  agent.log.map((line) => /online at (\S+), MQTT ([\d.]+)/.exec(line)).findLast((found) => found !== null) ?? undefined

const refuseEvents: Fault['strike'] = async ({ site, agent, recorder }, chance) => {
  const ms = chance.int(1_000, 3_000)
  const from = agent.log.length
  await site.access?.refuseEvents(true)
  await says(agent, /\/event: refused by the broker \(135/, from)
  await pause(ms)
  const told = comes(recorder, 'a word of what was refused', 'ikewatch.agent.dropped')
  await site.access?.refuseEvents(false)
  await told
  return `for ${inSeconds(ms)}, then told`
}

const nodeOf = ({ site, doors, agent }: Parts): ChildBroker => {
  const url = whereOnline(agent)?.[1]
  const way = site.ways.findIndex(([door]) => doors.url(door) === url)
  return site.cluster?.nodes[way < 0 ? 1 : way + 1] as ChildBroker
}

const loseNode: Fault['strike'] = async (parts, chance) => {
  const { agent, site, recorder } = parts
  const node = nodeOf(parts)
  const from = agent.log.length
  const lost = performance.now()
  await node.signal('SIGKILL')
  await says(agent, /online at/, from)
  await comes(recorder, 'an event by way of another node')
  const back = performance.now()
  await pause(chance.int(0, 2_000))
  await node.start()
  await site.cluster?.whole()
  return `where the agent was; an event by way of another ${inSeconds(back - lost)} later, and whole again`
}

const cannotChange = ({ site }: Parts): string | undefined =>
  site.access === undefined ? `${site.name} cannot change it while it runs` : undefined

export const BROKER_FAULTS = {
  'broker stopped': { strike: stop },
  'broker killed': { strike: kill },
  'login refused': { strike: refuseLogin, cannot: cannotChange },
  'events refused': {
    strike: refuseEvents,
    // On 3.1.1 a broker has no word for it.
    cannot: (parts) =>
      cannotChange(parts) ?? (whereOnline(parts.agent)?.[2] === '5' ? undefined : 'not online with MQTT 5'),
  },
  'node lost': {
    strike: loseNode,
    cannot: ({ site }) => (site.cluster === undefined ? `${site.name} is one alone` : undefined),
  },
} as const satisfies { readonly [kind: string]: Fault }
