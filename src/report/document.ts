/** Retained documents as publications. */
import type { Publication } from '../outbox/publication.ts'

/** A retained document; it replaces the one before it. */
export const retained = (topic: string, document: object, urgent = false): Publication => ({
  topic,
  payload: JSON.stringify(document),
  qos: 1,
  retain: true,
  class: 'snapshot',
  urgent,
  contentType: 'application/json',
})

/** Takes a retained topic away: its payload becomes empty. */
export const emptied = (topic: string): Publication => ({
  topic,
  payload: '',
  qos: 1,
  retain: true,
  class: 'snapshot',
  urgent: false,
})
