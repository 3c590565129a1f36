import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Observation } from '../../src/phase1/event.ts'
import type { CloudEvent } from '../../src/report/schemas.ts'
import { observationOf } from '../../src/report/undress.ts'
import { down, established, eventsOf, failed, failing, moment, run, started, transition } from './fixtures.ts'

const undress = suite('published events back to observations')

const CONSOLE_TEXT: readonly Observation[] = [
  { kind: 'console', type: 'gap', moment: moment(9), why: 'lost', lines: 3 },
  { kind: 'console', type: 'restarted', moment: moment(9), why: 'reload', evidence: ['%SYS-5-RESTART'] },
]

undress('each observation comes back as it was, but for the time on this machine', () => {
  const observed: Observation[] = [started(0), transition(1), failing(2, 'psk-mismatch'), failed(3, 'psk-mismatch')]
  observed.push(established(4, 2), down(5, 'dpd-timeout', 2), ...CONSOLE_TEXT)
  const events = eventsOf(run(observed).all)
  assert.is(events.length, observed.length)
  const back = events.map(observationOf)
  // Published proposals carry the numbers of the registries beside the words.
  const words = JSON.stringify(back, (key, value) => (key === 'rfc' ? undefined : value))
  const expected = observed.map((each) => ({ ...each, moment: { ...each.moment, at: 0 } }))
  assert.equal(JSON.parse(words), JSON.parse(JSON.stringify(expected)))
})

undress('what the line and the agent say of themselves tells nothing of phase 1', () => {
  const event = { type: 'ikewatch.console.open', data: { device: '/dev/ttyS0', why: 'open' } } as CloudEvent
  assert.is(observationOf(event), undefined)
})

undress.run()
