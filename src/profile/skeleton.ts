/**
 * A phrase without its addresses: of the network, and of the router's memory. Those are what makes a phrase a new one each
 * time, and no template spells one out.
 */
import type { Block } from '../console/lines.ts'
import { LONGEST_PHRASE } from '../console/phrases.ts'
import { own } from '../vocabulary/own.ts'

/** More addresses than this in one phrase are left alone. */
const MOST = 4

export type Skeleton = {
  /** The phrase with a mark in the place of each address. */
  readonly bytes: Uint8Array
  readonly words: DataView
  length: number
  /** Where the addresses stand in the phrase: from, to, from, to … */
  readonly places: Int32Array
  addresses: number
  /** Addresses put in lately, so that each peer's is one text and not a new one for every line. */
  readonly texts: string[]
}

export const skeleton = (): Skeleton => {
  const bytes = new Uint8Array(LONGEST_PHRASE)
  return {
    bytes,
    words: new DataView(bytes.buffer),
    length: 0,
    places: new Int32Array(2 * MOST),
    addresses: 0,
    texts: new Array<string>(TEXTS).fill(''),
  }
}

/** Several times the peers that a router talks to at one time. */
const TEXTS = 512

/** Marks that stand for them: no console prints these bytes. */
const OF_NETWORK = 1
const OF_MEMORY = 2
const NUMBER = 3

const DOT = 46
/** Digits of an address of memory: 32 or 64 bits. */
const SHORTEST_POINTER = 8
const LONGEST_POINTER = 16

/** What each byte is: text, part of a word, a hexadecimal digit, a digit. A table, because each byte of a phrase is asked about. */
const TEXT = 1
const WORD = 2
const HEX = 4
const DIGIT = 8

const CLASSES = Uint8Array.from({ length: 256 }, (_, byte) => {
  const char = String.fromCharCode(byte)
  const text = /[\t -~]/.test(char) ? TEXT : 0
  return (
    text + (/[0-9A-Za-z]/.test(char) ? WORD : 0) + (/[0-9A-Fa-f]/.test(char) ? HEX : 0) + (/\d/.test(char) ? DIGIT : 0)
  )
})

const is = (byte: number | undefined, kind: number): boolean => ((CLASSES[byte ?? 0] ?? 0) & kind) !== 0
const isDigit = (byte: number | undefined): boolean => is(byte, DIGIT)
const isHex = (byte: number | undefined): boolean => is(byte, HEX)
const isWord = (byte: number | undefined): boolean => is(byte, WORD)

/** Whether a longer number, a word, or a fifth part follows. */
const goesOn = (bytes: Uint8Array, at: number, to: number): boolean =>
  at < to && (isWord(bytes[at]) || (bytes[at] === DOT && at + 1 < to && isDigit(bytes[at + 1])))

const isNumber = (bytes: Uint8Array, from: number, to: number): boolean => {
  for (let at = from; at < to; at++) if (!isDigit(bytes[at])) return false
  return true
}

/** Where four numbers with dots between end that begin at `from`; `from` where there are none. */
const networkEnd = (bytes: Uint8Array, from: number, to: number): number => {
  let at = from
  for (let dots = 0; ; dots++) {
    const begin = at
    while (at < to && at < begin + 3 && isDigit(bytes[at])) at++
    if (at === begin) return from
    if (dots === 3) return goesOn(bytes, at, to) ? from : at
    if (at === to || bytes[at] !== DOT) return from
    at++
  }
}

/** Where a word of so many hexadecimal digits ends; `from` where there is none. */
const memoryEnd = (bytes: Uint8Array, from: number, to: number): number => {
  let at = from
  while (at < to && isHex(bytes[at])) at++
  const length = at - from
  if (length < SHORTEST_POINTER || length > LONGEST_POINTER) return from
  return at < to && isWord(bytes[at]) ? from : at
}

/** Takes the addresses out of the bytes from `from` to `to`. False where there is none, too many, or a byte that is no text. */
export const takeOut = (state: Skeleton, bytes: Uint8Array, from: number, to: number): boolean => {
  let [length, addresses] = [0, 0]
  let inWord = false
  for (let at = from; at < to; ) {
    const byte = bytes[at] ?? 0
    if (!inWord && isHex(byte)) {
      const network = isDigit(byte) ? networkEnd(bytes, at, to) : at
      const end = network > at ? network : memoryEnd(bytes, at, to)
      if (end > at) {
        if (addresses === MOST) return false
        state.places[2 * addresses] = at - from
        state.places[2 * addresses + 1] = end - from
        addresses++
        state.bytes[length++] = network > at ? OF_NETWORK : isNumber(bytes, at, end) ? NUMBER : OF_MEMORY
        inWord = true
        at = end
        continue
      }
    }
    if (!is(byte, TEXT)) return false
    state.bytes[length++] = byte
    // The x of 0x81A2B3C4 begins a word anew.
    inWord = isWord(byte) && byte !== 120
    at++
  }
  state.length = length
  state.addresses = addresses
  return addresses > 0
}

const isText = (text: string, bytes: Uint8Array, from: number, to: number): boolean => {
  if (text.length !== to - from) return false
  for (let at = from; at < to; at++) if (text.charCodeAt(at - from) !== bytes[at]) return false
  return true
}

/** The address of this number in a phrase that begins at `begin`. */
export const addressIn = (
  { places, texts }: Skeleton,
  { bytes, text }: Block,
  begin: number,
  number: number,
): string => {
  const [from, to] = [begin + (places[2 * number] ?? 0), begin + (places[2 * number + 1] ?? 0)]
  let hash = 0
  for (let at = from; at < to; at++) hash = (hash * 31 + (bytes[at] ?? 0)) & (TEXTS - 1)
  const known = texts[hash] ?? ''
  if (isText(known, bytes, from, to)) return known
  const made = own(text.slice(from, to))
  texts[hash] = made
  return made
}

/** The addresses of a phrase. */
export const addressesOf = ({ places, addresses }: Skeleton, phrase: string): string[] =>
  Array.from({ length: addresses }, (_, i) => phrase.slice(places[2 * i], places[2 * i + 1]))

/** Another address of the same kind, different for each place. */
const other = (address: string, place: number): string => {
  if (address.includes('.')) return `198.51.100.${21 + place}`
  const digits = /^\d+$/.test(address) ? '7042316958042613' : 'C0FFEE9BADCAFE8D'
  return digits.slice(0, address.length - 1) + (3 + place)
}

/** Addresses to put in the place of those of a phrase, to find out what depends on them. */
export const othersOf = (addresses: readonly string[]): string[] => addresses.map(other)

/** The phrase with these addresses. */
export const withAddresses = ({ places }: Skeleton, phrase: string, addresses: readonly string[]): string => {
  let [text, from] = ['', 0]
  for (const [i, address] of addresses.entries()) {
    text += phrase.slice(from, places[2 * i]) + address
    from = places[2 * i + 1] ?? 0
  }
  return text + phrase.slice(from)
}
