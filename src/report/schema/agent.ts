/** Data of the `ikewatch.agent.*` events, and what the agent says of itself in retained topics. */
import { type Static, type TUnsafe, Type } from '@sinclair/typebox'
import { Count, Name, OneOf, Text, Time } from './words.ts'

const counts = (description: string) => Type.Record(Type.String(), Count('how many'), { description })

/** Tuples that stay read-only, as the outbox keeps them. */
const Ranges = Type.Array(Type.Tuple([Type.Integer(), Type.Integer()]), {
  description: 'first and last sequence of each run',
}) as unknown as TUnsafe<readonly (readonly [number, number])[]>

/** The account of the outbox, as it keeps it. */
const DroppedAccount = Type.Object(
  {
    total: Count('publications given up'),
    classes: counts('by class: transition, snapshot, other, failure'),
    reasons: counts('by reason: full, too-large, refused, damaged'),
    consoles: Type.Record(Type.String(), Type.Object({ count: Count('events given up'), ranges: Ranges }), {
      description: 'by console',
    }),
  },
  { description: 'Something was given up.' },
)

export const AGENT_DATA = {
  'ikewatch.agent.started': Type.Object(
    { version: Text('version of ikewatch') },
    { description: 'The agent started.' },
  ),
  'ikewatch.agent.stopped': Type.Object(
    { why: Text('why, in one sentence') },
    { description: 'The agent stops cleanly.' },
  ),
  'ikewatch.agent.dropped': DroppedAccount,
} as const
export type AgentData = { [K in keyof typeof AGENT_DATA]: Static<(typeof AGENT_DATA)[K]> }

export const AgentStatus = Type.Object({
  state: OneOf(['online', 'degraded', 'offline']),
  boot: Count('start counter of the agent'),
  since: Type.Optional(Time('when this state began')),
  why: Type.Optional(Text('why it is degraded or offline')),
})
export type AgentStatus = Static<typeof AgentStatus>

export const AgentInfo = Type.Object({
  version: Text('version of ikewatch'),
  boot: Count('start counter of the agent'),
  protocol: OneOf(['5', '3.1.1'], 'MQTT version in use'),
  consoles: Type.Array(
    Type.Object({
      name: Name('name of the console'),
      device: Text('device'),
      profile: Text('profile, or auto'),
      peers: Type.Array(Type.String()),
    }),
  ),
  profiles: Type.Array(Type.Object({ name: Text('profile'), digest: Text('SHA-256 of its text') })),
  limits: Type.Record(Type.String(), Type.Number(), { description: 'limits in force, by name' }),
})
export type AgentInfo = Static<typeof AgentInfo>

/** Bytes of a console: `read` is the sum of all the others. */
const Accounting = Type.Object({
  read: Count('bytes read'),
  understood: Count('bytes in lines understood'),
  ignored: Count('bytes in lines ignored by name'),
  unknown: Count('bytes in lines that nobody understands'),
  damaged: Count('bytes in damaged lines'),
  pending: Type.Optional(Count('bytes of a line that is not complete yet')),
})

export const AgentHealth = Type.Object({
  time: Type.Optional(Time('when this was written')),
  boot: Count('start counter of the agent'),
  uptimeSeconds: Count('seconds since the start'),
  consoles: Type.Record(Type.String(), Accounting, { description: 'line accounting by console' }),
  outbox: Type.Object({
    depth: Count('publications waiting'),
    bytes: Count('their bytes'),
    made: Count('publications made since the start'),
    recovered: Type.Optional(
      Count('waiting since an earlier run; made and recovered are depth, acknowledged and dropped'),
    ),
    acknowledged: Count('acknowledged by the broker'),
    dropped: Count('given up'),
  }),
  rssBytes: Count('resident memory in bytes'),
  diskBytesToday: Count('bytes written to disk today'),
})
export type AgentHealth = Static<typeof AgentHealth>
