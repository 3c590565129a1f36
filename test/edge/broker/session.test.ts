import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startEmbeddedBroker } from '../../../src/edge/broker/embedded.ts'
import { connectBroker } from '../../../src/edge/broker/session.ts'
import { event, state, temporaryDirectory, until } from '../outbox/support.ts'
import { PREFIX, recorder, STATUS, testAgent } from './agent.ts'
import { freePort, MOSQUITTO, mosquitto, NATS, nats } from './brokers.ts'

const sessions = suite('broker session')

const EVENTS = `${PREFIX}console/tokyo/event`

const protocolOf = (states: readonly { state: string }[]): unknown => {
  const online = states.findLast(({ state: name }) => name === 'online')
  return online !== undefined && 'protocol' in online ? online.protocol : undefined
}

/** A front before a broker that does with each new connection what `greet` says. */
const front = async (
  target: string,
  greet: (firstBytes: Buffer) => 'pass' | 'close',
): Promise<{ url: string; server: Server; seen: number[] }> => {
  const seen: number[] = []
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', (bytes) => {
      seen.push(bytes[8] ?? 0)
      if (greet(bytes) === 'close') {
        socket.end()
        return
      }
      const onward = connect(Number(new URL(target).port), '127.0.0.1')
      onward.on('error', () => socket.destroy())
      onward.write(bytes)
      socket.pipe(onward).pipe(socket)
      socket.once('close', () => onward.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`, server, seen }
}

sessions('a broker that answers 5 with code 1 is spoken to in 3.1.1, without a pause', async () => {
  const published: string[] = []
  const broker = await startEmbeddedBroker({ onPublish: (topic, payload) => published.push(`${topic}=${payload}`) })
  const agent = testAgent([broker.url])
  await agent.online()
  assert.is(protocolOf(agent.states), 4)
  assert.is(
    agent.states.some(({ state: name }) => name === 'offline'),
    false,
  )
  agent.delivery.publish(state(STATUS, 'online'))
  agent.delivery.publish(event(1))
  await agent.delivered()
  await agent.delivery.close()
  assert.ok(published.includes(`${EVENTS}=${event(1).payload}`))
  assert.is(published.at(-1), `${STATUS}={"state":"offline"}`)
  await broker.close()
})

sessions('a broker that closes on 5 likewise; when that was seen twice, the next begins with 3.1.1', async () => {
  const broker = await startEmbeddedBroker()
  const { url, server, seen } = await front(broker.url, (bytes) => (bytes[8] === 5 ? 'close' : 'pass'))
  const online: unknown[] = []
  const session = connectBroker(
    { urls: [url], clientId: 'a', backoff: { firstMs: 20, longestMs: 50 } },
    () => ({ topic: STATUS, payload: 'offline' }),
    { state: () => undefined, online: (connection) => online.push(connection.protocol), received: () => undefined },
  )
  for (let times = 1; times <= 3; times++) {
    await until(() => online.length === times, `online ${times} times`)
    session.restart('test')
  }
  await until(() => online.length === 4, 'online again')
  assert.equal(online, [4, 4, 4, 4])
  assert.equal(seen, [5, 4, 5, 4, 4, 4])
  await session.close()
  server.close()
  await broker.close()
})

sessions('a link cut in the handshake does not make a broker one of 3.1.1', async () => {
  if (MOSQUITTO === undefined) {
    console.log('SKIPPED: a link cut in the handshake: mosquitto is not installed')
    return
  }
  const directory = temporaryDirectory()
  const broker = await mosquitto(directory.path)
  await broker.start()
  let cut = true
  const { url, server } = await front(broker.url, () => {
    const greeting = cut ? 'close' : 'pass'
    cut = false
    return greeting
  })
  const agent = testAgent([url])
  await agent.online()
  assert.is(protocolOf(agent.states), 4)
  // The link is cut once more, later.
  await broker.signal('SIGKILL')
  await until(() => agent.states.at(-1)?.state === 'offline', 'offline')
  await broker.start()
  await agent.online()
  assert.is(protocolOf(agent.states), 5)
  await agent.delivery.close()
  server.close()
  await broker.signal('SIGKILL')
  directory.remove()
})

sessions("Debian's nats-server gets 3.1.1, keeps state and loses nothing when killed -9", async () => {
  if (NATS === undefined) {
    console.log('SKIPPED: nats-server: it is not installed')
    return
  }
  const directory = temporaryDirectory()
  const broker = await nats(directory.path)
  await broker.start()
  const agent = testAgent([broker.url])
  await agent.online()
  assert.is(protocolOf(agent.states), 4)
  const seen = await recorder(broker.url, 4)
  for (let n = 1; n <= 100; n++) agent.delivery.publish(event(n))
  await agent.delivered()
  await until(() => seen.payloads(EVENTS).length === 100, 'all there')
  await broker.signal('SIGKILL')
  for (let n = 101; n <= 200; n++) agent.delivery.publish(event(n))
  await until(() => agent.states.at(-1)?.state !== 'online', 'offline seen')
  await broker.start()
  await agent.delivered()
  assert.is(agent.delivery.counters().acknowledged, 200)
  await agent.delivery.close()
  await seen.close()
  await broker.signal('SIGKILL')
  directory.remove()
})

sessions('several URLs are tried in turn', async () => {
  const broker = await startEmbeddedBroker()
  const dead = [`mqtt://127.0.0.1:${await freePort()}`, `mqtt://127.0.0.1:${await freePort()}`]
  const agent = testAgent([...dead, broker.url])
  await agent.online()
  const last = agent.states.at(-1)
  assert.is(last?.url, broker.url)
  assert.equal(agent.states.filter(({ state: name }) => name === 'offline').map(({ url }) => url).length, 2)
  await agent.delivery.close()
  await broker.close()
})

sessions('a login refused and later accepted: said with the mend, and connected by itself', async () => {
  const broker = await startEmbeddedBroker()
  const refusal = Buffer.from([0x20, 2, 0, 4])
  let refusing = true
  const gate = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    if (refusing) {
      socket.once('data', () => socket.end(refusal))
      return
    }
    socket.pipe(connect(Number(new URL(broker.url).port), '127.0.0.1')).pipe(socket)
  })
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve))
  const agent = testAgent([`mqtt://127.0.0.1:${(gate.address() as AddressInfo).port}`])
  agent.delivery.publish(event(1))
  await until(
    () => agent.said.filter((text) => text.includes('user name or password is wrong')).length >= 2,
    'refused twice',
  )
  refusing = false
  await agent.delivered()
  await agent.delivery.close()
  gate.close()
  await broker.close()
})

sessions('a take-over that the broker tells by reason 0x8E is told at once, and not fought', async () => {
  const connack = Buffer.from([0x20, 3, 0, 0, 0])
  const takenOver = Buffer.from([0xe0, 2, 0x8e, 0])
  const broker = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', () => socket.end(Buffer.concat([connack, takenOver])))
  })
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve))
  const url = `mqtt://127.0.0.1:${(broker.address() as AddressInfo).port}`
  const agent = testAgent([url], { broker: { backoff: { firstMs: 5, longestMs: 60_000 } } })
  await until(() => agent.said.some((text) => text.includes(': another client took over the same client id')), 'told')
  const last = agent.states.at(-1)
  assert.ok(last?.state === 'offline' && (last.retryMs ?? 0) >= 30_000)
  await agent.delivery.close()
  broker.close()
})

sessions(
  'closes soon after login are told to be perhaps a take-over; a link that flaps waits no longer for that',
  async () => {
    const broker = await startEmbeddedBroker()
    let closing = true
    const { url, server } = await front(broker.url, () => 'pass')
    server.on('connection', (socket) => {
      if (closing) setTimeout(() => socket.destroy(), 60)
    })
    const agent = testAgent([url], { broker: { backoff: { firstMs: 5, longestMs: 60_000 } } })
    const waits = (): number[] =>
      agent.states.flatMap((each) => (each.state === 'offline' && each.retryMs !== undefined ? [each.retryMs] : []))
    await until(() => waits().length >= 5, 'five closes')
    const perhaps = agent.said.findIndex((text) => text.includes('perhaps another client took over'))
    const closes = agent.said.filter((text, index) => index < perhaps && text.includes('; again in'))
    assert.is(closes.length, 2, agent.said.join('\n'))
    // Five failures in a row: 5 ms doubled four times.
    for (const [index, wait] of waits().entries()) assert.ok(wait <= 5 * 2 ** index, `${waits()}`)
    closing = false
    await agent.online()
    await agent.delivery.close()
    server.close()
    await broker.close()
  },
)

sessions('a port that never answers is left after the connect time-out', async () => {
  const silent = createServer((socket) => socket.on('error', () => socket.destroy()))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const url = `mqtt://127.0.0.1:${(silent.address() as AddressInfo).port}`
  const agent = testAgent([url], { broker: { connectTimeoutMs: 100 } })
  await until(() => agent.said.some((text) => text.includes('no answer within 0.1 s')), 'told')
  await agent.delivery.close()
  silent.close()
})

sessions('a port that speaks something else is told, whatever it answers', async () => {
  for (const answer of [
    'HTTP/1.1 400 Bad Request\r\n\r\n',
    'SSH-2.0-OpenSSH_9.2\r\n',
    '\xff'.repeat(40),
    '\0'.repeat(40),
  ]) {
    const other = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.once('data', () => socket.end(Buffer.from(answer, 'latin1')))
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const agent = testAgent([`mqtt://127.0.0.1:${(other.address() as AddressInfo).port}`])
    await until(
      () => agent.said.some((text) => /the port does not speak MQTT .*correct the port/.test(text)),
      `told: ${answer}`,
      5_000,
    )
    await agent.delivery.close()
    other.close()
  }
})

sessions('a name that DNS does not know is told with the mend', async () => {
  const agent = testAgent(['mqtt://no-such-broker.invalid'])
  await until(() => agent.said.some((text) => /no-such-broker\.invalid: DNS does not/.test(text)), 'told')
  await agent.delivery.close()
})

sessions('a password file that is missing is told, and read again at the next attempt', async () => {
  const agent = testAgent(['mqtt://127.0.0.1:9'], { broker: { username: 'u', passwordFile: '/nonexistent/secret' } })
  await until(
    () =>
      agent.said.filter((text) => text.includes('cannot use broker.passwordFile: /nonexistent/secret does not exist'))
        .length >= 2,
    'told',
  )
  await agent.delivery.close()
})

sessions('a login in the URL is refused without showing it, and so is a URL of no use', () => {
  const open = (url: string) => () =>
    connectBroker({ urls: [url], clientId: 'a' }, () => ({ topic: STATUS, payload: '' }), {
      state: () => undefined,
      online: () => undefined,
      received: () => undefined,
    })
  const clean = (error: Error): boolean => error.message.includes('passwordFile') && !error.message.includes('hunter2')
  assert.throws(open('mqtt://bob:hunter2@broker.example.net'), clean)
  assert.throws(open('amqp://broker.example.net'), /use mqtt, mqtts, ws or wss/)
  assert.throws(open('broker.example.net'), /write it like mqtt:/)
})

sessions.run()
