/** Data of the `ikewatch.phase1.*` events. */
import { type Static, type TProperties, Type } from '@sinclair/typebox'
import { Diagnosis, Reason } from './diagnosis.ts'
import { Negotiation, Peer, Proposal, Weakness } from './peer.ts'
import { CERTAINTIES, Count, DIRECTIONS, EXCHANGES, OneOf, ROLES, Text } from './words.ts'

const about = <Own extends TProperties>(own: Own, description: string) =>
  Type.Object(
    {
      peer: Type.Optional(Peer),
      negotiation: Negotiation,
      routerTime: Type.Optional(Text('time stamp as the router wrote it')),
      ...own,
    },
    { description },
  )

export const PHASE1_DATA = {
  'ikewatch.phase1.started': about(
    {
      exchange: OneOf(EXCHANGES),
      role: OneOf(ROLES),
      ports: Type.Object({ local: Count('UDP port here'), remote: Count('UDP port of the peer') }),
    },
    'An exchange begins.',
  ),
  'ikewatch.phase1.transition': about(
    {
      from: Text('IKE state before, as the router prints it'),
      to: Text('IKE state after'),
      message: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 6, description: '1 to 6 of main mode, 1 to 3 of aggressive' }),
      ),
      direction: Type.Optional(OneOf(DIRECTIONS, 'seen from this router')),
      elapsedMs: Type.Number({ minimum: 0, description: 'milliseconds since the negotiation began' }),
      certainty: OneOf(CERTAINTIES),
    },
    'The state changed.',
  ),
  'ikewatch.phase1.established': about(
    {
      proposal: Type.Optional(Proposal),
      durationMs: Type.Number({ minimum: 0, description: 'milliseconds from the beginning to the end of phase 1' }),
      timeline: Type.Array(
        Type.Object({
          message: Type.Integer({ minimum: 1, maximum: 6 }),
          direction: OneOf(DIRECTIONS),
          atMs: Type.Number({ minimum: 0, description: 'milliseconds since the first message' }),
        }),
      ),
      vendorIds: Type.Array(Type.String()),
      natTraversal: Type.Boolean(),
      weaknesses: Type.Array(Weakness),
      recovers: Type.Optional(Text('id of the failing, failed or down event that this ends')),
      certainty: OneOf(CERTAINTIES),
    },
    'Phase 1 is complete.',
  ),
  'ikewatch.phase1.failing': about({ diagnosis: Diagnosis }, 'First evidence of trouble; the attempt is not over.'),
  'ikewatch.phase1.recovered': about(
    { reason: Reason, recovers: Type.Optional(Text('id of the failing event that this ends')) },
    'Trouble of a phase 1 that stayed up is over: what was refused was agreed.',
  ),
  'ikewatch.phase1.failed': about(
    {
      diagnosis: Diagnosis,
      lastState: Text('last IKE state seen'),
      retransmissions: Count('packets of ours that were repeated'),
      offered: Type.Optional(Type.Array(Proposal)),
      local: Type.Optional(Type.Array(Proposal)),
    },
    'This attempt is over without success.',
  ),
  'ikewatch.phase1.down': about(
    { diagnosis: Diagnosis, upForMs: Type.Number({ minimum: 0, description: 'milliseconds that the SA lived' }) },
    'An established ISAKMP SA ended.',
  ),
  'ikewatch.phase1.unfinished': about(
    {
      lastState: Text('last IKE state seen'),
      waitingFor: Text('what would have come next'),
      diagnosis: Type.Optional(Diagnosis),
    },
    'The capture ended first (replay only).',
  ),
} as const

export type Phase1Data = { [K in keyof typeof PHASE1_DATA]: Static<(typeof PHASE1_DATA)[K]> }
