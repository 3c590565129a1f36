import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { BUSY_MS, type ConsoleClock, consoleClock, hearTime, timeAtTick } from '../../src/phase1/clock.ts'

const clocks = suite('clock of a console (REFERENCE 1.8)')
const HOUR = 3_600_000

/** A clock that heard these lines: arrival and the router's own time. */
const heard = (lines: readonly (readonly [at: number, device: number | undefined])[], paced = true): ConsoleClock => {
  const clock = consoleClock()
  for (const [at, device] of lines) hearTime(clock, at, device, paced)
  return clock
}

clocks('runs by the stamps of the router, not by arrival', () => {
  assert.is(
    heard([
      [0, 1000],
      [9_000, 1_160],
    ]).now,
    160,
    'a slow line',
  )
  assert.is(
    heard([
      [0, 1000],
      [1, 11_000],
    ]).now,
    10_000,
    'a capture read at once, or a backlog',
  )
})

clocks('never goes back, and bears lines that are a little out of order', () => {
  const clock = heard([
    [0, 10_000],
    [1, 11_000],
    [2, 10_500],
  ])
  assert.is(clock.now, 1_000)
  hearTime(clock, 3, 11_200, true)
  assert.is(clock.now, 1_200)
})

clocks('stands still between ticks while bytes come, and runs on when the line is idle', () => {
  const clock = heard([
    [0, 1000],
    [5_000, 2_000],
  ])
  assert.is(timeAtTick(clock, 6_000, 500), 1_000, 'busy')
  assert.is(timeAtTick(clock, 9_000, BUSY_MS - 1), 1_000, 'still busy')
  assert.is(timeAtTick(clock, 5_000 + BUSY_MS, BUSY_MS), 1_000, 'just idle')
  assert.is(timeAtTick(clock, 35_000, 30_000), 1_000 + 30_000 - BUSY_MS)
})

clocks('does not move before anything was heard', () => {
  assert.is(timeAtTick(consoleClock(), 1_000_000, 1_000_000), 0)
})

clocks('takes one stamp that leaps for a damaged one', () => {
  assert.is(
    heard([
      [0, 1000],
      [10, 9 * HOUR],
      [20, 1_100],
      [30, 1_200],
    ]).now,
    200,
    'forward',
  )
  assert.is(
    heard([
      [0, 9 * HOUR],
      [10, 1000],
      [20, 9 * HOUR + 100],
    ]).now,
    100,
    'back',
  )
})

clocks('takes two that agree for a clock that was set: only the arrival tells how long it took', () => {
  const forward = heard([
    [0, 1000],
    [100, 9 * HOUR],
    [200, 9 * HOUR + 50],
    [300, 9 * HOUR + 150],
  ])
  assert.ok(forward.now < 1_000, String(forward.now))
  const back = heard([
    [0, 9 * HOUR],
    [100, 1000],
    [200, 1_050],
    [300, 1_150],
  ])
  assert.ok(back.now >= 100 && back.now < 1_000, String(back.now))
})

clocks('lets a capture that is read at once pass over a long silence', () => {
  const clock = heard(
    [
      [0, 1000],
      [0, 9 * HOUR],
      [0, 9 * HOUR + 100],
    ],
    false,
  )
  assert.ok(clock.now > 8 * HOUR, String(clock.now))
})

clocks('goes on over the new year, where stamps without a year fall back', () => {
  const newYear = 366 * 24 * HOUR
  for (const paced of [true, false]) {
    const clock = heard(
      [
        [0, newYear - 200],
        [10, newYear - 100],
        [20, 100],
        [30, 300],
        [40, 500],
      ],
      paced,
    )
    assert.ok(clock.now >= 100 && clock.now < 2_000, `paced ${paced}: ${clock.now}`)
  }
})

clocks('without stamps runs only while the line rests', () => {
  const lines = Array.from({ length: 300 }, (_, i) => [i * 100, undefined] as const)
  assert.is(heard(lines).now, 0, 'thirty seconds of a busy line')
  const clock = heard([...lines, [60_000, undefined]])
  assert.is(clock.now, 60_000 - 29_900 - BUSY_MS)
})

clocks('does not take the untagged lines of a block for a console without stamps', () => {
  const clock = heard([
    [0, 1000],
    [20_000, undefined],
    [40_000, undefined],
    [40_010, 1_400],
  ])
  assert.is(clock.now, 400)
})

clocks.run()
