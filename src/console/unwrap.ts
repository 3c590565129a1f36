/**
 * Captures whose lines a page, a mail or a terminal broke at one width (REFERENCE 1.5). One broken line proves nothing, but a text in
 * which line after line ends at the same column, and goes on below, was broken there: from then on its pieces are put together
 * again before anybody reads them. A router breaks none of its debug lines, so a live console never comes to this.
 */
import { flowing, type Passing, type Stage } from '../stage.ts'
import { LINE_LIMIT } from './lines.ts'
import type { Line } from './record.ts'
import { PROMPT, toRecord } from './records.ts'

/** Lines after which a text that showed no width has none; fewer than those before the short way opens. */
const LEARNING = 200
/** Broken lines that make a width. */
const PROOFS = 4
/** Lines broken at blanks end so much before the width, mostly. Characters. */
const RAGGED = 8
/** Nobody breaks lines earlier. Characters. */
const NARROWEST = 50
/** A piece is let go when nothing has come for this long. Milliseconds. */
const LET_GO = 500

export type Wrapping = {
  seen: number
  /** The longest line so far, in characters, and how many lines went on below: from this column, or because a word did not fit. */
  widest: number
  cut: number
  folded: number
  /** The line before, while it is not known yet. */
  before: Line | undefined
  /** How the text is broken, once it is known. */
  how: 'unknown' | 'not' | 'at column' | 'at blank'
  held: Line | undefined
  /** Length of the last piece of it. */
  piece: number
}

export const wrapping = (): Wrapping => ({
  seen: 0,
  widest: 0,
  cut: 0,
  folded: 0,
  before: undefined,
  how: 'unknown',
  held: undefined,
  piece: 0,
})

export const isBroken = ({ how }: Wrapping): boolean => how === 'at column' || how === 'at blank'

/** Some programs fill lines up with blanks; IOS itself prints two in a row. */
const lengthOf = ({ text }: Line): number => (text.endsWith('   ') ? text.trimEnd().length : text.length)

const beginsAnew = (line: Line): boolean => {
  const { stamp, tag, sequence } = toRecord(line)
  return stamp !== '' || sequence !== undefined || (tag !== '' && tag !== PROMPT)
}

/** It may be the rest of the line above: no front, no tag, no prompt. */
const mayGoOn = (line: Line): boolean => {
  const { stamp, tag, sequence, body } = toRecord(line)
  return stamp === '' && sequence === undefined && tag === '' && body !== ''
}

/** Whether the first word of a line would not have fitted behind so many characters. */
const isTooLong = (state: Wrapping, piece: number, { text }: Line): boolean => {
  if (text.startsWith(' ')) return false
  const blank = text.indexOf(' ')
  return piece + 1 + (blank < 0 ? text.length : blank) > state.widest
}

const learn = (state: Wrapping, line: Line): void => {
  const { before } = state
  const length = lengthOf(line)
  state.before = line
  if (++state.seen > LEARNING) state.how = 'not'
  if (length > state.widest) {
    if (length > state.widest + RAGGED) state.folded = 0
    state.cut = 0
    state.widest = length
  } else if (before !== undefined && lengthOf(before) >= NARROWEST && beginsAnew(before) && mayGoOn(line)) {
    if (lengthOf(before) === state.widest) state.cut++
    else if (isTooLong(state, lengthOf(before), line)) state.folded++
  }
  const { cut, folded } = state
  // Of lines that were broken at a blank some are full by chance; where all are cut at one column, few seem folded.
  if (folded >= PROOFS && 2 * folded >= cut) state.how = 'at blank'
  else if (cut >= PROOFS && cut >= 3 * folded) state.how = 'at column'
  if (state.how !== 'unknown') state.before = undefined
}

/** What stands between two pieces: nothing where the line was cut, a blank where one was lost; undefined where they are apart. */
const seam = (state: Wrapping, line: Line): string | undefined => {
  if (!mayGoOn(line)) return undefined
  if (state.how === 'at blank') return isTooLong(state, state.piece, line) ? ' ' : undefined
  // A piece with more room than for one blank was let go.
  return state.piece === state.widest ? '' : ' '
}

const release = (state: Wrapping, emit: (line: Line) => void): void => {
  const { held } = state
  state.held = undefined
  if (held !== undefined) emit(held)
}

const take = (state: Wrapping, line: Line, emit: (line: Line) => void): void => {
  const { held } = state
  const length = lengthOf(line)
  const between = held === undefined || held.text.length + length > LINE_LIMIT ? undefined : seam(state, line)
  if (held !== undefined && between !== undefined) {
    const { text, bytes, damaged } = held
    state.held = {
      ...line,
      text: text + between + line.text,
      bytes: bytes + line.bytes,
      damaged: damaged || line.damaged,
    }
  } else {
    release(state, emit)
    state.held = line
  }
  state.piece = length
  // It was broken nowhere, after all, or not there.
  if (length > state.widest + (state.how === 'at blank' ? RAGGED : 0)) state.how = 'not'
  else if (length > state.widest) state.widest = length
  if (state.how === 'not' || (state.how === 'at column' && length < state.widest - 1)) release(state, emit)
}

/** Lines as they were before they were broken. */
export const unwrap: Stage<Wrapping, Line | Passing, Line | Passing> = flowing((state, input, emit) => {
  if (input.kind === 'line') {
    if (isBroken(state)) take(state, input, emit)
    else {
      if (state.how === 'unknown') learn(state, input)
      emit(input)
    }
    return state
  }
  if (input.kind === 'end' || input.quiet >= LET_GO) release(state, emit)
  emit(input)
  return state
})
