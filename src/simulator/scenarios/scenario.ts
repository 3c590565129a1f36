/** A scenario: what happens between this router and one peer, as tables by role and exchange. */
import type { Attribute } from '../../vocabulary/ike.ts'
import type { Nat } from '../setting.ts'
import { type Row, table } from '../table.ts'
import type { Train } from '../trains.ts'

/** Seat of this router in the story. */
export type Seat = 'initiator main' | 'responder main' | 'initiator aggressive' | 'responder aggressive'

export type Scenario = {
  readonly name: string
  /** One line for a person who picks a scenario. */
  readonly about: string
  readonly seats: { readonly [S in Seat]?: readonly Row[] }
  readonly nat?: Nat
  readonly authentication?: string
  readonly profile?: string
  /** Switches rows of the step tables. */
  readonly flags?: readonly string[]
  /** For each local policy, the attributes in which it differs from what is offered; one equal policy if absent. */
  readonly differ?: readonly (readonly Attribute[])[]
  /** Number of transforms offered; the last is the one the policies are made from. */
  readonly offers?: number
  /** Trains that cannot do it. */
  readonly not?: readonly Train[]
  /** It concerns the console as a whole, or ends it: not for a crowd of peers. */
  readonly alone?: boolean
}

type Options = Omit<Scenario, 'name' | 'about' | 'seats'>

/** Seats as text, parsed once. */
export const scenario = (
  name: string,
  about: string,
  seats: { readonly [S in Seat]?: string },
  options: Options = {},
): Scenario => ({
  name,
  about,
  seats: Object.fromEntries(Object.entries(seats).map(([seat, rows]) => [seat, table(`| sa | a ${seat}\n${rows}`)])),
  ...options,
})

/** Both roles of main mode, and quick mode over it. */
export const BOTH = {
  'initiator main': '| step | i-main \n | step | qm-initiator',
  'responder main': '| step | r-main \n | step | qm-responder',
}
