/** The list of composed transcripts: which scenarios, in which dialect, stamped how. */
import { seatsOf } from '../../src/simulator/catalogue.ts'
import type { Stamping } from '../../src/simulator/render.ts'
import { LOOK_ALIKES } from '../../src/simulator/scenarios/look-alikes.ts'
import type { Scenario, Seat } from '../../src/simulator/scenarios/scenario.ts'
import { SCENARIOS } from '../../src/simulator/scenarios/scenarios.ts'
import type { IosDialect, IosTrain } from '../../src/simulator/trains.ts'

export type Piece = {
  readonly name: string
  readonly dialect: IosDialect
  readonly scenario: Scenario
  readonly seats: readonly Seat[]
  readonly train?: IosTrain
  readonly twin?: boolean
  readonly stamping?: Stamping
  /** `noise`: harmless lines strewn; `crowd`: the seats at the same time instead of one after the other. */
  readonly manner?: 'noise' | 'crowd' | 'crowd-split' | 'ping' | 'typed'
}

const DIALECTS: readonly IosDialect[] = ['ios-12', 'ios-15', 'ios-xe']

/** Success and each reason: in every dialect. */
const EVERYWHERE = new Set([
  'success',
  'no-response',
  'proposal-mismatch',
  'psk-mismatch',
  'psk-missing',
  'id-mismatch',
  'cert-invalid',
  'auth-timeout',
  'ke-timeout',
  'nat-t-blocked',
  'aggressive-rejected',
  'xauth-failed',
  'dpd-timeout',
  'deleted-by-peer',
  'deleted-locally',
  'malformed',
  'admission-denied',
  'unsupported-exchange',
  'phase2-failed',
])

/** After these the console says nothing more that would suit another seat. */
const LAST_WORDS = new Set(['reload', 'unfinished', 'undebug-midway', 'console-muted'])

const seatsIn = (scenario: Scenario): readonly Seat[] =>
  LAST_WORDS.has(scenario.name) ? seatsOf(scenario).slice(0, 1) : seatsOf(scenario)

const rotated = (index: number): readonly IosDialect[] => DIALECTS.slice(index % 3, (index % 3) + 1)

const scenarios: readonly Piece[] = SCENARIOS.flatMap((scenario, index) =>
  (EVERYWHERE.has(scenario.name) ? DIALECTS : rotated(index)).map((dialect) => ({
    name: scenario.name,
    dialect,
    scenario,
    seats: seatsIn(scenario),
  })),
)

const lookAlikes: readonly Piece[] = LOOK_ALIKES.flatMap((scenario, index) =>
  rotated(index).flatMap((dialect) =>
    [false, true].map((twin) => ({
      name: `pair-${scenario.name}-${twin ? 'b' : 'a'}`,
      dialect,
      scenario,
      seats: seatsOf(scenario),
      twin,
    })),
  ),
)

const scenarioOf = (name: string): Scenario => SCENARIOS.find((scenario) => scenario.name === name) as Scenario
const success = { scenario: scenarioOf('success'), seats: ['initiator main', 'responder main'] as const }
const clock = { date: [2015, 12, 31], timeOfDay: 86_390_000, uptime: 1_627_000 } as const

const styles: readonly Piece[] = [
  { ...success, name: 'success-12-3', dialect: 'ios-12', train: '12.3' },
  { ...success, name: 'success-12-4', dialect: 'ios-12', train: '12.4' },
  { ...success, name: 'success-12-4t', dialect: 'ios-15', train: '12.4T' },
  { ...success, name: 'success-no-stamps', dialect: 'ios-15', stamping: { debug: { form: 'none' }, clock } },
  { ...success, name: 'success-uptime', dialect: 'ios-12', stamping: { debug: { form: 'uptime' }, clock } },
  {
    ...success,
    name: 'success-seconds',
    dialect: 'ios-12',
    train: '12.4',
    stamping: { debug: { form: 'datetime', flag: '*' }, clock },
  },
  {
    ...success,
    name: 'success-sequence-numbers',
    dialect: 'ios-xe',
    stamping: { debug: { form: 'datetime', msec: true, year: true, zone: 'CET', flag: '.' }, clock, sequence: 999_930 },
  },
  {
    scenario: scenarioOf('psk-mismatch'),
    seats: ['responder main'],
    name: 'psk-mismatch-mixed-stamps',
    dialect: 'ios-15',
    stamping: { debug: { form: 'datetime', msec: true, flag: '*' }, log: { form: 'uptime' }, clock },
  },
  ...DIALECTS.map((dialect) => ({ ...success, name: 'success-among-noise', dialect, manner: 'noise' as const })),
  {
    ...success,
    name: 'three-at-once',
    dialect: 'ios-xe',
    manner: 'crowd',
    seats: ['initiator main', 'responder main', 'responder aggressive'],
  },
  {
    ...success,
    name: 'three-at-once-mixed',
    dialect: 'ios-15',
    manner: 'crowd-split',
    seats: ['initiator main', 'responder main', 'initiator aggressive'],
  },
  { ...success, name: 'success-during-ping', dialect: 'ios-15', manner: 'ping', seats: ['initiator main'] },
  { ...success, name: 'success-cut-by-typing', dialect: 'ios-xe', manner: 'typed', seats: ['responder main'] },
]

export const PIECES: readonly Piece[] = [...scenarios, ...lookAlikes, ...styles]
