/** Retained documents about peers. */
import { type Static, Type } from '@sinclair/typebox'
import { Diagnosis, Reason } from './diagnosis.ts'
import { Negotiation, Peer, Proposal, Weakness } from './peer.ts'
import { CERTAINTIES, Count, OneOf, Text, Time } from './words.ts'

export const PeerSnapshot = Type.Object({
  peer: Peer,
  state: OneOf(
    ['unknown', 'negotiating', 'failing', 'established', 'failed', 'down'],
    'unknown until something was seen',
  ),
  since: Type.Optional(Time('when this state began')),
  negotiation: Type.Optional(Negotiation),
  proposal: Type.Optional(Proposal),
  weaknesses: Type.Array(Weakness, { description: 'of the last accepted proposal' }),
  lastFailure: Type.Optional(
    Type.Object({
      event: Text('id of the event'),
      type: OneOf(['ikewatch.phase1.failing', 'ikewatch.phase1.failed', 'ikewatch.phase1.down']),
      time: Type.Optional(Time('when')),
      reason: Reason,
      certainty: OneOf(CERTAINTIES),
      summary: Text('one sentence'),
    }),
  ),
  counters: Type.Object({
    attempts: Count('exchanges begun'),
    established: Count('phase 1 completed'),
    failing: Count('attempts that showed trouble'),
    failed: Count('attempts over without success'),
    down: Count('established SAs that ended'),
  }),
  boot: Count('start counter of the agent'),
  sequence: Count('sequence of the last event that is in this snapshot; 0 before the first'),
})
export type PeerSnapshot = Static<typeof PeerSnapshot>

export const PeerAlert = Type.Object({
  reason: Reason,
  peer: Peer,
  negotiation: Type.Optional(Negotiation),
  since: Type.Optional(Time('when it was first raised')),
  times: Count('how many negotiations raised it since then'),
  event: Type.Optional(Text('id of the event that raised it last; absent where silence raised it')),
  diagnosis: Diagnosis,
})
export type PeerAlert = Static<typeof PeerAlert>

export const Unexpected = Type.Object(
  {
    attempts: Count('exchanges begun'),
    established: Count('phase 1 completed'),
    failed: Count('attempts over without success'),
    reasons: Type.Record(Type.String(), Count('how often'), { description: 'failed attempts by reason' }),
    last: Type.Object({ address: Text('address of the latest'), time: Type.Optional(Time('when')) }),
    boot: Count('start counter of the agent'),
  },
  { description: 'All peers together that no configuration expects, counted since the agent started.' },
)
export type Unexpected = Static<typeof Unexpected>
