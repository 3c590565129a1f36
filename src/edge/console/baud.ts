/** Baud rates: which are valid, which are usual, and which of them yields console text. */
import { consoleScore } from './text.ts'

const LOWEST = 50
const HIGHEST = 4_000_000

/** What is wrong with a baud rate, as a sentence; undefined where nothing is. serialport itself takes -1 and 1.5. */
export const baudProblem = (baud: number | 'auto'): string | undefined =>
  baud === 'auto' || (Number.isInteger(baud) && baud >= LOWEST && baud <= HIGHEST)
    ? undefined
    : `The baud rate ${baud} is not a whole number from ${LOWEST} to ${HIGHEST}: 9600 is the usual one of a console.`

/** The rates that are tried, the likeliest first. */
export const USUAL_RATES: readonly number[] = [9600, 115_200, 38_400, 19_200, 57_600, 4800, 2400, 1200]

/** Bytes that make a sample, and the fewest that make one when no more come. */
export const SAMPLE = 200
export const SHORT_SAMPLE = 24
const CERTAIN = 0.8
const LIKELY = 0.6

/** Where a search for the baud rate stands. */
export type Search = {
  readonly rates: readonly number[]
  readonly index: number
  /** The best rate of this round so far. */
  readonly best: { readonly rate: number; readonly score: number }
}

export type Judged =
  | { readonly kind: 'settled'; readonly rate: number }
  | { readonly kind: 'next'; readonly rate: number; readonly search: Search; readonly roundOver: boolean }

/** Begins with `first`, a rate that served before, where there is one. */
export const beginSearch = (first?: number): Search => ({
  rates: first === undefined ? USUAL_RATES : [first, ...USUAL_RATES.filter((rate) => rate !== first)],
  index: 0,
  best: { rate: 0, score: 0 },
})

export const rateOf = (search: Search): number => search.rates[search.index] ?? 0

/** Judges what was heard at the present rate: it is the one, or the next is to be tried, round by round. */
export const judge = (search: Search, sample: Uint8Array): Judged => {
  const rate = rateOf(search)
  const score = consoleScore(sample)
  if (score >= CERTAIN) return { kind: 'settled', rate }
  const best = score > search.best.score ? { rate, score } : search.best
  const roundOver = search.index + 1 >= search.rates.length
  if (roundOver && best.score >= LIKELY) return { kind: 'settled', rate: best.rate }
  const next = roundOver ? { ...beginSearch(), rates: search.rates } : { ...search, index: search.index + 1, best }
  return { kind: 'next', rate: rateOf(next), search: next, roundOver }
}
