import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { agent, agentState } from '../../src/agent.ts'
import type { Observation } from '../../src/phase1/event.ts'
import { renderByName } from '../../src/simulator/catalogue.ts'
import { shipped } from '../profile/language.ts'
import { alarms, brief, consoleEvents, isPhase1, observed, ofType, verdicts } from './observed.ts'
import { staged, TRAINS } from './staged.ts'

const deadlines = suite('how a verdict is reached (REFERENCE 5.0)')
const PEER = '172.16.6.2'
const INITIATOR = { seat: 'initiator main' } as const
const TO_I1 = 'step i-s1 / set stuck=MM_NO_STATE state=IKE_I_MM1'
const FOREIGN = 'log %SYS-5-CONFIG_I: Configured from console by console'

/** Lines at these arrival times, then ticks until the line has been idle for `rest` ms. */
const live = (lines: readonly (readonly [at: number, text: string])[], rest: number): Observation[] => {
  let state = agentState(shipped, { paced: true })
  const seen: Observation[] = []
  const feed = (input: Parameters<typeof agent>[1]): void => {
    const [next, outputs] = agent(state, input)
    state = next
    for (const output of outputs) if (output.kind === 'phase1' || output.kind === 'console') seen.push(output)
  }
  let last = 0
  for (const [at, text] of lines) {
    last = at
    feed({ kind: 'chunk', bytes: new TextEncoder().encode(`${text}\r\n`), at })
  }
  for (let now = last + 1000; now <= last + rest; now += 1000) feed({ kind: 'tick', now, quiet: now - last })
  return seen
}

const atOnce = (lines: readonly string[]) => lines.map((text) => [0, text] as const)

deadlines('an explicit line ends it at once', () => {
  for (const train of TRAINS) {
    const lines = staged(`${TO_I1} / repeat 1-5 silence / step death`, { ...INITIATOR, train })
    const death = lines.findIndex((line) => line.includes('deleting SA reason') || line.includes('IKE_DEST_SA'))
    assert.equal(verdicts(observed(lines.slice(0, death + 1), { open: true })), [`${PEER} failed/no-response`], train)
    assert.equal(verdicts(observed(lines.slice(0, death), { open: true })), [], train)
  }
})

deadlines('silence ends it 65 seconds after the last send, in the router’s own time, shown by lines of others', () => {
  for (const train of TRAINS) {
    const waited = (ms: number) =>
      verdicts(observed(staged(`${TO_I1} / wait ${ms} / ${FOREIGN}`, { ...INITIATOR, train }), { open: true }))
    assert.equal(waited(60_000), [], train)
    assert.equal(waited(70_000), [`${PEER} failed/no-response`], train)
  }
})

deadlines('each repeat gives the rest of its time', () => {
  const waited = (repeats: number, ms: number) =>
    verdicts(
      observed(staged(`${TO_I1} / repeat 1-${repeats} silence / wait ${ms} / ${FOREIGN}`, INITIATOR), { open: true }),
    )
  for (const repeats of [1, 3, 5]) {
    const rest = (5 - repeats) * 10_000 + 15_000
    assert.equal(waited(repeats, rest - 2_000), [], `${repeats} repeats`)
    assert.equal(waited(repeats, rest + 2_000), [`${PEER} failed/no-response`], `${repeats} repeats`)
  }
})

deadlines('a failure tells how often this router repeated itself', () => {
  for (const train of TRAINS) {
    const [failed] = ofType(
      observed(staged(`${TO_I1} / repeat 1-5 silence / step death`, { ...INITIATOR, train })),
      'failed',
    )
    assert.is(failed?.retransmissions, 5, train)
  }
})

deadlines('silence of the console counts only when the line is idle', () => {
  const lines = staged(TO_I1, INITIATOR)
  assert.equal(verdicts(live(atOnce(lines), 60_000)), [])
  assert.equal(verdicts(live(atOnce(lines), 75_000)), [`${PEER} failed/no-response`])
})

deadlines('stuck is said before it is over: failing after the second repeat', () => {
  for (const train of TRAINS) {
    const after = (repeats: number) =>
      alarms(observed(staged(`${TO_I1} / repeat 1-${repeats} silence`, { ...INITIATOR, train }), { open: true }))
    assert.equal(after(1), [], train)
    assert.equal(after(3), [`${PEER} failing/no-response`], train)
  }
})

deadlines('a cause that is no end is said at once, and once', () => {
  const refused = `${TO_I1} / step refused-in-clear`
  for (const train of TRAINS) {
    assert.equal(
      alarms(observed(staged(refused, { ...INITIATOR, train }), { open: true })),
      [`${PEER} failing/proposal-mismatch`],
      train,
    )
    assert.equal(
      alarms(observed(staged(`${refused} / repeat 1-5 silence-refused / step death`, { ...INITIATOR, train }))),
      [`${PEER} failing/proposal-mismatch`, `${PEER} failed/proposal-mismatch`],
      train,
    )
  }
})

deadlines('without sight the deadline says lost sight, never failed', () => {
  for (const train of TRAINS)
    for (const loss of [
      'raw All possible debugging has been turned off',
      'raw Tokyo(config)#no logging console',
      'log %SYS-3-LOGGER_DROPPED: System dropped 2210 bytes of console debugging messages.',
    ]) {
      const events = observed(staged(`${TO_I1} / ${loss} / wait 70000 / ${FOREIGN}`, { ...INITIATOR, train }), {
        open: true,
      })
      assert.equal(verdicts(events), [], `${train}: ${loss}`)
      assert.ok(
        consoleEvents(events).some(({ why }) => /lost sight/.test(why)),
        `${train}: ${loss}`,
      )
    }
})

deadlines('a restart ends what was under way without a verdict', () => {
  for (const train of TRAINS) {
    const events = observed(
      staged(`${TO_I1} / raw System Bootstrap, Version 12.2(8r), RELEASE SOFTWARE / wait 90000 / ${FOREIGN}`, {
        ...INITIATOR,
        train,
      }),
    )
    assert.equal(verdicts(events), [], train)
    assert.equal(consoleEvents(events).filter(({ type }) => type === 'restarted').length, 1, train)
  }
})

deadlines('success after a failure of the same peer names the failure, also in the other direction', () => {
  const dead = `${TO_I1} / step five-silent / step purged / wait 3000`
  for (const train of TRAINS)
    for (const next of ['sa b initiator main / step i-main', 'sa b responder main / step r-main']) {
      const events = observed(staged(`${dead} / ${next}`, { ...INITIATOR, train }))
      const [failed] = ofType(events, 'failed')
      const [established] = ofType(events, 'established')
      assert.equal(
        [established?.recovers, typeof failed?.negotiation.id],
        [failed?.negotiation.id, 'number'],
        `${train}: ${next}`,
      )
    }
})

deadlines('success once recovered names no failure again', () => {
  const rows = `${TO_I1} / step five-silent / wait 3000 / sa b initiator main / step i-main / wait 60000 / sa c initiator main / step i-main`
  assert.equal(
    ofType(observed(staged(rows, INITIATOR)), 'established').map(({ recovers }) => recovers !== undefined),
    [true, false],
  )
})

deadlines('the end of a capture tells what was waited for', () => {
  const rows = 'step i-s1 / step i-r2 / step i-s3'
  for (const train of TRAINS) {
    const [unfinished, ...more] = observed(staged(rows, { ...INITIATOR, train }))
      .filter(isPhase1)
      .filter(({ type }) => !['started', 'transition'].includes(type))
    assert.equal([unfinished && brief(unfinished), more.length], [`${PEER} unfinished`, 0], train)
    assert.match(unfinished?.type === 'unfinished' ? unfinished.waitingFor : '', /^message 4/)
  }
})

deadlines('midnight is no silence, whatever the month and the year', () => {
  for (const [year, month, day] of [
    [2023, 2, 28],
    [2024, 2, 28],
    [2024, 2, 29],
    [2023, 12, 31],
    [2023, 4, 30],
  ] as const)
    for (const printed of [false, true])
      for (const name of ['success', 'no-response']) {
        const clock = {
          date: [year, month, day],
          timeOfDay: 86_400_000 - (name === 'success' ? 50 : 5_000),
          uptime: 0,
        } as const
        const stamping = { debug: { form: 'datetime', msec: true, year: printed }, clock } as const
        const lines = renderByName(name, { dialect: 'ios-15', seat: 'initiator main', stamping })?.lines ?? []
        const said = verdicts(observed(lines.map(({ text }) => text)))
        const where = `${name}, ${year}-${month}-${day}, year ${printed ? '' : 'not '}printed`
        assert.equal(said, [`${PEER} ${name === 'success' ? 'established' : 'failed/no-response'}`], where)
      }
})

deadlines('an established SA waits for nothing', () => {
  const events = live(atOnce(staged('step i-main / step qm-initiator', INITIATOR)), 3_600_000)
  assert.equal(verdicts(events), [`${PEER} established`])
})

deadlines.run()
