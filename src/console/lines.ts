/**
 * Bytes to lines. CR and LF both end a line and empty lines are nothing (REFERENCE 1.4: they end no block), so no cut of
 * the bytes into chunks can change what comes out. Every byte is accounted for by exactly one line.
 */
import { flowing, type Passing, type Stage } from '../stage.ts'
import { clean } from './clean.ts'
import type { Chunk, Line } from './record.ts'

/** Longer lines are cut here: no router prints them, and an endless line must not grow the memory. Bytes. */
export const LINE_LIMIT = 2048

const LF = 10
const CR = 13
const EMPTY = new Uint8Array(0)
const TAB = 9

export type LinesState = {
  /** Bytes of the line that has not ended yet. */
  rest: Uint8Array
  /** Bytes of empty lines, which the next line accounts for. */
  owed: number
  /** Bytes of an endless line beyond its head, which is the rest: what comes before its end is counted and dropped. */
  over: number
}

export const linesState = (): LinesState => ({ rest: EMPTY, owed: 0, over: 0 })

const utf8 = new TextDecoder()
/**
 * For captures that some editor saved in the old way; on a serial line such bytes are noise. Node 20 decodes windows-1252
 * as ISO 8859-1, so the quotes and dashes of its upper control range are put in here.
 */
const latin1 = new TextDecoder('windows-1252')
const TYPOGRAPHIC: { readonly [byte: string]: string } = {
  '\x85': '...',
  '\x91': "'",
  '\x92': "'",
  '\x93': '"',
  '\x94': '"',
  '\x96': '-',
  '\x97': '-',
}

const decodeOld = (bytes: Uint8Array): string =>
  latin1.decode(bytes).replace(/[\x85\x91-\x97]/g, (byte) => TYPOGRAPHIC[byte] ?? byte)

const decode = (bytes: Uint8Array): { text: string; damaged: boolean } => {
  const text = utf8.decode(bytes)
  if (!text.includes('\ufffd')) return clean(text)
  const { text: cleaned, damaged } = clean(decodeOld(bytes))
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

const isBlank = (text: string, from: number, to: number): boolean => {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i)
    if (code !== 32 && code !== TAB) return false
  }
  return true
}

/** Whether one of these bytes keeps a line from the fast path: a control character, beyond ASCII, or CR without LF. */
const isOdd = (bytes: Uint8Array, from: number, to: number): boolean => {
  for (let i = from; i < to; i++) {
    const byte = bytes[i] ?? 0
    if (byte >= 32 && byte < 127) continue
    if (byte === CR ? bytes[i + 1] !== LF : byte !== LF && byte !== TAB) return true
  }
  return false
}

/** A block of whole lines whose text has a character for each byte. */
export type Block = {
  readonly bytes: Uint8Array
  readonly words: DataView
  readonly text: string
  readonly at: number
}

/** Takes the line between two places of a block, which accounts for so many bytes, if it says what was said before. */
export type Known = (block: Block, from: number, to: number, bytes: number) => boolean

type Emit = (line: Line) => void

/** A tab is a blank, as on the slow path: the same bytes give the same text however they are cut. */
export const withBlanks = (text: string): string => (text.includes('\t') ? text.replaceAll('\t', ' ') : text)

/** One line from its bytes, the slow way. */
const emitLine = (
  state: LinesState,
  bytes: Uint8Array,
  terminator: number,
  at: number,
  out: Emit,
  cut: boolean,
): void => {
  const { text, damaged } = decode(bytes)
  const count = bytes.length + terminator + state.owed
  if (isBlank(text, 0, text.length) && !damaged) state.owed = count
  else {
    state.owed = 0
    out({ kind: 'line', text, at, bytes: count, damaged: damaged || cut })
  }
}

/** Lines of a block with control characters, bare CRs or bytes beyond ASCII. */
const cutBytes = (state: LinesState, block: Uint8Array, at: number, out: Emit): void => {
  let from = 0
  for (let i = 0; i < block.length; i++) {
    if (block[i] !== LF && block[i] !== CR) continue
    const cut = i - from > LINE_LIMIT
    if (cut) {
      emitLine(state, block.subarray(from, from + LINE_LIMIT), i + 1 - from - LINE_LIMIT, at, out, true)
    } else emitLine(state, block.subarray(from, i), 1, at, out, false)
    from = i + 1
  }
}

/** Lines of a block of mostly plain ones: decoded at once, cut as strings. */
const cutText = (state: LinesState, block: Block, out: Emit, known: Known | undefined): void => {
  const { bytes, text, at } = block
  for (let from = 0, next = 0; from < text.length; from = next) {
    const lf = text.indexOf('\n', from)
    next = lf < 0 ? text.length : lf + 1
    const end = lf > from && text.charCodeAt(lf - 1) === CR ? lf - 1 : lf
    const count = next - from + state.owed
    if (lf >= 0 && text.charCodeAt(from) <= 32 && isBlank(text, from, end)) {
      state.owed = count
      continue
    }
    if (known?.(block, from, end, count) === true) {
      state.owed = 0
      continue
    }
    if (lf < 0 || isOdd(bytes, from, next)) {
      cutBytes(state, bytes.subarray(from, next), at, out)
      continue
    }
    state.owed = 0
    const cut = end - from > LINE_LIMIT
    const line = withBlanks(text.slice(from, cut ? from + LINE_LIMIT : end))
    out({ kind: 'line', text: line, at, bytes: count, damaged: cut })
  }
}

/** The head of an endless line, which accounts for all of it. */
const endEndless = (state: LinesState, terminator: number, at: number, out: Emit): void => {
  const { rest, over } = state
  state.rest = EMPTY
  state.over = 0
  emitLine(state, rest, over + terminator, at, out, true)
}

/** While an endless line lasts, its bytes are only counted. Gives what is left of the chunk after its end. */
const skipEndless = (state: LinesState, { bytes, at }: Chunk, out: Emit): Uint8Array => {
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== LF && bytes[i] !== CR) continue
    endEndless(state, i + 1, at, out)
    return bytes.subarray(i + 1)
  }
  state.over += bytes.length
  return EMPTY
}

/** An unfinished line beyond the limit: its head is kept, its tail is dropped as it comes. */
const giveUp = (state: LinesState): void => {
  if (state.rest.length <= LINE_LIMIT) return
  state.over = state.rest.length - LINE_LIMIT
  state.rest = state.rest.slice(0, LINE_LIMIT)
}

const cutBlock = (state: LinesState, bytes: Uint8Array, at: number, out: Emit, known: Known | undefined): void => {
  if (bytes.length === 0) return
  const text = utf8.decode(bytes)
  // Nothing decodes to more characters than bytes: as many means that each byte is a character of its own.
  if (text.length !== bytes.length) return cutBytes(state, bytes, at, out)
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  cutText(state, { bytes, words, text, at }, out, known)
}

/** Index after the first LF, 0 where there is none. */
const firstEnd = (bytes: Uint8Array): number => bytes.indexOf(LF) + 1

/** Takes bytes in; `known` is asked first for each line. */
export const takeBytes = (state: LinesState, chunk: Chunk, out: Emit, known?: Known): void => {
  let bytes = state.over > 0 ? skipEndless(state, chunk, out) : chunk.bytes
  if (state.over > 0) return
  const first = state.rest.length === 0 ? 0 : firstEnd(bytes)
  if (first > 0) {
    // Only the line that was cut is put together: a copy of every chunk would cost as much as the reading of it.
    const begun = concat(state.rest, bytes.subarray(0, first))
    state.rest = EMPTY
    cutBlock(state, begun, chunk.at, out, known)
    bytes = bytes.subarray(first)
  } else bytes = concat(state.rest, bytes)
  const end = lastEnd(bytes)
  // A copy: the caller may reuse its buffer.
  state.rest = end === bytes.length ? EMPTY : bytes.slice(end)
  cutBlock(state, bytes.subarray(0, end), chunk.at, out, known)
  giveUp(state)
}

/** What passes through this stage, and at the end the line that has none. */
export const passLines = (state: LinesState, input: Passing, emit: (output: Line | Passing) => void): void => {
  const { rest } = state
  if (input.kind === 'end' && rest.length > 0) {
    if (state.over > 0) endEndless(state, 0, input.now, emit)
    else {
      state.rest = EMPTY
      // A CR that waited for its LF ends the line by itself.
      const length = rest.at(-1) === CR ? rest.length - 1 : rest.length
      emitLine(state, rest.subarray(0, length), rest.length - length, input.now, emit, false)
    }
  }
  emit(input)
}

export const lines: Stage<LinesState, Chunk | Passing, Line | Passing> = flowing((state, input, emit) => {
  if (input.kind === 'chunk') takeBytes(state, input, emit)
  else passLines(state, input, emit)
  return state
})

/** Bytes taken in that no line accounts for yet. */
export const unaccounted = ({ rest, over, owed }: LinesState): number => rest.length + over + owed
