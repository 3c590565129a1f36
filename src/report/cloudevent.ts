/** The envelope of an event: CloudEvents 1.0 in structured JSON mode. */
import { eventId } from './id.ts'
import type { Clock, Envelope } from './schema/envelope.ts'
import type { EventData, EventType } from './schemas.ts'
import { schemaUri } from './version.ts'

export const EVENT_CONTENT = 'application/cloudevents+json'

export type Occurrence<T extends EventType> = {
  type: T
  source: string
  /** Topic level of the peer; undefined where there is none. */
  peer: string | undefined
  /** RFC 3339; undefined where it cannot be known. */
  time: string | undefined
  sequence: number
  boot: number
  clock: Clock
  data: EventData[T]
}

/** Puts the envelope around an occurrence. */
export const cloudEvent = <T extends EventType>(it: Occurrence<T>): Envelope & { type: T; data: EventData[T] } => {
  const { source, type, sequence, boot, clock, data } = it
  const subject = it.peer === undefined ? undefined : `peer/${it.peer}`
  return {
    specversion: '1.0',
    id: eventId({ source, boot, sequence, type, subject, data }),
    source,
    ...(subject !== undefined && { subject }),
    type,
    ...(it.time !== undefined && { time: it.time }),
    datacontenttype: 'application/json',
    dataschema: schemaUri(type),
    sequence,
    boot,
    clock,
    data,
  }
}
