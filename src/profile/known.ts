/**
 * The short way of a line that says what was said before: its bytes are found in the table of phrases, and no text is cut,
 * taken apart or matched. Nothing but speed depends on it: where anything is unusual, the line goes the long way.
 */
import { frontAt, type ShortFront, tagAt } from '../console/fronts.ts'
import { type Block, withBlanks } from '../console/lines.ts'
import type { OperatorState } from '../console/operator.ts'
import { hashOf, isHeardAgain, LONGEST_PHRASE, marksOf, remember, SHORTEST_PHRASE, slotOf } from '../console/phrases.ts'
import type { Line } from '../console/record.ts'
import { PROMPT, toRecord } from '../console/records.ts'
import type { Sight } from '../phase1/message.ts'
import { hasSettled } from './dialect.ts'
import type { Hearer } from './hearer.ts'
import { enter, type Held, hold, type InterpretState, isFull, mayBeCut, release, remind } from './hearing.ts'
import { isNews, whole } from './interpret.ts'
import { learn, learnSkeleton } from './learn.ts'
import { type Meaning, NOT_ALONE, type Repertoire } from './repertoire.ts'
import { addressIn, takeOut } from './skeleton.ts'
import { isWhole } from './torn.ts'

const PLAIN = /^[\t -~]*$/

/** Marks of a phrase that tells nobody anything: nothing of what it means is looked at. */
const PASSES = 1
/** It counts for how damaged the line is; it is remembered; its account is another than the understood. */
const JUDGED = 2
const REMINDS = 4
const IGNORED = 8
const UNKNOWN = 16

const marksFor = (meaning: Meaning | typeof NOT_ALONE, { concernsNobody }: Hearer): number => {
  if (meaning === NOT_ALONE) return 0
  const { kind, message, repaired, said, spelling, tag, account, showing } = meaning
  const torn = message.kind === 'unrecognised' && message.torn === true
  if (!concernsNobody(kind) || repaired || torn || showing !== 'nothing' || (spelling?.opens ?? 0) > 0) return 0
  const ours = kind === 'unrecognised' ? 0 : JUDGED
  const reminds = said !== undefined || tag !== '' ? REMINDS : 0
  return PASSES + ours + reminds + (account === 'ignored' ? IGNORED : account === 'unknown' ? UNKNOWN : 0)
}

/**
 * The slot of a phrase that is not remembered as it stands, by its skeleton where its addresses do not matter; -1 where
 * nothing is known of it yet.
 */
const search = (
  state: InterpretState,
  shown: OperatorState,
  block: Block,
  from: number,
  begin: number,
  to: number,
  front: ShortFront,
  salt: number,
  hash: number,
  hearer: Hearer,
): number => {
  const { phrases, skeleton } = state.repertoire
  const { showing } = shown
  if (takeOut(skeleton, block.bytes, begin, to) && skeleton.length >= SHORTEST_PHRASE) {
    const { words, bytes, length } = skeleton
    const bare = hashOf(words, 0, length, salt)
    const slot = slotOf(phrases, words, 0, length, bare)
    if (slot >= 0 && phrases.meanings[slot] !== NOT_ALONE) return slot
    if (slot < 0) {
      if (!isHeardAgain(phrases, bare)) return -1
      const meaning = learnSkeleton(state, { block, from, begin, to, front, showing })
      const learnt = remember(phrases, bytes, 0, length, bare, marksFor(meaning, hearer), meaning)
      if (meaning !== NOT_ALONE) return learnt
    }
  }
  if (!isHeardAgain(phrases, hash) || !PLAIN.test(block.text.slice(from, to))) return -1
  const meaning = learn(state, { block, from, begin, to, front, showing })
  return remember(phrases, block.bytes, begin, to, hash, marksFor(meaning, hearer), meaning)
}

/** Puts the addresses of the line at hand into the message, or in front of it. Gives the peer that the message names. */
const fillIn = (
  { skeleton, heard }: Repertoire,
  { message, named, fills }: Meaning,
  block: Block,
  begin: number,
): string | undefined => {
  let peer = named
  for (const { fact, address } of fills) {
    const said = addressIn(skeleton, block, begin, address)
    if (fact === '') heard.peer = said
    else (message as Record<string, unknown>)[fact] = said
    if (fact === 'peer') peer = said
  }
  return peer
}

/** Whether the short way is open: on a console that is seen and whole, whose dialect is settled, and where no log is shown. */
export const isOpen = (state: InterpretState, shown: OperatorState, sight: Sight): boolean =>
  sight === 'seeing' && shown.showing !== 'log' && hasSettled(state.listening) && isWhole(state.whole)

/** Whether a line without a tag is not the rest of the one that is held. Of two phrases it is found out once. */
const isApart = (
  state: InterpretState,
  held: Held,
  { apart, fills }: Meaning,
  { text, at }: Block,
  from: number,
  to: number,
): boolean => {
  const { phrase } = held
  if (phrase === undefined || fills.length > 0 || state.block !== undefined) return false
  if (apart.has(phrase)) return true
  const line: Line = { kind: 'line', text: withBlanks(text.slice(from, to)), at, bytes: 0, damaged: false }
  if (whole(state, held, toRecord(line)) !== undefined) return false
  apart.add(phrase)
  return true
}

/** Notes the newest stamp. Numbers are compared with numbers alone: that is three times as fast (measured). */
const seeStamp = (shown: OperatorState, device: number | undefined): void => {
  const { newest } = shown
  if (device !== undefined && (newest === undefined || device !== newest)) shown.newest = device
}

/** What a line that passes leaves behind. */
const passBy = (state: InterpretState, bytes: number, marks: number, meaning: Meaning | undefined): void => {
  if ((marks & REMINDS) !== 0) state.previous = meaning
  enter(
    state,
    bytes,
    (marks & IGNORED) !== 0 ? 'ignored' : (marks & UNKNOWN) !== 0 ? 'unknown' : 'understood',
    undefined,
  )
}

/**
 * Takes a line where the short way is open. True where it was known: then its message is out and all is counted. Without
 * `pass`, messages that tell nobody anything are lent as well.
 */
export const takeKnown = (
  state: InterpretState,
  shown: OperatorState,
  block: Block,
  from: number,
  to: number,
  bytes: number,
  hearer: Hearer,
): boolean => {
  const { pass, lend } = hearer
  const front = frontAt(state.fronts, block, from, to)
  if (front === undefined) return false
  const { conn, end: begin } = tagAt(block, from + front.length)
  const length = to - begin
  if (length < SHORTEST_PHRASE || length > LONGEST_PHRASE) return false
  const { phrases, heard } = state.repertoire
  const inside = (state.block === undefined ? 0 : 2 * state.block.number) + (shown.showing === 'nothing' ? 0 : 1)
  const salt = inside * 32 + front.kind * 2 + (conn < 0 ? 0 : 1)
  const hash = hashOf(block.words, begin, to, salt)
  const known = slotOf(phrases, block.words, begin, to, hash)
  const slot = known < 0 ? search(state, shown, block, from, begin, to, front, salt, hash, hearer) : known
  if (slot < 0) return false
  const marks = marksOf(phrases, slot)
  const meaning = phrases.meanings[slot]
  if (meaning === undefined || meaning === NOT_ALONE) return false
  const { device } = front
  const wide = isFull(block.text, from, to)
  if (marks !== 0 && pass !== undefined && !wide && state.held === undefined && inside === 0) {
    seeStamp(shown, device)
    passBy(state, bytes, marks, meaning)
    pass((marks & JUDGED) !== 0, block.at, front)
    return true
  }
  const { tag, showing, fills } = meaning
  const { held } = state
  if (held !== undefined) {
    const untagged = tag === '' || tag === PROMPT
    if (untagged && !isApart(state, held, meaning, block, from, to)) return false
    if (isNews(tag, meaning.spelling?.kind) || --held.left === 0) {
      const before = state.block
      release(state, held, lend)
      if (state.block !== before) return false
    }
  }
  if (shown.showing !== showing) shown.showing = showing
  if (showing === 'nothing') seeStamp(shown, device)
  heard.hear(front, conn < 0 ? meaning.conn : conn, meaning, block, from, to)
  const named = fills.length === 0 ? meaning.named : fillIn(state.repertoire, meaning, block, begin)
  if (wide && mayBeCut(meaning)) {
    hold(
      state,
      { bytes, damaged: false },
      hearer.kept(meaning.message),
      meaning.spelling,
      fills.length === 0 ? meaning : undefined,
    )
    return true
  }
  remind(state, meaning)
  enter(state, bytes, meaning.account, meaning.spelling)
  lend(meaning.kind, heard, named, meaning.message)
  return true
}
