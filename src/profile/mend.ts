/** Ping marks in a message: taken out where a template proves that they do not belong there (REFERENCE 1.5). */
import { withoutBreak, withoutMarks } from '../console/joining.ts'
import { OUTPUT } from '../console/operator.ts'
import type { DebugRecord } from '../console/record.ts'
import { ornamentEnd, PROMPT, toRecord } from '../console/records.ts'
import type { Language } from './compile.ts'
import { type Understanding, understand } from './understand.ts'

/** Longer lines are not looked at. Characters. */
const LONGEST = 200

export type Mended = Understanding & { readonly record: DebugRecord }

/** The whole line again without marks that a ping printed into it. */
export const mend = (language: Language, record: DebugRecord, block: string | undefined): Mended | undefined => {
  const { text } = record.line
  if (text.length > LONGEST || record.tag === PROMPT || record.tag === OUTPUT) return undefined
  for (const candidate of [...withoutBreak(text, ornamentEnd(text)), ...withoutMarks(text)]) {
    const again = toRecord({ ...record.line, text: candidate })
    const understood = understand(language, again, again.body, text, block, true)
    if (understood !== undefined && understood.spelling.kind !== 'ignored') return { record: again, ...understood }
  }
  return undefined
}
