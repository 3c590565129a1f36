/** A process to be killed: publishes numbered events, each with a text of its own, until it is told to finish. */
import { randomUUID } from 'node:crypto'
import { openDelivery } from '../../../src/edge/delivery.ts'
import { openStore } from '../../../src/edge/outbox/store.ts'
import { event } from './support.ts'

const [directory = '', url = ''] = process.argv.slice(2)
const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

const store = await openStore(directory, (text) => say(`report ${text}`))
const delivery = openDelivery({
  store,
  agent: 'branch',
  base: 'ikewatch',
  broker: { urls: [url], backoff: { firstMs: 20, longestMs: 100 } },
  offline: () => 'offline',
  reportDropped: (dropped) => ({ ...event(0), payload: JSON.stringify(dropped), class: 'failure', urgent: true }),
  log: { info: say, warn: (text) => say(`warn ${text}`) },
})

say(`boot ${store.boot}`)
let sequence = store.lastSequence('tokyo')
const timer = setInterval(() => {
  for (let i = 0; i < 10; i++) {
    sequence += 1
    const text = JSON.stringify({ id: randomUUID(), sequence, boot: store.boot })
    delivery.publish({ ...event(sequence), payload: text, urgent: sequence % 37 === 0 })
  }
}, 5)

process.once('SIGTERM', async () => {
  clearInterval(timer)
  await delivery.close()
  const { waiting } = delivery.counters()
  await store.close()
  say(`finished ${sequence} ${waiting}`)
})
