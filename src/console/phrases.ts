/**
 * Routers say the same few hundred things again and again, with other numbers in front. A table remembers the bytes of what
 * was said lately and what was made of them, so that a repeated phrase is taken apart and understood once. It is bounded,
 * and chance decides what is forgotten: nothing but speed depends on it.
 */

/** Several times the phrases of a console with two hundred peers. */
const SLOTS = 4096
/** Longer phrases are not kept. Bytes, a multiple of four. */
export const LONGEST_PHRASE = 112
/** Shorter ones are not worth it, and are read by words of four bytes. */
export const SHORTEST_PHRASE = 4

/** A slot: hash, length and marks in front of the phrase, so that looking at one touches no other memory. Bytes. */
const SLOT = 128
const LENGTH = 4
const MARKS = 6
const PHRASE = 8

export type Phrases<Meaning> = {
  readonly bytes: Uint8Array
  readonly words: DataView
  readonly meanings: (Meaning | undefined)[]
  /** Hash of the last that did not fit in each pair of slots. */
  readonly candidates: Int32Array
  /** Which of a pair of slots was written last: the other one is forgotten first. */
  readonly latest: Uint8Array
}

export const phrases = <Meaning>(): Phrases<Meaning> => {
  const bytes = new Uint8Array(SLOTS * SLOT)
  return {
    bytes,
    words: new DataView(bytes.buffer),
    meanings: new Array<Meaning | undefined>(SLOTS).fill(undefined),
    candidates: new Int32Array(SLOTS / 2),
    latest: new Uint8Array(SLOTS / 2),
  }
}

/** Of the bytes from `from` to `to`, by words; `salt` keeps apart what looks alike and is said in another place. */
export const hashOf = (words: DataView, from: number, to: number, salt: number): number => {
  const last = to - 4
  let hash = Math.imul(to - from, 0x2c1b3c6d) ^ salt
  for (let at = from; at < last; at += 4) hash = Math.imul(hash ^ words.getInt32(at, true), 0x5bd1e995)
  hash = Math.imul(hash ^ words.getInt32(last, true), 0x5bd1e995)
  // The high bits know of all bytes, the low ones only of low ones.
  return hash ^ (hash >>> 15) ^ (hash >>> 23)
}

const pairOf = (hash: number): number => hash & (SLOTS / 2 - 1)

/** The slot that remembers these bytes; -1 where none does. */
export const slotOf = <Meaning>(
  { words: kept }: Phrases<Meaning>,
  words: DataView,
  from: number,
  to: number,
  hash: number,
): number => {
  let slot = 2 * pairOf(hash)
  if (kept.getInt32(slot * SLOT, true) !== hash) slot++
  const begin = slot * SLOT
  const length = to - from
  if (kept.getInt32(begin, true) !== hash || kept.getUint16(begin + LENGTH, true) !== length) return -1
  const last = length - 4
  for (let at = 0; at < last; at += 4)
    if (kept.getInt32(begin + PHRASE + at, true) !== words.getInt32(from + at, true)) return -1
  return kept.getInt32(begin + PHRASE + last, true) === words.getInt32(from + last, true) ? slot : -1
}

/** The marks that a phrase was remembered with. */
export const marksOf = <Meaning>({ words }: Phrases<Meaning>, slot: number): number =>
  words.getUint16(slot * SLOT + MARKS, true)

/** Whether this is worth remembering: only what comes twice is, for addresses and numbers make a phrase a new one each time. */
export const isHeardAgain = <Meaning>({ candidates }: Phrases<Meaning>, hash: number): boolean => {
  const pair = pairOf(hash)
  const again = candidates[pair] === hash
  candidates[pair] = hash
  return again
}

/** Remembers what these bytes mean, with marks of 16 bits. Gives the slot. */
export const remember = <Meaning>(
  table: Phrases<Meaning>,
  bytes: Uint8Array,
  from: number,
  to: number,
  hash: number,
  marks: number,
  meaning: Meaning,
): number => {
  const pair = pairOf(hash)
  const slot = 2 * pair + 1 - (table.latest[pair] ?? 0)
  table.latest[pair] = slot & 1
  const begin = slot * SLOT
  table.words.setInt32(begin, hash, true)
  table.words.setUint16(begin + LENGTH, to - from, true)
  table.words.setUint16(begin + MARKS, marks, true)
  table.bytes.set(bytes.subarray(from, to), begin + PHRASE)
  table.meanings[slot] = meaning
  return slot
}
