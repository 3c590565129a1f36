/** Plays a router of the cast on a pty, at the pace of its line, round after round. */
import { setTimeout as pause } from 'node:timers/promises'
import { findScenario } from '../../simulator/catalogue.ts'
import type { Entry, TimedLine } from '../../simulator/entry.ts'
import { delayed, interleave } from '../../simulator/interleave.ts'
import { throughLine } from '../../simulator/line.ts'
import { print, render } from '../../simulator/render.ts'
import type { Clock } from '../../simulator/stamp.ts'
import type { Pty } from '../pty.ts'
import type { Act, Router } from './cast.ts'

export const BAUD = 9600
/** Between two rounds, long enough for the reader to have read. Milliseconds. */
const REST = 15_000

/** The router's clock is right. */
const clockAt = (now: Date): Clock => ({
  date: [now.getUTCFullYear(), now.getUTCMonth() + 1, now.getUTCDate()],
  timeOfDay: now.getTime() % 86_400_000,
  uptime: 1_627_000,
})

const negotiationsIn = (entries: readonly Entry[]): number =>
  entries.reduce((most, entry) => (entry.kind === 'truth' ? Math.max(most, entry.truth.negotiation) : most), 0)

type Played = { readonly lines: readonly TimedLine[]; readonly negotiations: number }

/** One round as console text. `before`: negotiations of earlier rounds, which conn-ids count. */
export const roundOf = (router: Router, acts: readonly Act[], before: number, now: Date): Played => {
  const { dialect, hostname, local, peers } = router
  let negotiations = before
  const parts = acts.map(({ peer, scenario, seat, at }, index) => {
    const found = findScenario(scenario)
    if (found === undefined) throw new Error(`the simulator has no scenario ${scenario}`)
    const choice = { hostname, local, peer: peers[peer] ?? '', peerName: peer, saCount: negotiations, seed: index + 1 }
    const entries = render(found, seat, dialect, choice)
    negotiations += negotiationsIn(entries)
    return delayed(entries, at)
  })
  const zone = dialect === 'ios-12' ? 'GMT' : 'UTC'
  const stamping = { debug: { form: 'datetime', msec: true, zone }, clock: clockAt(now) } as const
  return { lines: print(interleave(parts), stamping).lines, negotiations }
}

/** Plays until the signal says stop. */
export const play = async (router: Router, pty: Pty, signal: AbortSignal): Promise<void> => {
  let made = 0
  for (let round = 0; !signal.aborted; round = (round + 1) % router.rounds.length) {
    const begun = performance.now()
    const { lines, negotiations } = roundOf(router, router.rounds[round] ?? [], made, new Date())
    made = negotiations
    for (const { at, bytes } of throughLine(lines, { baud: BAUD })) {
      const early = at - (performance.now() - begun)
      if (early > 0) await rest(early, signal)
      if (signal.aborted) return
      pty.write(bytes)
    }
    await rest(REST, signal)
  }
}

const rest = (ms: number, signal: AbortSignal): Promise<unknown> =>
  pause(ms, undefined, { signal }).catch(() => undefined)
