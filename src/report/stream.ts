/** The ordered stream of one console: gives each event its number, its time, its id and its topic. */
import type { Publication, PublicationClass } from '../outbox/publication.ts'
import type { Moment } from '../phase1/event.ts'
import { cloudEvent, EVENT_CONTENT } from './cloudevent.ts'
import type { Loose } from './loose.ts'
import type { EventData, EventType } from './schemas.ts'
import type { Scene } from './setup.ts'

/** Type and data of an event, without its envelope. */
export type Dressed = { [T in EventType]: { type: T; data: Loose<EventData[T]> } }[EventType]

export type Emitted = { publication: Publication; id: string; sequence: number; time: string | undefined }

const CLASSES: { readonly [T in EventType]?: PublicationClass } = {
  'ikewatch.phase1.started': 'transition',
  'ikewatch.phase1.transition': 'transition',
  'ikewatch.phase1.failing': 'failure',
  'ikewatch.phase1.failed': 'failure',
  'ikewatch.phase1.down': 'failure',
  'ikewatch.console.lost': 'failure',
}

/** `peer` is the topic level of the peer. `alarming` false: a stranger's end is news, but no failure. */
export const emit = (
  scene: Scene,
  what: Dressed,
  moment: Moment,
  peer: string | undefined,
  alarming = true,
): Emitted => {
  const sequence = scene.nextSequence()
  const time = scene.timeOf(moment)
  const { source, boot } = scene
  const { type, data } = what
  const correction = scene.correction?.()
  const { id, payload } = cloudEvent({
    type,
    source,
    peer,
    time,
    sequence,
    boot,
    clock: scene.clock(),
    correction,
    data,
  })
  const given = CLASSES[type] ?? 'other'
  const rank = given === 'failure' && !alarming ? 'other' : given
  const publication: Publication = {
    topic: scene.topics.event,
    payload,
    qos: 1,
    retain: false,
    class: rank,
    urgent: rank === 'failure',
    contentType: EVENT_CONTENT,
    expectSequence: { console: scene.console, sequence },
  }
  return { publication, id, sequence, time }
}
