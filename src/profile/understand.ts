/** One record to one debug message, where a template proves it. No memory: what belongs together is `interpret.ts`. */
import type { DebugRecord } from '../console/record.ts'
import type { DebugMessage, Heard, Kind } from '../phase1/message.ts'
import { NOTHING } from '../stage.ts'
import { foldVpi } from '../vocabulary/ike.ts'
import type { Language, Spelling } from './compile.ts'
import { captured, exhausted, extendable, followed, match, type Node, reached } from './matcher.ts'

const isDigit = (code: number): boolean => code >= 48 && code <= 57

const isWordCode = (code: number): boolean => isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)

/**
 * A match that ends inside a word, or before more words where a longer spelling exists, fitted only in part: something is
 * glued to it, or the rest is damaged. Marks, brackets and arrows behind it are a ping, or somebody's note.
 */
const partial = (body: string, end: number): boolean => {
  if (end === body.length) return false
  if (isWordCode(body.charCodeAt(end))) return isWordCode(body.charCodeAt(end - 1))
  return extendable && body.charCodeAt(end) === 32 && isWordCode(body.charCodeAt(end + 1))
}

const value = (type: string, number: boolean, text: string): string | number => {
  if (type === 'vpi') return number ? foldVpi(text) : String(foldVpi(text))
  return number ? Number.parseInt(text, text.startsWith('0x') ? 16 : 10) : text.trim()
}

/** The facts of the last match: names and values, in turn. */
const factsOf = (spelling: Spelling, body: string): unknown[] => {
  const facts = [...spelling.constants]
  for (let i = 0; i < spelling.captures.length; i++) {
    const capture = spelling.captures[i]
    if (capture === undefined || capture.name.charCodeAt(0) === 95) continue
    const text = body.slice(captured[2 * i], captured[2 * i + 1])
    facts.push(capture.name, value(capture.type, capture.number, text))
  }
  return facts
}

/** Written one by one: a spread of so many shapes costs twice as much (measured). */
export const messageOf = (kind: Kind, heard: Heard, facts: readonly unknown[]): DebugMessage => {
  const message: Record<string, unknown> = { kind, heard }
  for (let i = 0; i < facts.length; i += 2) message[facts[i] as string] = facts[i + 1]
  return message as DebugMessage
}

/** The peer that a message names. */
export const namedIn = (message: DebugMessage): string | undefined => ('peer' in message ? message.peer : undefined)

export const heardFrom = (record: DebugRecord, text: string, repaired: boolean, entry: string): Heard => ({
  at: record.line.at,
  device: record.device,
  stamp: record.stamp,
  conn: record.conn,
  peer: record.peer,
  text,
  repaired,
  entry,
})

/** The scope that a tag belongs to: its own name, its facility, or every system message. */
export const scopeOf = (language: Language, tag: string): string | undefined => {
  const exact = language.scopes.get(tag)
  if (exact !== undefined || tag.charCodeAt(0) !== 37) return exact
  return language.scopes.get(tag.slice(0, tag.indexOf('-'))) ?? language.scopes.get('%')
}

/** The block in which the next match stands. */
let place: string | undefined
const fits = ({ within }: Spelling): boolean => within === undefined || within === place

export type Understanding = {
  readonly spelling: Spelling
  readonly message: DebugMessage
  /** How much of the body it took to say so. Characters. */
  readonly reach: number
}

/** The tree asked for last: the tags of neighbours are mostly the same. */
const latest: { language: Language | undefined; tag: string; tree: Node<Spelling> | undefined } = {
  language: undefined,
  tag: '',
  tree: undefined,
}

const treeFor = (language: Language, tag: string): Node<Spelling> | undefined => {
  if (tag === '') return language.bare
  if (tag === latest.tag && language === latest.language) return latest.tree
  const scope = scopeOf(language, tag)
  latest.language = language
  latest.tag = tag
  latest.tree = scope === undefined ? undefined : language.trees.get(scope)
  return latest.tree
}

/** Words, and the tag under which they are said. */
export type Tagged = { readonly tag: string; readonly body: string }

/** What a body means in a tree and a block, whoever says it and when. */
export type Meaning = {
  readonly spelling: Spelling | undefined
  readonly facts: readonly unknown[]
  /** The body was not understood whole: something is glued to it. */
  readonly partial: boolean
  /** It may go on below. */
  readonly open: boolean
}

const NO_MEANING: Meaning = { spelling: undefined, facts: NOTHING, partial: false, open: false }
const OPEN_MEANING: Meaning = { ...NO_MEANING, open: true }

/** The meaning of a body that is said with this tag, in this block. */
export const meaningOf = (language: Language, tag: string, body: string, block: string | undefined): Meaning => {
  const tree = treeFor(language, tag)
  if (tree === undefined) return NO_MEANING
  place = block
  const spelling = match(tree, body, fits)
  if (spelling === undefined) return exhausted ? OPEN_MEANING : NO_MEANING
  return { spelling, facts: factsOf(spelling, body), partial: partial(body, reached), open: false }
}

/** Literal characters of a known line that an unknown one must begin with to count as a damaged one. */
const BEGUN = 6

/** What lines of IKE have in them, though a letter of the tag may be damaged: a profile knows each of them. */
const OURS = /ISAK|SAKM|AKMP|IKMP|IKE|MM_|AG_|payload|vendor ID|policy!/

/** No router prints it. */
const BEYOND_ASCII = /[^ -~]/

/**
 * Whether a line that no entry fits is a damaged one: it begins as a known line does, or its tag is torn. What is worded otherwise
 * from its first words on is only not known yet.
 */
export const isTorn = (
  language: Language,
  { tag, stamp, body }: Pick<DebugRecord, 'tag' | 'stamp' | 'body'>,
): boolean => {
  if (tag === '') return stamp !== '' && OURS.test(body)
  if (BEYOND_ASCII.test(body)) return true
  const tree = treeFor(language, tag)
  return tree !== undefined && followed(tree, body) >= BEGUN
}

/** Matches a body in the place of a record; `text` is what counts as evidence. */
export const understand = (
  language: Language,
  record: DebugRecord,
  body: string,
  text: string,
  block: string | undefined,
  repaired: boolean,
): Understanding | undefined => {
  const { spelling, facts, partial } = meaningOf(language, record.tag, body, block)
  if (spelling === undefined) return undefined
  const heard = heardFrom(record, text, repaired || partial, spelling.id)
  return { spelling, message: messageOf(spelling.kind, heard, facts), reach: reached }
}
