/** Scenarios by name, for the command line, the demo and the tests. */
import type { Entry, TimedLine, Truth } from './entry.ts'
import { type Choice, print, render, type Stamping } from './render.ts'
import type { Scenario, Seat } from './scenarios/scenario.ts'
import { scenariosOf } from './scenarios/scenarios.ts'
import type { Dialect } from './trains.ts'

export type Listed = { readonly name: string; readonly about: string; readonly seats: readonly Seat[] }

export const seatsOf = (scenario: Scenario): readonly Seat[] => Object.keys(scenario.seats) as Seat[]

const USUAL_DIALECT: Dialect = 'ios-15'

export const listScenarios = (dialect: Dialect = USUAL_DIALECT): readonly Listed[] =>
  scenariosOf(dialect).map((scenario) => ({ name: scenario.name, about: scenario.about, seats: seatsOf(scenario) }))

export const findScenario = (name: string, dialect: Dialect = USUAL_DIALECT): Scenario | undefined =>
  scenariosOf(dialect).find((scenario) => scenario.name === name)

/** A stamping as images of the dialect are found: 12 with a zone, 15 with a clock never set, XE with NTP lost. */
export const USUAL_STAMPING: { readonly [D in Dialect]: Stamping } = {
  'ios-12': {
    debug: { form: 'datetime', msec: true, zone: 'GMT' },
    clock: { date: [2002, 3, 7], timeOfDay: 58_469_027, uptime: 1_627_000 },
  },
  'ios-15': {
    debug: { form: 'datetime', msec: true, flag: '*' },
    clock: { date: [2012, 10, 9], timeOfDay: 31_204_511, uptime: 7_214_000 },
  },
  'ios-xe': {
    debug: { form: 'datetime', msec: true, flag: '.', zone: 'UTC' },
    clock: { date: [2024, 11, 25], timeOfDay: 67_996_485, uptime: 90_000 },
  },
  asa: {
    debug: { form: 'asa-debug' },
    log: { form: 'asa-syslog' },
    clock: { date: [2024, 11, 8], timeOfDay: 25_805_000, uptime: 90_000 },
  },
}

export type Rendered = {
  readonly entries: readonly Entry[]
  readonly lines: readonly TimedLine[]
  readonly truth: readonly Truth[]
}

/** What the console shows. Undefined where there is no such scenario or it has no such seat; the first seat if none is asked for. */
export const renderByName = (
  name: string,
  options: {
    readonly dialect?: Dialect
    readonly seat?: Seat
    readonly choice?: Choice
    readonly stamping?: Stamping
  } = {},
): Rendered | undefined => {
  const dialect = options.dialect ?? USUAL_DIALECT
  const scenario = findScenario(name, dialect)
  if (scenario === undefined) return undefined
  const seat = options.seat ?? seatsOf(scenario)[0]
  if (seat === undefined || scenario.seats[seat] === undefined) return undefined
  const entries = render(scenario, seat, dialect, options.choice)
  return { entries, ...print(entries, options.stamping ?? USUAL_STAMPING[dialect]) }
}
