/** Time between two stamps of one router. */

const DAY = 86_400_000
/** A time of a year that is not printed is less than this. */
const TWO_YEARS = 730 * DAY

const leapDaysBefore = (year: number): number => {
  const past = year - 1
  return Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400)
}
const startOf = (year: number): number => year * 365 + leapDaysBefore(year)

/** The time within its Gregorian year, of a stamp that bears one. Its leap day does not count: it does not where no year is printed. */
const withoutYear = (stamp: number): number => {
  if (stamp < TWO_YEARS) return stamp
  const days = Math.floor(stamp / DAY)
  const guess = Math.floor(days / 365.2425)
  const year = startOf(guess + 1) <= days ? guess + 1 : guess
  const isPastLeapDay = leapDaysBefore(year + 1) > leapDaysBefore(year) && days - startOf(year) > 59
  return stamp - (startOf(year) + (isPastLeapDay ? 1 : 0)) * DAY
}

/** Whether both bear a year, or neither does. An ASA prints it in its syslog and not in its debug lines (REFERENCE 1.2). */
export const areAlike = (one: number, other: number): boolean => one >= TWO_YEARS === other >= TWO_YEARS

/** Milliseconds from one stamp to another. */
export const since = (from: number, to: number): number =>
  areAlike(from, to) ? to - from : withoutYear(to) - withoutYear(from)
