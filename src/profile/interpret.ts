/**
 * Records to debug messages. A record that stops in the middle of a template is held for the next lines, as is one that a
 * page cut at column 80; ping marks are taken out where a template proves it. Every record comes out exactly once.
 */
import { joined } from '../console/joining.ts'
import type { DebugRecord, Line, SightNotice } from '../console/record.ts'
import { PROMPT, toRecord } from '../console/records.ts'
import type { DebugMessage, Dialect, Kind, SightChange } from '../phase1/message.ts'
import { flowing, NOTHING, type Passing, type Stage } from '../stage.ts'
import type { Spelling } from './compile.ts'
import { asDialect, listen } from './dialect.ts'
import {
  accountOf,
  count,
  enter,
  type Held,
  hold,
  type InterpretState,
  isFull,
  mayBeCut,
  release,
  remind,
  type Said,
} from './hearing.ts'
import { FREE_KINDS } from './kinds.ts'
import { sayingOf } from './saying.ts'
import { hearWhole, passSight } from './torn.ts'
import { heardFrom, meaningOf, messageOf, type Understanding, understand } from './understand.ts'

/** A held line is let go when nothing has come for this long. Milliseconds. */
const LET_GO = 500

type Output = DebugMessage | Dialect | SightChange | Passing
type Emit = (output: Output) => void
type Hear = (message: DebugMessage) => void

const say = (
  state: InterpretState,
  { bytes, damaged }: Pick<Line, 'bytes' | 'damaged'>,
  message: DebugMessage,
  spelling: Spelling | undefined,
  emit: Hear,
): void => {
  enter(state, bytes, accountOf(message.kind, damaged), spelling)
  emit(message)
}

const releaseAny = (state: InterpretState, emit: Hear): void => {
  if (state.held !== undefined) release(state, state.held, (_kind, _heard, _named, message) => emit(message))
}

/** What a bare line says by itself: a state line of 12.2 is never the rest of another. */
const bareKind = (state: InterpretState, { tag, body }: DebugRecord): Kind | undefined =>
  meaningOf(state.language, tag, body, state.block?.id).spelling?.kind

/** What a held line says with this record as its rest; undefined where they do not belong together. */
export const whole = (
  state: InterpretState,
  held: Held,
  record: DebugRecord,
): (Understanding & { readonly said: Said }) | undefined => {
  if (record.tag !== '' && record.tag !== PROMPT) return undefined
  if (record.stamp !== '' || bareKind(state, record) !== undefined) return undefined
  const { at, text: above } = held.message.heard
  const head = toRecord({ kind: 'line', text: above, at, bytes: held.bytes, damaged: held.damaged })
  for (const body of joined(head.body, record.body, above.endsWith(' '))) {
    const text = `${above}\n${record.line.text}`
    const repaired = record.tag === PROMPT || body !== `${head.body} ${record.body}`
    const understood = understand(state.language, head, body, text, state.block?.id, repaired)
    // What the first half says alone, with anything behind it, says nothing of what stands there.
    if (understood === undefined || understood.reach <= body.length - record.body.length) continue
    return { ...understood, said: { tag: head.tag, body, id: understood.spelling.id } }
  }
  return undefined
}

/** Tries the record as the rest of the held line. */
const complete = (state: InterpretState, held: Held, record: DebugRecord, emit: Emit): boolean => {
  const found = whole(state, held, record)
  if (found === undefined) return false
  state.held = undefined
  count(state, record.line.bytes, 'understood')
  say(state, held, found.message, found.spelling, emit)
  state.previous = found
  return true
}

/** A fragment that only lengthens the line before it says nothing new: `policy`, the end of a wrapped address. */
const lengthens = (state: InterpretState, { body }: DebugRecord): boolean => {
  const before = state.previous?.said
  if (before === undefined) return false
  return meaningOf(state.language, before.tag, `${before.body} ${body}`, state.block?.id).spelling?.id === before.id
}

const hear = (state: InterpretState, record: DebugRecord, emit: Emit): void => {
  const { line } = record
  const saying = sayingOf(state.language, record, state.block?.id)
  const { spelling, mended } = saying
  const change = hearWhole(state.whole, record, spelling !== undefined || mended !== undefined)
  if (change !== undefined) emit(change)
  if (mended !== undefined) {
    state.previous = { said: { tag: mended.record.tag, body: mended.record.body, id: mended.spelling.id } }
    return say(state, line, mended.message, mended.spelling, emit)
  }
  const repaired = line.damaged || saying.partial
  const message = messageOf(saying.kind, heardFrom(record, line.text, repaired, saying.entry), saying.facts)
  if (saying.mayGoOn || (isFull(line.text, 0, line.text.length) && mayBeCut(saying)))
    return hold(state, line, message, spelling, undefined)
  if (saying.mayLengthen && lengthens(state, record))
    return say(state, line, { kind: 'note', heard: heardFrom(record, line.text, true, '') }, undefined, emit)
  remind(state, saying)
  say(state, line, message, spelling, emit)
}

/** What comes after a held line, and not between its halves: the router's next line, tagged or bare, of this kind if known. */
export const isNews = (tag: string, kind: Kind | undefined): boolean => {
  if (tag !== '') return tag !== PROMPT
  // What a ping prints between the halves of a line says nothing of phase 1.
  return kind !== undefined && !FREE_KINDS.includes(kind)
}

/** A quote mark or a bullet that stands before nothing: an empty line of whoever quotes. */
export const isBare = ({ tag, stamp, sequence, body, line }: DebugRecord): boolean =>
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
    if (isNews(record.tag, bareKind(state, record)) || --held.left === 0) releaseAny(state, emit)
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
    if (!waits) releaseAny(state, emit)
    emit(input.kind === 'sight-notice' ? passSight(state.whole, sightChange(input)) : input)
    return state
  },
)

/** The dialect in use, for whoever begins in the middle. */
export const dialectOf = (state: InterpretState): Dialect | undefined =>
  state.listening.chosen === undefined ? undefined : asDialect(state.listening.chosen)
