import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { epochOf, rfc3339 } from '../../src/report/calendar.ts'
import { captureClock } from '../../src/report/capture-clock.ts'
import { timeOfStamp } from '../../src/report/time.ts'

const time = suite('time')

const base = { year: 2003, bootedAt: Date.UTC(2003, 0, 1) }

time('the calendar agrees with the one of the machine', () => {
  const range = { min: Date.UTC(1950, 0, 1), max: Date.UTC(2400, 0, 1) }
  fc.assert(
    fc.property(fc.integer(range), (ms) => {
      const date = new Date(ms)
      const civil = epochOf(
        date.getUTCFullYear(),
        date.getUTCMonth() + 1,
        date.getUTCDate(),
        ms - date.setUTCHours(0, 0, 0, 0),
      )
      return rfc3339(ms) === new Date(ms).toISOString() && civil === ms
    }),
    { numRuns: 2000 },
  )
  for (const text of [
    '2000-02-29T23:59:59.999Z',
    '1970-01-01T00:00:00.000Z',
    '1969-12-31T23:59:59.999Z',
    '2100-03-01T00:00:00.000Z',
  ])
    assert.is(rfc3339(Date.parse(text)), text)
})

for (const [stamp, expected] of [
  ['Mar  7 16:14:29.027 GMT', '2003-03-07T16:14:29.027Z'],
  ['*Mar  7 16:14:29.027 GMT:', '2003-03-07T16:14:29.027Z'],
  ['*Mar  1 00:13:31.891', '2003-03-01T00:13:31.891Z'],
  ['2026-11-24T09:14:05Z', '2026-11-24T09:14:05.000Z'],
  ['2026-11-24T09:14:05.123456+01:00', '2026-11-24T08:14:05.123Z'],
  ['2026-11-24T23:14:05.1-05:30', '2026-11-25T04:44:05.100Z'],
  ['2026-02-30T09:14:05Z', undefined],
  ['2026-13-01T09:14:05Z', undefined],
  ['2026-11-24T25:14:05Z', undefined],
  ['.Mar 1 00:13:31.8', '2003-03-01T00:13:31.800Z'],
  ['*Feb 28 2010 00:20:10', '2010-02-28T00:20:10.000Z'],
  ['*May 27 2020 21:47:08.683 UTC', '2020-05-27T21:47:08.683Z'],
  ['Jun 10 2010 17:36:05', '2010-06-10T17:36:05.000Z'],
  ['Mar  7 23:30:00.000 EST', '2003-03-08T04:30:00.000Z'],
  ['Jan  1 00:30:00.000 CET', '2002-12-31T23:30:00.000Z'],
  ['Mar  7 16:14:29.027 HOME', '2003-03-07T16:14:29.027Z'],
  ['00:27:07', '2003-01-01T00:27:07.000Z'],
  ['1d00h', '2003-01-02T00:00:00.000Z'],
  ['2w3d', '2003-01-18T00:00:00.000Z'],
  ['1y0w', '2004-01-01T00:00:00.000Z'],
] as const) {
  time(`the stamp "${stamp}" is ${expected}`, () => assert.is(timeOfStamp(stamp, base), expected))
}

time('what a stamp leaves out and nobody adds is not made up', () => {
  assert.is(timeOfStamp('Mar  7 16:14:29.027', {}), undefined)
  assert.is(timeOfStamp('00:27:07', { year: 2003 }), undefined)
  assert.is(timeOfStamp('Mar  7 2003 16:14:29', {}), '2003-03-07T16:14:29.000Z')
})

time('what is no stamp, or no day of its year, has no time', () => {
  for (const stamp of [
    '',
    ':',
    'Foo  7 16:14:29',
    'Feb 29 10:00:00',
    'Mar 32 10:00:00',
    'Mar  0 10:00:00',
    'Mar  7 24:00:00',
    'Mar  7 10:61:00',
    'h',
    'Mar  7',
  ])
    assert.is(timeOfStamp(stamp, base), undefined, stamp)
})

time('a capture passes New Year, and lines without a stamp have the time of the last one', () => {
  const clock = captureClock({ year: 2025 })
  const told = [
    '',
    'Dec 31 23:59:59.000',
    '',
    'Jan  1 00:00:01.000',
    'Jan  1 00:00:00.500',
    'Mar  1 2002 00:00:00',
  ].map((stamp) => clock({ at: 0, stamp, device: undefined }))
  assert.equal(told, [
    undefined,
    '2025-12-31T23:59:59.000Z',
    '2025-12-31T23:59:59.000Z',
    '2026-01-01T00:00:01.000Z',
    '2026-01-01T00:00:00.500Z',
    '2002-03-01T00:00:00.000Z',
  ])
})

time.run()
