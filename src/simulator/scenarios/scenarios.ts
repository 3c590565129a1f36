/** All scenarios, in the order they are listed. */
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
