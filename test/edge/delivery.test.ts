import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { openMemoryStore, openStore } from '../../src/edge/outbox/store.ts'
import { MINIMUM_CAPACITY, WINDOW } from '../../src/outbox/outbox.ts'
import { testAgent } from './broker/agent.ts'
import { freePort, MOSQUITTO, mosquitto } from './broker/brokers.ts'
import { event, temporaryDirectory, until } from './outbox/support.ts'

const delivery = suite('delivery')

if (MOSQUITTO === undefined) console.log('SKIPPED: delivery after a kill: mosquitto is not installed')

const nobody = async (): Promise<string> => `mqtt://127.0.0.1:${await freePort()}`

delivery('what is urgent begins a batch at once, with what was given up for it', async () => {
  const store = openMemoryStore()
  const agent = testAgent([await nobody()], { store, maxBytes: 0 })
  const givenUpAt: number[] = []
  store.attach({
    taking: () => givenUpAt.push(store.dropped().total),
    stored: () => undefined,
    degraded: () => undefined,
    restored: () => undefined,
  })
  const half = MINIMUM_CAPACITY / 2
  agent.delivery.publish(event(1, 'transition', half))
  agent.delivery.publish(event(2, 'transition', 100))
  assert.equal(givenUpAt, [])
  agent.delivery.publish(event(3, 'failure', half))
  assert.equal(givenUpAt, [1])
  await agent.delivery.close()
})

delivery('the report of what was given up is made after all that is being handed in', async () => {
  let sequence = 0
  const reportedAt: number[] = []
  const agent = testAgent([await nobody()], {
    maxBytes: 0,
    reportDropped: () => {
      reportedAt.push(sequence)
      return event(sequence + 1)
    },
  })
  // The second is larger than the outbox: given up at once, while there is room for the report.
  for (const filling of [100, MINIMUM_CAPACITY, 100]) {
    sequence += 1
    agent.delivery.publish(event(sequence, 'transition', filling))
  }
  await agent.store.commit()
  assert.equal(reportedAt, [3])
  await agent.delivery.close()
})

delivery('what may be at the broker is not given up, also by those who come after a kill', async () => {
  if (MOSQUITTO === undefined) return
  const directory = temporaryDirectory()
  const broker = await mosquitto(directory.path)
  await broker.start()
  const store = await openStore(join(directory.path, 'outbox'), assert.unreachable)
  const first = testAgent([broker.url], { store })
  await first.online()
  await broker.signal('SIGSTOP')
  for (let n = 1; n <= 100; n++) first.delivery.publish(event(n, 'transition', 1_000))
  await until(() => first.delivery.counters().inFlight === WINDOW, 'a window is offered')
  // What a kill leaves behind.
  const left = join(directory.path, 'left')
  cpSync(join(directory.path, 'outbox'), left, { recursive: true })

  const again = await openStore(left, assert.unreachable)
  const second = testAgent([await nobody()], { store: again, maxBytes: 0 })
  for (let n = 101; n <= 600; n++) second.delivery.publish(event(n, 'failure', 1_000))
  const { total, consoles } = again.dropped()
  assert.ok(total > 100)
  for (const [from] of consoles.tokyo?.ranges ?? []) assert.ok(from > WINDOW, `${from} was given up`)

  await second.delivery.close()
  await again.close()
  await broker.signal('SIGKILL')
  await first.delivery.close()
  await store.close()
  directory.remove()
})

delivery.run()
