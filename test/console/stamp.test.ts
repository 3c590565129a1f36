import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readFront } from '../../src/console/stamp.ts'

const stamps = suite('time stamps')
const HOUR = 3_600_000

/** A stamp taken off, and the text behind it. */
const taken = (text: string) => {
  const { sequence, flag, stamp, device, end } = readFront(text)
  return { sequence, flag, stamp, device, rest: text.slice(end) }
}

const deviceOf = (text: string): number => readFront(text).device ?? Number.NaN

stamps('may be absent', () => {
  const text = 'ISAKMP:(0):Old State = IKE_READY  New State = IKE_I_MM1 '
  assert.equal(taken(text), { sequence: undefined, flag: '', stamp: '', device: undefined, rest: text })
})

stamps('of uptime are read to the second on the first day, and kept as text afterwards', () => {
  assert.equal(taken('00:27:07: ISAKMP (0:2): x'), {
    sequence: undefined,
    flag: '',
    stamp: '00:27:07',
    device: 1_627_000,
    rest: 'ISAKMP (0:2): x',
  })
  for (const stamp of ['1d00h', '2w0d', '1w2d', '1y3w', '6d23h', '51w6d']) {
    const { device, ...front } = taken(`${stamp}: ISAKMP (0:2): x`)
    assert.equal(front, { sequence: undefined, flag: '', stamp, rest: 'ISAKMP (0:2): x' }, stamp)
    assert.is(device, undefined, `${stamp} is too coarse to compute with`)
  }
})

stamps('of date and time come in every form that service timestamps makes', () => {
  const forms: [printed: string, flag: string][] = [
    ['*Feb 28 00:20:10', '*'],
    ['*Mar  1 00:13:31.891', '*'],
    ['*Mar 1 00:13:31.891', '*'],
    ['Mar  7 16:14:29.027 GMT', ''],
    ['*Feb 28 00:20:10.663 UTC', '*'],
    ['*Feb 28 2010 00:20:10', '*'],
    ['.Nov 25 18:53:16.485 UTC', '.'],
    ['Oct 25 2019 18:53:07.523 CEST', ''],
    ['.Jul  4 12:00:00.001 TOKYO', '.'],
    ['Dec 31 23:59:59.999999', ''],
  ]
  for (const [stamp, flag] of forms) {
    const { device, ...front } = taken(`${stamp}: ISAKMP:(0): x`)
    assert.equal(front, { sequence: undefined, flag, stamp, rest: 'ISAKMP:(0): x' }, stamp)
    assert.type(device, 'number', stamp)
  }
})

stamps('keep the milliseconds, and cut finer ones', () => {
  const at = (fraction: string) => deviceOf(`Mar  7 16:14:29${fraction} GMT: x`) - deviceOf('Mar  7 16:14:29 GMT: x')
  assert.equal(['.027', '.5', '.891', '.123456', '.000001'].map(at), [27, 500, 891, 123, 0])
})

stamps('follow one another across midnight, the end of a month, of February and of a year with its number', () => {
  const pairs: [string, string][] = [
    ['Mar  7 23:59:59.900: x', 'Mar  8 00:00:00.100: x'],
    ['Apr 30 23:59:59.900: x', 'May  1 00:00:00.100: x'],
    ['Feb 28 23:59:59.900: x', 'Mar  1 00:00:00.100: x'],
    ['Feb 28 2023 23:59:59.900: x', 'Mar  1 2023 00:00:00.100: x'],
    ['Feb 28 2024 23:59:59.900: x', 'Feb 29 2024 00:00:00.100: x'],
    ['Feb 29 2024 23:59:59.900: x', 'Mar  1 2024 00:00:00.100: x'],
    ['Feb 28 2100 23:59:59.900: x', 'Mar  1 2100 00:00:00.100: x'],
    ['Dec 31 2023 23:59:59.900: x', 'Jan  1 2024 00:00:00.100: x'],
    ['*Dec 31 2024 23:59:59.900 UTC: x', '*Jan  1 2025 00:00:00.100 UTC: x'],
  ]
  for (const [before, after] of pairs) assert.is(deviceOf(after) - deviceOf(before), 200, after)
})

stamps('of an ASA have a year and a colon in syslog, and neither in debug lines', () => {
  assert.is(taken('Jun 10 2010 17:36:05: %ASA-7-715047: x').rest, '%ASA-7-715047: x')
  const { stamp, rest } = taken('Nov 08 07:10:05 [IKEv1]Group = 1.2.3.4, IP = 1.2.3.4, x')
  assert.equal([stamp, rest], ['Nov 08 07:10:05', '[IKEv1]Group = 1.2.3.4, IP = 1.2.3.4, x'])
  for (const text of ['Nov 08 07:10:05 UTC [IKEv1]: x', 'Nov 08 07:10:05 IKEv1 was up', 'Nov 08 07:10:05 x [IKEv1'])
    assert.is(taken(text).stamp, '', text)
})

stamps('without a colon behind them are text', () => {
  for (const text of ['Mar  7 16:14:29.027 was a Thursday', 'Mar 7th: nothing', '10.0.0.1: x', 'May be: x', 'Sep: x']) {
    assert.equal(taken(text), { sequence: undefined, flag: '', stamp: '', device: undefined, rest: text }, text)
  }
})

stamps('may follow a sequence number, six digits and more', () => {
  const rows: [string, number][] = [
    ['000042: *May 27 2020 21:47:08.683 UTC: x', 42],
    ['2328304: 00:27:07: x', 2_328_304],
    ['20995088: Mar  7 16:14:29.027 GMT: x', 20_995_088],
  ]
  for (const [text, sequence] of rows) {
    assert.is(taken(text).sequence, sequence, text)
    assert.is(taken(text).rest, 'x', text)
    assert.type(taken(text).device, 'number', text)
  }
  assert.equal(taken('000123: ISAKMP:(0): x'), {
    sequence: 123,
    flag: '',
    stamp: '',
    device: undefined,
    rest: 'ISAKMP:(0): x',
  })
  assert.is(taken('00123: ISAKMP:(0): x').sequence, undefined, 'five digits are no sequence number')
})

stamps('may stand behind blanks', () => {
  assert.is(taken('  *Mar  1 00:13:31.891: ISAKMP:(0): x').rest, 'ISAKMP:(0): x')
  assert.is(taken('\t00:27:07: x').rest, 'x')
})

stamps('of uptime longer than a day of hours are still times', () => {
  assert.is(deviceOf('23:59:59: x'), 24 * HOUR - 1_000)
})

stamps('begin a day at nought', () => {
  assert.is(deviceOf('00:00:00: x'), 0)
  assert.is(deviceOf('*Mar  1 00:00:00.000: x') % (24 * HOUR), 0)
  assert.is(deviceOf('Jan  1 00:00:00: x'), 0, 'and the year with its first day')
})

stamps('know every month and day of the year, and no others', () => {
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
  const times = months.map((month) => deviceOf(`${month}  1 12:00:00: x`))
  assert.equal(
    times.slice(1).map((time, index) => (time - (times[index] ?? 0)) / (24 * HOUR)),
    [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30],
  )
  assert.is(deviceOf('Mar 31 12:00:00: x') - deviceOf('Mar  1 12:00:00: x'), 30 * 24 * HOUR)
  for (const day of ['Mar  0', 'Mar 32', 'Mai  1', 'mar  1', 'Zar  1', '@ar  1', 'Mar'])
    assert.is(taken(`${day} 12:00:00: x`).stamp, '', day)
})

stamps('follow one another over the leap days of a century, too', () => {
  for (const [before, after] of [
    ['Feb 28 2000 23:59:59.900: x', 'Feb 29 2000 00:00:00.100: x'],
    ['Feb 29 2000 23:59:59.900: x', 'Mar  1 2000 00:00:00.100: x'],
    ['Feb 28 1900 23:59:59.900: x', 'Mar  1 1900 00:00:00.100: x'],
    ['Dec 31 1999 23:59:59.900: x', 'Jan  1 2000 00:00:00.100: x'],
    ['Dec 31 2000 23:59:59.900: x', 'Jan  1 2001 00:00:00.100: x'],
  ] as const)
    assert.is(deviceOf(after) - deviceOf(before), 200, after)
})

stamps('may name a zone of up to ten letters, with an offset', () => {
  for (const zone of ['GMT', 'AZaz', 'ABCDEFGHIJ', 'GMT+1', 'UTC-03', 'EST5', 'GMT+12'])
    assert.is(taken(`Mar  7 16:14:29.027 ${zone}: x`).stamp, `Mar  7 16:14:29.027 ${zone}`, zone)
  for (const zone of ['ABCDEFGHIJK', '', '+1', 'A[', 'A@', 'A`', 'A{', 'GMT+x', 'GMT x'])
    assert.is(taken(`Mar  7 16:14:29.027 ${zone}: x`).stamp, '', zone)
})

stamps('are whole, or none', () => {
  for (const text of [
    '12:: x',
    '12::13: x',
    'Mar  7 :14:29: x',
    'Mar  7 16:14:29 5: x',
    'Mar  7 16:14:29_GMT: x',
    '1d00: x',
    ':12:13: x',
    '12:13: x',
    '12:13:: x',
    '12:x:13: x',
    '12:13:x: x',
    '12 13:14: x',
    '12:13 14: x',
    '12345:13:14: x',
    '12:13:14.: x',
    '12:13:14.1234567: x',
    '12:13:14 x',
    '1d: x',
    '1dh: x',
    'd00h: x',
    '1d00x: x',
    '1x00h: x',
    '123456d00h: x',
    '1d000h: x',
    'Mar  7 2010 x: x',
    'Mar  7 20100 16:14:29: x',
  ])
    assert.equal(taken(text), { sequence: undefined, flag: '', stamp: '', device: undefined, rest: text }, text)
  assert.is(deviceOf('1234:00:00: x'), 1234 * HOUR)
  assert.is(taken('12345d23h: x').stamp, '12345d23h')
})

stamps('and sequence numbers need a colon and a blank behind them', () => {
  for (const text of ['000123 x', '000123:x', '000123x y', '000123. y', '000123456789012: x'])
    assert.is(taken(text).sequence, undefined, text)
  assert.is(taken('123456789012: x').sequence, 123_456_789_012)
  assert.is(taken('000000: ISAKMP:(0): x').sequence, 0)
  const odd = taken('000123: *Mar  1 x')
  assert.equal([odd.sequence, odd.stamp, odd.rest], [123, '', '*Mar  1 x'])
  for (const day of ['@ar  1', 'Zar  1', 'mar  1'])
    assert.is(taken(`000123: *${day} 00:00:01: x`).stamp, '', `${day} after a number and a flag`)
})

stamps('are the same however often and in whatever order they come', () => {
  const fronts = [
    '*Mar  1 00:13:31.891: ',
    '*Mar  1 00:13:31.892: ',
    '*Mar  1 00:13:31.891:   ',
    '*Mar  1 2010 00:13:31.891 UTC: ',
    '*Mar  1 2010 00:13:31.892 UTC: ',
    '*Mar  2 2010 00:13:31.892 UTC: ',
    '00:13:31: ',
    '000123: *Mar  1 00:13:31.891: ',
    '',
  ]
  const alone = fronts.map((front) => taken(`${front}ISAKMP: x`))
  for (const first of fronts.keys())
    for (const second of fronts.keys()) {
      taken(`${fronts[first]}ISAKMP: x`)
      assert.equal(taken(`${fronts[second]}ISAKMP: x`), alone[second], `${fronts[first]} / ${fronts[second]}`)
    }
})

stamps('of RFC 5424 are read in UTC, whatever their offset', () => {
  const base = deviceOf('Nov 24 2026 09:14:05: x')
  for (const [stamp, ms] of [
    ['2026-11-24T09:14:05Z', 0],
    ['2026-11-24T09:14:05.25Z', 250],
    ['2026-11-24T10:14:05+01:00', 0],
    ['2026-11-24T03:44:05.000000-05:30', 0],
  ] as const) {
    const { device, ...front } = taken(`${stamp}: %FTD-5-713119: x`)
    assert.equal(front, { sequence: undefined, flag: '', stamp, rest: '%FTD-5-713119: x' })
    assert.is(device, base + ms, stamp)
  }
  for (const odd of [
    '2026-00-24T09:14:05Z',
    '2026-11-00T09:14:05Z',
    '2026-13-24T09:14:05Z',
    '2026-11-32T09:14:05Z',
    '2026-11-24 09:14:05Z',
    '2026-11-24T09:14:05',
  ])
    assert.is(taken(`${odd}: x`).stamp, '', odd)
})

stamps.run()
