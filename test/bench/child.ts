/** What every measured program shares: how it reads, and how it says what it did. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

/**
 * The measured part alone, without the start of Node: `ms` by the clock, `cpuMs` of processor time, all threads, which
 * a busy machine spoils less. Memory is the process's peak, in KiB.
 */
export type Measure = { ms: number; cpuMs: number; lines: number; events: number; peakKiB: number }

/** Peak of this process only: `resourceUsage().maxRSS` would count what it was forked from. */
const peakKiB = (): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0)

/** Hands on a file in pieces of 16 KiB, each valid until the next. */
export const readPieces = (path: string, take: (piece: Uint8Array) => void): void => {
  const file = openSync(path, 'r')
  const buffer = new Uint8Array(16_384)
  for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer)) take(buffer.subarray(0, size))
  closeSync(file)
}

/** Runs `work` and prints its measure as one line of JSON. */
export const measured = async (work: () => Promise<{ lines: number; events: number }>): Promise<void> => {
  const [start, before] = [performance.now(), process.cpuUsage()]
  const counts = await work()
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, ...counts, peakKiB: peakKiB() } satisfies Measure))
}
