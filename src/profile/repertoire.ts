/** What routers said lately and what it meant: phrases as they stand, and phrases with other addresses in them. */
import { NO_FRONT, type ShortFront } from '../console/fronts.ts'
import { type Block, withBlanks } from '../console/lines.ts'
import type { OperatorState } from '../console/operator.ts'
import { type Phrases, phrases } from '../console/phrases.ts'
import type { DebugMessage, Heard, Kind } from '../phase1/message.ts'
import type { Accounts } from './accounts.ts'
import type { Language, Spelling } from './compile.ts'
import type { Saying } from './saying.ts'
import { type Skeleton, skeleton } from './skeleton.ts'

/** A fact, or the peer that stands in front of the line, that is one of the addresses in the phrase. */
export type Fill = { readonly fact: string; readonly address: number }

/** What a phrase says. One flat record, because each line looks into one. */
export type Meaning = {
  readonly kind: Kind
  /** Lent, with what is heard around any phrase: addresses are put into it for each line. */
  readonly message: DebugMessage
  /** The peer that the message names. */
  readonly named: string | undefined
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

/**
 * What the line at hand says around its words; its text is cut only for those who ask. There is one for all lines: it is lent
 * as the messages are, which all point to it.
 */
export class HeardAgain implements Heard {
  conn: number | undefined = undefined
  peer: string | undefined = undefined
  private front: ShortFront = NO_FRONT
  private meaning: Pick<Meaning, 'repaired' | 'entry'> = { repaired: false, entry: '' }
  private block: Pick<Block, 'text' | 'at'> = { text: '', at: 0 }
  private from = 0
  private to = 0

  /** Becomes what is heard around this line. */
  hear(front: ShortFront, conn: number | undefined, meaning: Meaning, block: Block, from: number, to: number): void {
    this.conn = conn
    this.peer = meaning.peer
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

export type Repertoire = {
  readonly phrases: Phrases<Meaning | typeof NOT_ALONE>
  readonly skeleton: Skeleton
  readonly heard: HeardAgain
}

const repertoires = new WeakMap<Language, Repertoire>()

/** One for all consoles of a language. */
export const repertoireOf = (language: Language): Repertoire => {
  const known = repertoires.get(language)
  if (known !== undefined) return known
  const made: Repertoire = { phrases: phrases(), skeleton: skeleton(), heard: new HeardAgain() }
  repertoires.set(language, made)
  return made
}
