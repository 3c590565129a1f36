/** Peers that no configuration expects: counted together, in constant memory and with at most one message a minute. */

import type { Publication } from '../outbox/publication.ts'
import type { Phase1Event } from '../phase1/event.ts'
import { retained } from './document.ts'
import type { Unexpected } from './schema/documents.ts'

export const MINUTE = 60_000

export type Strangers = {
  /** Undefined until the first of them comes. */
  document: Unexpected | undefined
  dirty: boolean
  /** Monotonic milliseconds of the last message about them. */
  sentAt: number | undefined
}

export const noStrangers = (): Strangers => ({ document: undefined, dirty: false, sentAt: undefined })

/** Counts an event of an unexpected peer. */
export const count = (
  strangers: Strangers,
  event: Phase1Event,
  address: string,
  time: string | undefined,
  boot: number,
): void => {
  strangers.document ??= { attempts: 0, established: 0, failed: 0, reasons: {}, last: { address }, boot }
  const { document } = strangers
  document.last = { address, ...(time !== undefined && { time }) }
  if (event.type === 'started') document.attempts++
  if (event.type === 'established') document.established++
  if (event.type === 'failed') {
    const { reason } = event.diagnosis
    document.failed++
    document.reasons[reason] = (document.reasons[reason] ?? 0) + 1
  }
  strangers.dirty = true
}

/** The aggregate, where it changed and a minute has passed since the last one. */
export const report = (strangers: Strangers, topic: string, now: number): Publication[] => {
  const { document, dirty, sentAt } = strangers
  if (document === undefined || !dirty || (sentAt !== undefined && now - sentAt < MINUTE)) return []
  strangers.dirty = false
  strangers.sentAt = now
  return [retained(topic, document)]
}
