/**
 * The clock that deadlines run on (REFERENCE 1.8). Arrival time is not event time: a busy 9600-baud line is seconds late. So
 * the router's own stamps are used where it prints them, and where it does not, only the time in which the line was idle.
 */
import { since } from '../vocabulary/since.ts'

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
  /** A stamp that does not follow from the ones before: a clock that was set, or a damaged digit. The next one tells. */
  doubtful: number | undefined
  unstamped: number
}

export const consoleClock = (): ConsoleClock => ({
  now: 0,
  at: Number.NaN,
  device: undefined,
  deviceAt: 0,
  doubtful: undefined,
  unstamped: STAMPLESS,
})

/** Whether this console prints stamps: that one line has none says nothing. */
export const isStamped = (clock: ConsoleClock): boolean => clock.unstamped <= STAMPLESS

const follows = (step: number, most: number): boolean => step >= -DISORDER_MS && step <= most

/** Time between two stamps that follow each other, or undefined where this one is doubtful. */
const stepOf = (clock: ConsoleClock, device: number, heardFor: number, paced: boolean): number | undefined => {
  const before = clock.device ?? device
  const step = since(before, device)
  if (follows(step, BACKLOG_MS + (paced ? heardFor : 0))) {
    clock.doubtful = undefined
    return Math.max(0, step)
  }
  const { doubtful } = clock
  clock.doubtful = device
  if (doubtful === undefined) return undefined
  if (!follows(since(doubtful, device), Math.max(BACKLOG_MS, since(before, doubtful)))) return undefined
  // Two in a row agree: the clock was set, or nothing was printed for that long.
  return paced || step < 0 ? Math.max(0, heardFor) : step
}

/** Time passes by a line. `paced` is false for a capture read at once, whose arrival times mean nothing. */
export const hearTime = (clock: ConsoleClock, at: number, device: number | undefined, paced: boolean): void => {
  const gap = Number.isNaN(clock.at) ? 0 : at - clock.at
  clock.at = at
  if (device === undefined) {
    clock.unstamped++
    if (!isStamped(clock) && gap > BUSY_MS) clock.now += gap - BUSY_MS
    return
  }
  clock.unstamped = 0
  if (device === clock.device && clock.doubtful === undefined) {
    clock.deviceAt = at
    return
  }
  const step = stepOf(clock, device, at - clock.deviceAt, paced)
  if (step === undefined) return
  clock.now += step
  // A line out of order does not set the clock back.
  if (clock.doubtful !== undefined || since(clock.device ?? device, device) >= 0) clock.device = device
  clock.deviceAt = at
  clock.doubtful = undefined
}

/** Console time if the stamp is right of which it is not known yet. */
export const timeIfRight = ({ now, device, doubtful }: ConsoleClock): number =>
  doubtful === undefined || device === undefined ? now : now + Math.max(0, since(device, doubtful))

/** Console time at a tick: an idle line lets it run on, a busy one holds it. */
export const timeAtTick = (clock: ConsoleClock, now: number, quiet: number): number =>
  quiet < BUSY_MS || Number.isNaN(clock.at) ? clock.now : clock.now + Math.max(0, now - clock.at - BUSY_MS)
