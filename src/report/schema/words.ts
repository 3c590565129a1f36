/** Small words that several schemas share. */
import { type TUnsafe, Type } from '@sinclair/typebox'

/** One of a closed list of strings. */
export const OneOf = <const Words extends readonly string[]>(
  words: Words,
  description?: string,
): TUnsafe<Words[number]> =>
  // The library has no checkable enum of strings; a union of literals is one, and the cast spares its long type.
  Type.Union(
    words.map((word) => Type.Literal(word)),
    description ? { description } : {},
  ) as unknown as TUnsafe<Words[number]>

export const Count = (description: string) => Type.Integer({ minimum: 0, description })

export const Text = (description: string) => Type.String({ description })

/** RFC 3339 in UTC with milliseconds. */
export const Time = (description: string) =>
  Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$', description })

/** A name as it stands in a topic. */
export const Name = (description: string) => Type.String({ pattern: '^[a-z0-9-]{1,63}$', description })

export const CERTAINTIES = ['stated', 'inferred'] as const
export const ROLES = ['initiator', 'responder', 'unknown'] as const
export const EXCHANGES = ['main', 'aggressive', 'unknown'] as const
export const DIRECTIONS = ['sent', 'received'] as const
