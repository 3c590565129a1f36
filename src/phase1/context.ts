/** What a step may use beside the negotiation and the message. */
import { type Mark, prove } from '../diagnosis/evidence.ts'
import type { Observation } from './event.ts'
import type { Heard } from './message.ts'
import { momentIn, type Negotiation } from './negotiation.ts'
import { type Saying, sayEnd, sayFailing } from './say.ts'

export type Context = Saying & {
  readonly out: Observation[]
  /** Console time, milliseconds. */
  now: number
  repeatAfterMs: number
  repeats: number
  /** A proposal of its phase 2 was refused; what follows tells whether it was the last. */
  unsettled: Negotiation | undefined
}

/** After the last repeat the router waits one interval more; beyond that this much is allowed for lateness. Milliseconds. */
const GRACE_MS = 5_000

/** Sets the time at which silence has lasted long enough (REFERENCE 5.0, 3). */
export const expectAnswer = (context: Context, n: Negotiation): void => {
  const left = Math.max(0, context.repeats - n.evidence.retransmissions)
  n.deadline = context.now + context.repeatAfterMs * (left + 1) + GRACE_MS
}

/** Adds a proof to the evidence. */
export const note = (n: Negotiation, mark: Mark, heard: Pick<Heard, 'text' | 'stamp'>, detail = ''): void =>
  prove(n.evidence, mark, { text: heard.text, at: heard.stamp }, detail)

/** A proof that by itself means trouble: said at once, while the attempt goes on. */
export const trouble = (context: Context, n: Negotiation, mark: Mark, heard: Heard, detail = ''): void => {
  note(n, mark, heard, detail)
  sayFailing(context, n, momentIn(n, heard))
}

/** The end, unless the line had to be mended: a repair alone never makes a terminal verdict. */
export const end = (context: Context, n: Negotiation, heard: Heard): void => {
  if (heard.repaired) return sayFailing(context, n, momentIn(n, heard))
  sayEnd(context, n, momentIn(n, heard))
}
