import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { event, state, temporaryDirectory, until } from '../outbox/support.ts'
import { PREFIX, recorder, STATUS, type TestAgent, testAgent } from './agent.ts'
import { type ChildBroker, freePort, MOSQUITTO, mosquitto } from './brokers.ts'
import { agentFiles, certificates, OPENSSL, tlsLines } from './certificates.ts'

const security = suite('rights, limits and encryption at mosquitto')

if (MOSQUITTO === undefined) console.log('SKIPPED: rights, limits and encryption: mosquitto is not installed')
else if (!OPENSSL) console.log('SKIPPED: TLS: openssl is not installed')

const EVENTS = `${PREFIX}console/tokyo/event`
const SECRET = 'correct-horse-battery'

type Setup = { directory: string; broker: ChildBroker }

const withMosquitto = (
  name: string,
  lines: (directory: string) => string[],
  use: (setup: Setup) => Promise<void>,
): void => {
  security(name, async () => {
    if (MOSQUITTO === undefined) return
    const directory = temporaryDirectory()
    const broker = await mosquitto(directory.path, lines(directory.path))
    try {
      await broker.start()
      await use({ directory: directory.path, broker })
    } finally {
      await broker.signal('SIGKILL')
      directory.remove()
    }
  })
}

/** The file with the password of the agent. */
const secretFile = (directory: string): string => {
  const file = join(directory, 'secret')
  writeFileSync(file, SECRET)
  return file
}

const withLogin = (directory: string): string[] => {
  const file = join(directory, 'passwords')
  execFileSync('mosquitto_passwd', ['-c', '-b', file, 'branch', SECRET])
  execFileSync('mosquitto_passwd', ['-b', file, 'desk', SECRET])
  return ['allow_anonymous false', `password_file ${file}`]
}

withMosquitto('a password is read anew at each attempt, and never shown', withLogin, async ({ directory, broker }) => {
  const passwordFile = join(directory, 'secret')
  writeFileSync(passwordFile, 'wrong-staple\n')
  const agent = testAgent([broker.url], { broker: { username: 'branch', passwordFile } })
  agent.delivery.publish(event(1))
  await until(() => agent.said.some((text) => /refused \(13[45]\)/.test(text)), 'refused')
  writeFileSync(passwordFile, `${SECRET}\n`)
  await agent.delivered()
  await agent.delivery.close()
  const everything = JSON.stringify([agent.said, agent.states, agent.delivery.counters()])
  assert.is(everything.includes(SECRET) || everything.includes('wrong-staple'), false)
})

const withAccessList = (directory: string): string[] => {
  const file = join(directory, 'acl')
  writeFileSync(
    file,
    `user branch\ntopic readwrite ${PREFIX}status\ntopic readwrite ${PREFIX}console/+/event\nuser desk\ntopic readwrite #\n`,
  )
  return [...withLogin(directory), `acl_file ${file}`]
}

withMosquitto(
  'a topic that the access list forbids is reported by name, once; the rest goes on',
  withAccessList,
  async ({ directory, broker }) => {
    const passwordFile = secretFile(directory)
    const seen = await recorder(broker.url, 5, { username: 'desk', password: SECRET })
    const agent = testAgent([broker.url], { broker: { username: 'branch', passwordFile } })
    agent.delivery.publish({ ...event(1), topic: `${PREFIX}forbidden` })
    agent.delivery.publish({ ...event(2), topic: `${PREFIX}forbidden` })
    agent.delivery.publish(state(`${PREFIX}info`, 'i'))
    agent.delivery.publish(event(3))
    await agent.delivered()
    await until(() => seen.payloads(EVENTS).length >= 2, 'event and report')
    const refusals = agent.said.filter((text) => text.includes('refused by the broker (135'))
    assert.equal(refusals.map((text) => text.split(':')[0]).sort(), [`${PREFIX}forbidden`, `${PREFIX}info`])
    assert.match(refusals[0] ?? '', /allow this agent to write it in the access list/)
    const { made, acknowledged, dropped } = agent.delivery.counters()
    assert.is(dropped, 2)
    assert.is(acknowledged + dropped, made)
    await agent.delivery.close()
    await seen.close()
  },
)

const allForbidden = (directory: string): string[] => {
  const file = join(directory, 'acl')
  writeFileSync(file, `user branch\ntopic readwrite ${STATUS}\n`)
  return [...withLogin(directory), `acl_file ${file}`]
}

withMosquitto('where even the report is refused it is kept, not sent again and again', allForbidden, async (setup) => {
  const { directory, broker } = setup
  const passwordFile = secretFile(directory)
  const agent = testAgent([broker.url], { broker: { username: 'branch', passwordFile } })
  await agent.online()
  agent.delivery.publish(event(1))
  await until(() => agent.delivery.counters().dropped === 2, 'event and report refused')
  agent.delivery.publish(event(2))
  await agent.delivered()
  assert.is(agent.delivery.counters().made, 3)
  assert.equal(agent.store.dropped().consoles.tokyo, { count: 2, ranges: [[1, 2]] })
  await agent.delivery.close()
})

withMosquitto(
  'events refused until the access list is mended: then the report names exactly those, without a new connection',
  allForbidden,
  async ({ directory, broker }) => {
    const passwordFile = secretFile(directory)
    const list = join(directory, 'acl')
    writeFileSync(list, `${readFileSync(list, 'utf8')}user desk\ntopic readwrite #\n`)
    await broker.signal('SIGHUP')
    const seen = await recorder(broker.url, 5, { username: 'desk', password: SECRET })
    let given = 0
    const next = () => event(++given)
    const agent = testAgent([broker.url], {
      broker: { username: 'branch', passwordFile },
      reportDropped: (dropped) => {
        const report = next()
        return { ...report, class: 'failure', payload: JSON.stringify({ sequence: given, dropped }) }
      },
    })
    await agent.online()
    // 1 and 2, and a report of 1 that is refused, too.
    for (let n = 0; n < 2; n++) agent.delivery.publish(next())
    await agent.delivered()
    writeFileSync(list, readFileSync(list, 'utf8').replace(STATUS, `${PREFIX}#`))
    await broker.signal('SIGHUP')
    await until(() => {
      agent.delivery.publish(next())
      return seen.payloads(EVENTS).some((payload) => payload.includes('dropped'))
    }, 'a report')
    await agent.delivered()
    await until(() => seen.payloads(EVENTS).length === agent.delivery.counters().acknowledged, 'all that were taken')
    const events = seen.payloads(EVENTS).map((payload) => JSON.parse(payload))
    const came = new Set(events.map(({ sequence }) => sequence))
    const missing = Array.from({ length: given }, (_, index) => index + 1).filter((n) => !came.has(n))
    const told = events.flatMap(({ dropped }) => dropped?.consoles.tokyo.ranges ?? [])
    assert.ok(missing.length >= 3, `${missing}`)
    assert.equal(
      told.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index)),
      missing,
    )
    const { made, acknowledged, dropped } = agent.delivery.counters()
    assert.equal([made, dropped], [given, missing.length])
    assert.is(acknowledged + dropped, made)
    assert.is(agent.states.filter(({ state: name }) => name === 'online').length, 1)
    await agent.delivery.close()
    await seen.close()
  },
)

const anonymous = () => ['allow_anonymous true']

withMosquitto(
  'of two agents with one id both are told, and they fight ever more seldom',
  anonymous,
  async ({ broker }) => {
    // This mosquitto cuts the older client without the reason that MQTT 5 has for it.
    const slow = { backoff: { firstMs: 20, longestMs: 60_000 } }
    const agents = [testAgent([broker.url], { broker: slow }), testAgent([broker.url], { broker: slow })]
    const told = ({ said }: TestAgent): boolean => said.some((text) => text.includes('took over the same client id'))
    const longest = ({ states }: TestAgent): number =>
      Math.max(...states.map((each) => (each.state === 'offline' ? (each.retryMs ?? 0) : 0)))
    await until(() => agents.every(told), 'both are told')
    await until(() => agents.some((agent) => longest(agent) > 1_000), 'one waits for long')
    for (const { delivery } of agents) await delivery.close()
  },
)

withMosquitto(
  'no more is in flight than the broker receives',
  () => [...anonymous(), 'max_inflight_messages 3'],
  async ({ broker }) => {
    const agent = testAgent([broker.url])
    await agent.online()
    let most = 0
    for (let n = 1; n <= 100; n++) {
      agent.delivery.publish(event(n))
      most = Math.max(most, agent.delivery.counters().inFlight)
    }
    const probe = setInterval(() => {
      most = Math.max(most, agent.delivery.counters().inFlight)
    }, 1)
    await agent.delivered()
    clearInterval(probe)
    const last = agent.states.at(-1)
    assert.ok(last?.state === 'online')
    assert.ok(most <= last.limits.receiveMaximum, `${most} in flight, ${last.limits.receiveMaximum} allowed`)
    await agent.delivery.close()
  },
)

withMosquitto('when the agent dies the will says offline', anonymous, async ({ broker }) => {
  const seen = await recorder(broker.url)
  const agent = testAgent([broker.url], { broker: { willDelaySeconds: 0 } })
  await agent.online()
  agent.delivery.publish(state(STATUS, 'online'))
  await until(() => seen.payloads(STATUS).length === 1, 'online')
  // A client with the same id that leaves at once takes the session away without a word from the first.
  const intruder = await recorder(broker.url, 5, { clientId: 'ikewatch-branch' })
  await intruder.close()
  await until(() => seen.payloads(STATUS).includes('{"state":"offline"}'), 'will')
  await agent.delivery.close()
  await seen.close()
})

security('over a websocket it works as well', async () => {
  if (MOSQUITTO === undefined) return
  const directory = temporaryDirectory()
  const port = await freePort()
  const broker = await mosquitto(directory.path, [...anonymous(), `listener ${port} 127.0.0.1`, 'protocol websockets'])
  await broker.start()
  const agent = testAgent([`ws://127.0.0.1:${port}/mqtt`])
  agent.delivery.publish(event(1))
  await agent.delivered()
  assert.is(agent.delivery.counters().acknowledged, 1)
  await agent.delivery.close()
  await broker.signal('SIGKILL')
  directory.remove()
})

const withTls = (directory: string): string[] => {
  if (OPENSSL) certificates(directory)
  else return anonymous()
  return [...anonymous(), ...tlsLines(directory)]
}

withMosquitto(
  'TLS: authority, client certificate and name are checked, each failure with its mend',
  withTls,
  async ({ directory, broker }) => {
    if (!OPENSSL) return
    const url = `mqtts://localhost:${broker.port}`
    const { caFile, ...own } = agentFiles(directory)
    const told = async (where: string, options: object, what: RegExp): Promise<void> => {
      const agent = testAgent([where], { broker: options })
      await until(() => agent.said.some((text) => what.test(text)), `${what}: ${agent.said}`)
      await agent.delivery.close()
      assert.is(agent.said.join().includes(readFileSync(own.keyFile, 'utf8').slice(40, 80)), false)
    }
    await told(url, own, /authority is unknown here: name it in broker\.caFile|self-signed/)
    await told(`mqtts://127.0.0.1:${broker.port}`, { ...own, caFile }, /certificate is for another name/)
    await told(`mqtt://127.0.0.1:${broker.port}`, {}, /closed|cut the connection/)
    const agent = testAgent([url], { broker: { ...own, caFile } })
    agent.delivery.publish(event(1))
    await agent.delivered()
    await agent.delivery.close()
    const named = testAgent([`mqtts://127.0.0.1:${broker.port}`], {
      broker: { ...own, caFile, servername: 'localhost' },
    })
    await named.online()
    await named.delivery.close()
    await told(url, { caFile }, /client certificate|TLS handshake|cut the connection|closed without/)
    assert.is(agent.delivery.counters().acknowledged, 1)
  },
)

security.run()
