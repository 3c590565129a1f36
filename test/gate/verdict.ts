/** What one test file's run was worth. uvu exits 0 in many cases in which nothing was tested; none of them passes here. */

/** How the process of a test file ended, and all it printed. */
export type Ran = {
  readonly output: string
  /** Exit status; null where a signal ended it. */
  readonly status: number | null
  readonly signal: string | null
  /** It had to be ended at the limit. */
  readonly overdue: boolean
  /** Processes it started were still there after it. */
  readonly orphans: boolean
}

/** Tests passed and failed, the skips announced, and what is wrong with the file as a whole. */
export type Verdict = {
  readonly passed: number
  readonly failed: number
  readonly skips: readonly string[]
  readonly faults: readonly string[]
}

const SUMMARY = /^ {2}Total: {5}(\d+)\n {2}Passed: {4}(\d+)\n {2}Skipped: {3}(\d+)\n {2}Duration:/gm

/** A test may announce after the marks of earlier tests, which uvu prints without a line end. */
const ANNOUNCED = /\bSKIPPED: (.+)$/gm

/** Built from the number of the escape character, which a literal may not hold. */
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g')

/**
 * Judges a run by uvu's own summary: printed exactly once (a late second `run()` prints another), at least one test
 * or an announced skip, all of them passed, none skipped in silence (`.only` counts the others as skipped).
 * An announced skip takes the place of one passed test, since a test that announces and returns passes for uvu.
 */
export const judge = (ran: Ran): Verdict => {
  const output = ran.output.replace(COLOUR, '')
  const skips = Array.from(output.matchAll(ANNOUNCED), (match) => match[1] ?? '')
  const summaries = Array.from(output.matchAll(SUMMARY), (match) => match.slice(1).map(Number))
  const [total = 0, passed = 0, skipped = 0] = summaries[0] ?? []

  const faults: string[] = []
  if (ran.overdue) faults.push('did not end in time')
  else if (ran.signal !== null) faults.push(`ended by ${ran.signal}`)
  if (ran.orphans) faults.push('left processes behind')
  if (summaries.length === 0) faults.push('ended before uvu could sum up')
  if (summaries.length > 1) faults.push('summed up more than once: run() was called late')
  if (summaries.length === 1) {
    if (total === 0 && skips.length === 0) faults.push('ran no test')
    if (skipped > 0) faults.push(`${skipped} skipped without a word (.only or .skip left in)`)
  }
  const failed = total - passed
  if (failed === 0 && faults.length === 0 && ran.status !== 0) faults.push(`exit status ${ran.status}`)
  return { passed: Math.max(0, passed - skips.length), failed, skips, faults }
}
