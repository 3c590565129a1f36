/** Events of phase 1 in the words of the contract. */
import type { Phase1Event } from '../phase1/event.ts'
import { publishedProposal } from './proposal.ts'
import type { Negotiation, Peer } from './schema/peer.ts'
import type { Phase1Data } from './schema/phase1.ts'

/** What surrounds the data of one type. */
export type Phase1Dressed = { [T in keyof Phase1Data]: { type: T; data: Phase1Data[T] } }[keyof Phase1Data]

export type Surroundings = {
  peer: Peer | undefined
  negotiation: Negotiation
  /** Id of the event of trouble that an established phase 1 ends. */
  recovers: string | undefined
}

/** Type and data of a phase-1 event, without its envelope. */
export const dressPhase1 = (event: Phase1Event, { peer, negotiation, recovers }: Surroundings): Phase1Dressed => {
  const about = {
    ...(peer && { peer }),
    negotiation,
    ...(event.moment.stamp !== '' && { routerTime: event.moment.stamp }),
  }
  switch (event.type) {
    case 'started': {
      const { exchange, role, ports } = event
      return { type: 'ikewatch.phase1.started', data: { ...about, exchange, role, ports } }
    }
    case 'transition': {
      const { from, to, message, direction, elapsedMs, certainty } = event
      const which = { ...(message !== undefined && { message }), ...(direction !== undefined && { direction }) }
      return { type: 'ikewatch.phase1.transition', data: { ...about, from, to, ...which, elapsedMs, certainty } }
    }
    case 'established': {
      const { proposal, durationMs, timeline, vendorIds, natTraversal, weaknesses, certainty } = event
      const accepted = proposal && { proposal: publishedProposal(proposal) }
      const measured = { durationMs, timeline, vendorIds, natTraversal, weaknesses }
      const ends = recovers !== undefined && { recovers }
      return { type: 'ikewatch.phase1.established', data: { ...about, ...accepted, ...measured, ...ends, certainty } }
    }
    case 'failing':
      return { type: 'ikewatch.phase1.failing', data: { ...about, diagnosis: event.diagnosis } }
    case 'failed': {
      const { diagnosis, lastState, retransmissions } = event
      const offered = event.offered && { offered: event.offered.map(publishedProposal) }
      const local = event.local && { local: event.local.map(publishedProposal) }
      const data = { ...about, diagnosis, lastState, retransmissions, ...offered, ...local }
      return { type: 'ikewatch.phase1.failed', data }
    }
    case 'down':
      return { type: 'ikewatch.phase1.down', data: { ...about, diagnosis: event.diagnosis, upForMs: event.upForMs } }
    case 'unfinished': {
      const { lastState, waitingFor, diagnosis } = event
      const found = diagnosis && { diagnosis }
      return { type: 'ikewatch.phase1.unfinished', data: { ...about, lastState, waitingFor, ...found } }
    }
  }
}
