import type { HostClock } from './host-clock.ts'

/** Less is the clock's own wandering, or the time between two readings. Milliseconds. */
const NOTABLE = 1_000

/**
 * Tells once that the clock of the host was set, and by how much: a box without a battery boots in the past, and what it
 * told before it knew the time can be put right by this.
 */
export const clockCorrection = (clock: HostClock): (() => number | undefined) => {
  let before = clock.offset()
  return () => {
    const now = clock.offset()
    const by = Math.round(now - before)
    if (Math.abs(by) < NOTABLE) return undefined
    before = now
    void clock.look()
    return by
  }
}
