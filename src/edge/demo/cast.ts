/** Who plays in the demo, and what: data only. */
import type { Seat } from '../../simulator/scenarios/scenario.ts'
import type { Dialect } from '../../simulator/trains.ts'

export type Act = {
  /** Name of a peer of this router. */
  readonly peer: string
  /** Name of a scenario of the simulator. */
  readonly scenario: string
  readonly seat: Seat
  /** Milliseconds after the round began. */
  readonly at: number
}

export type Router = {
  readonly hostname: string
  /** A few words for the person who watches. */
  readonly about: string
  readonly dialect: Dialect
  readonly local: string
  /** Addresses by name. */
  readonly peers: { readonly [name: string]: string }
  /** Played one after the other, then from the first again. */
  readonly rounds: readonly (readonly Act[])[]
}

const act = (peer: string, scenario: string, seat: Seat, at = 0): Act => ({ peer, scenario, seat, at })

/** By the name of their console. The first rounds are short: they are all that `--once` waits for. */
export const CAST: { readonly [console: string]: Router } = {
  tokyo: {
    hostname: 'Tokyo',
    about: 'IOS 12.2, a branch',
    dialect: 'ios-12',
    local: '172.16.5.1',
    peers: { osaka: '172.16.6.2' },
    rounds: [
      [act('osaka', 'success', 'initiator main', 1000)],
      [act('osaka', 'deleted-by-peer', 'initiator main')],
      [act('osaka', 'psk-missing', 'initiator main'), act('osaka', 'no-response', 'initiator main', 70_000)],
    ],
  },
  hub: {
    hostname: 'Hub',
    about: 'IOS XE, a hub',
    dialect: 'ios-xe',
    local: '10.20.0.1',
    peers: { nagoya: '10.20.1.2', sapporo: '10.20.2.2', fukuoka: '10.20.3.2', sendai: '10.20.4.2' },
    rounds: [
      [
        act('fukuoka', 'psk-mismatch', 'responder main'),
        act('nagoya', 'proposal-mismatch', 'responder main', 4000),
        act('sapporo', 'psk-missing', 'responder main', 8000),
        act('sendai', 'success', 'responder main', 14_000),
      ],
      [
        act('nagoya', 'success', 'responder main'),
        act('sapporo', 'success', 'initiator main', 12_000),
        act('fukuoka', 'id-mismatch', 'responder main', 20_000),
      ],
      [
        act('sendai', 'dpd-timeout', 'responder main'),
        act('fukuoka', 'success', 'responder main', 25_000),
        act('nagoya', 'nat-t-blocked', 'responder main', 40_000),
      ],
    ],
  },
}
