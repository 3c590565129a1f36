/** Ping marks in a message: taken out where a template proves that they do not belong there (REFERENCE 1.5). */
import { firstMark, withoutMarks } from '../console/joining.ts'
import { OUTPUT } from '../console/operator.ts'
import type { DebugRecord } from '../console/record.ts'
import { PROMPT, toRecord } from '../console/records.ts'
import { readFront } from '../console/stamp.ts'
import type { DebugMessage } from '../phase1/message.ts'
import type { Language, Spelling } from './compile.ts'
import { type Meaning, meaningIn, understand } from './understand.ts'

/** Longer lines are not looked at. Characters. */
const LONGEST = 200

/** A stamp ends in its time or in a short zone; a longer word there may be the tag of a line that lost a colon. */
const LONG_WORD = /[0-9A-Za-z]...[^0-9]$/

/** Kinds of front that differ in what comes of taking marks out, as a bit each: none, stamps by their dots; 0 for odd ones. */
const frontOf = ({ stamp, flag }: DebugRecord): number => {
  if (stamp === '') return 1
  if (LONG_WORD.test(stamp)) return 0
  return 2 << ((flag === '.' ? 1 : 0) + (stamp.includes('.', 1) ? 1 : 0))
}

/** Whether nothing came of taking the marks out of this phrase before, and no other mark is in the line than a stamp's. */
const isHopeless = (meaning: Meaning, record: DebugRecord): boolean => {
  const { phrase, line } = record
  if (phrase === undefined || (meaning.hopeless & frontOf(record)) === 0) return false
  return firstMark(line.text, readFront(line.text).end) >= line.text.length - phrase.length
}

/** Nothing came of taking the marks out. */
const giveUpOn = (meaning: Meaning, record: DebugRecord): void => {
  meaning.hopeless |= frontOf(record)
  if (record.phrase !== undefined) record.phrase.meaning = meaning
}

/** The whole line again without marks that a ping printed into it. */
export const mend = (
  language: Language,
  record: DebugRecord,
  block: string | undefined,
): { record: DebugRecord; message: DebugMessage; spelling: Spelling } | undefined => {
  const { text } = record.line
  if (text.length > LONGEST || record.tag === PROMPT || record.tag === OUTPUT) return undefined
  const meaning = meaningIn(language, record, block)
  if (isHopeless(meaning, record)) return undefined
  for (const candidate of withoutMarks(text)) {
    const again = toRecord({ ...record.line, text: candidate })
    const { message, spelling } = understand(language, again, again.body, text, block, true)
    if (message !== undefined && spelling !== undefined && spelling.kind !== 'ignored')
      return { record: again, message, spelling }
  }
  giveUpOn(meaning, record)
  return undefined
}
