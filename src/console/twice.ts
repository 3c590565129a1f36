/**
 * Captures in which every line stands twice: the console and a session that monitors it were logged into one file, or two feeds of
 * one device. A router does repeat lines within a millisecond, but not line after line: once a long run of pairs was seen whose
 * stamps are equal, too, each line is heard once.
 */
import { flowing, type Passing, type Stage } from '../stage.ts'
import type { DebugRecord, Line } from './record.ts'
import { PROMPT, toRecord } from './records.ts'

/** Lines after which a text is not looked at any more; fewer than those before the short way opens. */
const LEARNING = 200
/** Pairs in a row, each with a stamp or a tag and other words than the one before, that make a text one in which all stands twice. */
const PROOFS = 8
/** As many are enough where nothing else stands in the whole of a capture. */
const FEWEST_PROOFS = 3
/** So many lines in a row without their like: it is over. */
const SINGLES = 16
/** Lines that may be doubled are let go when nothing has come for this long. Milliseconds. */
const LET_GO = 500

export type Twice = {
  how: 'unknown' | 'no' | 'yes'
  seen: number
  pairs: number
  singles: number
  /** The words of the last pair. */
  words: string
  /** The last line, while its like may come. */
  last: DebugRecord | undefined
  /** Lines from the first pair on, while it is not known. */
  held: { readonly line: Line; readonly again: boolean }[]
  /** Bytes of lines heard before, which the next line accounts for. */
  owed: number
}

export const twice = (): Twice => ({
  how: 'unknown',
  seen: 0,
  pairs: 0,
  singles: 0,
  words: '',
  last: undefined,
  held: [],
  owed: 0,
})

/** Bytes that no line accounts for yet. */
export const keptBack = ({ held, owed }: Twice): number => held.reduce((bytes, { line }) => bytes + line.bytes, owed)

type Emit = (line: Line) => void

const isSame = (one: DebugRecord, other: DebugRecord): boolean =>
  one.body === other.body &&
  one.stamp === other.stamp &&
  one.tag === other.tag &&
  one.conn === other.conn &&
  one.peer === other.peer &&
  one.sequence === other.sequence

/** What is printed because it was asked for is printed once, whatever becomes of what the router logs. */
const isLogged = ({ tag, stamp }: DebugRecord): boolean => tag !== '' || stamp !== ''

const handOn = (state: Twice, line: Line, emit: Emit): void => {
  const { owed } = state
  state.owed = 0
  emit(owed === 0 ? line : { ...line, bytes: line.bytes + owed })
}

const release = (state: Twice, emit: Emit): void => {
  const { held } = state
  state.held = []
  for (const { line, again } of held) {
    if (again && state.how === 'yes') state.owed += line.bytes
    else handOn(state, line, emit)
  }
}

/** Whether a line is the like of the one before. */
const pair = (state: Twice, record: DebugRecord): boolean => {
  const { last } = state
  if (last !== undefined && isSame(last, record)) {
    state.last = undefined
    if (state.how === 'yes') state.singles = 0
    // Four alike are no two pairs: some things are said again and again.
    if (isLogged(record)) state.pairs = record.body === state.words ? 0 : state.pairs + 1
    state.words = record.body
    return true
  }
  if (last !== undefined && isLogged(last)) {
    state.pairs = 0
    state.singles++
  }
  state.last = record
  return false
}

/** From now on lines are as they are. */
const end = (state: Twice): void => {
  state.how = 'no'
  state.last = undefined
  state.words = ''
}

const learn = (state: Twice, line: Line, again: boolean, emit: Emit): void => {
  state.seen++
  if (state.pairs === 0) release(state, emit)
  if (state.pairs > 0 && (again || state.held.length > 0)) state.held.push({ line, again })
  else handOn(state, line, emit)
  if (state.pairs >= PROOFS) state.how = 'yes'
  else if (state.seen > LEARNING) end(state)
  if (state.how !== 'unknown') release(state, emit)
}

const take = (state: Twice, line: Line, emit: Emit): void => {
  const record = toRecord(line)
  const again = record.tag !== PROMPT && pair(state, record)
  if (state.how === 'unknown') return learn(state, line, again, emit)
  if (state.singles >= SINGLES) end(state)
  if (again) state.owed += line.bytes
  else handOn(state, line, emit)
}

const isWhollyPaired = ({ how, pairs, singles, last }: Twice): boolean =>
  how === 'unknown' && pairs >= FEWEST_PROOFS && singles === 0 && (last === undefined || !isLogged(last))

/** Lines, each once. */
export const once: Stage<Twice, Line | Passing, Line | Passing> = flowing((state, input, emit) => {
  if (input.kind !== 'line') {
    if (input.kind === 'end' && isWhollyPaired(state)) state.how = 'yes'
    if (input.kind === 'end' || input.quiet >= LET_GO) release(state, emit)
    emit(input)
  } else if (state.how === 'no' && state.owed === 0) emit(input)
  else take(state, input, emit)
  return state
})
