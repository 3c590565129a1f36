/**
 * The front and the tag of a line read from its bytes, for lines that take the short way: no text is cut. What is not of the
 * most common forms is left to `stamp.ts` and `tag.ts`.
 */
import type { Block } from './lines.ts'
import { type Front, readFront } from './stamp.ts'

/** A stamp ends in its time or in a short zone; a longer word there may be the tag of a line that lost a colon. */
const LONG_WORD = /[0-9A-Za-z]...[^0-9]$/

/** Kinds of front that differ in what comes of taking marks out of the line: none, stamps by their dots; 0 for odd ones. */
const kindOf = ({ stamp, flag }: Front): number => {
  if (LONG_WORD.test(stamp)) return 0
  return 2 + (flag === '.' ? 1 : 0) + (stamp.includes('.', 1) ? 2 : 0)
}

/** What stands in front of a line: so many bytes, up to the colon of a stamp. */
export type ShortFront = {
  readonly stamp: string
  readonly device: number | undefined
  readonly kind: number
  readonly length: number
}

const NO_FRONT: ShortFront = { stamp: '', device: undefined, kind: 1, length: 0 }

/** The front of the last line that had a stamp, and its bytes: the lines of one packet share it. */
export type Fronts = { last: ShortFront; readonly bytes: Uint8Array; readonly words: DataView }

/** Longer fronts are left alone. Bytes. */
const LONGEST_FRONT = 40

export const fronts = (): Fronts => {
  const bytes = new Uint8Array(LONGEST_FRONT)
  return { last: NO_FRONT, bytes, words: new DataView(bytes.buffer) }
}

const COLON = 58
const BLANK = 32
const TAB = 9
const isDigit = (code: number): boolean => code >= 48 && code <= 57

/** By words of four bytes, from its end: there the stamps of neighbours differ. No stamp is shorter than a word. */
const isLast = ({ last: { length }, words }: Fronts, block: Block, from: number): boolean => {
  if (length < 4 || from + length > block.bytes.length) return false
  for (let at = length - 4; at > 0; at -= 4)
    if (words.getInt32(at, true) !== block.words.getInt32(from + at, true)) return false
  return words.getInt32(0, true) === block.words.getInt32(from, true)
}

/** Whether a stamp or a sequence number may begin here: blanks, digits, a clock flag, or a month. */
const mayBegin = (bytes: Uint8Array, from: number): boolean => {
  const first = bytes[from] ?? 0
  if (isDigit(first) || first === 42 || first === 46 || first === BLANK || first === TAB) return true
  return first >= 65 && first <= 83 && (bytes[from + 1] ?? 0) >= 97
}

const readAnew = (fronts: Fronts, { bytes, text }: Block, from: number, to: number): ShortFront | undefined => {
  const { sequence, stamp, flag, device, end } = readFront(text.slice(from, to))
  if (sequence !== undefined) return undefined
  if (stamp === '') return NO_FRONT
  const head = text.slice(from, from + end).trimEnd()
  const kind = kindOf({ sequence, stamp, flag, device, end })
  if (kind === 0 || head.includes('\t')) return undefined
  const front = { stamp, device, kind, length: head.length }
  if (head.charCodeAt(head.length - 1) !== COLON || head.length > LONGEST_FRONT) return front
  fronts.last = front
  fronts.bytes.set(bytes.subarray(from, from + head.length))
  return front
}

/** What stands in front of a line; undefined where it is odd, or bears a sequence number. */
export const frontAt = (fronts: Fronts, block: Block, from: number, to: number): ShortFront | undefined => {
  if (isLast(fronts, block, from)) return fronts.last
  return mayBegin(block.bytes, from) ? readAnew(fronts, block, from, to) : NO_FRONT
}

const ISAKMP = [73, 83, 65, 75, 77, 80] as const
/** Digits of a connection id that is a number alone. */
const LONGEST_NUMBER = 8

/** A tag `ISAKMP:(1001):` in its spellings with a number alone: the number, and where the message begins. */
export type ShortTag = { conn: number; end: number }

/** Reused: read it before the next call. */
const found: ShortTag = { conn: -1, end: 0 }

/** `conn` is -1, and `end` the place itself, where something else stands there. */
export const tagAt = (bytes: Uint8Array, from: number): ShortTag => {
  found.conn = -1
  found.end = from
  let at = from
  while (bytes[at] === BLANK) at++
  for (let i = 0; i < ISAKMP.length; i++) if (bytes[at++] !== ISAKMP[i]) return found
  while (bytes[at] === BLANK) at++
  if (bytes[at] === COLON) at++
  while (bytes[at] === BLANK) at++
  if (bytes[at] !== 40) return found
  const begin = ++at
  let conn = 0
  for (; isDigit(bytes[at] ?? 0); at++) conn = conn * 10 + (bytes[at] ?? 0) - 48
  if (bytes[at] !== 41 || at === begin || at - begin > LONGEST_NUMBER) return found
  at++
  for (let colons = 0; colons < 2 && bytes[at] === COLON; colons++) at++
  while (bytes[at] === BLANK) at++
  found.conn = conn
  found.end = at
  return found
}
