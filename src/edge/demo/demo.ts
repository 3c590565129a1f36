/** The main job with no hardware, broker or root: simulated routers on ptys, a broker in this process, and the agent itself. */
import type { Observation } from '../../phase1/event.ts'
import { observationOf } from '../../report/undress.ts'
import { startAgent } from '../agent/agent.ts'
import type { KnownProfiles } from '../agent/profiles-apart.ts'
import { startEmbeddedBroker } from '../broker/embedded.ts'
import type { Config } from '../config/schema.ts'
import type { Log } from '../log.ts'
import { openMemoryStore } from '../outbox/store.ts'
import { openPty, type Pty } from '../pty.ts'
import { CAST, type Router } from './cast.ts'
import { BAUD, play } from './player.ts'
import { subscribe } from './subscriber.ts'

/** An event that has gone the whole way: pty, agent, broker, subscriber. */
export type Received = {
  readonly console: string
  readonly type: string
  /** As it was received. */
  readonly json: string
  /** What it tells of phase 1 or of the console's text; undefined for what the line or the agent say of themselves. */
  readonly observation: Observation | undefined
}

export type Stage = { readonly console: string; readonly device: string; readonly router: Router }

export type Demo = {
  readonly url: string
  readonly stages: readonly Stage[]
  readonly baud: number
  /** Everything of the agent, as a topic filter. */
  readonly topics: string
  close(): Promise<void>
}

const AGENT = 'demo'
const BASE = 'ikewatch'

const configFor = (url: string, stages: readonly Stage[]): Config => ({
  agent: AGENT,
  broker: { url: [url], base: BASE },
  outbox: { directory: '', maxBytes: 1024 ** 2 },
  consoles: Object.fromEntries(
    stages.map(({ console, device, router }) => {
      const peers = Object.entries(router.peers).map(([name, address]) => [
        name,
        { address, expect: 'sometimes' as const },
      ])
      return [console, { device, baud: BAUD, profile: 'auto', silentAfter: 600_000, peers: Object.fromEntries(peers) }]
    }),
  ),
  homeAssistant: false,
})

/**
 * Starts everything; `heard` gets each event from the broker. Rejects where a pty cannot be made.
 */
export const startDemo = async (profiles: KnownProfiles, log: Log, heard: (event: Received) => void): Promise<Demo> => {
  const ended = new AbortController()
  const ptys: Pty[] = []
  const stages: Stage[] = []
  for (const [console, router] of Object.entries(CAST)) {
    const pty = await openPty()
    ptys.push(pty)
    stages.push({ console, device: pty.path, router })
  }
  const broker = await startEmbeddedBroker()
  const subscriber = await subscribe(broker.url, `${BASE}/1/${AGENT}/console/+/event`, (event) =>
    heard({
      console: event.source.slice(event.source.lastIndexOf('/') + 1),
      type: event.type,
      json: JSON.stringify(event),
      observation: observationOf(event),
    }),
  )
  const agent = await startAgent({ config: configFor(broker.url, stages), profiles, log, store: openMemoryStore() })
  const players = stages.map(({ router }, index) => play(router, ptys[index] as Pty, ended.signal))
  return {
    url: broker.url,
    stages,
    baud: BAUD,
    topics: `${BASE}/1/${AGENT}/#`,
    close: async () => {
      ended.abort()
      await Promise.all(players)
      await agent.close('the demo is over')
      await Promise.all(ptys.map((pty) => pty.close()))
      await subscriber.close()
      await broker.close()
    },
  }
}
