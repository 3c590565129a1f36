/**
 * What text could have been before something was printed into it (REFERENCE 1.5, 1.6): candidates only. Whether one of
 * them is true is proved by a template, in `profile/`; a candidate that fits none is dropped.
 */

/** A dot between digits is part of a time or an address. */
const MARKS = /(?<!\d)[.!]+|[.!]{2,}|!|\.(?!\d)/g
/** More runs of marks than this in one line are not a ping in a debug message. */
const RUNS = 8

/** The line without one run of ping marks, for each run; last without any. */
export const withoutMarks = (text: string): string[] => {
  const runs = [...text.matchAll(MARKS)]
  if (runs.length > RUNS) return []
  const candidates = runs.map((run) => text.slice(0, run.index) + text.slice(run.index + run[0].length))
  if (runs.length > 1) candidates.push(text.replace(/!|\.{2,}/g, ''))
  return candidates
}

/** Columns of a terminal that breaks lines; a page puts a blank where they are joined again. */
const WIDTH = 80

/** The line without the blank that came into a word where a terminal broke it. */
export const withoutBreak = (text: string, from: number): string[] => {
  const at = from + WIDTH
  return /[\w.] [\w.]/.test(text.slice(at - 1, at + 2)) ? [text.slice(0, at) + text.slice(at + 1)] : []
}

/** Marks, and what a pager or a note leaves, at the end of a line that goes on below. */
const TAIL = /[.!]+$/

/** The line without the marks of a ping that cut it off; the line itself where there are none. */
export const withoutTail = (text: string): string => text.replace(TAIL, '').trimEnd()

/** Two pieces of one line: broken at a blank, or inside a word, unless the first piece ended in a blank. */
export const joined = (head: string, tail: string, atBlank = false): string[] => {
  const bare = head.replace(TAIL, '')
  const pieces = [`${head} ${tail}`]
  if (!atBlank) pieces.push(head + tail)
  if (bare !== head) pieces.push(bare + tail, `${bare.trimEnd()} ${tail}`)
  return pieces
}
