/** What routers said lately and what it meant: phrases as they stand, and phrases with other addresses in them. */
import type { ShortFront } from '../console/fronts.ts'
import { type Block, withBlanks } from '../console/lines.ts'
import type { OperatorState } from '../console/operator.ts'
import { type Phrases, phrases } from '../console/phrases.ts'
import type { DebugMessage, Heard, Kind } from '../phase1/message.ts'
import { own } from '../vocabulary/own.ts'
import type { Accounts } from './accounts.ts'
import type { Language, Spelling } from './compile.ts'
import type { Saying } from './saying.ts'
import { type Skeleton, skeleton } from './skeleton.ts'

/** A fact, or the peer that stands in front of the line, that is one of the addresses in the phrase. */
export type Fill = { readonly fact: string; readonly address: number }

/** What a phrase says. One flat record, because each line looks into one. */
export type Meaning = {
  readonly kind: Kind
  /** Lent: what is heard around the phrase is put into it for each line. */
  readonly message: DebugMessage
  readonly conn: number | undefined
  readonly peer: string | undefined
  readonly repaired: boolean
  readonly entry: string
  readonly tag: string
  readonly said: Saying['said']
  readonly spelling: Spelling | undefined
  readonly account: keyof Accounts
  /** What an operator is shown behind it. */
  readonly showing: OperatorState['showing']
  readonly fills: readonly Fill[]
  /** Phrases of which it was found not to be the rest. */
  readonly apart: WeakSet<Meaning>
}

/** It takes more than the words alone to tell: such a line goes the long way each time. */
export const NOT_ALONE = 'not alone'

/** What a line says around its words; its text is cut only for those who ask. */
export class HeardAgain implements Heard {
  declare readonly conn: number | undefined
  declare readonly peer: string | undefined
  declare private readonly front: ShortFront
  declare private readonly meaning: Meaning
  declare private readonly block: Block
  declare private readonly from: number
  declare private readonly to: number

  constructor(
    front: ShortFront,
    conn: number | undefined,
    peer: string | undefined,
    meaning: Meaning,
    block: Block,
    from: number,
    to: number,
  ) {
    this.conn = conn
    this.peer = peer
    this.front = front
    this.meaning = meaning
    this.block = block
    this.from = from
    this.to = to
  }

  get at(): number {
    return this.block.at
  }

  get device(): number | undefined {
    return this.front.device
  }

  get stamp(): string {
    return this.front.stamp
  }

  get repaired(): boolean {
    return this.meaning.repaired
  }

  get entry(): string {
    return this.meaning.entry
  }

  get text(): string {
    return withBlanks(this.block.text.slice(this.from, this.to))
  }
}

/** A lent message to keep: a copy, of which no text keeps alive the whole block that it was cut from. */
export const kept = (message: DebugMessage, heard: Heard): DebugMessage => {
  const { at, device, stamp, conn, peer, text, repaired, entry } = heard
  return { ...message, heard: { at, device, stamp, conn, peer, text: own(text), repaired, entry } }
}

export type Repertoire = {
  readonly phrases: Phrases<Meaning | typeof NOT_ALONE>
  readonly skeleton: Skeleton
}

const repertoires = new WeakMap<Language, Repertoire>()

/** One for all consoles of a language. */
export const repertoireOf = (language: Language): Repertoire => {
  const known = repertoires.get(language)
  if (known !== undefined) return known
  const made: Repertoire = { phrases: phrases(), skeleton: skeleton() }
  repertoires.set(language, made)
  return made
}
