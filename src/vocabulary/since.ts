/** Time between two stamps of one router. */

const DAY = 86_400_000
/** What lies further apart than this is a stamp with a year and one without. Milliseconds. */
const CENTURIES = 500 * 365 * DAY

/**
 * Milliseconds from one stamp to another. An ASA prints the year in its syslog and none in its debug (REFERENCE 1.2): of such
 * a pair only the times of day can be compared.
 */
export const since = (from: number, to: number): number => {
  const ms = to - from
  return Math.abs(ms) < CENTURIES ? ms : ms - Math.round(ms / DAY) * DAY
}
