/**
 * Bytes to lines. CR and LF both end a line and empty lines are nothing (REFERENCE 1.4: they end no block), so no cut of
 * the bytes into chunks can change what comes out. Every byte is accounted for by exactly one line.
 */
import { NOTHING, type Passing, type Stage } from '../stage.ts'
import { clean } from './clean.ts'
import type { Chunk, Line } from './record.ts'

/** Longer lines are cut here: no router prints them, and an endless line must not grow the memory. Bytes. */
export const LINE_LIMIT = 2048

const LF = 10
const CR = 13
const EMPTY = new Uint8Array(0)
/** Anything that keeps a block of text from the fast path. */
const UNCLEAN = /[^\t\n\r\x20-\x7e]|\r(?!\n)/

export type LinesState = {
  /** Bytes of the line that has not ended yet. */
  rest: Uint8Array
  /** Bytes of empty lines, which the next line accounts for. */
  owed: number
  /** Inside an endless line: what comes before its end is counted and dropped. */
  dropping: boolean
}

export const linesState = (): LinesState => ({ rest: EMPTY, owed: 0, dropping: false })

const utf8 = new TextDecoder()
/** For captures that some editor saved in the old way; on a serial line such bytes are noise. */
const latin1 = new TextDecoder('windows-1252')

const decode = (bytes: Uint8Array): { text: string; damaged: boolean } => {
  const text = utf8.decode(bytes)
  if (!text.includes('\ufffd')) return clean(text)
  const { text: cleaned, damaged } = clean(latin1.decode(bytes))
  return { text: cleaned, damaged: damaged || /[\u0080-\uffff]/.test(cleaned) }
}

const concat = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  if (a.length === 0) return b
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** Index after the last terminator; a CR at the very end may be half of CR LF and is left. */
const lastEnd = (bytes: Uint8Array): number => {
  const lf = bytes.lastIndexOf(LF) + 1
  const cr = bytes.length < 2 ? 0 : bytes.lastIndexOf(CR, bytes.length - 2) + 1
  return Math.max(lf, cr)
}

const isBlank = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code !== 32 && code !== 9) return false
  }
  return true
}

/** Lines of a block that is plain ASCII with CR LF or LF: decoded at once, cut as strings. */
const cutPlain = (state: LinesState, text: string, at: number, out: Line[]): void => {
  let from = 0
  while (from < text.length) {
    const lf = text.indexOf('\n', from)
    const end = text.charCodeAt(lf - 1) === CR && lf > from ? lf - 1 : lf
    const bytes = lf + 1 - from + state.owed
    if (end === from || (text.charCodeAt(from) <= 32 && isBlank(text.slice(from, end)))) state.owed = bytes
    else if (end - from > LINE_LIMIT) {
      out.push({ kind: 'line', text: text.slice(from, from + LINE_LIMIT), at, bytes, damaged: true })
      state.owed = 0
    } else {
      out.push({ kind: 'line', text: text.slice(from, end), at, bytes, damaged: false })
      state.owed = 0
    }
    from = lf + 1
  }
}

/** One line from its bytes, the slow way. */
const emit = (state: LinesState, bytes: Uint8Array, terminator: number, at: number, out: Line[], cut: boolean): void => {
  const { text, damaged } = decode(bytes)
  const count = bytes.length + terminator + state.owed
  if (isBlank(text) && !damaged) state.owed = count
  else {
    out.push({ kind: 'line', text, at, bytes: count, damaged: damaged || cut })
    state.owed = 0
  }
}

/** Lines of a block with control characters, bare CRs or bytes beyond ASCII. */
const cutBytes = (state: LinesState, block: Uint8Array, at: number, out: Line[]): void => {
  let from = 0
  for (let i = 0; i < block.length; i++) {
    if (block[i] !== LF && block[i] !== CR) continue
    const cut = i - from > LINE_LIMIT
    if (cut) {
      emit(state, block.subarray(from, from + LINE_LIMIT), i + 1 - from - LINE_LIMIT, at, out, true)
    } else emit(state, block.subarray(from, i), 1, at, out, false)
    from = i + 1
  }
}

/** While an endless line lasts, its bytes are only counted. Gives what is left of the chunk after its end. */
const skipEndless = (state: LinesState, bytes: Uint8Array): Uint8Array => {
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== LF && bytes[i] !== CR) continue
    state.dropping = false
    state.owed += i + 1
    return bytes.subarray(i + 1)
  }
  state.owed += bytes.length
  return EMPTY
}

/** An unfinished line beyond the limit: its head is a damaged line, its tail is dropped as it comes. */
const giveUp = (state: LinesState, at: number, out: Line[]): void => {
  if (state.rest.length <= LINE_LIMIT) return
  const over = state.rest.length - LINE_LIMIT
  emit(state, state.rest.subarray(0, LINE_LIMIT), over, at, out, true)
  state.rest = EMPTY
  state.dropping = true
}

const take = (state: LinesState, chunk: Chunk): readonly Line[] => {
  const fresh = state.dropping ? skipEndless(state, chunk.bytes) : chunk.bytes
  const bytes = concat(state.rest, fresh)
  const end = lastEnd(bytes)
  const out: Line[] = []
  if (end > 0) {
    const block = bytes.subarray(0, end)
    const text = utf8.decode(block)
    if (text.length === block.length && !UNCLEAN.test(text)) cutPlain(state, text, chunk.at, out)
    else cutBytes(state, block, chunk.at, out)
  }
  // A copy: the caller may reuse its buffer.
  state.rest = end === bytes.length ? EMPTY : bytes.slice(end)
  giveUp(state, chunk.at, out)
  return out
}

export const lines: Stage<LinesState, Chunk | Passing, Line | Passing> = (state, input) => {
  if (input.kind === 'chunk') {
    const out = take(state, input)
    return [state, out.length > 0 ? out : NOTHING]
  }
  if (input.kind === 'tick' || state.rest.length === 0) return [state, [input]]
  const out: Line[] = []
  emit(state, state.rest, 0, input.now, out, false)
  state.rest = EMPTY
  return [state, [...out, input]]
}

/** Bytes taken in that no line accounts for yet. */
export const unaccounted = (state: LinesState): number => state.rest.length + state.owed
