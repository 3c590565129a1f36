/** Events of phase 1 in the words of the contract. */
import type { Phase1Event } from '../phase1/event.ts'
import type { Loose } from './loose.ts'
import { publishedProposal } from './proposal.ts'
import type { Negotiation, Peer } from './schema/peer.ts'
import type { Phase1Data } from './schema/phase1.ts'

/** Type and data of an event, without its envelope. */
type Phase1Dressed = { [T in keyof Phase1Data]: { type: T; data: Loose<Phase1Data[T]> } }[keyof Phase1Data]

export type Surroundings = {
  peer: Peer | undefined
  negotiation: Negotiation
  /** Id of the event of trouble that this one ends. */
  recovers: string | undefined
}

/** Dresses one event. */
export const dressPhase1 = (event: Phase1Event, { peer, negotiation, recovers }: Surroundings): Phase1Dressed => {
  const { stamp } = event.moment
  const routerTime = stamp === '' ? undefined : stamp
  switch (event.type) {
    case 'started': {
      const { exchange, role, ports } = event
      return { type: 'ikewatch.phase1.started', data: { peer, negotiation, routerTime, exchange, role, ports } }
    }
    case 'transition': {
      const { from, to, message, direction, elapsedMs, certainty } = event
      const data = { peer, negotiation, routerTime, from, to, message, direction, elapsedMs, certainty }
      return { type: 'ikewatch.phase1.transition', data }
    }
    case 'established': {
      const { durationMs, timeline, vendorIds, natTraversal, weaknesses, certainty } = event
      const proposal = event.proposal && publishedProposal(event.proposal)
      const measured = { proposal, durationMs, timeline, vendorIds, natTraversal, weaknesses, recovers, certainty }
      return { type: 'ikewatch.phase1.established', data: { peer, negotiation, routerTime, ...measured } }
    }
    case 'failing': {
      const { diagnosis } = event
      return { type: 'ikewatch.phase1.failing', data: { peer, negotiation, routerTime, diagnosis } }
    }
    case 'recovered': {
      const { reason } = event
      return { type: 'ikewatch.phase1.recovered', data: { peer, negotiation, routerTime, reason, recovers } }
    }
    case 'failed': {
      const { diagnosis, lastState, retransmissions } = event
      const offered = event.offered?.map(publishedProposal)
      const local = event.local?.map(publishedProposal)
      const found = { diagnosis, lastState, retransmissions, offered, local }
      return { type: 'ikewatch.phase1.failed', data: { peer, negotiation, routerTime, ...found } }
    }
    case 'down': {
      const { diagnosis, upForMs } = event
      return { type: 'ikewatch.phase1.down', data: { peer, negotiation, routerTime, diagnosis, upForMs } }
    }
    case 'unfinished': {
      const { lastState, waitingFor, diagnosis } = event
      const data = { peer, negotiation, routerTime, lastState, waitingFor, diagnosis }
      return { type: 'ikewatch.phase1.unfinished', data }
    }
  }
}
