/** Feeds a pty with one text after the other: as fast as the reader takes it, or as a saturated line would bring it. */

import type { Pty } from '../../src/edge/pty.ts'
import { encode } from '../../src/simulator/line.ts'
import { chapters } from './chapters.ts'

/** What a UART hands over at a time. */
const PIECE = 16
const BYTES_PER_MS = 11.52
const PEERS = 200
const BLOCK = 16 * 1024

export type Feed = {
  /** Bytes written so far. */
  written(): number
  /** At least so many bytes, as fast as they are read. */
  hurry(bytes: number): Promise<void>
  /** Each piece when it is due, until the function returned is called. */
  begin(): () => void
}

/** The text of an IOS 15 hub with 200 peers; every feed brings the same. */
export const feed = (pty: Pty): Feed => {
  const nextChapter = chapters(1, PEERS, '15')
  let chapter: Uint8Array = new Uint8Array(0)
  let [next, written] = [0, 0]

  const take = (size: number): Uint8Array => {
    if (next === chapter.length) [chapter, next] = [encode(nextChapter()), 0]
    const piece = chapter.subarray(next, next + size)
    next += piece.length
    written += piece.length
    return piece
  }

  return {
    written: () => written,
    hurry: async (bytes) => {
      for (const end = written + bytes; written < end; )
        if (!pty.write(take(BLOCK))) await new Promise<void>((resolve) => pty.onDrain(resolve))
    },
    begin: () => {
      const [begun, before] = [performance.now(), written]
      const timer = setInterval(() => {
        for (const due = (performance.now() - begun) * BYTES_PER_MS; written - before + PIECE <= due; )
          pty.write(take(PIECE))
      }, 1)
      return () => clearInterval(timer)
    },
  }
}
