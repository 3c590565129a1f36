import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startAgent } from '../../../src/edge/agent/agent.ts'
import { startEmbeddedBroker } from '../../../src/edge/broker/embedded.ts'
import type { Config } from '../../../src/edge/config/schema.ts'
import { openLog } from '../../../src/edge/log.ts'
import { openMemoryStore } from '../../../src/edge/outbox/store.ts'
import { loadProfiles } from '../../../src/edge/profiles.ts'
import type { Language } from '../../../src/profile/compile.ts'
import { countedPty } from '../console/support.ts'
import { until } from '../outbox/support.ts'
import { arrives, playScenario, subscriber } from './support.ts'

const fault = suite('a fault in the pipeline of one console')

/** A language that breaks where it is used next once `strike` says so. */
const fragile = (language: Language, strike: () => boolean): Language =>
  new Proxy(language, {
    get: (target, key) => {
      if (strike()) throw new Error('a bug for the test')
      return Reflect.get(target, key)
    },
  })

fault('is told and shown; this console begins anew, the accounts still add up, the other notices nothing', async () => {
  let armed = false
  const strike = (): boolean => {
    const now = armed
    armed = false
    return now
  }
  const broker = await startEmbeddedBroker()
  const seen = await subscriber(broker.url, 4)
  const [tokyo, kyoto] = [await countedPty(), await countedPty()]
  const consoleAt = (device: string) => ({
    device,
    baud: 9600 as const,
    profile: 'auto',
    silentAfter: 600_000,
    peers: {},
  })
  const config: Config = {
    agent: 'branch',
    broker: { url: [broker.url], base: 'ikewatch' },
    outbox: { directory: '/nowhere', maxBytes: 1024 ** 2 },
    consoles: { tokyo: consoleAt(tokyo.path), kyoto: consoleAt(kyoto.path) },
    homeAssistant: false,
  }
  const lines: string[] = []
  const log = openLog({ level: 'info', plain: false, write: (line) => lines.push(line) })
  const profiles = { language: fragile(loadProfiles().language, strike), digests: [], problems: [] }
  const agent = await startAgent({ config, profiles, log, store: openMemoryStore() })
  await arrives(seen, 'tokyo', 'console.open')
  await arrives(seen, 'kyoto', 'console.open')
  armed = true
  tokyo.write('Mar  7 16:14:29.027 GMT: ISAKMP: received ke message (1/1)\r\n')
  await arrives(seen, 'tokyo', 'console.gap')
  await until(() => JSON.parse(seen.last('status') ?? '{}').state === 'degraded', 'degraded')
  assert.match(seen.last('status') ?? '', /console tokyo: an internal error.*a bug for the test/)
  assert.ok(lines.some((line) => line.includes('a bug for the test') && line.includes('"stack"')))

  await Promise.all([playScenario(tokyo, 'success'), playScenario(kyoto, 'success')])
  await arrives(seen, 'tokyo', 'phase1.established')
  await arrives(seen, 'kyoto', 'phase1.established')
  assert.not.ok(seen.types('kyoto').includes('console.gap'))

  const asked = (verb: string, payload: string): Promise<unknown> =>
    seen.client.publishAsync(`ikewatch/1/branch/cmd/${verb}`, payload, { qos: 1 })
  await asked('health', '')
  await until(() => seen.last('rsp/health') !== undefined, 'health')
  const { read, pending, ...told } = JSON.parse(seen.last('rsp/health') ?? '{}').consoles.tokyo
  assert.is(
    read,
    Object.values(told as Record<string, number>).reduce((sum, each) => sum + each, pending),
  )
  assert.ok(told.damaged >= 60)

  await asked('reopen', 'tokyo')
  await until(() => seen.last('rsp/reopen') === '{"reopened":"tokyo"}', 'reopened')
  await asked('log-level', 'loud')
  await until(() => /"error":"the payload is one of debug/.test(seen.last('rsp/log-level') ?? ''), 'a refusal')
  await asked('dance', '')
  await until(() => /"error":"no such command/.test(seen.last('rsp/dance') ?? ''), 'another refusal')
  await asked('snapshot', '')
  await until(() => /"published":4/.test(seen.last('rsp/snapshot') ?? ''), 'snapshots')

  assert.equal(seen.faults(), [])
  await agent.close('the test is over')
  await Promise.all([tokyo.close(), kyoto.close()])
  await seen.close()
  await broker.close()
})

fault.run()
