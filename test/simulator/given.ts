import { findScenario, type Rendered, renderByName } from '../../src/simulator/catalogue.ts'
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts'

/** A value the test cannot do without. */
const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`no ${what}`)
  return value
}

export const givenScenario = (name: string): Scenario => found(findScenario(name), name)

export const givenConsole = (...request: Parameters<typeof renderByName>): Rendered =>
  found(renderByName(...request), request[0])
