import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startEmbeddedBroker } from '../../src/edge/broker/embedded.ts'
import { arrives, configFile, ikewatch, playScenario, subscriber } from '../edge/agent/support.ts'
import { bytesWrittenToPtys, countedPty } from '../edge/console/support.ts'
import { temporaryDirectory, until } from '../edge/outbox/support.ts'

const run = suite('ikewatch run')

run('a wrong configuration: every problem with its place, status 2, nothing is opened', async () => {
  const { path, remove } = temporaryDirectory()
  const file = join(path, 'ikewatch.yaml')
  writeFileSync(file, 'agent: Branch 42\nconsoles:\n  tokyo: { device: ttyUSB0, baut: 9600 }\n')
  const wrong = ikewatch(['run', '--config', file])
  assert.is(await wrong.end(), 2)
  const problems = wrong.log().trim().split('\n')
  assert.is(problems.length, 3, wrong.log())
  assert.match(problems[0] ?? '', `${file}:1:8: agent`)
  assert.match(wrong.log(), 'Did you mean baud')
  assert.is(wrong.out(), '')

  writeFileSync(file, 'consoles:\n  tokyo: { device: /dev/null, profile: ios-99 }\n')
  const unknown = ikewatch(['run', '--config', file])
  assert.is(await unknown.end(), 2)
  assert.match(unknown.log(), 'It may be auto, asa, ios-12, ios-15, ios-xe')

  const missing = ikewatch(['run', '--config', join(path, 'none.yaml')])
  assert.is(await missing.end(), 2)
  remove()
})

run('two agents with one outbox: the second says so and ends with status 1', async () => {
  const { path, remove } = temporaryDirectory()
  const file = configFile({ directory: path, url: 'mqtt://127.0.0.1:1', consoles: { tokyo: join(path, 'none') } })
  const first = ikewatch(['run', '--config', file])
  await until(() => first.log().includes('lost: '), 'listening')
  const second = ikewatch(['run', '--config', file])
  assert.is(await second.end(), 1)
  assert.match(second.log(), 'another ikewatch agent uses')
  assert.is(await first.end('SIGINT'), 0)
  remove()
})

run('a 3.1.1 broker; SIGHUP takes a good file over and a bad one not, and touches only what changed', async () => {
  const { path, remove } = temporaryDirectory()
  const broker = await startEmbeddedBroker()
  const seen = await subscriber(broker.url, 4)
  const [tokyo, kyoto] = [await countedPty({ link: join(path, 'a') }), await countedPty({ link: join(path, 'b') })]
  const settings = { directory: path, url: broker.url, peers: { osaka: '172.16.6.2' } }
  const file = configFile({ ...settings, consoles: { tokyo: tokyo.path } })
  const agent = ikewatch(['run', '--config', file])
  await arrives(seen, 'tokyo', 'console.open')
  await playScenario(tokyo, 'success')
  await arrives(seen, 'tokyo', 'phase1.established')
  assert.is(JSON.parse(seen.last('info') ?? '{}').protocol, '3.1.1')

  const good = readFileSync(file, 'utf8')
  writeFileSync(file, good.replace('"device"', '"devise"'))
  agent.child.kill('SIGHUP')
  await until(() => agent.log().includes('Did you mean device'), 'the problem')
  assert.match(agent.log(), 'the old one stays in force')

  configFile({ ...settings, consoles: { tokyo: tokyo.path, kyoto: kyoto.path } })
  agent.child.kill('SIGHUP')
  await arrives(seen, 'kyoto', 'console.open')
  await playScenario(kyoto, 'success', 0, 'ios-15')
  await playScenario(tokyo, 'psk-missing', 1)
  await arrives(seen, 'kyoto', 'phase1.established')
  await arrives(seen, 'tokyo', 'phase1.failed')
  assert.is(seen.types('tokyo').filter((type) => type === 'console.open').length, 1)

  configFile({ ...settings, consoles: { kyoto: kyoto.path } })
  agent.child.kill('SIGHUP')
  await until(() => seen.last('console/tokyo/status') === '', 'the topics of tokyo are emptied')
  await until(() => seen.last('console/tokyo/peer/osaka/phase1') === '', 'its peers too')
  await until(() => seen.last('console/tokyo/peer/osaka/alert/psk-missing') === '', 'and alerts')

  configFile({ ...settings, peers: { nara: '172.16.6.2' }, consoles: { kyoto: kyoto.path } })
  agent.child.kill('SIGHUP')
  await until(() => seen.last('console/kyoto/peer/osaka/phase1') === '', 'the old name of the peer is gone')
  await until(() => (seen.last('console/kyoto/peer/nara/phase1') ?? '') !== '', 'the new one is there')

  assert.is(await agent.end('SIGTERM'), 0)
  await until(() => JSON.parse(seen.last('status') ?? '{}').state === 'offline', 'offline')
  for (const console of ['tokyo', 'kyoto']) {
    const numbers = seen.events(console).map(({ sequence }) => sequence)
    assert.equal(
      numbers,
      Array.from(numbers, (_, index) => index + 1),
    )
  }
  assert.equal(seen.faults(), [])
  assert.is(bytesWrittenToPtys(), 0)
  await tokyo.close()
  await kyoto.close()
  await seen.close()
  await broker.close()
  remove()
})

run('SIGHUP with another agent name: what the old name kept at the broker goes', async () => {
  const { path, remove } = temporaryDirectory()
  const broker = await startEmbeddedBroker()
  const seen = await subscriber(broker.url, 4)
  const pty = await countedPty({ link: join(path, 'a') })
  const file = configFile({ directory: path, url: broker.url, consoles: { tokyo: pty.path } })
  const agent = ikewatch(['run', '--config', file])
  await arrives(seen, 'tokyo', 'console.open')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"branch"', '"branch-2"'))
  agent.child.kill('SIGHUP')
  await until(() => agent.log().includes('the new configuration is in force'), 'in force')
  await until(() => seen.last('console/tokyo/status') === '' && seen.last('status') === '', 'emptied')
  assert.is(seen.types('tokyo').at(-1), 'agent.stopped')
  assert.is(await agent.end('SIGTERM'), 0)
  await pty.close()
  await seen.close()
  await broker.close()
  remove()
})

run.run()
