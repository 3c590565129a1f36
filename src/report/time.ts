/** The router's time stamps on the world's time line (REFERENCE 1.2). */
import { daysIn, epochOf, rfc3339 } from './calendar.ts'

/** What a stamp leaves out. */
export type TimeBase = {
  /** Year of stamps that print none. */
  readonly year?: number | undefined
  /** When the router booted, milliseconds since 1970: what uptime stamps count from. */
  readonly bootedAt?: number | undefined
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * Hours east of Greenwich: the names of RFC 5322, section 4.3, and those of Europe and Japan that have one meaning.
 * Any other zone (IOS lets the operator invent one) is taken for UTC: its digits are left as they are.
 */
const ZONES: { readonly [name: string]: number } = {
  ...{ EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7 },
  ...{ WEST: 1, CET: 1, CEST: 2, MET: 1, MEST: 2, EET: 2, EEST: 3, MSK: 3, JST: 9 },
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

const CLOCK = String.raw`(\d{1,2}):(\d\d):(\d\d)(?:\.(\d{1,6}))?`
const DATED = new RegExp(
  String.raw`^[*.]?([A-Z][a-z]{2})\s+(\d{1,2})\s+(?:(\d{4})\s+)?${CLOCK}(?:\s+([A-Za-z]{1,8}))?:?$`,
)
const RFC_5424 = new RegExp(String.raw`^(\d{4})-(\d\d)-(\d\d)T${CLOCK}(?:Z|([+-])(\d\d):(\d\d))$`)
const UPTIME = new RegExp(`^[*.]?${CLOCK}:?$`)
const COARSE = /^[*.]?(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?:?$/

/** Milliseconds of a time of day; undefined where a figure is too large. */
const clockOf = (parts: readonly (string | undefined)[], hoursBelow: number): number | undefined => {
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(0, 3).map(Number)
  // 60 is a leap second; a router prints it as the clock jumps.
  if (hours >= hoursBelow || minutes > 59 || seconds > 60) return undefined
  const thousandths = Number((parts[3] ?? '').padEnd(3, '0').slice(0, 3))
  return hours * HOUR + minutes * 60_000 + seconds * 1000 + thousandths
}

const dated = (stamp: string, base: TimeBase): number | undefined => {
  const found = DATED.exec(stamp)
  if (!found) return undefined
  const month = MONTHS.indexOf(found[1] ?? '') + 1
  const day = Number(found[2])
  const year = found[3] === undefined ? base.year : Number(found[3])
  const clock = clockOf(found.slice(4, 8), 24)
  if (year === undefined || month === 0 || clock === undefined || day < 1 || day > daysIn(year, month)) return undefined
  const zone = (found[8] ?? '').toUpperCase()
  return epochOf(year, month, day, clock) - (Object.hasOwn(ZONES, zone) ? (ZONES[zone] ?? 0) : 0) * HOUR
}

const international = (stamp: string): number | undefined => {
  const found = RFC_5424.exec(stamp)
  if (!found) return undefined
  const [year = 0, month = 0, day = 0] = found.slice(1, 4).map(Number)
  const clock = clockOf(found.slice(4, 8), 24)
  if (month < 1 || month > 12 || clock === undefined || day < 1 || day > daysIn(year, month)) return undefined
  const east = (Number(found[9] ?? 0) * 60 + Number(found[10] ?? 0)) * (found[8] === '-' ? -60_000 : 60_000)
  return epochOf(year, month, day, clock) - east
}

const uptime = (stamp: string): number | undefined => {
  const fine = UPTIME.exec(stamp)
  if (fine) return clockOf(fine.slice(1), 10_000)
  const coarse = COARSE.exec(stamp)
  if (!coarse || !/\d/.test(stamp)) return undefined
  const [years = 0, weeks = 0, days = 0, hours = 0] = coarse.slice(1).map((part) => Number(part ?? 0))
  return (years * 365 + weeks * 7 + days) * DAY + hours * HOUR
}

/** A stamp in milliseconds since 1970; undefined where it says too little or is no stamp. */
export const epochOfStamp = (stamp: string, base: TimeBase): number | undefined => {
  const absolute = dated(stamp, base) ?? international(stamp)
  if (absolute !== undefined || base.bootedAt === undefined) return absolute
  const since = uptime(stamp)
  return since === undefined ? undefined : base.bootedAt + since
}

/** A stamp in RFC 3339, UTC, with milliseconds; undefined where it cannot be known. */
export const timeOfStamp = (stamp: string, base: TimeBase): string | undefined => {
  const epoch = epochOfStamp(stamp, base)
  return epoch === undefined ? undefined : rfc3339(epoch)
}
