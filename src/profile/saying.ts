/** What a line says by itself, whatever was said before it. */
import { withoutTail } from '../console/joining.ts'
import { OUTPUT } from '../console/operator.ts'
import type { DebugRecord } from '../console/record.ts'
import { PROMPT } from '../console/records.ts'
import type { Kind } from '../phase1/message.ts'
import { NOTHING } from '../stage.ts'
import type { Language } from './compile.ts'
import { type Mended, mend } from './mend.ts'
import { isTorn, type Meaning, meaningOf, scopeOf, type Tagged } from './understand.ts'

export type Saying = Meaning & {
  readonly tag: string
  readonly kind: Kind
  /** Id of the entry that fitted; empty where none did. */
  readonly entry: string
  /** The words that an entry fitted: a fragment below may lengthen them. */
  readonly said: (Tagged & { readonly id: string }) | undefined
  /** In no profile as it stands, and yet understood without the marks of a ping. */
  readonly mended: Mended | undefined
  /** In no profile, and it may go on below. */
  readonly mayGoOn: boolean
  /** In no profile, and short enough to be the rest of the line above. */
  readonly mayLengthen: boolean
}

/** What an operator types, or asked for. */
const isOperators = (tag: string): boolean => tag === OUTPUT || tag === PROMPT

/** What is in no profile: the business of others or of an operator, or something of ours that is not known. */
const unknownKind = (language: Language, tag: string): 'ignored' | 'unrecognised' =>
  isOperators(tag) || (tag !== '' && scopeOf(language, tag) === undefined) ? 'ignored' : 'unrecognised'

/** What a line says that no entry fits. */
export const unknown = (language: Language, record: DebugRecord): Pick<Saying, 'kind' | 'facts'> => {
  const kind = unknownKind(language, record.tag)
  return { kind, facts: kind === 'unrecognised' ? ['torn', isTorn(language, record)] : NOTHING }
}

/** The end of a ping cut the line: without its marks it may stop in the middle of a template. */
const isCutByPing = (language: Language, { tag, body }: DebugRecord, block: string | undefined): boolean =>
  meaningOf(language, tag, withoutTail(body), block).open

const isFragment = ({ tag, stamp, body }: DebugRecord): boolean =>
  tag === '' && stamp === '' && body.length <= 40 && /^[A-Z_]+$|^[a-z]+[!.)]?$/.test(body)

/** Written out: a spread costs microseconds, and this runs for every line of the long way (measured). */
export const sayingOf = (language: Language, record: DebugRecord, block: string | undefined): Saying => {
  const { tag, body } = record
  const { spelling, facts, partial, open } = meaningOf(language, tag, body, block)
  const known = spelling !== undefined
  const said = known ? { kind: spelling.kind, facts } : unknown(language, record)
  const mended = known ? undefined : mend(language, record, block)
  return {
    spelling,
    facts: said.facts,
    partial,
    open,
    tag,
    kind: said.kind,
    entry: known ? spelling.id : '',
    said: known ? { tag, body, id: spelling.id } : undefined,
    mended,
    mayGoOn: !known && tag !== '' && !isOperators(tag) && (open || isCutByPing(language, record, block)),
    mayLengthen: !known && isFragment(record),
  }
}
