/** Seeded chance: the same seed gives the same console, byte for byte (mulberry32, 32 bits of state). */
export type Chance = {
  /** Uniform in [0, 1). */
  readonly next: () => number
  /** Uniform integer, both ends included. */
  readonly int: (low: number, high: number) => number
  /** One of the items; the list must not be empty. */
  readonly pick: <T>(items: readonly [T, ...T[]]) => T
  /** True with the given probability. */
  readonly chance: (probability: number) => boolean
  /** Uppercase hexadecimal of so many digits, the first never 0. */
  readonly hex: (digits: number) => string
}

export const seeded = (seed: number): Chance => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    int,
    pick: <T>(items: readonly [T, ...T[]]): T => items[int(0, items.length - 1)] ?? items[0],
    chance: (probability) => next() < probability,
    hex: (digits) => {
      let text = int(8, 15).toString(16)
      while (text.length < digits) text += int(0, 15).toString(16)
      return text.toUpperCase()
    },
  }
}
