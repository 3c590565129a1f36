/** What a process takes of the machine, asked from outside, and how figures are printed. */
import { readdirSync, readFileSync } from 'node:fs'

/** Processor time of all its threads so far, in milliseconds. A thread that has ended is not counted any more. */
export const cpuMs = (pid: number): number =>
  readdirSync(`/proc/${pid}/task`).reduce(
    (sum, thread) => sum + Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6,
    0,
  )

/** Resident memory now, in KiB. */
export const residentKib = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])

export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN

export const column = (text: string | number, width: number): string => String(text).padStart(width)

/** One line: a figure beside what the issue wants of it. */
export const compare = (label: string, value: number, wanted: string): void =>
  console.log(`${label.padEnd(46)}${column(value.toFixed(3), 8)}   wanted ${wanted}`)

/** Only where somebody watches. */
export const progress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${text.padEnd(60)}`)
}
