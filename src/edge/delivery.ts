/** Delivery as one thing: publications in, acknowledged by the broker or accounted for out, whatever fails between. */
import type { Dropped, DropReason } from '../outbox/dropped.ts'
import type { Entry } from '../outbox/entry.ts'
import { append, choose, depth, newOutbox, restore, stored } from '../outbox/outbox.ts'
import type { Publication } from '../outbox/publication.ts'
import { rankOf } from '../outbox/rank.ts'
import { newRetained, setState, topicListed } from '../outbox/retained.ts'
import type { Connection } from './broker/attempt.ts'
import { type Command, commandOf } from './broker/command.ts'
import type { BrokerOptions, SessionState } from './broker/options.ts'
import { newSender } from './broker/sender.ts'
import { connectBroker } from './broker/session.ts'
import { newLossReport } from './loss-report.ts'
import type { Store } from './outbox/store.ts'

export type DeliveryOptions = {
  readonly store: Store
  readonly broker: Omit<BrokerOptions, 'clientId'> & { readonly clientId?: string }
  readonly agent: string
  readonly base: string
  /** Room for waiting events, in bytes; at least 256 KiB. */
  readonly maxBytes?: number
  /** The status that says offline: the will, and the last word of a clean stop. */
  readonly offline: () => string
  /** The event that reports what was given up; it is never given up itself. */
  readonly reportDropped: (dropped: Dropped) => Publication
  /** Is this state topic of an earlier run still one of ours? Those that are not get emptied. */
  readonly yields?: (topic: string) => boolean
  readonly log: { info(text: string): void; warn(text: string): void }
  readonly onState?: (state: SessionState) => void
  /** The outbox is in memory only, with the reason; undefined when it is on disk again. */
  readonly onDegraded?: (why: string | undefined) => void
  readonly onCommand?: (command: Command) => void
}

/** `made + recovered = acknowledged + waiting + dropped` holds at any moment. */
export type DeliveryCounters = {
  readonly made: number
  /** Waiting since an earlier run. */
  readonly recovered: number
  readonly acknowledged: number
  readonly waiting: number
  readonly dropped: number
  readonly waitingBytes: number
  readonly capacityBytes: number
  readonly inFlight: number
  readonly diskBytesToday: number
  readonly degraded: string | undefined
}

export type Delivery = {
  publish(publication: Publication): void
  /** State topics as last published, also by an earlier run: open alerts among them. */
  retained(): ReadonlyMap<string, Publication>
  /** Empties the state topics that a new configuration no longer yields. */
  emptyUnless(yields: (topic: string) => boolean): void
  counters(): DeliveryCounters
  /** Gives what waits five seconds, says offline and disconnects. The store stays open: who opened it closes it. */
  close(): Promise<void>
}

/** Share of the capacity below which there is room to report what was given up. */
const ROOM_TO_REPORT = 0.9

/** Up to this key events were chosen to be sent, and may be at the broker. */
const CHOSEN_UP_TO = 'chosen'

/** @throws Error when a broker URL is wrong. */
export const openDelivery = (options: DeliveryOptions): Delivery => {
  const { store, log } = options
  const prefix = `${options.base}/1/${options.agent}/`
  const statusTopic = `${prefix}status`
  const outbox = newOutbox(options.maxBytes)
  const retained = newRetained()
  const count = { made: 0, recovered: 0, acknowledged: 0, dropped: 0 }

  let current: Connection | undefined

  /** All are out of the store before anything new goes into it: no batch may begin between them. */
  const giveUp = (entries: readonly Entry[], reason: DropReason): void => {
    for (const entry of entries) {
      count.dropped += 1
      losses.givenUp(entry, reason)
      finish(entry, 'given up')
    }
    losses.tell()
  }

  const finish = (entry: Entry, end: 'acknowledged' | 'given up'): void => {
    store.forget(entry, end)
    sender.forget(entry.key)
    losses.finished(entry, end)
  }

  const takeEvent = (publication: Publication, pinned: boolean): number => {
    count.made += 1
    const entry = store.append(publication, pinned)
    sender.remember(entry.key, publication)
    giveUp(append(outbox, entry), 'full')
    if (publication.urgent) store.commit()
    return entry.key
  }

  const losses = newLossReport({
    store,
    hasRoom: () => outbox.bytes <= outbox.capacity * ROOM_TO_REPORT,
    send: (dropped) => takeEvent(options.reportDropped(dropped), true),
    warn: (text) => log.warn(text),
  })

  const takeState = (publication: Publication): void => {
    const { listed } = setState(retained, publication, rankOf(prefix, publication.topic))
    store.retain(publication)
    if (listed) sender.pump()
    else store.commit().then(() => listedNow(publication.topic))
  }

  const listedNow = (topic: string): void => {
    topicListed(retained, topic)
    sender.pump()
  }

  const sender = newSender({
    outbox,
    retained,
    log,
    load: (keys) => store.fetch(keys),
    acknowledged: (entry) => {
      count.acknowledged += 1
      finish(entry, 'acknowledged')
      losses.tell()
    },
    givenUp: (entry, reason) => giveUp([entry], reason),
    emptied: (topic) => store.unlist(topic),
    restart: (why) => session.restart(why),
  })

  /** Events of an earlier run go first and are late, whatever the connection did. */
  const recover = (entries: readonly Entry[]): void => {
    count.recovered += entries.length
    for (const entry of entries) if (entry.pinned) losses.recovered(entry)
    giveUp(restore(outbox, entries, Number(store.get(CHOSEN_UP_TO) ?? -1)), 'full')
    const last = entries.at(-1)
    if (last !== undefined) sender.lateUpTo(last.key)
  }

  /** Of an earlier run's topics: emptied where no longer yielded; a peer's last state is sent until a newer one comes. */
  const recoverStates = (): void => {
    const yields = options.yields ?? ((topic: string) => topic.startsWith(prefix))
    for (const [topic, last] of store.retained()) {
      if (retained.topics.has(topic) || topic === statusTopic) continue
      const rank = rankOf(prefix, topic)
      if (!yields(topic)) takeState({ ...last, payload: '', qos: 1 })
      else if (last.qos === 1 && (rank === 3 || last.payload === '')) {
        setState(retained, last, rank)
        topicListed(retained, topic)
      }
    }
  }

  store.attach({
    // Without a connection nothing is chosen, so that ranks alone decide what is given up.
    taking: () => {
      const upTo = current === undefined ? undefined : choose(outbox)
      if (upTo !== undefined) store.set(CHOSEN_UP_TO, String(upTo))
    },
    stored: () => {
      stored(outbox)
      sender.pump()
    },
    degraded: (why) => options.onDegraded?.(why),
    restored: (entries) => {
      recover(entries)
      recoverStates()
      sender.pump()
    },
  })
  recover(store.entries)
  recoverStates()
  const { degraded } = store.usage()
  if (degraded !== undefined) options.onDegraded?.(degraded)
  losses.tell()

  const session = connectBroker(
    { clientId: `ikewatch-${options.agent}`, ...options.broker },
    () => ({ topic: statusTopic, payload: options.offline() }),
    {
      state: (state) => {
        if (state.state === 'offline') {
          current = undefined
          sender.offline()
          if (state.retryMs === undefined) log.info(state.why)
          else log.warn(`${state.why}; again in ${Math.ceil(state.retryMs / 1000)} s`)
        }
        if (state.state === 'online') log.info(`online at ${state.url}, MQTT ${state.protocol === 5 ? '5' : '3.1.1'}`)
        options.onState?.(state)
      },
      online: (connection) => {
        current = connection
        losses.online()
        if (options.onCommand !== undefined) {
          connection.subscribe(`${prefix}cmd/+`, (why) => log.warn(`no commands from the broker: ${why}`))
        }
        sender.online(connection)
        // A batch, so that something is chosen.
        store.commit()
      },
      received: (message) => {
        const command = commandOf(prefix, message, current, log)
        if (command !== undefined) options.onCommand?.(command)
      },
    },
  )

  return {
    publish: (publication) => {
      if (publication.retain) takeState(publication)
      else if (publication.qos === 0) sender.passing(publication)
      else takeEvent(publication, false)
    },
    retained: () => store.retained(),
    emptyUnless: (yields) => {
      for (const [topic, last] of store.retained()) if (!yields(topic)) takeState({ ...last, payload: '', qos: 1 })
    },
    counters: () => {
      const { bytesToday, degraded: why } = store.usage()
      return {
        ...count,
        waiting: depth(outbox),
        waitingBytes: outbox.bytes,
        capacityBytes: outbox.capacity,
        inFlight: outbox.inFlight.size,
        diskBytesToday: bytesToday,
        degraded: why,
      }
    },
    close: async () => {
      await store.commit()
      await sender.drain({ topic: statusTopic, payload: options.offline(), qos: 1, retain: true })
      await session.close()
      await store.commit()
    },
  }
}
