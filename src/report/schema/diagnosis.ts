/** A verdict: cause, how certain, what to do, and the lines that prove it. */
import { type Static, Type } from '@sinclair/typebox'
import { REASONS } from '../../diagnosis/diagnosis.ts'
import { CERTAINTIES, Count, OneOf, Text } from './words.ts'

export const Reason = OneOf(REASONS, 'cause; the list may grow, no name in it changes')

const ATTRIBUTES = ['encryption', 'key-length', 'hash', 'group', 'authentication', 'lifetime'] as const

const Mismatch = Type.Object({
  attribute: OneOf(ATTRIBUTES),
  offered: Text('value in the offer'),
  local: Type.Optional(Text('value in the local policy, where it is known')),
})

const Alternative = Type.Object({
  reason: Reason,
  discriminator: Text('what to look at to tell it from the first'),
})

const Remedy = Type.Object({
  where: OneOf(['this-router', 'peer', 'network']),
  text: Text('what to do there'),
  config: Type.Optional(Type.Array(Type.String(), { description: 'lines as they are typed' })),
})

const EvidenceLine = Type.Object({
  text: Text('line of the console'),
  at: Text('time stamp as the router wrote it; empty where it wrote none'),
})

export const Diagnosis = Type.Object({
  reason: Reason,
  certainty: OneOf(
    CERTAINTIES,
    'stated: the router said so in words; inferred: it follows from what was and was not seen',
  ),
  summary: Text('one sentence for the person who gets the alert'),
  notify: Type.Optional(
    Type.Object({ name: Text('notify type in the spelling of RFC 2408'), number: Type.Optional(Count('its number')) }),
  ),
  mismatch: Type.Optional(Type.Array(Mismatch)),
  alternatives: Type.Optional(Type.Array(Alternative, { description: 'other causes that fit, likelier first' })),
  remedy: Type.Array(Remedy),
  evidence: Type.Array(EvidenceLine),
})
export type Diagnosis = Static<typeof Diagnosis>
