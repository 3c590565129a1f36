/** What phase 1 tells the world: the events of the contract before they are dressed for it. */
import type { Certainty, Diagnosis, Reason } from '../diagnosis/diagnosis.ts'
import type { Proposal } from '../vocabulary/ike.ts'
import type { Direction, Exchange, Role } from '../vocabulary/isakmp.ts'
import type { Sight } from './message.ts'

/** The negotiation an event belongs to, as far as it is known at that moment. */
export type NegotiationRef = {
  /** Unique per console and boot; counts up. */
  readonly id: number
  readonly role: Role
  readonly exchange: Exchange
  readonly connId: number
}

/** When something happened: on the router's clock as it wrote it, and on ours. */
export type Moment = {
  /** Arrival, monotonic milliseconds. */
  readonly at: number
  /** The router's stamp as written; empty where it wrote none. */
  readonly stamp: string
  /** The same as milliseconds on the router's clock, undefined where it printed none fine enough. */
  readonly device: number | undefined
}

type Of<T extends string, Data> = {
  readonly kind: 'phase1'
  readonly type: T
  readonly moment: Moment
  /** Peer address as printed; undefined while unknown. */
  readonly peer: string | undefined
  readonly remotePort: number
  readonly negotiation: NegotiationRef
} & Readonly<Data>

export type Weakness = { item: string; judgement: string; source: string }

export type Started = Of<'started', { exchange: Exchange; role: Role; ports: { local: number; remote: number } }>
export type Transition = Of<
  'transition',
  {
    from: string
    to: string
    /** 1 to 6 of main mode, 1 to 3 of aggressive; absent where a change belongs to no message (a fall back). */
    message?: number
    direction?: Direction
    elapsedMs: number
    certainty: Certainty
  }
>
export type Established = Of<
  'established',
  {
    proposal?: Proposal
    durationMs: number
    /** Milliseconds since the first message, at each message. */
    timeline: { message: number; direction: Direction; atMs: number }[]
    vendorIds: string[]
    natTraversal: boolean
    weaknesses: Weakness[]
    /** Negotiation whose failure this ends; the publisher turns it into the id of the failure event. */
    recovers?: number
    certainty: Certainty
  }
>
export type Failing = Of<'failing', { diagnosis: Diagnosis }>
/** Trouble that was told of a phase 1 which stays up is over. */
export type Recovered = Of<'recovered', { reason: Reason }>
export type Failed = Of<
  'failed',
  { diagnosis: Diagnosis; lastState: string; retransmissions: number; offered?: Proposal[]; local?: Proposal[] }
>
export type Down = Of<'down', { diagnosis: Diagnosis; upForMs: number }>
export type Unfinished = Of<'unfinished', { lastState: string; waitingFor: string; diagnosis?: Diagnosis }>

export type Phase1Event = Started | Transition | Established | Failing | Recovered | Failed | Down | Unfinished

/** What is said of the console itself. */
export type ConsoleEvent =
  | {
      readonly kind: 'console'
      readonly type: 'restarted' | 'blind'
      readonly moment: Moment
      readonly evidence: string[]
      readonly why: string
    }
  | {
      readonly kind: 'console'
      readonly type: 'gap'
      readonly moment: Moment
      readonly why: string
      readonly lines?: number
    }
  | {
      readonly kind: 'console'
      readonly type: 'sight'
      readonly moment: Moment
      readonly sight: Sight
      readonly why: string
    }

export type Observation = Phase1Event | ConsoleEvent
