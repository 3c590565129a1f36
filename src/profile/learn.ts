/** What a phrase means by itself, learnt when it is said for the second time: read the long way, and remembered as it is. */
import type { ShortFront } from '../console/fronts.ts'
import { type Block, withBlanks } from '../console/lines.ts'
import { type OperatorState, operator } from '../console/operator.ts'
import type { DebugRecord } from '../console/record.ts'
import { toRecord } from '../console/records.ts'
import { saysNothingOfSight } from '../console/sight.ts'
import type { Heard } from '../phase1/message.ts'
import { own } from '../vocabulary/own.ts'
import { accountOf, type InterpretState } from './hearing.ts'
import { isBare } from './interpret.ts'
import { type Fill, type Meaning, NOT_ALONE } from './repertoire.ts'
import { type Saying, sayingOf } from './saying.ts'
import { addressesOf, othersOf, withAddresses } from './skeleton.ts'
import { messageOf, namedIn } from './understand.ts'

/** A line in its block, and where its words begin behind front and tag. */
type Place = {
  readonly block: Block
  readonly from: number
  readonly begin: number
  readonly to: number
  readonly front: ShortFront
  readonly showing: OperatorState['showing']
}

type Read = {
  readonly saying: Saying
  readonly showing: OperatorState['showing']
  readonly conn: number | undefined
  readonly peer: string | undefined
}

/** What a line says all by itself, read the long way; undefined where it takes more than its words to tell. */
const read = (
  state: InterpretState,
  showing: OperatorState['showing'],
  raw: string,
  at: number,
  front: ShortFront,
): Read | undefined => {
  const record: DebugRecord = toRecord({ kind: 'line', text: withBlanks(raw), at, bytes: 0, damaged: false })
  // A stamp in the middle of a line is read the long way.
  if (record.stamp !== front.stamp || isBare(record)) return undefined
  const [shown, [passed]] = operator({ showing, newest: undefined }, record)
  if (passed?.kind !== 'record' || shown.showing === 'log' || !saysNothingOfSight(passed)) return undefined
  const saying = sayingOf(state.language, passed, state.block?.id)
  if (saying.mended !== undefined || saying.mayGoOn || saying.mayLengthen) return undefined
  return { saying, showing: shown.showing, conn: passed.conn, peer: passed.peer }
}

const meaningOf = ({ saying, showing, conn, peer }: Read, fills: readonly Fill[], heard: Heard): Meaning => {
  const { kind, facts, partial, entry, tag, said, spelling } = saying
  const message = messageOf(kind, heard, facts)
  return {
    kind,
    message,
    named: namedIn(message),
    conn,
    peer,
    repaired: partial,
    entry,
    tag,
    said,
    spelling,
    account: accountOf(kind, false),
    showing,
    fills,
    apart: new WeakSet(),
  }
}

const NO_FILLS: readonly Fill[] = []

/** What these bytes mean wherever they are said behind such a front. */
export const learn = (
  state: InterpretState,
  { block: { text, at }, from, to, front, showing }: Place,
): Meaning | typeof NOT_ALONE => {
  const said = read(state, showing, own(text.slice(from, to)), at, front)
  return said === undefined ? NOT_ALONE : meaningOf(said, NO_FILLS, state.repertoire.heard)
}

const sameSaying = (a: Saying, b: Saying): boolean =>
  a.spelling === b.spelling && a.partial === b.partial && a.tag === b.tag && a.facts.length === b.facts.length

/** Which of these facts are addresses of the phrase; undefined where one depends on an address in another way. */
const fillsOf = (
  here: Read,
  there: Read,
  addresses: readonly string[],
  others: readonly string[],
): Fill[] | undefined => {
  const facts: readonly unknown[] = ['', here.peer, ...here.saying.facts]
  const instead: readonly unknown[] = ['', there.peer, ...there.saying.facts]
  const fills: Fill[] = []
  for (let i = 1; i < facts.length; i += 2) {
    if (facts[i] === instead[i]) continue
    const address = others.findIndex((other, place) => other === instead[i] && addresses[place] === facts[i])
    if (address < 0) return undefined
    fills.push({ fact: String(facts[i - 1]), address })
  }
  return fills
}

/** What a phrase means whatever its addresses are: read twice, with its own and with others. */
export const learnSkeleton = (
  state: InterpretState,
  { block: { text, at }, from, begin, to, front, showing }: Place,
): Meaning | typeof NOT_ALONE => {
  const { skeleton } = state.repertoire
  const [head, phrase] = [own(text.slice(from, begin)), own(text.slice(begin, to))]
  const addresses = addressesOf(skeleton, phrase)
  const others = othersOf(addresses)
  const here = read(state, showing, head + phrase, at, front)
  const there = read(state, showing, head + withAddresses(skeleton, phrase, others), at, front)
  if (here?.saying.spelling === undefined || there === undefined) return NOT_ALONE
  if (!sameSaying(here.saying, there.saying) || here.showing !== there.showing || here.conn !== there.conn)
    return NOT_ALONE
  const fills = fillsOf(here, there, addresses, others)
  return fills === undefined ? NOT_ALONE : meaningOf(here, fills, state.repertoire.heard)
}
