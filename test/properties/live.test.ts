import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { agent, agentState } from '../../src/agent.ts'
import type { Observation, Phase1Event } from '../../src/phase1/event.ts'
import { renderByName } from '../../src/simulator/catalogue.ts'
import type { TimedLine } from '../../src/simulator/entry.ts'
import { encode, throughLine } from '../../src/simulator/line.ts'
import { randomConsole } from '../../src/simulator/random.ts'
import { brief, isPhase1, observedBytes } from '../phase1/observed.ts'
import { shipped } from '../profile/language.ts'

const live = suite('a live console and its replay')

/** Ticks come this often while nothing else does. Milliseconds. */
const TICK_MS = 500

/** The console at the pace of its line, with a tick whenever it rests; at the end it rests for `rest` ms. */
const atPace = (lines: readonly TimedLine[], baud: number, rest = 0): Observation[] => {
  let state = agentState(shipped, { paced: true })
  const seen: Observation[] = []
  const feed = (input: Parameters<typeof agent>[1]): void => {
    const [next, outputs] = agent(state, input)
    state = next
    for (const output of outputs) if (output.kind === 'phase1' || output.kind === 'console') seen.push(output)
  }
  let last = 0
  let tick = 0
  const idleUntil = (until: number): void => {
    for (tick = Math.max(tick, last) + TICK_MS; tick < until; tick += TICK_MS)
      feed({ kind: 'tick', now: tick, quiet: tick - last })
    tick = 0
  }
  for (const { at, bytes } of throughLine(lines, { baud })) {
    idleUntil(at)
    feed({ kind: 'chunk', bytes, at })
    last = at
  }
  idleUntil(last + rest)
  feed({ kind: 'end', now: last + rest })
  return seen
}

const verdictsOf = (seen: readonly Observation[]): string[] =>
  seen
    .filter(isPhase1)
    .filter(({ type }) => ['established', 'failed', 'down', 'unfinished'].includes(type))
    .map((event) => `#${event.negotiation.id} ${brief(event)}`)

live('come to the same verdicts, whatever the speed of the line', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const { lines } = randomConsole(seed, { peers: 4, perPeer: 3, noise: 0.5 })
    const replayed = verdictsOf(observedBytes(encode(lines)))
    for (const baud of [9600, 115_200])
      assert.equal(verdictsOf(atPace(lines, baud)), replayed, `seed ${seed}, ${baud} baud`)
  }
})

live('come to the same verdicts without time stamps to go by', () => {
  for (let seed = 1; seed <= 8; seed++) {
    const stamping = { debug: { form: 'none' }, clock: { date: [2023, 5, 6], timeOfDay: 0, uptime: 0 } } as const
    const { lines } = randomConsole(seed, { peers: 1, perPeer: 4, stamping })
    assert.equal(verdictsOf(atPace(lines, 9600)), verdictsOf(observedBytes(encode(lines))), `seed ${seed}`)
  }
})

live('take no busy line for silence: at 1200 baud everything is late, and nothing fails for it', () => {
  for (const dialect of ['ios-12', 'ios-15', 'ios-xe'] as const) {
    for (const seat of ['initiator main', 'responder main'] as const) {
      const { lines = [] } = renderByName('success', { dialect, seat }) ?? {}
      const seen = atPace(lines, 1200).filter(isPhase1)
      assert.equal(
        seen.filter(({ type }) => type === 'failed' || type === 'failing').map(brief),
        [],
        `${dialect}, ${seat}`,
      )
      assert.is(seen.filter(({ type }) => type === 'established').length, 1, `${dialect}, ${seat}`)
    }
  }
})

live('tell how long phase 1 took by the clock of the router, not by that of the line', () => {
  const { lines = [] } = renderByName('success', { dialect: 'ios-12', seat: 'initiator main' }) ?? {}
  const took = (seen: readonly Observation[]) =>
    seen
      .filter(
        (event): event is Extract<Phase1Event, { type: 'established' }> =>
          isPhase1(event) && event.type === 'established',
      )
      .map(({ durationMs }) => durationMs)
  assert.equal(took(atPace(lines, 9600)), took(observedBytes(encode(lines))))
})

live('fails an attempt by its deadline while the line is idle, as the last line of a replay cannot', () => {
  const { lines = [] } = renderByName('no-response', { dialect: 'ios-15', seat: 'initiator main' }) ?? {}
  const death = lines.findIndex(({ text }) => text.includes('Death by retransmission'))
  const cut = lines.slice(0, death)
  assert.equal(verdictsOf(atPace(cut, 9600, 120_000)), ['#1 172.16.6.2 failed/no-response'])
  assert.equal(verdictsOf(atPace(cut, 9600, 5_000)), ['#1 172.16.6.2 unfinished/no-response'])
})

live.run()
