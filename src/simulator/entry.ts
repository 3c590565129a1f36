/** What the composition yields before it is stamped: lines, and beside them the truth. */
import type { Exchange, Role } from '../vocabulary/isakmp.ts'

/** What really happened to a negotiation; `blind` says the router can no longer be seen, `restarted` that it reloaded. */
export type Outcome = 'established' | 'failed' | 'down' | 'superseded' | 'unfinished' | 'restarted' | 'blind'

export type Truth = {
  /** One number a negotiation; an `established` and the `down` that follows carry the same. */
  readonly negotiation: number
  readonly peer: string
  readonly role: Role
  readonly exchange: Exchange
  readonly outcome: Outcome
  /** A reason of the contract, for `failed` and `down`. */
  readonly reason?: string
  /** Other reasons that this side's text fits as well. */
  readonly fits?: readonly string[]
  /** Milliseconds since the start, on the router's clock. */
  readonly at: number
  /** The scene it is of, on a console that plays several: from its first line to its last, before the others are merged in. */
  readonly scene?: { readonly from: number; readonly to: number }
}

type When = {
  readonly at: number
  /** Entries with one number are printed in one go by the one IKE process of the router. */
  readonly burst: number
}

/** `debug` and `log` lines are stamped, each in its own style; `raw` lines are not. */
export type Printed = When & { readonly kind: 'line'; readonly stamped: 'debug' | 'log' | 'raw'; readonly text: string }

export type Entry = Printed | (When & { readonly kind: 'truth'; readonly truth: Omit<Truth, 'at'> })

/** A line of the console, milliseconds since the start on the router's clock. */
export type TimedLine = { readonly at: number; readonly text: string }
