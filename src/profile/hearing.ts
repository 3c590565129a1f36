/** One console being understood: what was said before, the line that is held back, the block that is open, and the accounts. */
import { type Fronts, fronts } from '../console/fronts.ts'
import type { Line } from '../console/record.ts'
import type { DebugMessage } from '../phase1/message.ts'
import { type Accounts, accounts, add } from './accounts.ts'
import type { Language, Spelling } from './compile.ts'
import { type Listening, listening } from './dialect.ts'
import type { Hearer } from './hearer.ts'
import { type Meaning, type Repertoire, repertoireOf } from './repertoire.ts'
import type { Saying } from './saying.ts'
import { type Wholeness, wholeness } from './torn.ts'
import { namedIn, type Tagged } from './understand.ts'

/** Lines that may stand between the two halves of one. */
const PATIENCE = 3
/** Lines that a block may have after its head. */
const BLOCK = 8
/** Where terminal programs and web pages break lines. */
const COLUMNS = 80
/** A line that ends there; one that was filled up with blanks ended before. IOS itself prints two in a row. */
export const isFull = (text: string, from: number, to: number): boolean =>
  to - from === COLUMNS && !text.startsWith('   ', to - 3)

export type Held = {
  readonly bytes: number
  readonly damaged: boolean
  /** What it says by itself. */
  readonly message: DebugMessage
  readonly spelling: Spelling | undefined
  /** The phrase that it is, where it was known and has no addresses. */
  readonly phrase: Meaning | undefined
  left: number
}

export type InterpretState = {
  language: Language
  /** For the short way (known.ts). */
  fronts: Fronts
  repertoire: Repertoire
  listening: Listening
  held: Held | undefined
  block: { id: string; number: number; left: number } | undefined
  /** What the line before said, which the rest of it may lengthen. */
  previous: { readonly said: Said | undefined } | undefined
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
    repertoire: repertoireOf(language),
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

export const count = (state: InterpretState, bytes: number, as: keyof Accounts): void => {
  add(state.lines, as, 1)
  add(state.bytes, as, bytes)
}

export const accountOf = (kind: DebugMessage['kind'], damaged: boolean): keyof Accounts =>
  kind === 'unrecognised' ? (damaged ? 'damaged' : 'unknown') : kind === 'ignored' ? 'ignored' : 'understood'

/** Keeps the accounts, and the block that a line opens, is in, or ends. */
export const enter = (
  state: InterpretState,
  bytes: number,
  as: keyof Accounts,
  spelling: Spelling | undefined,
): void => {
  count(state, bytes, as)
  if (spelling !== undefined && spelling.opens > 0)
    state.block = { id: spelling.id, number: spelling.opens, left: BLOCK }
  else if (state.block !== undefined) {
    if (--state.block.left === 0 || (spelling !== undefined && spelling.within !== state.block.id))
      state.block = undefined
  }
}

/** Lets the line go that was held for its second half. */
export const release = (state: InterpretState, held: Held, lend: Hearer['lend']): void => {
  state.held = undefined
  const { message } = held
  enter(state, held.bytes, accountOf(message.kind, held.damaged), held.spelling)
  lend(message.kind, message.heard, namedIn(message), message)
}

/** Keeps a line back that may go on below. */
export const hold = (
  state: InterpretState,
  { bytes, damaged }: Pick<Line, 'bytes' | 'damaged'>,
  message: DebugMessage,
  spelling: Spelling | undefined,
  phrase: Meaning | undefined,
): void => {
  state.held = { bytes, damaged, message, spelling, phrase, left: PATIENCE }
}

/** A page may have cut it, though it fits a template as it stands. */
export const mayBeCut = ({ spelling, tag }: Pick<Saying, 'spelling' | 'tag'>): boolean =>
  spelling !== undefined && tag !== ''

/** Remembers what was said, for the fragment that may follow. */
export const remind = (state: InterpretState, saying: Pick<Saying, 'said' | 'tag'>): void => {
  if (saying.said !== undefined || saying.tag !== '') state.previous = saying
}
