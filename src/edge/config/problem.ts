/** What is wrong with a configuration, where, and how to mend it. */
import { distance } from 'fastest-levenshtein'

export type Problem = {
  /** File, or `IKEWATCH_…` where the value comes from the environment, or `--console`. */
  readonly file: string
  /** Counted from 1; 0 where there is no line. */
  readonly line: number
  readonly column: number
  /** One sentence. */
  readonly problem: string
  /** One sentence that says what to do. */
  readonly mend: string
}

/** `file:line:column: problem mend`, on one line. */
export const renderProblem = ({ file, line, column, problem, mend }: Problem): string =>
  `${line > 0 ? `${file}:${line}:${column}` : file}: ${problem} ${mend}`

/** The word that was probably meant; undefined where none is near. */
export const closest = (word: string, words: readonly string[]): string | undefined => {
  const limit = Math.max(2, Math.floor(word.length / 3))
  let best: { word: string; far: number } | undefined
  for (const candidate of words) {
    const far = distance(word.toLowerCase(), candidate.toLowerCase())
    if (far <= limit && (best === undefined || far < best.far)) best = { word: candidate, far }
  }
  return best?.word
}

const MAX_SHOWN = 60

/** A value as it may stand in a message: short, on one line, never with the login of a URL. */
export const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing'
  const safe = text.replace(/\/\/[^/"]*@/g, '//…@')
  return safe.length > MAX_SHOWN ? `${safe.slice(0, MAX_SHOWN)}…` : safe
}
