/** Every line through every stage, as if each were the first of its kind: what the short way is held against. */
import { lines, linesState } from '../../src/console/lines.ts'
import { operator, operatorState } from '../../src/console/operator.ts'
import type { Chunk } from '../../src/console/record.ts'
import { records } from '../../src/console/records.ts'
import { sight, sightState } from '../../src/console/sight.ts'
import { track, trackState } from '../../src/phase1/track.ts'
import type { Language } from '../../src/profile/compile.ts'
import { interpretState } from '../../src/profile/hearing.ts'
import { interpret } from '../../src/profile/interpret.ts'
import { chain, type Passing } from '../../src/stage.ts'

export type Input = Chunk | Passing

/** As `listen`. */
export const longWay = chain(chain(chain(chain(lines, records), operator), sight), interpret)

export const longState = (language: Language) =>
  [[[[linesState(), undefined], operatorState()], sightState()], interpretState(language)] as const

/** As `agent`. */
export const inTurn = chain(longWay, track)

export const inTurnState = (language: Language) => [longState(language), trackState()] as const
