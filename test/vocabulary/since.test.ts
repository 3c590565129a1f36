import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readFront } from '../../src/console/stamp.ts'
import { since } from '../../src/vocabulary/since.ts'

const time = suite('time between two stamps')

const HOUR = 3_600_000
const deviceOf = (text: string): number => readFront(text).device ?? Number.NaN

const DEBUG = 'Nov 08 07:10:05 [IKEv1]IP = 192.0.2.9, processing SA payload'
const SYSLOG = 'Nov 08 2026 07:10:07: %ASA-5-713119: PHASE 1 COMPLETED'

time('is their difference, forwards and back', () => {
  assert.is(since(1_000, 61_000), 60_000)
  assert.is(since(61_000, 1_000), -60_000)
})

time('is that of the times of day where one has a year and the other none', () => {
  assert.is(since(deviceOf(DEBUG), deviceOf(SYSLOG)), 2_000)
  assert.is(since(deviceOf(SYSLOG), deviceOf(DEBUG)), -2_000)
  const before = deviceOf('Mar 01 2024 23:59:58: %ASA-5-713119: PHASE 1 COMPLETED')
  assert.is(since(before, deviceOf('Mar 02 00:00:03 [IKEv1]IP = 192.0.2.9, processing SA payload')), 5_000, 'leap year')
})

time('counts days and leap days where one has a year and the other none', () => {
  const [from, to] = [deviceOf(DEBUG), deviceOf('Nov 10 2026 07:10:05: %ASA-5-713119: PHASE 1 COMPLETED')]
  assert.equal([since(from, to), since(to, from)], [48 * HOUR, -48 * HOUR])
  for (const year of [1993, 2000, 2026, 2028, 2100]) {
    for (const day of ['Jan  1', 'Feb 28', 'Mar  1', 'Dec 31']) {
      const [bare, full] = [deviceOf(`${day} 12:00:00: `), deviceOf(`${day} ${year} 12:00:00: `)]
      assert.equal([since(full, bare), since(bare, full)], [0, 0], `${day} ${year}`)
    }
  }
})

time.run()
