import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { ConsoleEvent } from '../../src/phase1/event.ts'
import type { LineState } from '../../src/report/line.ts'
import { snapshots } from '../../src/report/publish.ts'
import type { ConsoleStatus } from '../../src/report/schema/console.ts'
import { validateDocument, validateEvent } from '../../src/report/validate.ts'
import { CONSOLE, dataOf, eventsOf, moment, retainedOf, run } from './fixtures.ts'

const line = suite('line')

const TOPIC = `${CONSOLE}/status`
const is = (state: LineState['state'], since: number, why = `It is ${state}.`): LineState => ({
  kind: 'line',
  state,
  why,
  device: '/dev/ttyUSB0',
  since,
})
const statusIn = (publications: Parameters<typeof retainedOf>[0]) =>
  retainedOf(publications).get(TOPIC) as ConsoleStatus

line('every state of the line is an event and the retained status', () => {
  const { all } = run([is('open', 0), is('silent', 10), is('noisy', 20), is('locked', 30), is('lost', 40)])
  const events = eventsOf(all)
  assert.equal(events.flatMap(validateEvent), [])
  assert.equal(
    events.map(({ type }) => type),
    ['open', 'silent', 'noisy', 'locked', 'lost'].map((state) => `ikewatch.console.${state}`),
  )
  assert.equal(
    all.filter(({ retain }) => !retain).map(({ urgent }) => urgent),
    [false, false, false, false, true],
  )
  assert.equal(validateDocument('console.status', statusIn(all)), [])
  assert.is(statusIn(all).state, 'lost')
  assert.is(statusIn(all).since, '2026-03-07T16:14:29.040Z')
})

line('a state told again is no news, another reason for it is', () => {
  const { all } = run([is('lost', 0), is('lost', 10), is('lost', 20, 'The device is gone.')])
  assert.is(eventsOf(all).length, 2)
})

line('a blind console says so in its status, and what is lost outranks it', () => {
  const blind: ConsoleEvent = {
    kind: 'console',
    type: 'blind',
    moment: moment(5),
    evidence: ['undebug all'],
    why: 'Debugging was switched off.',
  }
  const first = run([is('open', 0), blind])
  assert.is(statusIn(first.all).state, 'blind')
  assert.is(statusIn(first.all).why, 'Debugging was switched off.')
  assert.equal(eventsOf(first.all).flatMap(validateEvent), [])
  assert.is(statusIn(run([is('lost', 10)], {}, first.state).all).state, 'lost')
})

line('a change of sight alone is no event', () => {
  const sight = { kind: 'console', type: 'sight', moment: moment(5), sight: 'seeing', why: 'debug lines' } as const
  const { all, last } = run([is('open', 0), sight, sight])
  assert.is(eventsOf(all).length, 1)
  assert.is(statusIn(all).sight, 'seeing')
  assert.equal(last, [])
})

line('a reload and a gap are told with what proves them', () => {
  const { all } = run([
    {
      kind: 'console',
      type: 'restarted',
      moment: moment(0),
      evidence: ['%SYS-5-RESTART'],
      why: 'The router reloaded.',
    },
    { kind: 'console', type: 'gap', moment: moment(1), why: 'Sequence numbers jump.', lines: 12 },
    { kind: 'console', type: 'gap', moment: moment(2), why: 'Impossible state.' },
  ])
  const events = eventsOf(all)
  assert.equal(events.flatMap(validateEvent), [])
  assert.is(dataOf(events[1]).lines, 12)
  assert.not('lines' in (events[2]?.data ?? {}))
})

line('the status tells the age of the last byte', () => {
  const { state } = run([is('open', 0), { kind: 'tick', now: 5000, quiet: 2000 }])
  const status = statusIn(snapshots(state))
  assert.is(status.lastByteAgeMs, 2000)
  assert.is(status.lastByteAt, '2026-03-07T16:14:32.000Z')
  assert.not(
    'lastByteAt' in
      statusIn(snapshots(run([is('open', 0), { kind: 'tick', now: 5, quiet: Number.POSITIVE_INFINITY }]).state)),
  )
})

line('nothing is said of a line of which nothing is known', () => {
  assert.equal(snapshots(run([{ kind: 'end', now: 5 }]).state), [])
})

line.run()
