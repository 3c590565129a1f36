/**
 * Records to debug messages. A record that stops in the middle of a template is held for the next lines, as is one that a
 * page cut at column 80; ping marks are taken out where a template proves it. Every record comes out exactly once.
 */
import { joined, withoutTail } from '../console/joining.ts'
import type { DebugRecord, Line, SightNotice } from '../console/record.ts'
import { PROMPT } from '../console/records.ts'
import type { DebugMessage, Dialect, SightChange } from '../phase1/message.ts'
import { flowing, type Passing, type Stage } from '../stage.ts'
import { type Accounts, accounts, add } from './accounts.ts'
import type { Language, Spelling } from './compile.ts'
import { asDialect, type Listening, listen, listening } from './dialect.ts'
import { FREE_KINDS } from './kinds.ts'
import { mend } from './mend.ts'
import { heardFrom, scopeOf, understand } from './understand.ts'

/** Lines that may stand between the two halves of one. */
const PATIENCE = 3
/** Lines that a block may have after its head. */
const BLOCK = 8
/** A held line is let go when nothing has come for this long. Milliseconds. */
const LET_GO = 500
/** Where terminal programs and web pages break lines. */
const COLUMNS = 80

type Held = {
  record: DebugRecord
  body: string
  lines: readonly string[]
  fallback: DebugMessage
  spelling: Spelling | undefined
  left: number
}

export type InterpretState = {
  language: Language
  listening: Listening
  held: Held | undefined
  block: { id: string; left: number } | undefined
  previous: { record: DebugRecord; body: string; id: string } | undefined
  lines: Accounts
  bytes: Accounts
}

/** A profile of a name fixes the dialect; without one it is found by listening. */
export const interpretState = (language: Language, fixed?: string): InterpretState => {
  const state: InterpretState = {
    language,
    listening: listening(),
    held: undefined,
    block: undefined,
    previous: undefined,
    lines: accounts(),
    bytes: accounts(),
  }
  const profile = language.profiles.find((each) => each.name === fixed)
  if (profile !== undefined) state.listening = { heard: Number.POSITIVE_INFINITY, votes: [], chosen: profile }
  return state
}

type Output = DebugMessage | Dialect | SightChange | Passing
type Emit = (output: Output) => void

const count = (state: InterpretState, line: Line, as: keyof Accounts): void => {
  add(state.lines, as, 1)
  add(state.bytes, as, line.bytes)
}

const unrecognised = (record: DebugRecord, text: string, damaged: boolean, language: Language): DebugMessage => {
  const known = record.tag === PROMPT || (record.tag !== '' && scopeOf(language, record.tag) === undefined)
  return { kind: known ? 'ignored' : 'unrecognised', heard: heardFrom(record, text, damaged, '') }
}

/** Sends a message out, keeping the block and the accounts. */
const say = (
  state: InterpretState,
  record: DebugRecord,
  message: DebugMessage,
  spelling: Spelling | undefined,
  emit: Emit,
): void => {
  const known = message.kind !== 'unrecognised'
  count(
    state,
    record.line,
    record.line.damaged && !known
      ? 'damaged'
      : !known
        ? 'unknown'
        : message.kind === 'ignored'
          ? 'ignored'
          : 'understood',
  )
  if (spelling?.opens) state.block = { id: spelling.id, left: BLOCK }
  else if (state.block !== undefined) {
    if (--state.block.left === 0 || (spelling !== undefined && spelling.within !== state.block.id))
      state.block = undefined
  }
  emit(message)
}

const release = (state: InterpretState, emit: Emit): void => {
  const held = state.held
  if (held === undefined) return
  state.held = undefined
  say(state, held.record, held.fallback, held.spelling, emit)
}

/** What a bare line says by itself: a state line of 12.2 is never the rest of another. */
const bareKind = (state: InterpretState, record: DebugRecord): DebugMessage['kind'] | undefined =>
  understand(state.language, record, record.body, record.line.text, state.block?.id, false).message?.kind

/** Tries the record as the rest of the held line. */
const complete = (state: InterpretState, held: Held, record: DebugRecord, emit: Emit): boolean => {
  if (record.tag !== '' && record.tag !== PROMPT) return false
  if (record.tag === '' && (record.stamp !== '' || bareKind(state, record) !== undefined)) return false
  for (const body of joined(held.body, record.body)) {
    const text = `${held.lines.join('\n')}\n${record.line.text}`
    const repaired = record.tag === PROMPT || body !== `${held.body} ${record.body}`
    const { message, spelling } = understand(state.language, held.record, body, text, state.block?.id, repaired)
    if (message === undefined || spelling === undefined || (spelling === held.spelling && !body.includes(' '))) continue
    state.held = undefined
    count(state, record.line, 'understood')
    say(state, held.record, message, spelling, emit)
    state.previous = { record: held.record, body, id: spelling.id }
    return true
  }
  return false
}

/** A fragment that only lengthens the line before it says nothing new: `policy`, the end of a wrapped address. */
const lengthens = (state: InterpretState, record: DebugRecord): boolean => {
  const before = state.previous
  if (before === undefined || record.tag !== '' || record.stamp !== '' || record.body.length > 40) return false
  if (!/^[A-Z_]+$|^policy$|^[a-z]+[!.)]?$/.test(record.body)) return false
  const { spelling } = understand(
    state.language,
    before.record,
    `${before.body} ${record.body}`,
    '',
    state.block?.id,
    true,
  )
  return spelling?.id === before.id
}

const hold = (
  state: InterpretState,
  record: DebugRecord,
  fallback: DebugMessage,
  spelling: Spelling | undefined,
): void => {
  state.held = { record, body: record.body, lines: [record.line.text], fallback, spelling, left: PATIENCE }
}

/** The end of a ping cut the line: without its marks it may stop in the middle of a template. */
const isCutByPing = (state: InterpretState, record: DebugRecord): boolean => {
  const head = withoutTail(record.body)
  return head !== record.body && understand(state.language, record, head, '', state.block?.id, true).open
}

const hear = (state: InterpretState, record: DebugRecord, emit: Emit): void => {
  const { message, spelling, open } = understand(
    state.language,
    record,
    record.body,
    record.line.text,
    state.block?.id,
    record.line.damaged,
  )
  if (message !== undefined && spelling !== undefined) {
    if (record.line.text.length === COLUMNS && record.tag !== '') return hold(state, record, message, spelling)
    state.previous = { record, body: record.body, id: spelling.id }
    return say(state, record, message, spelling, emit)
  }
  const mended = mend(state.language, record, state.block?.id)
  if (mended !== undefined) {
    state.previous = { record: mended.record, body: mended.record.body, id: mended.spelling.id }
    return say(state, record, mended.message, mended.spelling, emit)
  }
  const fallback = unrecognised(record, record.line.text, record.line.damaged, state.language)
  if (record.tag !== '' && (open || isCutByPing(state, record))) return hold(state, record, fallback, undefined)
  if (lengthens(state, record))
    return say(state, record, { kind: 'note', heard: heardFrom(record, record.line.text, true, '') }, undefined, emit)
  if (record.tag !== '') state.previous = undefined
  say(state, record, fallback, undefined, emit)
}

/** What comes after a held line, and not between its halves: the router's next line, tagged or bare. */
const isNews = (state: InterpretState, record: DebugRecord): boolean => {
  if (record.tag !== '') return record.tag !== PROMPT
  const kind = bareKind(state, record)
  // What a ping prints between the halves of a line says nothing of phase 1.
  return kind !== undefined && !FREE_KINDS.includes(kind)
}

const take = (state: InterpretState, record: DebugRecord, emit: Emit): void => {
  const dialect = listen(state.listening, state.language, record)
  if (dialect !== undefined) emit(dialect)
  const held = state.held
  if (held !== undefined) {
    if (complete(state, held, record, emit)) return
    if (isNews(state, record)) release(state, emit)
    else if (--held.left === 0) release(state, emit)
  }
  if (state.held === undefined) return hear(state, record, emit)
  // While a line is held, what stands between its halves is only looked at, never held itself.
  const { message, spelling } = understand(
    state.language,
    record,
    record.body,
    record.line.text,
    state.block?.id,
    record.line.damaged,
  )
  say(
    state,
    record,
    message ?? unrecognised(record, record.line.text, record.line.damaged, state.language),
    spelling,
    emit,
  )
}

const sightChange = ({ sight, cause, lines, record }: SightNotice): SightChange => {
  const heard = heardFrom(record, record.line.text, false, '')
  return { kind: 'sight', sight, cause, lines, heard }
}

export const interpret: Stage<InterpretState, DebugRecord | SightNotice | Passing, Output> = flowing(
  (state, input, emit) => {
    if (input.kind === 'record') {
      take(state, input, emit)
      return state
    }
    const waits = input.kind === 'tick' && input.quiet < LET_GO
    if (!waits) release(state, emit)
    emit(input.kind === 'sight-notice' ? sightChange(input) : input)
    return state
  },
)

/** The dialect in use, for whoever begins in the middle. */
export const dialectOf = (state: InterpretState): Dialect | undefined =>
  state.listening.chosen === undefined ? undefined : asDialect(state.listening.chosen)
