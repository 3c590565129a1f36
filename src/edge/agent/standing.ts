/** What the agent says of itself in retained topics: status, info and health, from what is known at the moment. */

import { LINE_LIMIT } from '../../console/lines.ts'
import { WINDOW } from '../../outbox/outbox.ts'
import { rfc3339 } from '../../report/calendar.ts'
import { MAX_FOLLOWED } from '../../report/peers.ts'
import type { AgentHealth, AgentInfo, AgentStatus } from '../../report/schema/agent.ts'
import type { SessionState } from '../broker/options.ts'
import type { Config } from '../config/schema.ts'
import type { DeliveryCounters } from '../delivery.ts'
import { version } from '../version.ts'
import type { AgentConsole } from './console.ts'
import type { KnownProfiles } from './profiles-apart.ts'

const now = (): string => rfc3339(Date.now())

export type Standing = {
  readonly config: Config
  readonly boot: number
  /** Reasons for being degraded, in sentences. */
  readonly troubles: Iterable<string>
  readonly since: string
}

export const statusDocument = ({ boot, troubles, since }: Standing): AgentStatus => {
  const why = [...troubles].join('; ')
  return why === '' ? { state: 'online', boot, since } : { state: 'degraded', boot, since, why }
}

/** The will is written long before it is needed: it cannot know when. */
export const offlineDocument = (boot: number, stopped: boolean): AgentStatus =>
  stopped
    ? { state: 'offline', boot, since: now(), why: 'the agent was stopped' }
    : { state: 'offline', boot, why: 'the broker lost the connection to the agent' }

type Online = Extract<SessionState, { state: 'online' }>

export const infoDocument = (
  { config, boot }: Standing,
  { protocol, limits }: Online,
  { digests }: KnownProfiles,
  consoles: Iterable<AgentConsole>,
): AgentInfo => ({
  version: version(),
  boot,
  protocol: protocol === 5 ? '5' : '3.1.1',
  consoles: Array.from(consoles, ({ name, config: { device, profile, peers }, dialect }) => ({
    name,
    device,
    profile: dialect() ?? profile,
    peers: Object.keys(peers),
  })),
  profiles: digests,
  limits: {
    outboxBytes: config.outbox.maxBytes,
    unacknowledged: Math.min(WINDOW, limits.receiveMaximum),
    packetBytes: limits.maximumPacketSize,
    lineBytes: LINE_LIMIT,
    unconfiguredPeers: MAX_FOLLOWED,
  },
})

export const healthDocument = (
  { boot }: Standing,
  consoles: Iterable<AgentConsole>,
  { waiting, waitingBytes, made, recovered, acknowledged, dropped, diskBytesToday }: DeliveryCounters,
): AgentHealth => ({
  time: now(),
  boot,
  uptimeSeconds: Math.floor(process.uptime()),
  consoles: Object.fromEntries(Array.from(consoles, ({ name, accounts }) => [name, accounts()])),
  outbox: { depth: waiting, bytes: waitingBytes, made, recovered, acknowledged, dropped },
  rssBytes: process.memoryUsage.rss(),
  diskBytesToday,
})
