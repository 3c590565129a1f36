/** The envelope of an event: CloudEvents 1.0 in structured JSON mode. */
import { eventId } from './id.ts'
import type { Loose } from './loose.ts'
import type { Clock, Envelope } from './schema/envelope.ts'
import type { EventType } from './schemas.ts'
import { schemaUri } from './version.ts'

export const EVENT_CONTENT = 'application/cloudevents+json'

export type Occurrence = {
  type: EventType
  source: string
  /** Topic level of the peer; undefined where there is none. */
  peer: string | undefined
  /** RFC 3339; undefined where it cannot be known. */
  time: string | undefined
  sequence: number
  boot: number
  clock: Clock
  correction?: number | undefined
  data: object
}

/** The text of an event, and its id. The data are made into text once: for the id and for the payload. */
export const cloudEvent = (it: Occurrence): { id: string; payload: string } => {
  const { source, type, time, sequence, boot, clock, correction } = it
  const subject = it.peer === undefined ? undefined : `peer/${it.peer}`
  const data = JSON.stringify(it.data)
  const id = eventId({ source, boot, sequence, type, subject, data })
  const envelope: Loose<Omit<Envelope, 'historical'>> = {
    specversion: '1.0',
    id,
    source,
    subject,
    type,
    time,
    datacontenttype: 'application/json',
    dataschema: schemaUri(type),
    sequence,
    boot,
    clock,
    correction,
  }
  return { id, payload: `${JSON.stringify(envelope).slice(0, -1)},"data":${data}}` }
}
