import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { retainedAt } from '../broker/agent.ts'
import { type ChildBroker, MOSQUITTO, mosquitto } from '../broker/brokers.ts'
import { bytesWrittenToPtys, countedPty } from '../console/support.ts'
import { temporaryDirectory, until } from '../outbox/support.ts'
import { arrives, askHealth, configFile, ikewatch, playScenario, playTranscript, ROOT, subscriber } from './support.ts'

const live = suite('agent, pty to mosquitto')

if (MOSQUITTO === undefined) console.log('SKIPPED: the agent with mosquitto: it is not installed')

const OSAKA = { osaka: '172.16.6.2' }

const withBroker = (name: string, use: (broker: ChildBroker, directory: string) => Promise<void>): void => {
  live(name, async () => {
    if (MOSQUITTO === undefined) return
    const directory = temporaryDirectory()
    const broker = await mosquitto(directory.path)
    try {
      await use(broker, directory.path)
    } finally {
      await broker.signal('SIGKILL')
      directory.remove()
    }
  })
}

const numbersOf = (events: readonly { sequence: number }[]): number[] => events.map(({ sequence }) => sequence)

/** 1, 2, 3 … as many. */
const count = (length: number): number[] => Array.from({ length }, (_, index) => index + 1)

withBroker('the article’s exchange at 9600 baud, a pulled cable, an orderly end', async (broker, directory) => {
  await broker.start()
  const seen = await subscriber(broker.url)
  const link = join(directory, 'tty')
  const first = await countedPty({ link })
  const agent = ikewatch([
    'run',
    '--config',
    configFile({ directory, url: broker.url, consoles: { tokyo: link }, peers: OSAKA }),
  ])
  await arrives(seen, 'tokyo', 'console.open')
  await playTranscript(first, 'ios-12/tokyo-osaka')
  await arrives(seen, 'tokyo', 'phase1.established')
  const phase1 = seen.types('tokyo').filter((type) => type.startsWith('phase1.'))
  assert.equal(phase1, ['phase1.started', ...Array(6).fill('phase1.transition'), 'phase1.established'])
  const messages = seen.messages.filter(({ topic }) => topic.endsWith('/event'))
  assert.ok(messages.every(({ qos, retain }) => qos === 1 && !retain))
  assert.ok(messages.every(({ contentType }) => contentType === 'application/cloudevents+json'))

  const kept = await retainedAt(broker.url)
  const document = (topic: string): Record<string, unknown> => JSON.parse(kept.get(ROOT + topic) ?? '{}')
  assert.is(document('status').state, 'online')
  assert.is(document('console/tokyo/peer/osaka/phase1').state, 'established')
  assert.is(document('console/tokyo/status').sight, 'seeing')
  assert.is(document('info').protocol, '5')
  assert.match(JSON.stringify(document('info').consoles), '"profile":"ios-12"')
  assert.ok(Number(document('health').rssBytes) > 0)

  await first.close()
  await arrives(seen, 'tokyo', 'console.lost')
  const second = await countedPty({ link })
  await arrives(seen, 'tokyo', 'console.open', 2)
  await playScenario(second, 'psk-missing', 1)
  await arrives(seen, 'tokyo', 'phase1.failed')
  await until(() => seen.last('console/tokyo/peer/osaka/alert/psk-missing') !== undefined, 'an alert')

  // Every byte and every event is accounted for.
  const health = await askHealth(seen.client)
  const { read = 0, understood = 0, ignored = 0, unknown = 0, damaged = 0, pending = 0 } = health.consoles.tokyo ?? {}
  assert.ok(read > 3500 && understood > 3000, JSON.stringify(health))
  assert.is(read, understood + ignored + unknown + damaged + pending)
  const { made, recovered = 0, acknowledged, dropped, depth } = health.outbox
  assert.is(made + recovered, acknowledged + dropped + depth)

  assert.is(await agent.end('SIGTERM'), 0)
  await until(() => JSON.parse(seen.last('status') ?? '{}').state === 'offline', 'offline')
  assert.is(seen.types('tokyo').at(-1), 'agent.stopped')
  assert.equal(numbersOf(seen.events('tokyo')), count(seen.events('tokyo').length))
  assert.equal(seen.faults(), [])
  assert.is(bytesWrittenToPtys(), 0)
  await second.close()
  await seen.close()
})

withBroker(
  'a broker absent at the start and again later: the agent lives, and all arrives in order',
  async (broker, directory) => {
    const link = join(directory, 'tty')
    const pty = await countedPty({ link })
    const agent = ikewatch(['run', '--config', configFile({ directory, url: broker.url, consoles: { tokyo: link } })])
    await until(() => agent.log().includes('open: Listening'), 'listening')
    await playScenario(pty, 'success')
    await until(() => agent.log().includes('start the broker'), 'a word on the broker')
    await broker.start()
    const seen = await subscriber(broker.url)
    await arrives(seen, 'tokyo', 'phase1.established')
    assert.ok(seen.events('tokyo').every(({ historical }) => historical === true))
    const before = seen.events('tokyo').length
    await broker.signal('SIGKILL')
    await playScenario(pty, 'psk-missing', 1)
    await broker.start()
    await arrives(seen, 'tokyo', 'phase1.failed')
    assert.is(agent.child.exitCode, null)
    const events = seen.events('tokyo')
    assert.equal([...new Set(numbersOf(events))], count(events.at(-1)?.sequence ?? 0))
    assert.is(events.at(before)?.type.startsWith('ikewatch.phase1.'), true)
    assert.is(events.at(-1)?.historical, true)
    assert.equal(seen.faults(), [])
    assert.is(await agent.end('SIGTERM'), 0)
    await pty.close()
    await seen.close()
  },
)

withBroker(
  'killed and started again: numbers go on, an alert of before ends with the recovery',
  async (broker, directory) => {
    await broker.start()
    const seen = await subscriber(broker.url)
    const link = join(directory, 'tty')
    const pty = await countedPty({ link })
    const args = [
      'run',
      '--config',
      configFile({ directory, url: broker.url, consoles: { tokyo: link }, peers: OSAKA }),
    ]
    const first = ikewatch(args)
    await arrives(seen, 'tokyo', 'console.open')
    await playScenario(pty, 'psk-missing')
    const ALERT = 'console/tokyo/peer/osaka/alert/psk-missing'
    await until(() => (seen.last(ALERT) ?? '') !== '', 'an alert')
    assert.is(await first.end('SIGKILL'), 'SIGKILL')
    const second = ikewatch(args)
    await arrives(seen, 'tokyo', 'console.open', 2)
    assert.is.not(seen.last(ALERT), '')
    await playScenario(pty, 'success')
    await arrives(seen, 'tokyo', 'phase1.established')
    await until(() => seen.last(ALERT) === '', 'the alert is gone')
    const snapshot = JSON.parse(seen.last('console/tokyo/peer/osaka/phase1') ?? '{}')
    assert.is(snapshot.state, 'established')
    assert.equal([snapshot.boot, snapshot.counters.failed, snapshot.counters.established], [2, 1, 1])
    const events = seen.events('tokyo')
    assert.equal([...new Set(numbersOf(events))], count(events.at(-1)?.sequence ?? 0))
    assert.equal(seen.faults(), [])
    assert.is(await second.end('SIGTERM'), 0)
    await pty.close()
    await seen.close()
  },
)

withBroker('stopped or killed in mid-exchange: no peer is left negotiating', async (broker, directory) => {
  await broker.start()
  const seen = await subscriber(broker.url)
  const link = join(directory, 'tty')
  const pty = await countedPty({ link })
  const args = ['run', '--config', configFile({ directory, url: broker.url, consoles: { tokyo: link }, peers: OSAKA })]
  const PEER = 'console/tokyo/peer/osaka/phase1'
  const state = (): string => JSON.parse(seen.last(PEER) ?? '{}').state
  const kept = async (): Promise<string> => JSON.parse((await retainedAt(broker.url)).get(ROOT + PEER) ?? '{}').state
  for (const [turn, signal] of (['SIGTERM', 'SIGKILL'] as const).entries()) {
    const agent = ikewatch(args)
    await arrives(seen, 'tokyo', 'console.open', turn * 2 + 1)
    await playTranscript(pty, 'ios-12/tokyo-osaka', 115_200, 40)
    await until(() => state() === 'negotiating', 'an exchange under way')
    await agent.end(signal)
    assert.is(await kept(), signal === 'SIGTERM' ? 'unknown' : 'negotiating')
    const next = ikewatch(args)
    await arrives(seen, 'tokyo', 'console.open', turn * 2 + 2)
    await until(() => state() === 'unknown', 'the next run does not know either')
    assert.is(await next.end('SIGTERM'), 0)
  }
  const agent = ikewatch(args)
  await arrives(seen, 'tokyo', 'console.open', 5)
  await playTranscript(pty, 'ios-12/tokyo-osaka', 115_200)
  await until(() => state() === 'established', 'and the next exchange makes it right')
  assert.is(await agent.end('SIGTERM'), 0)
  assert.is(await kept(), 'established')
  assert.equal(seen.faults(), [])
  await pty.close()
  await seen.close()
})

live.run()
