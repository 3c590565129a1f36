/** What happens to the agent itself. */
import { setTimeout as pause } from 'node:timers/promises'
import mqtt from 'mqtt'
import type { Fault } from '../parts.ts'
import { CLOCK_CAN_JUMP } from '../process.ts'

const kill: Fault['strike'] = async ({ agent }, chance) => {
  await agent.restart()
  const again = chance.int(0, 2)
  const after: number[] = []
  for (let turn = 0; turn < again; turn += 1) {
    const wait = chance.int(0, 1_500)
    after.push(wait)
    await pause(wait)
    await agent.restart()
  }
  return after.length === 0 ? '' : `and again ${after.join(' ms and ')} ms after its start`
}

const jumpClock: Fault['strike'] = async ({ agent }, chance) => {
  const offset = chance.pick([-86_400 * 365, -7_200, -30, 45, 3_600, 86_400 * 400])
  agent.setClock(offset)
  await pause(chance.int(2_000, 4_000))
  agent.setClock(0)
  await pause(1_500)
  return `by ${offset} s and back`
}

/** The agent does not fight for its name: its back-off grows, and only a new start brings it back at once. */
const takeName: Fault['strike'] = async ({ site, agent }, chance) => {
  const from = agent.log.length
  const protocolVersion = site.access === undefined ? 4 : 5
  const other = { clientId: 'ikewatch-branch', protocolVersion, reconnectPeriod: 0 } as const
  const has = (words: string, since: number): boolean => agent.log.slice(since).some((line) => line.includes(words))
  const taken = (): boolean => has('took over the same client id', from)
  let fought = 0
  for (let turn = 0; turn < 12 && !taken(); turn += 1) {
    const before = agent.log.length
    const client = await mqtt.connectAsync(site.broker.url, other)
    client.on('error', () => {})
    await pause(chance.int(300, 900))
    await client.endAsync(true)
    fought += 1
    // It says so when it happens again and again soon after its login.
    for (let waited = 0; waited < 20_000 && !has('online at', before) && !taken(); waited += 50) await pause(50)
  }
  if (!taken()) throw new Error('another with its name came and went, and the agent never said so')
  await agent.restart()
  return `${fought} times until it said so, then started anew`
}

export const AGENT_FAULTS = {
  'agent killed': { strike: kill },
  'clock jumped': {
    strike: jumpClock,
    cannot: () => (CLOCK_CAN_JUMP ? undefined : 'libfaketime is not installed'),
  },
  'name taken': { strike: takeName },
} as const satisfies { readonly [kind: string]: Fault }
