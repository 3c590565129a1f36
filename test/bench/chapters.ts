/** A router that talks for ever: what the simulator makes of one random console after the other, on a clock that goes on. */
import type { TimedLine } from '../../src/simulator/entry.ts'
import { randomConsole } from '../../src/simulator/random.ts'
import type { Stamping } from '../../src/simulator/render.ts'
import type { Train } from '../../src/simulator/trains.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const BEGIN = Date.UTC(2026, 2, 7)

/**
 * Each call gives the next chapter, which has one story of each peer. The same arguments give the same text. No generator:
 * a suspended one keeps its last chapter in memory, tens of megabytes.
 */
export const chapters = (seed: number, peers: number, train: Train): (() => readonly TimedLine[]) => {
  let [chapter, router] = [0, 0]
  return () => {
    const clock = new Date(BEGIN + router)
    const date = [clock.getUTCFullYear(), clock.getUTCMonth() + 1, clock.getUTCDate()] as const
    const stamping: Stamping = {
      debug: { form: 'datetime', msec: true },
      clock: { date, timeOfDay: clock.getTime() % DAY_MS, uptime: HOUR_MS + router },
    }
    const { lines } = randomConsole(seed + chapter, { peers, perPeer: 1, train, stamping, noise: 0.3 })
    chapter += 1
    router += lines.at(-1)?.at ?? 0
    return lines
  }
}
