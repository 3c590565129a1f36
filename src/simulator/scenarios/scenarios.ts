/** All scenarios, in the order they are listed. */
import type { Dialect } from '../trains.ts'
import { ASA_SCENARIOS } from './asa/scenarios.ts'
import { ENDED } from './ended.ts'
import { ESTABLISHED } from './established.ts'
import { REFUSED } from './refused.ts'
import { REPEATED } from './repeated.ts'
import type { Scenario } from './scenario.ts'
import { SIGHT } from './sight.ts'
import { UNANSWERED } from './unanswered.ts'

export const SCENARIOS: readonly Scenario[] = [
  ...ESTABLISHED,
  ...REPEATED,
  ...UNANSWERED,
  ...REFUSED,
  ...ENDED,
  ...SIGHT,
]

export const scenariosOf = (dialect: Dialect): readonly Scenario[] => (dialect === 'asa' ? ASA_SCENARIOS : SCENARIOS)
