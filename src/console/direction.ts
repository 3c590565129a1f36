/**
 * Which way a capture runs. Log viewers and exports of log hosts show the newest line first: then stamps and sequence numbers go
 * back, line after line. A clock that was set, or a router that restarted, goes back once.
 */
import { linesState, passLines, takeBytes } from './lines.ts'
import type { Line } from './record.ts'
import { toRecord } from './records.ts'

export type Direction = 'unknown' | 'as it came' | 'newest first'

/** So much of a text is looked at where it shows no direction sooner. */
const LEARNING = { lines: 500, bytes: 256 * 1024 }
/** Steps ahead that make a direction at once: what comes through a pipe is to wait for few. */
const AHEAD = 4
/** Steps back that make one at once, and in all that is looked at. Feeds of several devices go both ways at times. */
const BACK = 40
const FEWEST_BACK = 3
const TO_ONE_AHEAD = 8

type Course = {
  lines: number
  bytes: number
  ahead: number
  back: number
  sequence: number | undefined
  device: number | undefined
}

const step = (course: Course, before: number | undefined, now: number | undefined): boolean => {
  if (before === undefined || now === undefined || before === now) return false
  if (now > before) course.ahead++
  else course.back++
  return true
}

const take = (course: Course, line: Line): void => {
  const { sequence, device } = toRecord(line)
  course.lines++
  if (!step(course, course.sequence, sequence)) step(course, course.device, device)
  course.sequence = sequence ?? course.sequence
  course.device = device ?? course.device
}

const directionOf = ({ lines, bytes, ahead, back }: Course, isAll: boolean): Direction => {
  const isEnough = isAll || lines >= LEARNING.lines || bytes >= LEARNING.bytes
  if (back >= (isEnough ? FEWEST_BACK : BACK) && back >= TO_ONE_AHEAD * ahead) return 'newest first'
  return isEnough || (ahead >= AHEAD && ahead >= back) ? 'as it came' : 'unknown'
}

/** Looks at the head of a capture piece by piece; `undefined` is its end. */
export const directionFinder = (): ((bytes: Uint8Array | undefined) => Direction) => {
  const cutting = linesState()
  const course: Course = { lines: 0, bytes: 0, ahead: 0, back: 0, sequence: undefined, device: undefined }
  const onLine = (line: Line): void => {
    if (directionOf(course, false) === 'unknown') take(course, line)
  }
  return (bytes) => {
    course.bytes += bytes?.length ?? 0
    if (bytes !== undefined) takeBytes(cutting, { kind: 'chunk', bytes, at: 0 }, onLine)
    else passLines(cutting, { kind: 'end', now: 0 }, (item) => item.kind === 'line' && onLine(item))
    return directionOf(course, bytes === undefined)
  }
}
