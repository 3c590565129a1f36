import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readFront } from '../../src/console/stamp.ts'
import { BUSY_MS, type ConsoleClock, consoleClock, hearTime, timeAtTick, timeIfRight } from '../../src/phase1/clock.ts'

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

clocks('runs through the stamps of an ASA, whose syslog has a year and whose debug has none', () => {
  const year = readFront('Jan  1 2026 00:00:00: ').device ?? Number.NaN
  const lines: [number, number][] = [
    [0, 10_000],
    [0, year + 10_000],
    [0, year + 11_000],
    [0, 12_000],
    [0, 11_000],
    [0, 18_000],
    [0, year + 19_000],
  ]
  for (const paced of [true, false]) assert.is(heard(lines, paced).now, 9_000)
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

clocks('knows how late it would be if a stamp that leaps were right', () => {
  const leapt = heard(
    [
      [0, 1000],
      [0, 9 * HOUR + 1000],
    ],
    false,
  )
  assert.equal([leapt.now, timeIfRight(leapt)], [0, 9 * HOUR])
  const back = heard(
    [
      [0, 9 * HOUR],
      [0, 1000],
    ],
    false,
  )
  assert.equal([back.now, timeIfRight(back)], [0, 0])
  assert.is(
    timeIfRight(
      heard([
        [0, 1000],
        [0, 1500],
      ]),
    ),
    500,
  )
  assert.is(timeIfRight(consoleClock()), 0)
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

clocks('takes stamps up to two seconds out of order for interleaved lines, more for a clock that was set', () => {
  const after = (back: number, next = back): number =>
    heard([
      [0, 10_000],
      [1, 10_000 - back],
      [2, 10_000 - next],
      [3, 10_100],
    ]).now
  assert.is(after(2_000), 100)
  assert.is(after(2_001, 2_000), 100, 'one damaged, one late')
  // Two milliseconds by arrival, then the step from the clock that was set to the last stamp.
  assert.is(after(2_001), 2 + 2_101)
})

clocks('believes at once what a backlog may have held back: ten minutes, and the time since the last stamp', () => {
  const leap = (ms: number, paced: boolean, at = 0): number =>
    heard(
      [
        [0, 1000],
        [at, 1000 + ms],
      ],
      paced,
    ).now
  assert.is(leap(600_000, false), 600_000)
  assert.is(leap(600_001, false), 0)
  assert.is(leap(1_300_000, true, 700_000), 1_300_000)
  assert.is(leap(1_300_001, true, 700_000), 0)
})

clocks(
  'counts from the last stamp to the second that agrees where it was set, and runs by the stamps from then on',
  () => {
    for (const [first, second] of [
      [1000, 9 * HOUR],
      [9 * HOUR, 1000],
    ] as const)
      assert.is(
        heard([
          [10_000, first],
          [10_100, second],
          [10_200, second + 50],
          [10_300, second + 150],
        ]).now,
        300,
        `${first} to ${second}`,
      )
  },
)

clocks('takes two stamps that leap and do not agree for damaged ones', () => {
  for (const [one, other] of [
    [9 * HOUR, 20 * HOUR],
    [10 * HOUR, 12 * HOUR],
    [9 * HOUR, 8 * HOUR],
  ] as const)
    assert.is(
      heard(
        [
          [0, 8.5 * HOUR],
          [1, one],
          [2, other],
          [3, 8.5 * HOUR + 100],
        ],
        false,
      ).now,
      100,
      `${one}, ${other}`,
    )
})

clocks('takes two that agree for damaged ones where a stamp like those before stands between them', () => {
  for (const between of [1000, 1_050])
    assert.is(
      heard(
        [
          [0, 1000],
          [1, 9 * HOUR],
          [2, between],
          [3, 9 * HOUR + 50],
          [4, 1_100],
        ],
        false,
      ).now,
      100,
      String(between),
    )
})

clocks('counts a console as one without stamps from the hundred and first line on that has none', () => {
  const block = (lines: number) => Array.from({ length: lines }, () => [0, undefined] as const)
  assert.is(heard([[0, 1000], ...block(99), [10_000, undefined]]).now, 0)
  assert.is(heard([[0, 1000], ...block(100), [10_000, undefined]]).now, 10_000 - BUSY_MS)
})

clocks('lets time run from the last line on, though bytes came later that make no line yet', () => {
  assert.is(timeAtTick(heard([[5_000, 2_000]]), 15_000, BUSY_MS), 15_000 - 5_000 - BUSY_MS)
})

clocks.run()
