/** All scenarios of an ASA, in the order they are listed. What is the same as on IOS has the same name. */
import type { Scenario } from '../scenario.ts'
import { CERTIFICATES } from './certificates.ts'
import { ENDED } from './ended.ts'
import { ESTABLISHED } from './established.ts'
import { REFUSED } from './refused.ts'
import { REPEATED } from './repeated.ts'
import { UNANSWERED } from './unanswered.ts'

export const ASA_SCENARIOS: readonly Scenario[] = [
  ...ESTABLISHED,
  ...REPEATED,
  ...UNANSWERED,
  ...REFUSED,
  ...CERTIFICATES,
  ...ENDED,
]
