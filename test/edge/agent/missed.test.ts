import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type AgentState, agent, agentState } from '../../../src/agent.ts'
import { accounting, NOTHING_TOLD } from '../../../src/edge/agent/accounts.ts'
import { missed } from '../../../src/edge/agent/missed.ts'
import { isPending } from '../../../src/edge/agent/pending.ts'
import { loadProfiles } from '../../../src/edge/profiles.ts'
import type { Observation } from '../../../src/phase1/event.ts'
import { publish, startPublishing } from '../../../src/report/publish.ts'
import { renderByName } from '../../../src/simulator/catalogue.ts'
import { encode } from '../../../src/simulator/line.ts'
import { setup } from '../../report/fixtures.ts'

const away = suite('a line that was away, and what time alone can change')

const { language } = loadProfiles()
const HOUR = 3_600_000

/** The first second of a scenario. */
const beginningOf = (name: string): Uint8Array =>
  encode((renderByName(name, { dialect: 'ios-15' })?.lines ?? []).filter(({ at }) => at < 1000))

const types = (said: readonly object[]): string[] => said.flatMap((each) => ('type' in each ? [String(each.type)] : []))

/** An hour passes, a tick a minute. */
const wait = (state: AgentState): [AgentState, string[]] => {
  const heard: string[] = []
  for (let now = 60_000; now <= HOUR; now += 60_000) {
    const [next, said] = agent(state, { kind: 'tick', now, quiet: now })
    state = next
    heard.push(...types(said))
  }
  return [state, heard]
}

away('silence fails an exchange; silence after a time in which nobody listened does not', () => {
  const bytes = beginningOf('no-response')
  const [listening] = agent(agentState(language), { kind: 'chunk', bytes, at: 0 })
  assert.ok(wait(listening)[1].includes('failed'))

  const [again] = agent(agentState(language), { kind: 'chunk', bytes, at: 0 })
  const [back, said] = missed(again, 10, 'The cable was out.')
  assert.equal(types(said), ['gap'])
  assert.is((said[0] as Extract<Observation, { type: 'gap' }>).why, 'The cable was out.')
  const later = wait(back)[1]
  assert.not.ok(later.includes('failed'))
  assert.equal(later, ['gap'])
})

away('half a line of before is not glued to what comes after, and its bytes are accounted for', () => {
  const text = new TextEncoder()
  const bytes = text.encode('Mar  7 16:14:29.027 GMT: ISAKMP (0:1): No pre-shared key with 172.1')
  const [half] = agent(agentState(language), { kind: 'chunk', bytes, at: 0 })
  const [back] = missed(half, 10, 'away')
  const more = text.encode('6.6.2!\r\nTokyo#\r\n')
  const [after, said] = agent(back, { kind: 'chunk', bytes: more, at: 20 })
  assert.equal(types(said), [])
  const { read, pending, ...told } = accounting(NOTHING_TOLD, after, {
    bytes: bytes.length + more.length,
    discarded: 0,
  })
  assert.is(
    read,
    Object.values(told).reduce((sum, each) => sum + each, pending),
  )
})

away('nothing ticks when nothing is open; an open exchange, a fresh byte or an uncounted stranger does', () => {
  const publisher = startPublishing(setup({ peers: { nara: { address: '10.0.0.1', expect: 'always' } } }))
  const idle = agentState(language)
  assert.not.ok(isPending(idle, publisher, Number.POSITIVE_INFINITY))
  assert.ok(isPending(idle, publisher, 1000))
  const [open, said] = agent(idle, { kind: 'chunk', bytes: beginningOf('no-response'), at: 0 })
  assert.ok(isPending(open, publisher, HOUR))
  const [over] = wait(open)
  assert.not.ok(isPending(over, publisher, HOUR))
  // The exchange was a stranger's; a second one within the minute waits for its turn.
  for (const each of [...said, ...said]) publish(publisher, each)
  assert.ok(isPending(over, publisher, HOUR))
})

away.run()
