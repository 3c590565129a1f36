/** What the publisher of one console is told once: names, peers, and the three things only the edge knows. */
import type { Moment } from '../phase1/event.ts'
import { peerAddress } from './address.ts'
import { topicSafe } from './names.ts'
import type { Clock } from './schema/envelope.ts'
import type { Peer } from './schema/peer.ts'
import { type ConsoleTopics, topics } from './topics.ts'

/** `never`: known, and counted with the peers that nobody expects. */
export const EXPECTATIONS = ['always', 'sometimes', 'never'] as const
export type Expectation = (typeof EXPECTATIONS)[number]

/** Peers by their configured name. */
export type ConfiguredPeers = { readonly [name: string]: { readonly address: string; readonly expect: Expectation } }

export type Setup = {
  readonly agent: string
  readonly console: string
  readonly base: string
  /** Start counter of the agent; 0 in replay. */
  readonly boot: number
  /** Empty: everyone is expected. */
  readonly peers: ConfiguredPeers
  /** The next number of this console's stream, from 1, never given twice. */
  readonly nextSequence: () => number
  /** RFC 3339 of a moment: host time when live, the capture's own in replay; undefined where it cannot be known. */
  readonly timeOf: (moment: Moment) => string | undefined
  readonly clock: () => Clock
  /** By how much the host's clock was set since it was last asked, milliseconds; undefined where it was not. */
  readonly correction?: () => number | undefined
}

/** The setup, made ready for looking things up. */
export type Scene = Setup & {
  readonly source: string
  readonly topics: ConsoleTopics
  readonly byAddress: ReadonlyMap<string, { readonly name: string; readonly expect: Expectation }>
}

export const sceneOf = (setup: Setup): Scene => {
  const byAddress = new Map<string, { name: string; expect: Expectation }>()
  for (const [name, { address, expect }] of Object.entries(setup.peers))
    byAddress.set(peerAddress(address), { name, expect })
  const [agent, console] = [topicSafe(setup.agent), topicSafe(setup.console)]
  const source = `/ikewatch/${agent}/console/${console}`
  return { ...setup, agent, console, source, topics: topics(setup.base, agent).console(console), byAddress }
}

/** A peer as the contract shows it. */
export const peerOf = (scene: Scene, printed: string, port: number): Peer => {
  const address = peerAddress(printed)
  const configured = scene.byAddress.get(address)
  const expected = scene.byAddress.size === 0 || (configured !== undefined && configured.expect !== 'never')
  return { address, port, ...(configured && { name: configured.name }), expected }
}

/** Its level in topics and subjects: the configured name, else the address. */
export const levelOf = (peer: Peer): string => topicSafe(peer.name ?? peer.address)
