import { type AddressInfo, connect, createServer } from 'node:net'
import mqtt from 'mqtt'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { event, state, temporaryDirectory, until } from '../outbox/support.ts'
import { PREFIX, recorder, retainedAt, STATUS, testAgent, verify } from './agent.ts'
import { type ChildBroker, freePort, MOSQUITTO, mosquitto } from './brokers.ts'

const delivery = suite('delivery to mosquitto')

if (MOSQUITTO === undefined) console.log('SKIPPED: delivery to mosquitto: it is not installed')

const EVENTS = `${PREFIX}console/tokyo/event`

const withMosquitto = (name: string, use: (broker: ChildBroker) => Promise<void>, lines?: readonly string[]): void => {
  delivery(name, async () => {
    if (MOSQUITTO === undefined) return
    const directory = temporaryDirectory()
    const broker = await mosquitto(directory.path, lines)
    try {
      await use(broker)
    } finally {
      await broker.signal('SIGCONT')
      await broker.signal('SIGKILL')
      directory.remove()
    }
  })
}

withMosquitto('an event arrives with its content type, a state stays for who comes later', async (broker) => {
  await broker.start()
  const seen = await recorder(broker.url)
  const agent = testAgent([broker.url])
  await agent.online()
  agent.delivery.publish(state(STATUS, '{"state":"online"}'))
  agent.delivery.publish(event(1))
  await agent.delivered()
  await until(() => seen.messages.length === 2, 'both messages')
  const message = seen.messages.find(({ topic }) => topic === EVENTS)
  assert.is(message?.payload, event(1).payload)
  assert.is(message?.contentType, 'application/cloudevents+json')
  assert.is((await retainedAt(broker.url)).get(STATUS), '{"state":"online"}')
  const last = agent.states.at(-1)
  assert.is(last?.state === 'online' ? last.protocol : 0, 5)
  await agent.delivery.close()
  await seen.close()
})

withMosquitto(
  'a broker absent at the start: state first in its order, then the events, oldest first, marked late',
  async (broker) => {
    const agent = testAgent([broker.url])
    for (let n = 1; n <= 40; n++) agent.delivery.publish(event(n))
    agent.delivery.publish(state(`${PREFIX}console/tokyo/peer/osaka/phase1`, 'p'))
    agent.delivery.publish(state(`${PREFIX}console/tokyo/status`, 'c'))
    agent.delivery.publish(state(`${PREFIX}info`, 'i'))
    agent.delivery.publish(state(STATUS, 's'))
    await until(() => agent.states.some(({ state: name }) => name === 'offline'), 'refused once')
    assert.match(agent.said.join('\n'), /nothing listens there: start the broker or correct the port/)
    await broker.start()
    await agent.delivered()
    agent.delivery.publish(event(41))
    await agent.delivered()
    const published = [...broker.log().matchAll(/Received PUBLISH from ikewatch-branch \(.*?'(.*?)'/g)].map(
      ([, topic]) => topic,
    )
    assert.equal(published.slice(0, 4), [
      STATUS,
      `${PREFIX}info`,
      `${PREFIX}console/tokyo/status`,
      `${PREFIX}console/tokyo/peer/osaka/phase1`,
    ])
    assert.is(published.filter((topic) => topic === EVENTS).length, 41)
    await agent.delivery.close()
  },
)

withMosquitto('late events say historical, live ones do not', async (broker) => {
  await broker.start()
  const seen = await recorder(broker.url)
  const agent = testAgent([`mqtt://127.0.0.1:${await freePort()}`, broker.url])
  agent.delivery.publish(event(1))
  await agent.delivered()
  agent.delivery.publish(event(2))
  await agent.delivered()
  await until(() => seen.payloads(EVENTS).length === 2, 'both events')
  assert.equal(
    seen.payloads(EVENTS).map((payload) => JSON.parse(payload).historical),
    [true, undefined],
  )
  await agent.delivery.close()
  await seen.close()
})

withMosquitto(
  'a broker killed -9 twice in mid-stream: every event arrives, first arrivals in order',
  async (broker) => {
    await broker.start()
    const agent = testAgent([broker.url])
    await agent.online()
    let sent = 0
    const send = (count: number): void => {
      for (let i = 0; i < count; i++) {
        sent += 1
        agent.delivery.publish({ ...event(sent), topic: `${EVENTS}/${sent}` })
      }
    }
    for (let round = 0; round < 2; round++) {
      const before = agent.delivery.counters().acknowledged
      send(3_000)
      await until(() => agent.delivery.counters().acknowledged > before + 200, 'some acknowledged')
      await broker.signal('SIGKILL')
      assert.ok(agent.delivery.counters().waiting > 0, 'killed in mid-stream')
      send(100)
      await until(() => agent.states.at(-1)?.state !== 'online', 'offline seen')
      await broker.start()
    }
    await agent.delivered()
    const arrivals = [...broker.log().matchAll(/Received PUBLISH .*?event\/(\d+)'/g)].map(([, n]) => Number(n))
    const first = [...new Set(arrivals)]
    assert.is(first.length, sent)
    assert.equal(
      first,
      first.toSorted((a, b) => a - b),
    )
    assert.ok(arrivals.length - sent <= 2 * 16, `${arrivals.length - sent} duplicates`)
    const { made, acknowledged, dropped, waiting } = agent.delivery.counters()
    assert.equal([made, acknowledged, dropped, waiting], [sent, sent, 0, 0])
    await agent.delivery.close()
  },
)

withMosquitto('a link cut in the middle of packets: nothing lost, order kept, duplicates equal', async (broker) => {
  await broker.start()
  const seen = await recorder(broker.url)
  let cuts = 0
  const link = createServer((near) => {
    const far = connect(broker.port, '127.0.0.1')
    // 6 to 60 kB a connection, an odd number, so that the cut falls inside a packet.
    let left = 6_007 + ((cuts * 7_919) % 54_001)
    near.on('data', (bytes) => {
      far.write(bytes.subarray(0, left))
      left -= bytes.length
      if (left > 0) return
      cuts += 1
      far.end()
      near.destroy()
    })
    far.on('data', (bytes) => near.write(bytes))
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.end())
    }
  })
  await new Promise<void>((resolve) => link.listen(0, '127.0.0.1', resolve))
  const url = `mqtt://127.0.0.1:${(link.address() as AddressInfo).port}`
  const agent = testAgent([url], { broker: { backoff: { firstMs: 10, longestMs: 20 } } })
  for (let n = 1; n <= 2_000; n++) agent.delivery.publish(event(n))
  await agent.delivered()
  await until(() => verify(seen.messages).first.at(-1) === 2_000, 'the last one arrived')
  const { first, duplicates } = verify(seen.messages)
  assert.equal(
    first,
    first.map((_, index) => index + 1),
  )
  assert.ok(cuts >= 10, `${cuts} cuts`)
  assert.ok(duplicates <= 16 * cuts)
  await agent.delivery.close()
  link.close()
  await seen.close()
})

withMosquitto(
  'a stopped broker is noticed by the keepalive, and everything arrives when it goes on',
  async (broker) => {
    await broker.start()
    const agent = testAgent([broker.url], { broker: { keepaliveSeconds: 1 } })
    await agent.online()
    await broker.signal('SIGSTOP')
    for (let n = 1; n <= 50; n++) agent.delivery.publish(event(n))
    await until(() => agent.said.some((text) => text.includes('Keepalive timeout')), 'noticed')
    await broker.signal('SIGCONT')
    await agent.delivered()
    assert.is(agent.delivery.counters().acknowledged, 50)
    await agent.delivery.close()
  },
)

withMosquitto('a clean stop delivers what waits, says offline last and leaves without a will', async (broker) => {
  await broker.start()
  const seen = await recorder(broker.url)
  const agent = testAgent([broker.url])
  await agent.online()
  agent.delivery.publish(state(STATUS, 'online'))
  for (let n = 1; n <= 200; n++) agent.delivery.publish(event(n))
  await agent.delivery.close()
  await until(() => seen.payloads(STATUS).length === 2, 'both states')
  assert.is(seen.payloads(EVENTS).length, 200)
  assert.equal(seen.payloads(STATUS), ['online', '{"state":"offline"}'])
  assert.is(seen.messages.at(-1)?.topic, STATUS)
  assert.match(broker.log(), /Received DISCONNECT from ikewatch-branch/)
  await seen.close()
})

withMosquitto(
  'state topics of an earlier run that are no longer yielded are emptied, the others stay',
  async (broker) => {
    await broker.start()
    const old = `${PREFIX}console/kyoto/status`
    const alert = `${PREFIX}console/tokyo/peer/osaka/alert/no-response`
    const first = testAgent([broker.url])
    first.delivery.publish(state(old, 'open'))
    first.delivery.publish(state(alert, 'since noon'))
    await until(() => broker.log().includes(alert), 'alert arrived')
    await first.delivery.close()
    const second = testAgent([broker.url], { store: first.store, yields: (topic) => !topic.includes('/kyoto/') })
    assert.is(second.delivery.retained().get(alert)?.payload, 'since noon')
    await second.online()
    await until(() => !second.delivery.retained().has(old), 'emptied')
    const kept = await retainedAt(broker.url)
    assert.is(kept.has(old), false)
    assert.is(kept.get(alert), 'since noon')
    second.delivery.publish(state(alert, ''))
    await until(() => !second.delivery.retained().has(alert), 'alert over')
    assert.is((await retainedAt(broker.url)).has(alert), false)
    await second.delivery.close()
  },
)

withMosquitto(
  'an event larger than the broker accepts is given up and reported; the next ones go on',
  async (broker) => {
    await broker.start()
    const seen = await recorder(broker.url)
    const agent = testAgent([broker.url])
    await agent.online()
    agent.delivery.publish(event(1))
    agent.delivery.publish(event(2, 'failure', 5_000))
    agent.delivery.publish(event(3))
    await agent.delivered()
    await until(() => seen.payloads(EVENTS).length === 3, 'two events and the report')
    const [, , report] = seen.payloads(EVENTS)
    assert.equal(JSON.parse(report ?? '').data.reasons, { 'too-large': 1 })
    assert.equal(JSON.parse(report ?? '').data.consoles.tokyo.ranges, [[2, 2]])
    assert.match(agent.said.join('\n'), /larger than the broker accepts/)
    const { made, acknowledged, dropped } = agent.delivery.counters()
    assert.equal([made, acknowledged, dropped], [4, 3, 1])
    await agent.delivery.close()
    await seen.close()
  },
  ['allow_anonymous true', 'max_packet_size 2000'],
)

withMosquitto(
  'an outbox filled while the broker is away reports what it gave up, once there is room',
  async (broker) => {
    await broker.start()
    const seen = await recorder(broker.url)
    await broker.signal('SIGSTOP')
    const agent = testAgent([broker.url], { maxBytes: 0 })
    for (let n = 1; n <= 200; n++) agent.delivery.publish(event(n, n % 50 === 0 ? 'failure' : 'transition', 2_000))
    assert.ok(agent.delivery.counters().dropped > 0)
    await broker.signal('SIGCONT')
    await agent.delivered()
    await until(() => seen.payloads(EVENTS).length === agent.delivery.counters().acknowledged, 'all seen')
    const events = seen.payloads(EVENTS).map((payload) => JSON.parse(payload))
    const reports = events.filter(({ type }) => type === 'ikewatch.agent.dropped')
    const sequences = new Set(events.map(({ sequence }) => sequence))
    for (const failure of [50, 100, 150, 200]) assert.ok(sequences.has(failure))
    const given = reports.reduce((sum, { data }) => sum + data.total, 0)
    assert.is(given, agent.delivery.counters().dropped)
    const accounted = (n: number): boolean =>
      sequences.has(n) ||
      reports.some(({ data }) => data.consoles.tokyo.ranges.some(([a, b]: number[]) => (a ?? 0) <= n && n <= (b ?? 0)))
    for (let n = 1; n <= 200; n++) assert.ok(accounted(n), `event ${n} vanished`)
    await agent.delivery.close()
    await seen.close()
  },
)

withMosquitto('a command is heard, and answered where the answer is wanted', async (broker) => {
  await broker.start()
  const agent = testAgent([broker.url], { onCommand: ({ verb, payload, respond }) => respond(`${verb}:${payload}`) })
  await agent.online()
  await until(() => broker.log().includes('cmd/+'), 'subscribed')
  const seen = await recorder(broker.url)
  const client = await mqtt.connectAsync(broker.url, { protocolVersion: 5 })
  const properties = { responseTopic: 'desk/answer', correlationData: Buffer.from('7') }
  await client.publishAsync(`${PREFIX}cmd/snapshot`, 'all', { qos: 1, properties })
  await client.publishAsync(`${PREFIX}cmd/health`, '', { qos: 1 })
  await until(() => seen.payloads(`${PREFIX}rsp/health`).length === 1, 'second answer')
  assert.equal(seen.payloads('desk/answer'), ['snapshot:all'])
  await client.endAsync()
  await agent.delivery.close()
  await seen.close()
})

delivery.run()
