/** The clock of this machine: what it is worth, and the time of day of a moment. Nothing is computed from it. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Moment } from '../../phase1/event.ts'
import { rfc3339 } from '../../report/calendar.ts'
import type { Clock } from '../../report/schema/envelope.ts'

/** Before this a clock was never set: a box without a battery starts in 1970, or when its software was built. */
const FIRST_YEAR = Date.UTC(2024, 0, 1)
const LOOK_EVERY_MS = 600_000
const PATIENCE_MS = 5_000
/** Touched by systemd-timesyncd at its first synchronisation since the boot. */
const TIMESYNC = '/run/systemd/timesync/synchronized'

export type HostClock = {
  worth(): Clock
  /** RFC 3339 of a moment of this process. */
  timeOf(moment: Pick<Moment, 'at'>): string
  /** Wall time less monotonic time, milliseconds: it changes when somebody sets the clock. */
  offset(): number
  /** Looks again, for example because the clock was set. */
  look(): Promise<void>
  close(): void
}

const isSynchronised = (marker: string, command: string): Promise<boolean> =>
  new Promise((resolve) => {
    if (existsSync(marker)) return resolve(true)
    // timedated asks the kernel, so it also knows of chrony and ntpd. Where there is no systemd nobody can tell us.
    execFile(command, ['show', '-p', 'NTPSynchronized', '--value'], { timeout: PATIENCE_MS }, (error, told) =>
      resolve(error === null && told.trim() === 'yes'),
    )
    return undefined
  })

export type HostClockOptions = { readonly marker?: string; readonly command?: string; readonly now?: () => number }

/** Looks at once, and then every ten minutes. */
export const openHostClock = async (options: HostClockOptions = {}): Promise<HostClock> => {
  const { marker = TIMESYNC, command = 'timedatectl', now = Date.now } = options
  let synchronised = false
  const look = async (): Promise<void> => {
    synchronised = await isSynchronised(marker, command)
  }
  const offset = (): number => now() - performance.now()
  await look()
  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  return {
    worth: () => (now() < FIRST_YEAR ? 'unset' : synchronised ? 'synchronised' : 'free'),
    timeOf: ({ at }) => rfc3339(offset() + at),
    offset,
    look,
    close: () => clearInterval(timer),
  }
}
