/** Is memory flat? Lives of the agent are short between the faults, so what is compared is the same age early and late. */

/** Resident memory of the agent; `at` in milliseconds, `age` of the process in seconds. */
export type Sample = { readonly at: number; readonly kib: number; readonly age: number }

/** Before that a process is still warming up. Seconds. */
const WARM = 5
const GROWTH = 1.3
/** In a run of minutes chance decides when rubbish is collected. */
const ENOUGH = 100

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

/** Sentences where the last third of a run took much more than the first. */
export const unflat = (samples: readonly Sample[]): string[] => {
  const warm = samples.filter(({ age }) => age >= WARM).map(({ kib }) => kib)
  const third = Math.floor(warm.length / 3)
  if (third < ENOUGH) return []
  const [early, late] = [median(warm.slice(0, third)), median(warm.slice(-third))]
  if (late <= early * GROWTH) return []
  return [
    `memory is not flat: ${Math.round(early / 1_024)} MB in the first third, ${Math.round(late / 1_024)} MB in the last`,
  ]
}
