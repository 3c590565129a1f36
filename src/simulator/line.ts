/** The serial line: lines of text become bytes at the pace of the baud rate, some lost or damaged on the way. */
import type { TimedLine } from './entry.ts'
import { seeded } from './prng.ts'

/** Bytes that leave the line together; `at` is when the last of them has arrived, in milliseconds of the router's clock. */
export type TimedBytes = { readonly at: number; readonly bytes: Uint8Array }

export type LineOptions = {
  /** Bits per second; 8N1 needs ten of them a character, so 9600 carries 960 characters a second. */
  readonly baud?: number
  /** Chance of each byte to vanish. */
  readonly drop?: number
  /** Chance of each byte to arrive as another one. */
  readonly damage?: number
  readonly seed?: number
}

const encoder = new TextEncoder()

/** Each line ends in CR LF. Nothing is lost here: the router holds back what the line cannot carry yet. */
export const encode = (lines: readonly TimedLine[]): Uint8Array =>
  encoder.encode(lines.map(({ text }) => `${text}\r\n`).join(''))

const flawed = (bytes: Uint8Array, { drop = 0, damage = 0 }: LineOptions, next: () => number): Uint8Array => {
  if (drop === 0 && damage === 0) return bytes
  const kept: number[] = []
  for (const byte of bytes) {
    if (next() < drop) continue
    kept.push(next() < damage ? Math.floor(next() * 256) : byte)
  }
  return Uint8Array.from(kept)
}

/**
 * One item a line of text. A line begins when the router prints it or when the one before is through, whichever is
 * later: a router that talks faster than the baud rate runs ahead of its console.
 */
export function* throughLine(lines: Iterable<TimedLine>, options: LineOptions = {}): Generator<TimedBytes> {
  const { baud = 9600, seed = 1 } = options
  const perByte = 10_000 / baud
  const { next } = seeded(seed)
  let free = 0
  for (const { at, text } of lines) {
    const bytes = encoder.encode(`${text}\r\n`)
    free = Math.max(free, at) + bytes.length * perByte
    yield { at: free, bytes: flawed(bytes, options, next) }
  }
}
