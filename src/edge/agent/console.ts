/** One console, wired: line → pipeline → publisher → delivery. */
import { type AgentState, agent, agentState } from '../../agent.ts'
import type { Chunk } from '../../console/record.ts'
import type { Publication } from '../../outbox/publication.ts'
import type { Observation } from '../../phase1/event.ts'
import type { Language } from '../../profile/compile.ts'
import { dialectOf } from '../../profile/interpret.ts'
import {
  type AgentNotice,
  type PublishInput,
  type PublishState,
  publish,
  snapshots,
  startPublishing,
} from '../../report/publish.ts'
import { restore } from '../../report/restore.ts'
import type { Passing } from '../../stage.ts'
import type { Config } from '../config/schema.ts'
import type { ConsoleStatus } from '../console/account.ts'
import { type Console, openConsole } from '../console/session.ts'
import type { Log } from '../log.ts'
import { type Accounting, accounting, NOTHING_TOLD, type Told, toldAfterFault } from './accounts.ts'
import { clockCorrection } from './correction.ts'
import type { HostClock } from './host-clock.ts'
import { missed } from './missed.ts'
import { isPending } from './pending.ts'

export type ConsoleConfig = Config['consoles'][string]

export type ConsoleParts = {
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
  /** State topics as they were published last, also by an earlier run. */
  readonly retained: () => ReadonlyMap<string, Publication>
  readonly deliver: (publication: Publication) => void
  /** The family of images that speaks became known. */
  readonly onDialect: () => void
  /** The pipeline broke and begins anew. */
  readonly onFault: (why: string) => void
}

export type AgentConsole = {
  readonly name: string
  readonly config: ConsoleConfig
  /** Begins to listen. */
  open(): void
  /** The agent speaks of itself in this console's stream; what is returned is still to be delivered. */
  notice(notice: NewNotice): readonly Publication[]
  snapshots(): readonly Publication[]
  /** Has this console published this topic, or may it yet? */
  yields(topic: string): boolean
  accounts(): Accounting
  /** Profile of the router's images, once it is known. */
  dialect(): string | undefined
  reopen(): void
  close(): Promise<void>
}

/** Without its time. */
export type NewNotice = AgentNotice extends infer N ? (N extends AgentNotice ? Omit<N, 'kind' | 'at'> : never) : never

const TICK_MS = 1_000
const READABLE: ReadonlySet<ConsoleStatus['state']> = new Set(['open', 'silent', 'noisy'])

export const wireConsole = (parts: ConsoleParts): AgentConsole => {
  const { name, config, log, clock } = parts
  const about = { console: name }
  let sequence = parts.lastSequence
  let told: Told = NOTHING_TOLD
  let line: Console | undefined
  let listening = false
  let everOpen = false
  let lastByte: number | undefined
  let timer: NodeJS.Timeout | undefined
  let profile: string | undefined

  const begin = (): [AgentState, PublishState] => {
    const { peers } = config
    const fixed = config.profile === 'auto' ? {} : { profile: config.profile }
    const expected = Object.values(peers).map(({ address }) => address)
    const publisher = startPublishing({
      agent: parts.agent,
      console: name,
      base: parts.base,
      boot: parts.boot,
      peers,
      nextSequence: () => ++sequence,
      timeOf: clock.timeOf,
      clock: clock.worth,
      correction: clockCorrection(clock),
    })
    restore(
      publisher,
      Array.from(parts.retained(), ([topic, { payload }]) => [topic, payload] as const),
    )
    return [agentState(parts.language, { expected, ...fixed }), publisher]
  }
  let [state, publisher] = begin()

  const say = (input: PublishInput): void => {
    const [next, publications] = publish(publisher, input)
    publisher = next
    for (const publication of publications) parts.deliver(publication)
  }

  /** An exception is a bug: it is told, and costs this console what was under way, nobody anything else. */
  const guarded = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error))
      const why = `an internal error, what was being negotiated is not known any more: ${message}`
      log.error(why, { ...about, stack })
      const read = line?.state().bytes ?? 0
      told = toldAfterFault(told, state, read)
      ;[state, publisher] = begin()
      say(gap(why))
      parts.onFault(`console ${name}: ${why}`)
    }
  }

  const take = (input: Chunk | Passing): void => {
    const [next, observations] = agent(state, input)
    state = next
    for (const observation of observations) say(observation)
  }

  const quietAt = (now: number): number => (lastByte === undefined ? Number.POSITIVE_INFINITY : now - lastByte)

  const tick = (): void => {
    const now = performance.now()
    timer = undefined
    guarded(() => take({ kind: 'tick', now, quiet: quietAt(now) }))
    tickIfPending()
  }

  const tickIfPending = (): void => {
    if (timer === undefined && listening && isPending(state, publisher, quietAt(performance.now()))) {
      timer = setTimeout(tick, TICK_MS)
    }
  }

  const onBytes = (bytes: Uint8Array, at: number): void => {
    lastByte = at
    guarded(() => take({ kind: 'chunk', bytes, at }))
    const heard = dialectOf(state[0][1])?.profile
    if (heard !== profile) {
      profile = heard
      if (heard !== undefined) log.info(`speaks like ${heard}`, about)
      parts.onDialect()
    }
    tickIfPending()
  }

  const onState = (status: ConsoleStatus): void => {
    const { state: now, why, device, since } = status
    const readable = READABLE.has(now)
    log[readable && now !== 'noisy' ? 'info' : 'warn'](`${now}: ${why}`, { ...about, device })
    guarded(() => {
      // The status is to say when the last byte came, and nobody may have ticked since.
      if (lastByte !== undefined) say({ kind: 'tick', now: since, quiet: since - lastByte })
      say({ kind: 'line', state: now, why, device, since })
      if (readable && !listening && everOpen && lastByte !== undefined) comeBack(since)
    })
    listening = readable
    everOpen ||= readable
    if (readable) tickIfPending()
    else {
      // Nobody listens: time that passes now proves nothing.
      clearTimeout(timer)
      timer = undefined
    }
  }

  const comeBack = (at: number): void => {
    const [next, observations] = missed(state, at, 'The line was away for a while: what was printed then is not known.')
    state = next
    for (const observation of observations) say(observation)
  }

  return {
    name,
    config,
    open: () => {
      const { device, baud, silentAfter } = config
      line = openConsole({ device, baud, silentAfter }, { onBytes, onState })
    },
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
    yields: (topic) => yieldsTopic(publisher, topic),
    accounts: () => accounting(told, state, line?.state() ?? { bytes: 0, discarded: 0 }),
    dialect: () => profile,
    reopen: () => line?.reopen(),
    close: async () => {
      listening = false
      clearTimeout(timer)
      await line?.close()
    },
  }
}

const gap = (why: string): Observation => ({
  kind: 'console',
  type: 'gap',
  moment: { at: performance.now(), stamp: '', device: undefined },
  why,
})

/** Where nobody is configured, any peer may come. */
const yieldsTopic = ({ scene, peers }: PublishState, topic: string): boolean => {
  const { status, unexpected, event } = scene.topics
  const root = event.replace(/event$/, 'peer/')
  if (topic === status || topic === unexpected) return true
  if (!topic.startsWith(root)) return false
  const [level = ''] = topic.slice(root.length).split('/')
  return scene.byAddress.size === 0 || peers.followed.has(level)
}
