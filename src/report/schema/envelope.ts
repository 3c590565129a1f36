/** CloudEvents 1.0 in structured JSON mode, with the attributes that ikewatch adds. */
import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { Count, OneOf, Time } from './words.ts'

export const Clock = OneOf(['synchronised', 'free', 'unset'], 'what the clock of the host was worth')
export type Clock = Static<typeof Clock>

/** The envelope of one type of event around the schema of its data. */
export const envelope = <Data extends TSchema>(type: string, dataschema: string, data: Data) =>
  Type.Object({
    specversion: Type.Literal('1.0'),
    id: Type.String({
      pattern: '^[0-9a-f]{32}$',
      description: 'the same for the same occurrence, however often it is sent',
    }),
    source: Type.String({ pattern: '^/ikewatch/[a-z0-9-]+/console/[a-z0-9-]+$' }),
    subject: Type.Optional(Type.String({ pattern: '^peer/[a-z0-9-]+$' })),
    type: Type.Literal(type),
    time: Type.Optional(Time('host time; in replay the time of the capture, absent where it has none')),
    datacontenttype: Type.Literal('application/json'),
    dataschema: Type.Literal(dataschema),
    sequence: Type.Integer({ minimum: 1, description: 'per console, increasing by one; a hole means loss' }),
    boot: Count('start counter of the agent'),
    clock: Clock,
    correction: Type.Optional(
      Type.Integer({
        description: 'the clock of the host was set: milliseconds to add to the time of earlier events of this boot',
      }),
    ),
    historical: Type.Optional(Type.Literal(true, { description: 'delivered late from the outbox' })),
    data,
  })

export type Envelope = {
  specversion: '1.0'
  id: string
  source: string
  subject?: string
  type: string
  time?: string
  datacontenttype: 'application/json'
  dataschema: string
  sequence: number
  boot: number
  clock: Clock
  correction?: number
  historical?: true
}
