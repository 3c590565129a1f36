/**
 * Routers say the same few hundred things again and again, with other numbers in front. A table remembers the bytes of what
 * was said lately and what was made of them, so that a repeated phrase is taken apart and understood once. It is bounded,
 * and chance decides what is forgotten: nothing but speed depends on it.
 */

/** Ten times the phrases of a console: two that share a slot would drive each other out. */
const SLOTS = 4096
/** Longer phrases are not kept. Bytes, a multiple of four. */
export const LONGEST_PHRASE = 112
/** Shorter ones are not worth it, and are read by words of four bytes. */
export const SHORTEST_PHRASE = 4

export type Phrases<Meaning> = {
  readonly hashes: Int32Array
  /** Hash of the last that did not fit in each slot. */
  readonly candidates: Int32Array
  readonly lengths: Uint8Array
  /** All phrases in places of equal size: comparing touches no other memory. */
  readonly bytes: Uint8Array
  readonly words: DataView
  readonly meanings: (Meaning | undefined)[]
}

export const phrases = <Meaning>(): Phrases<Meaning> => {
  const bytes = new Uint8Array(SLOTS * LONGEST_PHRASE)
  return {
    hashes: new Int32Array(SLOTS),
    candidates: new Int32Array(SLOTS),
    lengths: new Uint8Array(SLOTS),
    bytes,
    words: new DataView(bytes.buffer),
    meanings: new Array<Meaning | undefined>(SLOTS).fill(undefined),
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

const slotOf = (hash: number): number => hash & (SLOTS - 1)

/** What these bytes meant when they were said before, if the table remembers. */
export const recall = <Meaning>(
  table: Phrases<Meaning>,
  words: DataView,
  from: number,
  to: number,
  hash: number,
): Meaning | undefined => {
  const slot = slotOf(hash)
  const length = to - from
  if (table.hashes[slot] !== hash || table.lengths[slot] !== length) return undefined
  const kept = table.words
  const begin = slot * LONGEST_PHRASE
  const last = length - 4
  for (let at = 0; at < last; at += 4)
    if (kept.getInt32(begin + at, true) !== words.getInt32(from + at, true)) return undefined
  if (kept.getInt32(begin + last, true) !== words.getInt32(from + last, true)) return undefined
  return table.meanings[slot]
}

/** Whether this is worth remembering: only what comes twice is, for addresses and numbers make a phrase a new one each time. */
export const isHeardAgain = <Meaning>({ candidates }: Phrases<Meaning>, hash: number): boolean => {
  const slot = slotOf(hash)
  const again = candidates[slot] === hash
  candidates[slot] = hash
  return again
}

export const remember = <Meaning>(
  table: Phrases<Meaning>,
  bytes: Uint8Array,
  from: number,
  to: number,
  hash: number,
  meaning: Meaning,
): void => {
  const slot = slotOf(hash)
  table.hashes[slot] = hash
  table.lengths[slot] = to - from
  table.bytes.set(bytes.subarray(from, to), slot * LONGEST_PHRASE)
  table.meanings[slot] = meaning
}
