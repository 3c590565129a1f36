/** Console text through the stages of `console/`. */
import { lines, linesState } from '../../src/console/lines.ts'
import { operator, operatorState } from '../../src/console/operator.ts'
import type { DebugRecord, SightNotice } from '../../src/console/record.ts'
import { records } from '../../src/console/records.ts'
import { sight, sightState } from '../../src/console/sight.ts'
import { chain, type Passing } from '../../src/stage.ts'

const toRecords = chain(chain(lines, records), operator)
const toSight = chain(toRecords, sight)

const chunk = (text: string) => ({ kind: 'chunk', bytes: new TextEncoder().encode(`${text}\n`), at: 0 }) as const

const isRecord = (output: DebugRecord | SightNotice | Passing): output is DebugRecord => output.kind === 'record'
const isNotice = (output: DebugRecord | SightNotice | Passing): output is SightNotice => output.kind === 'sight-notice'

/** Records as they leave the operator's stage: what a show command printed has the tag `output`. */
export const recordsOf = (...text: string[]): DebugRecord[] =>
  toRecords([[linesState(), undefined], operatorState()], chunk(text.join('\n')))[1].filter(isRecord)

const seen = (text: readonly string[]): readonly (DebugRecord | SightNotice | Passing)[] =>
  toSight([[[linesState(), undefined], operatorState()], sightState()], chunk(text.join('\n')))[1]

/** What is said of our sight. */
export const noticesOf = (...text: string[]): SightNotice[] => seen(text).filter(isNotice)

/** Kinds of all that leaves the stage that looks after sight. */
export const outputsOf = (...text: string[]): string[] => seen(text).map(({ kind }) => kind)
