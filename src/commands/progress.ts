/** How far a long replay is. */
import type { Capture } from '../edge/capture.ts'
import type { Io } from './io.ts'
import { inert } from './text.ts'

/** Shorter work shows nothing. Milliseconds. */
const PATIENCE = 1000
const EVERY = 200
const MIB = 1024 * 1024

export type Progress = { read(bytes: number): void; done(): void }

export const progressOf = (capture: Extract<Capture, { name: string }>, io: Io): Progress => {
  const begun = performance.now()
  let shownAt = begun + PATIENCE - EVERY
  let read = 0
  return {
    read: (bytes) => {
      read += bytes
      const now = performance.now()
      if (now - shownAt < EVERY) return
      shownAt = now
      const share = capture.size ? `${Math.floor((100 * read) / capture.size)} % of ` : ''
      io.progress(`${inert(capture.name)}: ${share}${Math.round((capture.size ?? read) / MIB)} MiB`)
    },
    done: () => io.progress(undefined),
  }
}
