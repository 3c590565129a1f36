/** The time of a capture, for whoever replays one. */
import type { Moment } from '../phase1/event.ts'
import { rfc3339 } from './calendar.ts'
import { epochOfStamp, type TimeBase } from './time.ts'

const HALF_A_YEAR = 183 * 86_400_000

/**
 * Makes the `timeOf` of a replay. A moment without a stamp of its own has the time of the last stamp before it. Stamps
 * without a year that fall back by more than half a year have passed New Year.
 */
export const captureClock = (base: TimeBase): ((moment: Moment) => string | undefined) => {
  let year = base.year
  let last: number | undefined
  return ({ stamp }) => {
    let epoch = epochOfStamp(stamp, { ...base, year })
    if (epoch !== undefined && last !== undefined && year !== undefined && last - epoch > HALF_A_YEAR) {
      const next = epochOfStamp(stamp, { ...base, year: year + 1 })
      // A stamp that prints its year is the same in both, and may well go back: the clock was set.
      if (next !== undefined && next !== epoch) {
        year++
        epoch = next
      }
    }
    last = epoch ?? last
    return last === undefined ? undefined : rfc3339(last)
  }
}
