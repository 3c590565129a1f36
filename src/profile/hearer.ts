/** What is said again and again is lent to those who hear it, and passes by where it tells nobody anything. */
import type { DebugMessage, Front, Heard, Kind } from '../phase1/message.ts'

/** Who hears what was said before, without the cost of a message each time. */
export type Hearer = {
  /** What tells nobody anything, where nobody wants to see it: only time passes. `judged`: it was heard whole. */
  readonly pass: ((judged: boolean, at: number, front: Front) => void) | undefined
  /**
   * A message that is lent: its memory is used again for the next one. Its kind, what is heard around it and the peer that it
   * names come apart, too: messages have dozens of shapes, and looking into one is dear.
   */
  readonly lend: (kind: Kind, heard: Heard, named: string | undefined, message: DebugMessage) => void
  /** A copy of a lent message that outlives the next line. */
  readonly kept: (message: DebugMessage) => DebugMessage
  /** Whether messages of this kind tell nobody anything. */
  readonly concernsNobody: (kind: Kind) => boolean
}
