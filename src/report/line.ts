/** The console itself: whether it can be read, and whether the router's debugging can be seen on it. */
import type { Sight } from '../phase1/message.ts'
import type { ConsoleStatus } from './schema/console.ts'

/** A new state of the line, told by the edge. */
export type LineState = {
  readonly kind: 'line'
  readonly state: 'open' | 'lost' | 'silent' | 'noisy' | 'locked'
  /** One sentence. */
  readonly why: string
  readonly device: string
  /** When it began, monotonic milliseconds. */
  readonly since: number
}

export type LineMemory = {
  /** Undefined until the edge has said something. */
  line: LineState | undefined
  sight: Sight
  /** Why it sees or does not, and since when. */
  seen: { why: string; since: string | undefined }
  /** When the last byte came, and the latest time heard of, monotonic milliseconds. */
  lastByte: number | undefined
  now: number
}

export const newLine = (): LineMemory => ({
  line: undefined,
  sight: 'unknown',
  seen: { why: '', since: undefined },
  lastByte: undefined,
  now: 0,
})

/** The retained status; undefined until the edge has said something. A line that cannot be read outranks blindness. */
export const statusOf = (
  { line, sight, seen, lastByte, now }: LineMemory,
  console: string,
  timeAt: (at: number) => string | undefined,
): ConsoleStatus | undefined => {
  if (line === undefined) return undefined
  const blind = line.state === 'open' && sight === 'blind'
  const since = blind ? seen.since : timeAt(line.since)
  const lastByteAt = lastByte === undefined ? undefined : timeAt(lastByte)
  return {
    console,
    state: blind ? 'blind' : line.state,
    why: blind ? seen.why : line.why,
    device: line.device,
    sight,
    ...(since !== undefined && { since }),
    ...(lastByteAt !== undefined && { lastByteAt }),
    ...(lastByte !== undefined && { lastByteAgeMs: Math.max(0, Math.round(now - lastByte)) }),
  }
}
