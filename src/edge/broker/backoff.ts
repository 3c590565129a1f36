import type { Backoff } from './options.ts'

export const DEFAULT_BACKOFF: Backoff = { firstMs: 1_000, longestMs: 300_000 }

/**
 * Milliseconds to wait before the next attempt, after `failures` (1 or more) in a row: doubling up to the longest,
 * then somewhere in its upper half, so that a fleet does not return as one. `random` is from 0 up to 1.
 */
export const backoffMs = ({ firstMs, longestMs }: Backoff, failures: number, random: number): number => {
  const ceiling = Math.min(firstMs * 2 ** Math.min(failures - 1, 30), longestMs)
  return Math.round(ceiling / 2 + (ceiling / 2) * random)
}
