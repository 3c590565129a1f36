/**
 * The clock that deadlines run on (REFERENCE 1.8). Arrival time is not event time: a busy 9600-baud line is seconds late. So
 * the router's own stamps are used where it prints them, and where it does not, only the time in which the line was idle.
 */

/** Lines without a stamp after which a console counts as unstamped: blocks are shorter. */
const STAMPLESS = 100
/** A line on which bytes came within this time is busy. Milliseconds. */
export const BUSY_MS = 2_000
/** The longest backlog a console can have built up. A larger step of the router's clock is a clock that was set. */
const BACKLOG_MS = 600_000
/** Interleaved lines may be this much out of order. */
const DISORDER_MS = 2_000

export type ConsoleClock = {
  /** Milliseconds of console time since the start. Never goes back. */
  now: number
  /** Arrival of the last line, monotonic. */
  at: number
  device: number | undefined
  deviceAt: number
  unstamped: number
}

export const consoleClock = (): ConsoleClock => ({ now: 0, at: Number.NaN, device: undefined, deviceAt: 0, unstamped: STAMPLESS })

/** Time passes by a line. `paced` is false for a capture read at once, whose arrival times mean nothing. */
export const hearTime = (clock: ConsoleClock, at: number, device: number | undefined, paced: boolean): void => {
  const gap = Number.isNaN(clock.at) ? 0 : at - clock.at
  clock.at = at
  if (device === undefined) {
    clock.unstamped++
    if (clock.unstamped > STAMPLESS && gap > BUSY_MS) clock.now += gap - BUSY_MS
    return
  }
  if (clock.device !== undefined) {
    const step = device - clock.device
    const since = at - clock.deviceAt
    if (step >= 0 && (!paced || step <= since + BACKLOG_MS)) clock.now += step
    else if (step < -DISORDER_MS || step > 0) clock.now += Math.max(0, since)
    else return
  }
  clock.unstamped = 0
  clock.device = device
  clock.deviceAt = at
}

/** Console time at a tick: an idle line lets it run on, a busy one holds it. */
export const timeAtTick = (clock: ConsoleClock, now: number, quiet: number): number =>
  quiet < BUSY_MS || Number.isNaN(clock.at) ? clock.now : clock.now + Math.max(0, now - clock.at - BUSY_MS)
