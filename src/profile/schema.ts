/** The shape of a profile file. The JSON Schema beside the profiles is made from this. */
import { type Static, Type } from '@sinclair/typebox'
import { KINDS } from './kinds.ts'

const closed = { additionalProperties: false }

const Message = Type.Object(
  {
    id: Type.String({
      pattern: '^[a-z0-9][a-z0-9-]*$',
      description: 'unique within the profile, in the field’s words',
    }),
    scope: Type.String({ description: 'one of the scopes of this profile or of the one it extends' }),
    kind: Type.Union(
      Object.keys(KINDS).map((kind) => Type.Literal(kind)),
      { description: 'what it tells: a kind of src/phase1/message.ts' },
    ),
    facts: Type.Optional(
      Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
        description: 'facts of the kind that this text always says',
      }),
    ),
    text: Type.Array(Type.String({ minLength: 1 }), {
      minItems: 1,
      description: 'spellings: literal text and {name:type} captures',
    }),
    meaning: Type.String({ minLength: 1, description: 'one plain sentence; {capture} names are filled in' }),
    step: Type.String({ description: 'which message of which exchange it belongs to' }),
    bare: Type.Optional(Type.Boolean({ description: 'may stand without a tag' })),
    within: Type.Optional(Type.String({ description: 'id of the message that opens the block this line belongs to' })),
    examples: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, description: 'whole console lines' }),
    evidence: Type.Optional(Type.Union([Type.Literal('seen'), Type.Literal('known')])),
  },
  closed,
)

const Ignored = Type.Object(
  {
    scope: Type.String(),
    text: Type.String({ minLength: 1 }),
    why: Type.String({ minLength: 1 }),
    bare: Type.Optional(Type.Boolean()),
    examples: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
  },
  closed,
)

export const ProfileFile = Type.Object(
  {
    profile: Type.String({ pattern: '^[a-z0-9-]+$' }),
    title: Type.String({ minLength: 1 }),
    origin: Type.Object(
      {
        kind: Type.Union([Type.Literal('composed'), Type.Literal('captured')]),
        from: Type.String({ minLength: 1 }),
        image: Type.Optional(Type.String()),
        date: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
      },
      closed,
    ),
    family: Type.Union([Type.Literal('ios'), Type.Literal('asa')]),
    extends: Type.Optional(Type.String()),
    timers: Type.Object(
      { repeatAfter: Type.String({ pattern: '^\\d+ s$' }), repeats: Type.Integer({ minimum: 0 }) },
      closed,
    ),
    recognise: Type.Array(Type.String({ minLength: 2 }), { minItems: 1 }),
    scopes: Type.Optional(Type.Record(Type.String(), Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }))),
    messages: Type.Array(Message),
    ignore: Type.Optional(Type.Array(Ignored)),
  },
  { ...closed, $id: 'profile.schema.json', title: 'ikewatch firmware profile' },
)
export type ProfileFile = Static<typeof ProfileFile>
export type MessageEntry = Static<typeof Message>
