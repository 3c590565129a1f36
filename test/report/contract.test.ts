import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { addDropped, NOTHING_DROPPED } from '../../src/outbox/dropped.ts'
import { agentHealth, agentInfo, agentStatus } from '../../src/report/agent.ts'
import type { AgentNotice } from '../../src/report/publish.ts'
import { type DocumentName, schemas } from '../../src/report/schemas.ts'
import { topics } from '../../src/report/topics.ts'
import { validateDocument, validateEvent } from '../../src/report/validate.ts'
import { eventsOf, run, started } from './fixtures.ts'

const contract = suite('contract')

contract('each event type of the contract has a schema with its major version', () => {
  const types = [
    ...['started', 'transition', 'established', 'failing', 'recovered', 'failed', 'down', 'unfinished'].map(
      (name) => `phase1.${name}`,
    ),
    ...['open', 'lost', 'silent', 'noisy', 'locked', 'restarted', 'blind', 'gap'].map((name) => `console.${name}`),
    ...['started', 'stopped', 'dropped'].map((name) => `agent.${name}`),
  ].map((name) => `ikewatch.${name}`)
  const all = schemas()
  assert.equal(
    Object.keys(all).filter((name) => name.startsWith('ikewatch.')),
    types,
  )
  for (const [name, schema] of Object.entries(all)) assert.is(schema.$id, `urn:ikewatch:schema:1:${name}`)
  assert.equal(JSON.parse(JSON.stringify(all)), JSON.parse(JSON.stringify(schemas())))
})

contract('what breaks the contract is named by its place', () => {
  const [event] = eventsOf(run([started(0)]).all)
  assert.equal(validateEvent(event), [])
  const broken = (change: object) => validateEvent({ ...event, ...change }).length > 0
  assert.ok(broken({ sequence: 0 }))
  assert.ok(broken({ time: 'yesterday' }))
  assert.ok(broken({ subject: 'peer/a b' }))
  assert.ok(broken({ historical: false }))
  assert.ok(broken({ type: 'ikewatch.phase1.failed' }))
  assert.equal(validateEvent({ ...event, colour: 'red' }), ['/colour: not in the contract'])
  assert.equal(validateEvent({ ...event, data: { ...event?.data, extra: 1 } }), ['/data/extra: not in the contract'])
  for (const nothing of [null, undefined, 3, {}, { type: 'toString' }]) assert.is(validateEvent(nothing).length, 1)
})

contract('the agent speaks in the stream of the console', () => {
  const entry = { class: 'failure', console: 'tokyo', sequence: 7 } as Parameters<typeof addDropped>[1]
  const notices: AgentNotice[] = [
    { kind: 'agent', at: 0, type: 'ikewatch.agent.started', data: { version: '1.0.0' } },
    { kind: 'agent', at: 1, type: 'ikewatch.agent.dropped', data: addDropped(NOTHING_DROPPED, entry, 'full') },
    { kind: 'agent', at: 2, type: 'ikewatch.agent.stopped', data: { why: 'SIGTERM' } },
  ]
  const events = eventsOf(run(notices).all)
  assert.equal(events.flatMap(validateEvent), [])
  assert.equal(
    events.map(({ sequence }) => sequence),
    [1, 2, 3],
  )
})

contract('status, info and health are retained and keep the contract', () => {
  const at = topics('ikewatch', 'a')
  const info = {
    ...{ version: '1.0.0', boot: 1, protocol: '5', limits: { outboxBytes: 1 } },
    consoles: [{ name: 'tokyo', device: '/dev/ttyS0', profile: 'auto', peers: ['osaka'] }],
    profiles: [{ name: 'ios-12', digest: 'ab' }],
  } as const
  const health = {
    ...{ boot: 1, uptimeSeconds: 60, rssBytes: 1, diskBytesToday: 0 },
    consoles: { tokyo: { read: 4, understood: 1, ignored: 1, unknown: 1, damaged: 1 } },
    outbox: { depth: 0, bytes: 0, made: 1, acknowledged: 1, dropped: 0 },
  }
  const sent = [
    ['agent.status', agentStatus(at, { state: 'online', boot: 1, since: '2026-03-07T16:14:29.191Z' })],
    ['agent.info', agentInfo(at, structuredClone(info) as never)],
    ['agent.health', agentHealth(at, health)],
  ] as const
  for (const [name, { payload, retain }] of sent) {
    assert.ok(retain)
    assert.equal(validateDocument(name as DocumentName, JSON.parse(payload)), [])
  }
  assert.equal(
    sent.map(([, { qos }]) => qos),
    [1, 1, 0],
  )
})

/** Files that a compiled module loads, its own packages by name. */
const loads = (file: URL, seen = new Set<string>()): Set<string> => {
  if (seen.has(file.href)) return seen
  seen.add(file.href)
  for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(/from ['"]([^'"]+)['"]/g)) {
    if (target.startsWith('.')) loads(new URL(target, file), seen)
    else seen.add(target)
  }
  return seen
}

contract('publishing loads neither TypeBox nor its checker', () => {
  const loaded = [...loads(new URL('../../src/report/publish.js', import.meta.url))]
  assert.ok(loaded.some((file) => file.endsWith('/report/id.js')))
  assert.equal(
    loaded.filter((file) => file.includes('typebox')),
    [],
  )
})

contract.run()
