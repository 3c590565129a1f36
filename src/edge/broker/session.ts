/** Keeps one connection to a broker: which URL, which MQTT version, when to try again, and what to say of it. */
import { type Connection, type Ending, openConnection } from './attempt.ts'
import { backoffMs, DEFAULT_BACKOFF } from './backoff.ts'
import { explain, isVersionRefusal, TAKEN_OVER } from './explain.ts'
import type { BrokerOptions, ProtocolVersion, Received, SessionState, Will } from './options.ts'
import { redactUrl } from './redact.ts'

export type SessionHandlers = {
  state(state: SessionState): void
  /** A new connection; what was in flight on the last one has to be sent again. */
  online(connection: Connection): void
  received(message: Received): void
}

export type Session = {
  /** Cuts the connection and tries again later, with back-off. */
  restart(why: string): void
  /** Leaves in order and stays away. */
  close(): Promise<void>
}

/** A connection that lasted this long counts as good: the back-off begins anew. */
const GOOD_AFTER_MS = 10_000
/**
 * On 3.1.1, and at mosquitto 2.0.11 on 5 too, a take-over is a plain close: after this many early ones it is said that it may
 * be one. A link that flaps looks the same, so it only costs the usual back-off.
 */
const EARLY_CLOSES = 3

/** A plain close in the handshake may be the link's: it counts as the broker's answer to MQTT 5 when seen so often in a row. */
const SURE = 2

const CLOSED_LATER = new Error('the broker closed the connection: look into its log')
const CLOSED_AT_ONCE = new Error('closed without an answer: check that the port speaks MQTT')

const SCHEMES = ['mqtt:', 'mqtts:', 'ws:', 'wss:']

/** @throws Error when a URL is of no use or holds a password. */
const checkUrl = (url: string): void => {
  if (!URL.canParse(url)) throw new Error(`broker.url ${redactUrl(url)}: write it like mqtt://host:1883`)
  const { protocol, password, username } = new URL(url)
  if (!SCHEMES.includes(protocol)) throw new Error(`broker.url ${redactUrl(url)}: use mqtt, mqtts, ws or wss`)
  if (password !== '' || username !== '') {
    throw new Error(
      `broker.url ${redactUrl(url)}: set broker.username and broker.passwordFile instead of a login in the URL`,
    )
  }
}

/**
 * Connects, and goes on trying for ever. `will` is asked at each attempt.
 *
 * @throws Error when no URL is given or one is wrong.
 */
export const connectBroker = (options: BrokerOptions, will: () => Will, handlers: SessionHandlers): Session => {
  if (options.urls.length === 0) throw new Error('broker.url is missing')
  for (const url of options.urls) checkUrl(url)
  const random = options.random ?? Math.random
  const backoff = options.backoff ?? DEFAULT_BACKOFF
  /** URLs whose broker has answered to 3.1.1 and not to 5, and how often that was seen. */
  const speaks311 = new Map<string, number>()
  let current = 0
  let triedInRound = 0
  let failures = 0
  let earlyCloses = 0
  let onlineSince: number | undefined
  let connection: Connection | undefined
  let cut: ((error: unknown) => void) | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const attempt = (version: ProtocolVersion): void => {
    timer = undefined
    const url = options.urls[current] as string
    handlers.state({ state: 'connecting', url: redactUrl(url) })
    cut = openConnection(url, version, options, will(), {
      online: (opened) => {
        connection = opened
        onlineSince = performance.now()
        triedInRound = 0
        if (version === 4) speaks311.set(url, (speaks311.get(url) ?? 0) + 1)
        else speaks311.delete(url)
        handlers.state({ state: 'online', url: redactUrl(url), protocol: version, limits: opened.limits })
        handlers.online(opened)
      },
      received: handlers.received,
      ended: (ending) => {
        connection = undefined
        if (closed) return
        if (ending.answered) lost(url, ending)
        else failed(url, version, ending)
      },
    })
  }

  const lost = (url: string, ending: Ending): void => {
    const lasted = performance.now() - (onlineSince ?? 0)
    if (lasted >= GOOD_AFTER_MS) failures = 0
    failures += 1
    earlyCloses = ending.error === undefined && lasted < GOOD_AFTER_MS ? earlyCloses + 1 : 0
    const name = redactUrl(url)
    if (ending.takenOver) retryAfter(longWait(), `${name}: ${TAKEN_OVER}`)
    else if (earlyCloses >= EARLY_CLOSES) {
      retryAfter(shortWait(), `${name}: closed again and again soon after login: perhaps ${TAKEN_OVER}`)
    } else retryAfter(shortWait(), explain(name, ending.error ?? CLOSED_LATER))
  }

  const failed = (url: string, version: ProtocolVersion, ending: Ending): void => {
    earlyCloses = 0
    if (couldBeVersion(ending.error)) {
      if (version === 5) {
        if (isVersionRefusal(ending.error)) speaks311.set(url, SURE)
        attempt(4)
        return
      }
      speaks311.delete(url)
    }
    const why = explain(redactUrl(url), ending.error ?? CLOSED_AT_ONCE)
    current = (current + 1) % options.urls.length
    triedInRound = (triedInRound + 1) % options.urls.length
    if (triedInRound > 0) retryAfter(0, why)
    else {
      failures += 1
      retryAfter(shortWait(), why)
    }
  }

  const shortWait = (): number => backoffMs(backoff, failures, random())
  const longWait = (): number => backoffMs(backoff, Number.MAX_SAFE_INTEGER, random())

  const retryAfter = (retryMs: number, why: string): void => {
    const url = options.urls[current] as string
    handlers.state({ state: 'offline', url: redactUrl(url), why, retryMs })
    if (!closed) timer = setTimeout(() => attempt((speaks311.get(url) ?? 0) >= SURE ? 4 : 5), retryMs)
  }

  timer = setTimeout(() => attempt(5), 0)

  return {
    restart: (why) => cut?.(new Error(why)),
    close: async () => {
      closed = true
      clearTimeout(timer)
      if (connection === undefined) cut?.(undefined)
      else await connection.disconnect()
      handlers.state({ state: 'offline', url: redactUrl(options.urls[current] as string), why: 'closed by this agent' })
    },
  }
}

/** Refusals and closes by which brokers of 3.1.1 answer to MQTT 5. */
const couldBeVersion = (error: unknown): boolean => {
  if (error === undefined) return true
  const { code } = error as { code?: unknown }
  return code === 'ECONNRESET' || code === 'EPIPE' || isVersionRefusal(error)
}
