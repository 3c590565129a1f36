import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Moment } from '../../src/phase1/event.ts'
import { between, momentIn, momentOf, negotiation } from '../../src/phase1/negotiation.ts'
import { isPhase1 } from './observed.ts'
import { PEER, say, sent, told } from './told.ts'

const moments = suite('when something happened, and how long it took')

const moment = (at: number, device?: number, stamp = device === undefined ? '' : 'a stamp'): Moment => ({
  at,
  stamp,
  device,
})
const heard = (at: number, device?: number) => say('note', {}, { ...moment(at, device) }).heard
const DAY = 86_400_000

moments('is counted on the router’s clock where both moments have it, else by arrival', () => {
  assert.is(between(moment(0, 5_000), moment(9_999, 5_160)), 160)
  assert.is(between(moment(100, 5_000), moment(350)), 250)
  assert.is(between(moment(100), moment(350, 5_160)), 250)
  assert.is(between(moment(100), moment(350.4)), 250, 'whole milliseconds')
})

moments('never goes back: lines may be out of order', () => {
  assert.is(between(moment(0, 5_160), moment(0, 5_000)), 0)
  assert.is(between(moment(0, 180 * DAY), moment(0, 0)), 0, 'a clock that was set')
})

moments('goes over the new year, where stamps bear none', () => {
  assert.is(between(moment(0, 365 * DAY - 100), moment(0, 60)), 160)
})

moments('is that of the last stamped line of its negotiation, where a line bears none', () => {
  const n = negotiation(1, heard(10, 5_000), 'ios')
  assert.equal(momentIn(n, heard(90)), { at: 90, stamp: 'a stamp', device: 5_000 })
  assert.equal(momentIn(n, heard(90, 6_000)), momentOf(heard(90, 6_000)))
  const unstamped = negotiation(2, heard(10), 'ios')
  assert.equal(momentIn(unstamped, heard(90)), { at: 90, stamp: '', device: undefined })
})

moments('is a line’s own, however much it shares with the line before', () => {
  const lines = [
    heard(1, 5),
    heard(2, 5),
    heard(2, 6),
    say('note', {}, { at: 2, device: 6, stamp: 'another' }).heard,
    heard(1, 5),
  ]
  assert.equal(
    lines.map((line) => momentOf(line)),
    lines.map(({ at, device, stamp }) => ({ at, device, stamp })),
  )
})

moments('of an attempt is what its events bear, with the router’s own stamp', () => {
  const events = told([sent('I', 'MM_NO_STATE', { device: 3_600_000, at: 77 })]).filter(isPhase1)
  assert.equal(
    events.map(({ type, peer }) => [type, peer]),
    [
      ['started', PEER],
      ['unfinished', PEER],
    ],
  )
  for (const event of events) assert.equal(event.moment, { at: 77, stamp: '01:00:00.000', device: 3_600_000 })
})

moments.run()
