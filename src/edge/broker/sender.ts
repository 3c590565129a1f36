/** Feeds one connection at a time: state first, then events oldest first, never more than the window unacknowledged. */
import type { DropReason } from '../../outbox/dropped.ts'
import type { Entry } from '../../outbox/entry.ts'
import { markHistorical } from '../../outbox/historical.ts'
import { acknowledged, connectionLost, depth, next, type Outbox, offer, upcoming, WINDOW } from '../../outbox/outbox.ts'
import type { Publication } from '../../outbox/publication.ts'
import {
  nextState,
  type Retained,
  resyncStates,
  stateAcknowledged,
  stateOffered,
  statesLost,
} from '../../outbox/retained.ts'
import { newTexts, PAGE } from '../outbox/texts.ts'
import type { Connection } from './attempt.ts'
import type { Outcome, Outgoing } from './options.ts'

export type SenderParts = {
  readonly outbox: Outbox
  readonly retained: Retained
  readonly log: { warn(text: string): void }
  load(keys: readonly number[]): Promise<(Publication | undefined)[]>
  acknowledged(entry: Entry): void
  givenUp(entry: Entry, reason: DropReason): void
  /** A state topic is empty at the broker. */
  emptied(topic: string): void
  restart(why: string): void
}

export type Sender = {
  online(connection: Connection): void
  offline(): void
  /** Sends what can be sent now. */
  pump(): void
  /** QoS 0: sent when there is room, else forgotten. */
  passing(publication: Publication): void
  remember(key: number, publication: Publication): void
  forget(key: number): void
  /** Events up to this key are marked historical. */
  lateUpTo(key: number): void
  /** Waits up to five seconds for everything to be acknowledged, then sends the last word. */
  drain(last: Outgoing): Promise<void>
}

const DRAIN_MS = 5_000
const LAST_WORD_MS = 1_000
/** Refusals that may pass: unspecified, implementation specific, quota exceeded. */
const PASSING_REFUSALS = new Set([0x80, 0x83, 0x97])
const REFUSALS_BEFORE_GIVING_UP = 3
const NOT_AUTHORISED = 0x87
/** Fixed header, topic length, packet id and properties, at most, beside topic, content type and payload. */
const PACKET_OVERHEAD = 32

export const newSender = (parts: SenderParts): Sender => {
  const { outbox, retained, log } = parts
  let connection: Connection | undefined
  let troubled = false
  let newest = -1
  let late = -1
  let stateTurn = true
  let pumping = false
  let drained: (() => void) | undefined
  const refusals = new Map<number, number>()
  const refusedTopics = new Set<string>()

  const pump = (): void => {
    // An acknowledgement inside a publish must not start a second loop over the same queues.
    if (pumping) return
    pumping = true
    try {
      while (connection !== undefined && inFlight() < Math.min(WINDOW, connection.limits.receiveMaximum)) {
        if (!sendOne(connection)) break
      }
    } finally {
      pumping = false
    }
    if (depth(outbox) === 0 && retained.inFlight === 0 && nextState(retained) === undefined) drained?.()
  }

  const inFlight = (): number => outbox.inFlight.size + retained.inFlight

  /** After a connect all states go before the first event; later they take turns, so neither starves the other. */
  const sendOne = (to: Connection): boolean => {
    const state = nextState(retained)
    const event = next(outbox)
    if (state !== undefined && (retained.resync.size > 0 || stateTurn || event === undefined)) {
      stateTurn = false
      sendState(to, state)
      return true
    }
    stateTurn = true
    if (event !== undefined && sendEvent(to, event)) return true
    if (state === undefined) return false
    sendState(to, state)
    return true
  }

  const sendState = (to: Connection, state: Publication): void => {
    stateOffered(retained, state.topic)
    const done = (): void => {
      if (stateAcknowledged(retained, state.topic)) parts.emptied(state.topic)
      pump()
    }
    if (tooLarge(to, state)) {
      sayOnce(
        state.topic,
        `${state.topic}: state of ${state.payload.length} bytes is larger than the broker accepts, left out`,
      )
      queueMicrotask(done)
      return
    }
    to.publish(state, (outcome) => {
      if (outcome.kind === 'refused') sayRefused(state.topic, outcome)
      done()
    })
  }

  const sendEvent = (to: Connection, entry: Entry): boolean => {
    const text = texts.get(entry.key)
    if (text === undefined) {
      texts.fetch(upcoming(outbox, PAGE))
      return false
    }
    offer(outbox)
    if (text === 'damaged') {
      endWith(entry, 'damaged')
      return true
    }
    const message = entry.key <= late ? { ...text, payload: markHistorical(text.payload) } : text
    if (tooLarge(to, message)) {
      sayOnce(
        text.topic,
        `${text.topic}: event of ${message.payload.length} bytes is larger than the broker accepts, given up`,
      )
      endWith(entry, 'too-large')
      return true
    }
    to.publish(message, (outcome) => {
      if (outcome.kind === 'refused') refused(entry, text.topic, outcome)
      else if (acknowledged(outbox, entry.key) !== undefined) parts.acknowledged(entry)
      pump()
    })
    return true
  }

  const endWith = (entry: Entry, reason: DropReason): void => {
    if (acknowledged(outbox, entry.key) !== undefined) parts.givenUp(entry, reason)
  }

  const refused = (entry: Entry, topic: string, outcome: Outcome & { kind: 'refused' }): void => {
    sayRefused(topic, outcome)
    const times = (refusals.get(entry.key) ?? 0) + 1
    if (PASSING_REFUSALS.has(outcome.code) && times < REFUSALS_BEFORE_GIVING_UP) {
      refusals.set(entry.key, times)
      parts.restart(`the broker refused an event (${outcome.code} ${outcome.text}), trying again`)
    } else {
      refusals.delete(entry.key)
      endWith(entry, 'refused')
    }
  }

  const sayRefused = (topic: string, { code, text }: Outcome & { kind: 'refused' }): void => {
    const mend = code === NOT_AUTHORISED ? ': allow this agent to write it in the access list of the broker' : ''
    sayOnce(topic, `${topic}: refused by the broker (${code} ${text})${mend}`)
  }

  /** Once a topic and connection: a wrong access list must not fill the log. */
  const sayOnce = (topic: string, text: string): void => {
    if (refusedTopics.has(topic)) return
    refusedTopics.add(topic)
    log.warn(text)
  }

  const texts = newTexts(parts.load, pump)

  return {
    online: (opened) => {
      connection = opened
      refusedTopics.clear()
      if (troubled) late = Math.max(late, newest)
      troubled = false
      resyncStates(retained)
      pump()
    },
    offline: () => {
      connection = undefined
      troubled = true
      connectionLost(outbox)
      statesLost(retained)
    },
    pump,
    passing: (publication) => {
      if (connection === undefined || inFlight() >= WINDOW || tooLarge(connection, publication)) return
      connection.publish(publication, () => undefined)
    },
    remember: (key, publication) => {
      newest = key
      texts.add(key, publication)
    },
    forget: (key) => {
      texts.remove(key)
      refusals.delete(key)
    },
    lateUpTo: (key) => {
      late = Math.max(late, key)
    },
    drain: async (last) => {
      if (connection !== undefined) {
        await within(DRAIN_MS, (resolve) => {
          drained = resolve
          pump()
        })
      }
      texts.close()
      const open = connection
      // From here on nothing may overtake the last word.
      connection = undefined
      if (open !== undefined) await within(LAST_WORD_MS, (resolve) => open.publish(last, resolve))
    },
  }
}

const tooLarge = (to: Connection, { topic, payload, contentType = '' }: Outgoing): boolean =>
  Buffer.byteLength(topic) + Buffer.byteLength(payload) + contentType.length + PACKET_OVERHEAD >
  to.limits.maximumPacketSize

/** Ends when `start` resolves or after `ms`, whichever comes first. */
const within = (ms: number, start: (resolve: () => void) => void): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    start(() => {
      clearTimeout(timer)
      resolve()
    })
  })
