import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { event, state, temporaryDirectory, until } from '../outbox/support.ts'
import { PREFIX, recorder, STATUS, testAgent } from './agent.ts'
import { RABBITMQ, rabbitmq } from './brokers.ts'

const rabbit = suite('delivery to rabbitmq')

const EVENTS = `${PREFIX}console/tokyo/event`

rabbit("Debian's rabbitmq-server closes on MQTT 5: 3.1.1 is spoken, and everything arrives", async () => {
  if (RABBITMQ === undefined) {
    console.log('SKIPPED: delivery to rabbitmq: it is not installed')
    return
  }
  const directory = temporaryDirectory()
  const { names, broker } = await rabbitmq(directory.path)
  try {
    await names.start()
    await broker.start()
    const agent = testAgent([broker.url])
    agent.delivery.publish(state(STATUS, 'online'))
    await agent.online()
    const last = agent.states.at(-1)
    assert.is(last?.state === 'online' ? last.protocol : 0, 4)
    const seen = await recorder(broker.url, 4)
    for (let n = 1; n <= 300; n++) agent.delivery.publish(event(n))
    await agent.delivered()
    await until(() => seen.payloads(EVENTS).length === 300, 'all there')
    await agent.delivery.close()
    await until(() => seen.payloads(STATUS).includes('{"state":"offline"}'), 'offline')
    await seen.close()
  } finally {
    await broker.signal('SIGTERM')
    await names.signal('SIGKILL')
    directory.remove()
  }
})

rabbit.run()
