/** A delivery under test, with all it said, and a subscriber that records what a broker hands out. */
import mqtt from 'mqtt'
import * as assert from 'uvu/assert'
import type { SessionState } from '../../../src/edge/broker/options.ts'
import { type Delivery, type DeliveryOptions, openDelivery } from '../../../src/edge/delivery.ts'
import { openMemoryStore, type Store } from '../../../src/edge/outbox/store.ts'
import { until } from '../outbox/support.ts'

export const BASE = 'ikewatch'
export const PREFIX = 'ikewatch/1/branch/'
export const STATUS = `${PREFIX}status`

export type TestAgent = {
  readonly delivery: Delivery
  readonly store: Store
  readonly states: SessionState[]
  readonly said: string[]
  online(): Promise<void>
  /** Ends when nothing waits. */
  delivered(): Promise<void>
}

export const testAgent = (
  urls: readonly string[],
  more: Partial<Omit<DeliveryOptions, 'broker'>> & { broker?: Partial<DeliveryOptions['broker']> } = {},
): TestAgent => {
  const states: SessionState[] = []
  const said: string[] = []
  const store = more.store ?? openMemoryStore()
  const delivery = openDelivery({
    agent: 'branch',
    base: BASE,
    offline: () => '{"state":"offline"}',
    reportDropped: (dropped) => ({
      topic: `${PREFIX}console/tokyo/event`,
      payload: JSON.stringify({ type: 'ikewatch.agent.dropped', data: dropped }),
      qos: 1,
      retain: false,
      class: 'failure',
      urgent: true,
    }),
    log: { info: (text) => said.push(text), warn: (text) => said.push(text) },
    onState: (state) => states.push(state),
    ...more,
    store,
    broker: { urls, backoff: { firstMs: 100, longestMs: 400 }, connectTimeoutMs: 3_000, ...more.broker },
  })
  return {
    delivery,
    store,
    states,
    said,
    online: () => until(() => states.at(-1)?.state === 'online', `online: ${JSON.stringify(states.at(-1))}`),
    delivered: () =>
      until(
        () => delivery.counters().waiting === 0,
        `delivered: ${JSON.stringify([delivery.counters(), said.at(-1)])}`,
      ),
  }
}

export type Recorded = { topic: string; payload: string; retain: boolean; contentType: string | undefined }

export type Recorder = { readonly messages: Recorded[]; payloads(topic: string): string[]; close(): Promise<void> }

/** Subscribes to everything. */
export const recorder = async (url: string, protocolVersion: 4 | 5 = 5, login: object = {}): Promise<Recorder> => {
  const client = await mqtt.connectAsync(url, { protocolVersion, reconnectPeriod: 0, ...login })
  const messages: Recorded[] = []
  client.on('message', (topic, payload, packet) => {
    const { contentType } = packet.properties ?? {}
    messages.push({ topic, payload: payload.toString(), retain: packet.retain, contentType })
  })
  await client.subscribeAsync('#', { qos: 1 })
  return {
    messages,
    payloads: (topic) => messages.filter((message) => message.topic === topic).map(({ payload }) => payload),
    close: () => client.endAsync(true),
  }
}

/** What a broker keeps, as a new subscriber sees it. */
export const retainedAt = async (url: string, protocolVersion: 4 | 5 = 5): Promise<Map<string, string>> => {
  const seen = await recorder(url, protocolVersion)
  const client = await mqtt.connectAsync(url, { protocolVersion, reconnectPeriod: 0 })
  // Retained messages come before anything published after the subscription.
  await client.publishAsync('end/of/retained', 'x', { qos: 1 })
  await until(() => seen.payloads('end/of/retained').length > 0, 'retained messages read')
  await client.endAsync(true)
  await seen.close()
  return new Map(seen.messages.filter(({ retain }) => retain).map(({ topic, payload }) => [topic, payload]))
}

/** What a consumer that keeps source and sequence can prove. */
export const verify = (messages: readonly Recorded[]) => {
  const first: number[] = []
  const texts = new Map<number, string>()
  let duplicates = 0
  for (const { topic, payload } of messages) {
    if (!topic.endsWith('/event')) continue
    const { historical: _, ...own } = JSON.parse(payload)
    const text = JSON.stringify(own)
    const known = texts.get(own.sequence)
    if (known === undefined) first.push(own.sequence)
    else {
      duplicates += 1
      assert.is(text, known, `number ${own.sequence} was given twice`)
    }
    texts.set(own.sequence, text)
  }
  return { first, duplicates }
}
