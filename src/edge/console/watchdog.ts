/** Notices silence. */
export type Watchdog = { heard(): void; stop(): void }

/**
 * Calls `onSilence` when nothing was heard for `silentAfter` milliseconds, and once again after each such time.
 * A byte costs it a comparison, not a timer.
 */
export const startWatchdog = (silentAfter: number, now: () => number, onSilence: () => void): Watchdog => {
  let quietSince = now()
  const look = (): void => {
    const left = quietSince + silentAfter - now()
    if (left <= 0) quietSince = now()
    // Before the call, which may stop it.
    timer = setTimeout(look, left > 0 ? left : silentAfter)
    if (left <= 0) onSilence()
  }
  let timer = setTimeout(look, silentAfter)
  return {
    heard: () => {
      quietSince = now()
    },
    stop: () => clearTimeout(timer),
  }
}
