/**
 * The front and the tag of a line read from its bytes, for lines that take the short way: no text is cut. What is not of the
 * most common forms is left to `stamp.ts` and `tag.ts`.
 */
import type { Block } from './lines.ts'
import { type Front, own, readFront } from './stamp.ts'

/** A stamp ends in its time or in a short zone; a longer word there may be the tag of a line that lost a colon. */
const LONG_WORD = /[A-Za-z]{5}$/

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

/** In front of a line that has none. */
export const NO_FRONT: ShortFront = { stamp: '', device: undefined, kind: 1, length: 0 }

/** The front of the last line that had a stamp, and its bytes: the lines of one packet share it. */
export type Fronts = {
  last: ShortFront
  /** Where its time of day begins, `hh:mm:ss.mmm` and a colon; -1 where it ends in another way. */
  time: number
  readonly bytes: Uint8Array
  readonly words: DataView
}

/** Longer fronts are left alone. Bytes. */
const LONGEST_FRONT = 40

export const fronts = (): Fronts => {
  const bytes = new Uint8Array(LONGEST_FRONT)
  return { last: NO_FRONT, time: -1, bytes, words: new DataView(bytes.buffer) }
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
  return first >= 65 && first <= 83 && bytes[from + 3] === BLANK
}

const TIME_OF_DAY = /\d\d:\d\d:\d\d\.\d{3}:$/
/** `hh:mm:ss.mmm:`, in bytes. */
const TIME_LENGTH = 13

/** Two digits and what must follow them; -1 where something else stands there. */
const pair = (bytes: Uint8Array, at: number, most: number, then: number): number => {
  const [tens, ones] = [bytes[at] ?? 0, bytes[at + 1] ?? 0]
  if (!isDigit(tens) || !isDigit(ones) || bytes[at + 2] !== then) return -1
  const value = tens * 10 + ones - 528
  return value <= most ? value : -1
}

const DOT = 46

/** `hh:mm:ss.mmm:` in milliseconds, -1 where something else stands there. */
const timeOfDay = (bytes: Uint8Array, at: number): number => {
  const hours = pair(bytes, at, 23, COLON)
  const minutes = pair(bytes, at + 3, 59, COLON)
  const seconds = pair(bytes, at + 6, 59, DOT)
  const fraction = pair(bytes, at + 10, 99, COLON)
  const tenths = (bytes[at + 9] ?? 0) - 48
  if (hours < 0 || minutes < 0 || seconds < 0 || fraction < 0 || tenths < 0 || tenths > 9) return -1
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + tenths * 100 + fraction
}

/** Later, or earlier, on the day of the last stamp: only the time is read. */
const readTime = (fronts: Fronts, { bytes, text }: Block, from: number): ShortFront | undefined => {
  const { last, time } = fronts
  if (time < 0 || last.device === undefined) return undefined
  for (let i = 0; i < time; i++) if (bytes[from + i] !== fronts.bytes[i]) return undefined
  const now = timeOfDay(bytes, from + time)
  const then = timeOfDay(fronts.bytes, time)
  if (now < 0 || then < 0) return undefined
  for (let i = time; i < last.length; i++) fronts.bytes[i] = bytes[from + i] ?? 0
  fronts.last = {
    stamp: own(text.slice(from, from + last.length - 1)),
    device: last.device + now - then,
    kind: last.kind,
    length: last.length,
  }
  return fronts.last
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
  fronts.time = stamp.length + 1 === head.length && TIME_OF_DAY.test(head) ? head.length - TIME_LENGTH : -1
  fronts.bytes.set(bytes.subarray(from, from + head.length))
  return front
}

/** What stands in front of a line; undefined where it is odd, or bears a sequence number. */
export const frontAt = (fronts: Fronts, block: Block, from: number, to: number): ShortFront | undefined => {
  if (isLast(fronts, block, from)) return fronts.last
  if (!mayBegin(block.bytes, from)) return NO_FRONT
  return readTime(fronts, block, from) ?? readAnew(fronts, block, from, to)
}

/** `ISAK` and `MP`, as words of the bytes. */
const ISAK = 0x4b415349
const MP = 0x504d
/** Digits of a connection id that is a number alone. */
const LONGEST_NUMBER = 8

/** A tag `ISAKMP:(1001):` in its spellings with a number alone: the number, and where the message begins. */
export type ShortTag = { conn: number; end: number }

/** Reused: read it before the next call. */
const found: ShortTag = { conn: -1, end: 0 }

/** `conn` is -1, and `end` the place itself, where something else stands there. */
export const tagAt = ({ bytes, words }: Block, from: number): ShortTag => {
  found.conn = -1
  found.end = from
  let at = from
  while (bytes[at] === BLANK) at++
  if (at + 6 > bytes.length || words.getInt32(at, true) !== ISAK || words.getInt16(at + 4, true) !== MP) return found
  at += 6
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
