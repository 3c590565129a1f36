import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { agent, agentState } from '../../src/agent.ts'
import { CAST } from '../../src/edge/demo/cast.ts'
import { roundOf } from '../../src/edge/demo/player.ts'
import { loadProfiles } from '../../src/edge/profiles.ts'
import type { Observation } from '../../src/phase1/event.ts'
import { validateEvent } from '../../src/report/validate.ts'
import { throughLine } from '../../src/simulator/line.ts'
import { ikewatch } from '../edge/agent/support.ts'
import { until } from '../edge/outbox/support.ts'

const demo = suite('ikewatch demo')

const { language } = loadProfiles()
const NOW = new Date(Date.UTC(2026, 2, 7, 16, 14, 29))

/** What the agent makes of a round, and when the line falls quiet. */
const observed = (console: string, round: number): { ends: string[]; seconds: number } => {
  const router = CAST[console]
  if (router === undefined) throw new Error(`no ${console}`)
  let state = agentState(language)
  const ends: string[] = []
  let last = 0
  for (const { at, bytes } of throughLine(roundOf(router, router.rounds[round] ?? [], 0, NOW).lines)) {
    const [next, said] = agent(state, { kind: 'chunk', bytes, at })
    state = next
    last = at
    for (const each of said as Observation[]) {
      if (each.kind !== 'phase1') continue
      if (each.type === 'established') ends.push('established')
      if (each.type === 'failed' || each.type === 'down') ends.push(each.diagnosis.reason)
    }
  }
  return { ends: ends.sort(), seconds: last / 1000 }
}

demo('the first round has a success on either console and three different failures, within a minute', () => {
  const [tokyo, hub] = [observed('tokyo', 0), observed('hub', 0)]
  assert.equal(tokyo.ends, ['established'])
  assert.equal(hub.ends, ['established', 'proposal-mismatch', 'psk-mismatch', 'psk-missing'])
  assert.ok(Math.max(tokyo.seconds, hub.seconds) < 60)
})

demo('every later round can be played and ends in verdicts', () => {
  for (const [console, { rounds }] of Object.entries(CAST)) {
    for (const round of rounds.keys()) assert.ok(observed(console, round).ends.length > 0, `${console}, round ${round}`)
  }
})

demo('tells what came back from the broker until Ctrl-C, without colours where there is no terminal', async () => {
  const story = ikewatch(['demo'])
  const events = ikewatch(['demo', '--json'])
  await until(() => story.out().includes('established in'), 'a story of success', 60_000)
  await until(() => events.out().includes('phase1.established'), 'an event of success', 60_000)
  assert.is(await story.end('SIGINT'), 0)
  assert.is(await events.end('SIGTERM'), 0)
  assert.match(story.out(), /mosquitto_sub -h 127\.0\.0\.1 -p \d+ -v -t 'ikewatch\/1\/demo\/#'/)
  assert.match(story.out(), '== console tokyo ==')
  assert.not.match(story.out(), '\u001b')
  const lines = events.out().trim().split('\n')
  assert.equal(
    lines.flatMap((line) => validateEvent(JSON.parse(line))),
    [],
  )
  const types = lines.map((line) => JSON.parse(line).type)
  assert.ok(types.includes('ikewatch.agent.started') && types.includes('ikewatch.phase1.transition'))
})

demo.run()
