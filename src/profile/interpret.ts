/**
 * Records to debug messages. A record that stops in the middle of a template is held for the next lines, as is one that a
 * page cut at column 80; ping marks are taken out where a template proves it. Every record comes out exactly once.
 */
import { type Fronts, fronts } from '../console/fronts.ts'
import { joined } from '../console/joining.ts'
import type { DebugRecord, Line, SightNotice } from '../console/record.ts'
import { PROMPT } from '../console/records.ts'
import type { DebugMessage, Dialect, Heard, Kind, SightChange } from '../phase1/message.ts'
import { flowing, NOTHING, type Passing, type Stage } from '../stage.ts'
import { type Accounts, accounts, add } from './accounts.ts'
import type { Language, Spelling } from './compile.ts'
import { asDialect, type Listening, listen, listening } from './dialect.ts'
import { FREE_KINDS } from './kinds.ts'
import { type Saying, sayingOf } from './saying.ts'
import { hearWhole, passSight, type Wholeness, wholeness } from './torn.ts'
import { heardFrom, meaningOf, messageOf, type Tagged, understand } from './understand.ts'

/** Lines that may stand between the two halves of one. */
const PATIENCE = 3
/** Lines that a block may have after its head. */
const BLOCK = 8
/** A held line is let go when nothing has come for this long. Milliseconds. */
const LET_GO = 500
/** Where terminal programs and web pages break lines. */
export const COLUMNS = 80

type Held = {
  record: DebugRecord
  fallback: DebugMessage
  spelling: Spelling | undefined
  left: number
}

export type InterpretState = {
  language: Language
  /** For the short way (known.ts). */
  fronts: Fronts
  listening: Listening
  held: Held | undefined
  block: { id: string; number: number; left: number } | undefined
  /** What the line before said, which the rest of it may lengthen. */
  previous: Said | undefined
  whole: Wholeness
  lines: Accounts
  bytes: Accounts
}

/** Words under a tag that an entry fitted. */
export type Said = Tagged & { readonly id: string }

/** A profile of a name fixes the dialect; without one it is found by listening. */
export const interpretState = (language: Language, fixed?: string): InterpretState => {
  const state: InterpretState = {
    language,
    fronts: fronts(),
    listening: listening(),
    held: undefined,
    block: undefined,
    previous: undefined,
    whole: wholeness(),
    lines: accounts(),
    bytes: accounts(),
  }
  const profile = language.profiles.find((each) => each.name === fixed)
  if (profile !== undefined) state.listening = { ...listening(), heard: Number.POSITIVE_INFINITY, chosen: profile }
  return state
}

type Output = DebugMessage | Dialect | SightChange | Passing
type Emit = (output: Output) => void
type Hear = (message: DebugMessage) => void

const count = (state: InterpretState, bytes: number, as: keyof Accounts): void => {
  add(state.lines, as, 1)
  add(state.bytes, as, bytes)
}

const accountOf = (kind: DebugMessage['kind'], damaged: boolean): keyof Accounts =>
  kind === 'unrecognised' ? (damaged ? 'damaged' : 'unknown') : kind === 'ignored' ? 'ignored' : 'understood'

/** Sends a message out, keeping the block and the accounts. */
const say = (
  state: InterpretState,
  { bytes, damaged }: Pick<Line, 'bytes' | 'damaged'>,
  message: DebugMessage,
  spelling: Spelling | undefined,
  emit: Hear,
): void => {
  count(state, bytes, accountOf(message.kind, damaged))
  if (spelling !== undefined && spelling.opens > 0)
    state.block = { id: spelling.id, number: spelling.opens, left: BLOCK }
  else if (state.block !== undefined) {
    if (--state.block.left === 0 || (spelling !== undefined && spelling.within !== state.block.id))
      state.block = undefined
  }
  emit(message)
}

/** Lets the line go that was held for its second half. */
export const release = (state: InterpretState, emit: Hear): void => {
  const held = state.held
  if (held === undefined) return
  state.held = undefined
  say(state, held.record.line, held.fallback, held.spelling, emit)
}

/** What a bare line says by itself: a state line of 12.2 is never the rest of another. */
const bareKind = (state: InterpretState, { tag, body }: DebugRecord): Kind | undefined =>
  meaningOf(state.language, tag, body, state.block?.id).spelling?.kind

/** Tries the record as the rest of the held line. */
const complete = (state: InterpretState, held: Held, record: DebugRecord, emit: Emit): boolean => {
  if (record.tag !== '' && record.tag !== PROMPT) return false
  if (record.stamp !== '' || bareKind(state, record) !== undefined) return false
  for (const body of joined(held.record.body, record.body)) {
    const text = `${held.record.line.text}\n${record.line.text}`
    const repaired = record.tag === PROMPT || body !== `${held.record.body} ${record.body}`
    const understood = understand(state.language, held.record, body, text, state.block?.id, repaired)
    if (understood === undefined) continue
    const { message, spelling } = understood
    state.held = undefined
    count(state, record.line.bytes, 'understood')
    say(state, held.record.line, message, spelling, emit)
    state.previous = { tag: held.record.tag, body, id: spelling.id }
    return true
  }
  return false
}

/** A fragment that only lengthens the line before it says nothing new: `policy`, the end of a wrapped address. */
const lengthens = (state: InterpretState, { body }: DebugRecord): boolean => {
  const before = state.previous
  if (before === undefined) return false
  return meaningOf(state.language, before.tag, `${before.body} ${body}`, state.block?.id).spelling?.id === before.id
}

const hold = (
  state: InterpretState,
  record: DebugRecord,
  fallback: DebugMessage,
  spelling: Spelling | undefined,
): void => {
  state.held = { record, fallback, spelling, left: PATIENCE }
}

/** What a line says by itself is said, and remembered for the fragment that may follow. */
export const tell = (
  state: InterpretState,
  saying: Saying,
  heard: Heard,
  line: Pick<Line, 'bytes' | 'damaged'>,
  emit: Hear,
): void => {
  if (saying.said !== undefined) state.previous = saying.said
  else if (saying.tag !== '') state.previous = undefined
  say(state, line, messageOf(saying.kind, heard, saying.facts), saying.spelling, emit)
}

const hear = (state: InterpretState, record: DebugRecord, emit: Emit): void => {
  const { line } = record
  const saying = sayingOf(state.language, record, state.block?.id)
  const { spelling, mended } = saying
  const change = hearWhole(state.whole, record, spelling !== undefined || mended !== undefined)
  if (change !== undefined) emit(change)
  if (mended !== undefined) {
    state.previous = { tag: mended.record.tag, body: mended.record.body, id: mended.spelling.id }
    return say(state, line, mended.message, mended.spelling, emit)
  }
  const repaired = line.damaged || saying.partial
  if (saying.mayGoOn || (spelling !== undefined && line.text.length === COLUMNS && record.tag !== '')) {
    const heard = heardFrom(record, line.text, repaired, saying.entry)
    return hold(state, record, messageOf(saying.kind, heard, saying.facts), spelling)
  }
  if (saying.mayLengthen && lengthens(state, record))
    return say(state, line, { kind: 'note', heard: heardFrom(record, line.text, true, '') }, undefined, emit)
  tell(state, saying, heardFrom(record, line.text, repaired, saying.entry), line, emit)
}

/** What comes after a held line, and not between its halves: the router's next line, tagged or bare. */
const isNews = (state: InterpretState, record: DebugRecord): boolean => {
  if (record.tag !== '') return record.tag !== PROMPT
  const kind = bareKind(state, record)
  // What a ping prints between the halves of a line says nothing of phase 1.
  return kind !== undefined && !FREE_KINDS.includes(kind)
}

/** A quote mark or a bullet that stands before nothing: an empty line of whoever quotes. */
const isBare = ({ tag, stamp, sequence, body, line }: DebugRecord): boolean =>
  body === '' && tag === '' && stamp === '' && sequence === undefined && !line.damaged

const hearRecord = (state: InterpretState, record: DebugRecord, emit: Emit): void => {
  if (isBare(record)) {
    count(state, record.line.bytes, 'ignored')
    return emit(messageOf('ignored', heardFrom(record, record.line.text, false, ''), NOTHING))
  }
  const dialect = listen(state.listening, state.language, record)
  if (dialect !== undefined) emit(dialect)
  const held = state.held
  if (held !== undefined) {
    if (complete(state, held, record, emit)) return
    if (isNews(state, record)) release(state, emit)
    else if (--held.left === 0) release(state, emit)
  }
  // What stands between the halves of a line has no tag, so that it is never held itself.
  hear(state, record, emit)
}

const sightChange = ({ sight, cause, lines, record }: SightNotice): SightChange => {
  const heard = heardFrom(record, record.line.text, false, '')
  return { kind: 'sight', sight, cause, lines, heard }
}

export const interpret: Stage<InterpretState, DebugRecord | SightNotice | Passing, Output> = flowing(
  (state, input, emit) => {
    if (input.kind === 'record') {
      hearRecord(state, input, emit)
      return state
    }
    const waits = input.kind === 'tick' && input.quiet < LET_GO
    if (!waits) release(state, emit)
    emit(input.kind === 'sight-notice' ? passSight(state.whole, sightChange(input)) : input)
    return state
  },
)

/** The dialect in use, for whoever begins in the middle. */
export const dialectOf = (state: InterpretState): Dialect | undefined =>
  state.listening.chosen === undefined ? undefined : asDialect(state.listening.chosen)
