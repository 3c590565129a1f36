/** Recorded events from disk or standard input, checked for completeness. */
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import {
  isWhole,
  type Recorded,
  type Report,
  startVerifying,
  type Verification,
  verified,
  verifyEvent,
} from '../report/verify.ts'
import { captureBytes } from './capture.ts'

const isRecorded = (value: unknown): value is Recorded =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'source' in value &&
  typeof value.source === 'string' &&
  'sequence' in value &&
  typeof value.sequence === 'number' &&
  'type' in value &&
  typeof value.type === 'string'

/** A line of a recording: an event, perhaps with the topic before it as `mosquitto_sub -v` writes it. */
const parse = (line: string): Recorded | undefined => {
  const from = line.indexOf('{')
  if (from < 0) return undefined
  try {
    const value: unknown = JSON.parse(line.slice(from))
    return isRecorded(value) ? value : undefined
  } catch {
    return undefined
  }
}

const take = (state: Verification, line: string): void => {
  if (line.trim() === '') return
  const event = parse(line)
  if (event === undefined) state.notEvents++
  else verifyEvent(state, event)
}

/** What was found of one console, and whether nothing is missing. */
export type Found = Report & { readonly whole: boolean }

/** Reads a recording to its end. `notEvents` counts lines that are none. Throws an Error with a sentence where reading fails. */
export const verifyRecording = async (path: string): Promise<{ found: Found[]; notEvents: number }> => {
  const state = startVerifying()
  const lines = createInterface({ input: Readable.from(captureBytes(path)), crlfDelay: Number.POSITIVE_INFINITY })
  for await (const line of lines) take(state, line)
  return { found: verified(state).map((report) => ({ ...report, whole: isWhole(report) })), notEvents: state.notEvents }
}
