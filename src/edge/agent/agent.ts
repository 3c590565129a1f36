/** The agent: consoles in, MQTT out, until it is closed. `run` and `demo` are both made of it. */
import type { Publication } from '../../outbox/publication.ts'
import { agentHealth, agentInfo, agentStatus } from '../../report/agent.ts'
import { rfc3339 } from '../../report/calendar.ts'
import { topics } from '../../report/topics.ts'
import type { SessionState } from '../broker/options.ts'
import type { Config } from '../config/schema.ts'
import { openDelivery } from '../delivery.ts'
import type { Log } from '../log.ts'
import { openStore, type Store } from '../outbox/store.ts'
import { version } from '../version.ts'
import { type Answering, answer } from './commands.ts'
import { type AgentConsole, wireConsole } from './console.ts'
import { openHostClock } from './host-clock.ts'
import type { ConsoleConfig, NewNotice } from './pipeline.ts'
import type { KnownProfiles } from './profiles-apart.ts'
import { healthDocument, infoDocument, offlineDocument, statusDocument } from './standing.ts'

export type AgentParts = {
  readonly config: Config
  readonly profiles: KnownProfiles
  readonly log: Log
  /** Where events wait; without it, a durable one in the configured directory. */
  readonly store?: Store
}

export type Agent = {
  /** Takes over other consoles and peers; what did not change goes on untouched. */
  setConsoles(consoles: Config['consoles']): Promise<void>
  /** A clean stop: what waits is given five seconds, then offline is said. `why` is one sentence. */
  close(why: string): Promise<void>
}

const HEALTH_MS = 60_000
/** A fault of a console's pipeline shows in the status for this long. */
const FAULT_SHOWN_MS = 600_000

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * Starts the agent: it is listening when this resolves, whether the broker is there or not.
 *
 * @throws Error when another agent uses the directory of the outbox.
 */
export const startAgent = async (parts: AgentParts): Promise<Agent> => {
  const { profiles, log } = parts
  let { config } = parts
  const { agent, broker, outbox } = config
  const { base, url: urls, ...login } = broker
  const store = parts.store ?? (await openStore(outbox.directory, (text) => log.warn(text)))
  const { boot } = store
  const clock = await openHostClock()
  const own = topics(base, agent)
  const troubles = new Map<string, string>()
  const consoles = new Map<string, AgentConsole>()
  /** Of consoles that are gone: they may come back. */
  const nextNegotiation = new Map<string, number>()
  let since = rfc3339(Date.now())
  let online: Extract<SessionState, { state: 'online' }> | undefined
  let closing = false

  const standing = () => ({ config, boot, troubles: troubles.values(), since })
  const sayStatus = (): void => delivery.publish(agentStatus(own, statusDocument(standing())))
  const health = () => healthDocument(standing(), consoles.values(), delivery.counters())
  const sayHealth = (): void => delivery.publish(agentHealth(own, health()))
  const sayInfo = (): void => {
    if (online !== undefined)
      delivery.publish(agentInfo(own, infoDocument(standing(), online, profiles, consoles.values())))
  }

  /** Undefined takes the trouble away. */
  const setTrouble = (what: string, why: string | undefined): void => {
    const before = troubles.get(what)
    if (before === why) return
    if (why === undefined) troubles.delete(what)
    else troubles.set(what, why)
    since = rfc3339(Date.now())
    if (ready && !closing) sayStatus()
  }

  const showFault = (name: string, why: string): void => {
    setTrouble(name, why)
    setTimeout(() => setTrouble(name, undefined), FAULT_SHOWN_MS).unref()
  }

  const wire = (name: string, settings: ConsoleConfig): AgentConsole =>
    wireConsole({
      name,
      config: settings,
      agent,
      base,
      boot,
      language: profiles.language,
      clock,
      log,
      lastSequence: store.lastSequence(name),
      nextNegotiation: nextNegotiation.get(name) ?? 1,
      retained: () => store.retained(),
      deliver: (publication) => delivery.publish(publication),
      onDialect: sayInfo,
      onFault: (why) => showFault(name, why),
    })

  const yields = (topic: string): boolean =>
    [own.status, own.info, own.health].includes(topic) || [...consoles.values()].some((each) => each.yields(topic))

  const noticeIn = (each: AgentConsole, notice: NewNotice): void => {
    for (const publication of each.notice(notice)) delivery.publish(publication)
  }

  const saySnapshots = (each: AgentConsole): number => {
    const all = each.snapshots()
    for (const publication of all) delivery.publish(publication)
    return all.length
  }

  const start = (each: AgentConsole): void => {
    saySnapshots(each)
    each.open()
  }

  const answering: Answering = {
    log,
    health,
    republish: () => Array.from(consoles.values(), saySnapshots).reduce((sum, count) => sum + count, 0),
    reopen: (name) => {
      consoles.get(name)?.reopen()
      return consoles.has(name)
    },
  }

  for (const [name, settings] of Object.entries(config.consoles)) consoles.set(name, wire(name, settings))

  let ready = false
  const delivery = openDelivery({
    store,
    broker: { urls, ...login },
    agent,
    base,
    maxBytes: outbox.maxBytes,
    offline: () => JSON.stringify(offlineDocument(boot, closing)),
    // In the stream of a console that lost something, so that the hole and its reason stand together.
    reportDropped: (dropped) => {
      const loser = Object.keys(dropped.consoles).find((name) => consoles.has(name))
      const teller = (loser === undefined ? undefined : consoles.get(loser)) ?? [...consoles.values()][0]
      return teller?.notice({ type: 'ikewatch.agent.dropped', data: dropped })[0] as Publication
    },
    yields,
    log,
    onState: (state) => {
      online = state.state === 'online' ? state : undefined
      sayInfo()
    },
    onDegraded: (why) => setTrouble('outbox', why),
    onCommand: (command) => answer(command, answering),
  })
  ready = true

  sayStatus()
  for (const each of consoles.values()) {
    noticeIn(each, { type: 'ikewatch.agent.started', data: { version: version() } })
    start(each)
  }
  sayHealth()
  const healthTimer = setInterval(sayHealth, HEALTH_MS)

  return {
    setConsoles: async (next) => {
      const gone = [...consoles.values()].filter(({ name, config: before }) => !same(before, next[name]))
      await Promise.all(gone.map((each) => each.close()))
      for (const each of gone) {
        nextNegotiation.set(each.name, each.nextNegotiation())
        consoles.delete(each.name)
      }
      config = { ...config, consoles: next }
      const fresh = Object.entries(next).filter(([name]) => !consoles.has(name))
      for (const [name, settings] of fresh) consoles.set(name, wire(name, settings))
      delivery.emptyUnless(yields)
      for (const [name] of fresh) {
        const each = consoles.get(name)
        if (each !== undefined) start(each)
      }
      sayInfo()
    },
    close: async (why) => {
      closing = true
      clearInterval(healthTimer)
      clock.close()
      await Promise.all(Array.from(consoles.values(), (each) => each.close()))
      for (const each of consoles.values()) {
        for (const publication of each.stop()) delivery.publish(publication)
        noticeIn(each, { type: 'ikewatch.agent.stopped', data: { why } })
      }
      await delivery.close()
      if (parts.store === undefined) await store.close()
    },
  }
}
