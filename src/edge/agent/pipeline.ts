/** The pure stages of one console with their state, from bytes to publications, and what happens when one of them breaks. */
import { type AgentState, agent, agentState } from '../../agent.ts'
import type { Chunk } from '../../console/record.ts'
import type { Publication } from '../../outbox/publication.ts'
import type { Observation } from '../../phase1/event.ts'
import type { Language } from '../../profile/compile.ts'
import { dialectOf } from '../../profile/interpret.ts'
import type { LineState } from '../../report/line.ts'
import {
  type AgentNotice,
  type PublishInput,
  type PublishState,
  publish,
  snapshots,
  startPublishing,
  stopListening,
} from '../../report/publish.ts'
import { restore } from '../../report/restore.ts'
import type { Passing } from '../../stage.ts'
import type { Config } from '../config/schema.ts'
import type { Log } from '../log.ts'
import { type Accounting, accounting, type LineBytes, NOTHING_TOLD, type Told, toldAfterFault } from './accounts.ts'
import { clockCorrection } from './correction.ts'
import type { HostClock } from './host-clock.ts'
import { missed } from './missed.ts'
import { isPending } from './pending.ts'

export type ConsoleConfig = Config['consoles'][string]

export type PipelineParts = {
  readonly name: string
  readonly config: ConsoleConfig
  readonly agent: string
  readonly base: string
  readonly boot: number
  readonly language: Language
  readonly clock: HostClock
  readonly log: Log
  /** The last number given in this console's stream. */
  readonly lastSequence: number
  /** Number of its next negotiation: none is given twice in one run of the agent. */
  readonly nextNegotiation: number
  /** State topics as they were published last, also by an earlier run. */
  readonly retained: () => ReadonlyMap<string, Publication>
  readonly deliver: (publication: Publication) => void
  /** A stage broke, and the pipeline begins anew. */
  readonly onFault: (why: string) => void
}

/** Without what the pipeline adds. */
export type NewNotice = AgentNotice extends infer N ? (N extends AgentNotice ? Omit<N, 'kind' | 'at'> : never) : never

export type Pipeline = {
  take(input: Chunk | Passing): void
  /** The line's state changed. `lastByte`: when the last byte came. */
  line(state: Omit<LineState, 'kind'>, lastByte: number | undefined): void
  /** The line is back after a time in which nobody listened. */
  comeBack(at: number): void
  /** The agent speaks of itself in this console's stream; what is returned is still to be delivered. */
  notice(notice: NewNotice): readonly Publication[]
  snapshots(): readonly Publication[]
  /** The agent stops: what is known no more from now on. */
  stop(): readonly Publication[]
  /** Is this topic one that this console publishes? */
  yields(topic: string): boolean
  isPending(quiet: number): boolean
  accounts(): Accounting
  /** Profile of the router's images, once it is known. */
  dialect(): string | undefined
  nextNegotiation(): number
}

const gap = (why: string): Observation => ({
  kind: 'console',
  type: 'gap',
  moment: { at: performance.now(), stamp: '', device: undefined },
  why,
})

/**
 * Peers remembered at a time: what a line of 115200 baud can tell of in ten minutes, and of a flood no more than 13 MB. Those that
 * are configured stay, those that are up go last.
 */
const MAX_PEERS = 10_000

const AWAY = 'The line was away for a while: what was printed then is not known.'

/** Where nobody is configured, any peer may come. */
const yieldsTopic = ({ scene, peers }: PublishState, topic: string): boolean => {
  const { status, unexpected, event } = scene.topics
  const root = event.replace(/event$/, 'peer/')
  if (topic === status || topic === unexpected) return true
  if (!topic.startsWith(root)) return false
  const [level = ''] = topic.slice(root.length).split('/')
  return scene.byAddress.size === 0 || peers.followed.has(level)
}

/** `lineBytes`: what the line has counted itself. */
export const newPipeline = (parts: PipelineParts, lineBytes: () => LineBytes): Pipeline => {
  const { name, config, clock, log } = parts
  let sequence = parts.lastSequence
  let told: Told = NOTHING_TOLD

  const newPublisher = (): PublishState => {
    const publisher = startPublishing({
      agent: parts.agent,
      console: name,
      base: parts.base,
      boot: parts.boot,
      peers: config.peers,
      nextSequence: () => ++sequence,
      timeOf: clock.timeOf,
      clock: clock.worth,
      correction: clockCorrection(clock),
    })
    restore(
      publisher,
      Array.from(parts.retained(), ([topic, { payload }]) => [topic, payload] as const),
    )
    return publisher
  }

  const newState = (nextNegotiation: number): AgentState => {
    const fixed = config.profile === 'auto' ? {} : { profile: config.profile }
    const expected = Object.values(config.peers).map(({ address }) => address)
    const state = agentState(parts.language, { expected, maxPeers: MAX_PEERS, ...fixed })
    state[1].nextId = nextNegotiation
    return state
  }

  let state = newState(parts.nextNegotiation)
  let publisher = newPublisher()

  const say = (input: PublishInput): void => {
    const [next, publications] = publish(publisher, input)
    publisher = next
    for (const publication of publications) parts.deliver(publication)
  }

  const sayAll = ([next, observations]: readonly [AgentState, readonly (Observation | Passing)[]]): void => {
    state = next
    for (const observation of observations) say(observation)
  }

  const beginAnew = (why: string): void => {
    told = toldAfterFault(told, state, lineBytes().bytes)
    state = newState(state[1].nextId)
    // The line itself is what it was.
    publisher = { ...newPublisher(), line: publisher.line }
    say(gap(why))
  }

  /** An exception is a bug: it is told, and costs this console what was under way, nobody anything else. */
  const guarded = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error))
      const why = `an internal error, what was being negotiated is not known any more: ${message}`
      log.error(why, { console: name, stack })
      beginAnew(why)
      parts.onFault(`console ${name}: ${why}`)
    }
  }

  return {
    take: (input) => guarded(() => sayAll(agent(state, input))),
    line: (next, lastByte) =>
      guarded(() => {
        const now = performance.now()
        // The status is to say when the last byte came, and nobody may have ticked since.
        if (lastByte !== undefined) say({ kind: 'tick', now, quiet: now - lastByte })
        say({ ...next, kind: 'line' })
      }),
    comeBack: (at) => guarded(() => sayAll(missed(state, at, AWAY))),
    notice: (notice) => {
      const [next, publications] = publish(publisher, {
        ...notice,
        kind: 'agent',
        at: performance.now(),
      } as AgentNotice)
      publisher = next
      return publications
    },
    snapshots: () => snapshots(publisher),
    stop: () => stopListening(publisher, performance.now()),
    yields: (topic) => yieldsTopic(publisher, topic),
    isPending: (quiet) => isPending(state, publisher, quiet),
    accounts: () => accounting(told, state, lineBytes()),
    dialect: () => dialectOf(state[0][1])?.profile,
    nextNegotiation: () => state[1].nextId,
  }
}
