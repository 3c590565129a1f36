/** The proleptic Gregorian calendar in plain arithmetic: pure code has no Date. Times are milliseconds since 1970 in UTC. */

const DAY = 86_400_000

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** Days of a month, 1 to 12. */
export const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

/** Years are counted from March, so that the leap day is the last of its year; an era is 400 years, 146,097 days. */
const daysSinceEpoch = (year: number, month: number, day: number): number => {
  const shifted = month > 2 ? year : year - 1
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** Milliseconds since 1970 of a civil time in UTC; `milliseconds` counts from its midnight. */
export const epochOf = (year: number, month: number, day: number, milliseconds: number): number =>
  daysSinceEpoch(year, month, day) * DAY + milliseconds

const civilOf = (days: number): { year: number; month: number; day: number } => {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const fourYears = Math.floor(dayOfEra / 1460)
  const centuries = Math.floor(dayOfEra / 36_524)
  const yearOfEra = Math.floor((dayOfEra - fourYears + centuries - Math.floor(dayOfEra / 146_096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return { year, month, day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1 }
}

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0')

/** RFC 3339 in UTC with milliseconds; fractions of a millisecond are cut off. */
export const rfc3339 = (epochMs: number): string => {
  const whole = Math.floor(epochMs)
  const days = Math.floor(whole / DAY)
  const rest = whole - days * DAY
  const { year, month, day } = civilOf(days)
  const [hours, minutes, seconds] = [
    Math.floor(rest / 3_600_000),
    Math.floor(rest / 60_000) % 60,
    Math.floor(rest / 1000) % 60,
  ]
  const clock = `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)}.${pad(rest % 1000, 3)}`
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${clock}Z`
}
