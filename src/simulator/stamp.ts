/** Time stamps and sequence numbers as `service timestamps` and `service sequence-numbers` make them, and those of an ASA (REFERENCE 1.2). */

export type StampStyle = {
  /** An ASA stamps its debug lines in another form than its syslog. */
  readonly form: 'none' | 'uptime' | 'datetime' | 'asa-debug' | 'asa-syslog'
  readonly msec?: boolean
  readonly year?: boolean
  /** Printed behind the time, as the router's administrator named it. */
  readonly zone?: string
  /** `*` never set, `.` synchronisation lost. */
  readonly flag?: '' | '*' | '.'
}

/** Date and time of the router when the console text begins, and its uptime in milliseconds. */
export type Clock = {
  readonly date: readonly [year: number, month: number, day: number]
  readonly timeOfDay: number
  readonly uptime: number
}

const DAY = 86_400_000
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const pad = (value: number, width = 2): string => String(value).padStart(width, '0')

const daysIn = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

const timeOf = (ms: number, msec: boolean): string => {
  const seconds = Math.floor(ms / 1000)
  const text = `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
  return msec ? `${text}.${pad(ms % 1000, 3)}` : text
}

type Moment = { readonly year: number; readonly month: string; readonly day: number; readonly time: number }

const momentAt = (at: number, clock: Clock): Moment => {
  let [year, month, day] = clock.date
  let rest = clock.timeOfDay + at
  for (; rest >= DAY; rest -= DAY) {
    day += 1
    if (day <= daysIn(year, month)) continue
    day = 1
    month += 1
    if (month > 12) [year, month] = [year + 1, 1]
  }
  return { year, month: MONTHS[month - 1] ?? '', day, time: rest }
}

const dateTime = (at: number, style: StampStyle, clock: Clock): string => {
  const { year, month, day, time } = momentAt(at, clock)
  const date = `${month} ${String(day).padStart(2)}${style.year ? ` ${year}` : ''}`
  return `${style.flag ?? ''}${date} ${timeOf(time, style.msec ?? false)}${style.zone ? ` ${style.zone}` : ''}`
}

/** `Nov 08 07:10:05 ` before debug, `Nov 08 2010 07:10:05: ` before syslog. */
const asaTime = (at: number, form: 'asa-debug' | 'asa-syslog', clock: Clock): string => {
  const { year, month, day, time } = momentAt(at, clock)
  const [shown, end] = form === 'asa-debug' ? ['', ' '] : [` ${year}`, ': ']
  return `${month} ${pad(day)}${shown} ${timeOf(time, false)}${end}`
}

/** Hours, minutes and seconds on the first day, then days and hours, then weeks and days: the finer parts are lost. */
const upTime = (up: number): string => {
  const hours = Math.floor(up / 3_600_000)
  if (hours < 24) return timeOf(up, false)
  const days = Math.floor(hours / 24)
  return days < 7 ? `${days}d${pad(hours % 24)}h` : `${Math.floor(days / 7)}w${days % 7}d`
}

/** The stamp with its colon and blank, `at` milliseconds after the clock's start; empty where the style prints none. */
export const stamp = (at: number, style: StampStyle, clock: Clock): string => {
  const { form } = style
  if (form === 'none') return ''
  if (form === 'asa-debug' || form === 'asa-syslog') return asaTime(at, form, clock)
  return `${form === 'uptime' ? upTime(clock.uptime + at) : dateTime(at, style, clock)}: `
}

/** `service sequence-numbers`: six digits at least. */
export const sequenceNumber = (number: number): string => `${pad(number, 6)}: `
