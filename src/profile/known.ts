/**
 * The short way of a line that says what was said before: its bytes are found in the table of phrases, and no text is cut,
 * taken apart or matched. Nothing but speed depends on it: where anything is unusual, the line goes the long way.
 */
import { frontAt, type ShortFront, tagAt } from '../console/fronts.ts'
import { type Block, withBlanks } from '../console/lines.ts'
import { showsNothing } from '../console/operator.ts'
import {
  hashOf,
  isHeardAgain,
  LONGEST_PHRASE,
  type Phrases,
  phrases,
  recall,
  remember,
  SHORTEST_PHRASE,
} from '../console/phrases.ts'
import type { DebugRecord } from '../console/record.ts'
import { PROMPT, toRecord } from '../console/records.ts'
import { saysNothingOfSight } from '../console/sight.ts'
import type { DebugMessage, Heard } from '../phase1/message.ts'
import { own } from '../vocabulary/own.ts'
import type { Language } from './compile.ts'
import { hasSettled } from './dialect.ts'
import { COLUMNS, type InterpretState, release, tell } from './interpret.ts'
import { type Saying, sayingOf } from './saying.ts'
import { isWhole } from './torn.ts'

/** What a phrase says, and what stood before it in its record. */
type Meaning = {
  /** Undefined where it takes more than the words alone to tell: such a line goes the long way each time. */
  readonly saying: Saying | undefined
  readonly conn: number | undefined
  readonly peer: string | undefined
  readonly tabs: boolean
}

const NOT_ALONE: Meaning = { saying: undefined, conn: undefined, peer: undefined, tabs: false }

const tables = new WeakMap<Language, Phrases<Meaning>>()

const tableOf = (language: Language): Phrases<Meaning> => {
  const known = tables.get(language)
  if (known !== undefined) return known
  const made = phrases<Meaning>()
  tables.set(language, made)
  return made
}

/** What these bytes mean wherever they are said behind such a front. */
const learn = (
  state: InterpretState,
  { text: all, at }: Block,
  from: number,
  to: number,
  front: ShortFront,
): Meaning => {
  const raw = own(all.slice(from, to))
  const text = withBlanks(raw)
  const record: DebugRecord = toRecord({ kind: 'line', text, at, bytes: 0, damaged: false })
  // A stamp in the middle of a line is read the long way.
  if (record.stamp !== front.stamp || !showsNothing(record) || !saysNothingOfSight(record)) return NOT_ALONE
  const saying = sayingOf(state.language, record, state.block?.id)
  if (saying.mended !== undefined || saying.mayGoOn || saying.mayLengthen) return NOT_ALONE
  return { saying, conn: record.conn, peer: record.peer, tabs: text !== raw }
}

const PLAIN = /^[\t -~]*$/

/**
 * Takes a line of a console that is seen, and on which nobody shows anything. Gives what was heard where it was known: then its
 * message is out and all is counted.
 */
export const takeKnown = (
  state: InterpretState,
  block: Block,
  from: number,
  to: number,
  bytes: number,
  emit: (message: DebugMessage) => void,
): Heard | undefined => {
  if (to - from === COLUMNS || !hasSettled(state.listening) || !isWhole(state.whole)) return undefined
  const front = frontAt(state.fronts, block, from, to)
  if (front === undefined) return undefined
  const tag = tagAt(block.bytes, from + front.length)
  const begin = tag.end
  const length = to - begin
  if (length < SHORTEST_PHRASE || length > LONGEST_PHRASE) return undefined
  const salt = (state.block?.number ?? 0) * 32 + front.kind * 2 + (tag.conn < 0 ? 0 : 1)
  const hash = hashOf(block.words, begin, to, salt)
  const table = tableOf(state.language)
  let meaning = recall(table, block.words, begin, to, hash)
  if (meaning === undefined) {
    if (!isHeardAgain(table, hash) || !PLAIN.test(block.text.slice(from, to))) return undefined
    meaning = learn(state, block, from, to, front)
    remember(table, block.bytes, begin, to, hash, meaning)
  }
  const { saying } = meaning
  if (saying === undefined) return undefined
  if (state.held !== undefined) {
    if (saying.tag === '' || saying.tag === PROMPT) return undefined
    const before = state.block
    release(state, emit)
    if (state.block !== before) return undefined
  }
  const text = block.text.slice(from, to)
  const heard: Heard = {
    at: block.at,
    device: front.device,
    stamp: front.stamp,
    conn: tag.conn < 0 ? meaning.conn : tag.conn,
    peer: meaning.peer,
    text: meaning.tabs ? withBlanks(text) : text,
    repaired: saying.partial,
    entry: saying.entry,
  }
  tell(state, saying, heard, { bytes, damaged: false }, emit)
  return heard
}
