/**
 * The causes, as a table: the first row whose condition holds names the reason. Above all what was said in words (said.ts),
 * last the stuck-where matrix (stuck-initiator.ts, stuck-responder.ts), which judges by silence and repetition.
 */
import { type Cause, inOneShape, onlyWhenStuck, UNKNOWN } from './cause.ts'
import { KEYS_DIFFER } from './keys-differ.ts'
import { AFTER_COMPLETION, STATED } from './said.ts'
import { STUCK_INITIATOR } from './stuck-initiator.ts'
import { STUCK_RESPONDER } from './stuck-responder.ts'

const GIVEN_UP: Cause = {
  reason: 'deleted-by-peer',
  certainty: 'stated',
  when: { marks: ['delete-received'] },
  summary: 'The peer {peer} gave up the negotiation.',
  proof: ['delete-received', 'deleted'],
}

/** Rows in the order they are tried. The last one always fits. */
export const CAUSES: readonly Cause[] = [
  ...AFTER_COMPLETION,
  { ...UNKNOWN, when: { complete: true } },
  ...STATED,
  ...KEYS_DIFFER,
  ...[...STUCK_INITIATOR, ...STUCK_RESPONDER, GIVEN_UP].map(onlyWhenStuck),
  UNKNOWN,
].map(inOneShape)
