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

stamps.run()
