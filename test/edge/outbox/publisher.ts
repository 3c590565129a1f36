/** A process to be killed: publishes numbered events, each with a text of its own, until it is told to finish. With room for so many bytes. */
import { randomUUID } from 'node:crypto'
import { openDelivery } from '../../../src/edge/delivery.ts'
import { openStore } from '../../../src/edge/outbox/store.ts'
import type { Publication } from '../../../src/outbox/publication.ts'
import { event } from './support.ts'

const [directory = '', url = '', room] = process.argv.slice(2)
const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

const store = await openStore(directory, (text) => say(`report ${text}`))
let sequence = store.lastSequence('tokyo')

/** The next in the stream of the console. */
const made = (type: string, data?: unknown): Publication => {
  sequence += 1
  const about = { id: randomUUID(), source: '/ikewatch/branch/console/tokyo', type, sequence, boot: store.boot }
  return { ...event(sequence), payload: JSON.stringify({ ...about, data }) }
}

const delivery = openDelivery({
  store,
  agent: 'branch',
  base: 'ikewatch',
  broker: { urls: [url], backoff: { firstMs: 20, longestMs: 100 } },
  ...(room !== undefined && { maxBytes: Number(room) }),
  offline: () => 'offline',
  reportDropped: (dropped) => ({ ...made('ikewatch.agent.dropped', dropped), class: 'failure', urgent: true }),
  log: { info: say, warn: (text) => say(`warn ${text}`) },
})

say(`boot ${store.boot}`)
const timer = setInterval(() => {
  for (let i = 0; i < 10; i++) {
    const next = made('numbered')
    const failure = sequence % 37 === 0
    delivery.publish({ ...next, class: failure ? 'failure' : 'transition', urgent: failure })
  }
}, 5)

process.once('SIGTERM', async () => {
  clearInterval(timer)
  await delivery.close()
  const { waiting } = delivery.counters()
  await store.close()
  say(`finished ${sequence} ${waiting}`)
})
