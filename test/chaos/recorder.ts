/** A subscriber that stays at the brokers, has a session there that outlives them, and writes down every event. */
import { closeSync, openSync, writeSync } from 'node:fs'
import mqtt from 'mqtt'
import type { AgentHealth } from '../../src/report/schema/agent.ts'
import { validateDocument, validateEvent } from '../../src/report/validate.ts'
import { until } from '../edge/outbox/support.ts'
import { broken } from './equations.ts'

/** An event as it came, without what nobody compares. */
export type Arrival = {
  readonly at: number
  readonly source: string
  readonly sequence: number
  readonly id: string
  readonly type: string
  readonly boot: number
  readonly peer: string | undefined
  readonly reason: string | undefined
  /** So many events were lost with a damaged store, says this one. */
  readonly damaged: number | undefined
}

export type Follower = {
  /** Resolves when the subscription stands, also after the broker was away. */
  ready(): Promise<void>
  /** Asks the agent for its account; the answer is checked when it comes. */
  askHealth(): void
  close(): Promise<void>
}

export type Recorder = {
  readonly arrivals: readonly Arrival[]
  /** Everything received that is against the contract or does not add up. */
  readonly faults: readonly string[]
  /** Accounts received, and when. */
  readonly health: readonly { readonly at: number; readonly account: AgentHealth }[]
  follow(url: string, protocolVersion: 4 | 5): Promise<Follower>
  close(): void
}

export const ROOT = 'ikewatch/1/branch/'
export const LOGIN = { username: 'desk', password: 'correct-horse' }

type EventData = {
  readonly peer?: { readonly address: string }
  readonly diagnosis?: { readonly reason: string }
  readonly reasons?: { readonly damaged?: number }
}

/** `file` takes one event a line, in the order in which they came. */
export const openRecorder = (file: string): Recorder => {
  const out = openSync(file, 'a')
  const arrivals: Arrival[] = []
  const faults: string[] = []
  const health: { at: number; account: AgentHealth }[] = []

  const takeEvent = (payload: string): void => {
    // On the disk before it is acknowledged, as it should be with whoever counts on it.
    writeSync(out, `${payload}\n`)
    const event = JSON.parse(payload)
    faults.push(...validateEvent(event).map((fault) => `${event.type}: ${fault}`))
    const { source, sequence, id, type, boot } = event
    const { peer, diagnosis, reasons } = event.data as EventData
    const about = { peer: peer?.address, reason: diagnosis?.reason, damaged: reasons?.damaged }
    arrivals.push({ at: performance.now(), source, sequence, id, type, boot, ...about })
  }

  const takeHealth = (payload: string): void => {
    const account = JSON.parse(payload) as AgentHealth
    faults.push(...validateDocument('agent.health', account), ...broken(account))
    health.push({ at: performance.now(), account })
  }

  const take = (topic: string, payload: string): void => {
    if (payload === '') return
    if (/\/console\/[^/]+\/event$/.test(topic)) takeEvent(payload)
    else if (topic === `${ROOT}health` || topic === `${ROOT}rsp/health`) takeHealth(payload)
  }

  const follow = async (url: string, protocolVersion: 4 | 5): Promise<Follower> => {
    const client = mqtt.connect(url, {
      protocolVersion,
      clientId: 'desk',
      clean: false,
      reconnectPeriod: 100,
      resubscribe: false,
      // The others know nobody of this name.
      ...(protocolVersion === 5 && { ...LOGIN, properties: { sessionExpiryInterval: 86_400 } }),
    })
    let ready = false
    client.on('error', () => {})
    client.on('close', () => {
      ready = false
    })
    client.on('connect', () => {
      client.subscribe(`${ROOT}#`, { qos: 1 }, (error) => {
        ready = !error
      })
    })
    client.on('message', (topic, payload) => take(topic, payload.toString()))
    const follower: Follower = {
      ready: () => until(() => ready, `the recorder is at ${url}`, 60_000),
      askHealth: () => {
        if (ready) client.publish(`${ROOT}cmd/health`, '', { qos: 1 })
      },
      close: () => client.endAsync(true),
    }
    await follower.ready()
    return follower
  }

  return { arrivals, faults, health, follow, close: () => closeSync(out) }
}
