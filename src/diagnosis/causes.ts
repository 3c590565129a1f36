/**
 * The causes, as a table: the first row whose condition holds names the reason. Above all what was said in words (said.ts),
 * last the stuck-where matrix (stuck-initiator.ts, stuck-responder.ts), which judges by silence and repetition.
 */
import { type Cause, inOneShape, onlyWhenStuck, or, PEER_CONSOLE, UNKNOWN } from './cause.ts'
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

/** A firewall that logs no packets shows the beginning and the end of an attempt, and nothing between. */
const LOGGED: readonly Cause[] = [
  {
    ...UNKNOWN,
    when: { family: 'asa', role: 'initiator', sent: 0, heard: 0, marks: ['duplicate', 'deleted'] },
    summary:
      'Phase 1 with {peer} was given up while the peer repeated its own message: it did not get ours, or could not use it. Which one does not show in a log without packets.',
    proof: ['duplicate', 'deleted'],
    alternatives: [
      or('psk-mismatch', `${PEER_CONSOLE} a message 5 that it cannot decrypt`),
      or('nat-t-blocked', 'with a NAT device on the way, message 5 leaves for UDP port 4500: look for it at the peer'),
      or('ke-timeout', `${PEER_CONSOLE} message 3: it never arrives`),
    ],
  },
  {
    ...UNKNOWN,
    when: { family: 'asa', role: 'initiator', sent: 0, heard: 0, marks: ['deleted'] },
    summary:
      'Phase 1 with {peer} was begun here and given up without success. How far it came does not show in a log without packets.',
    alternatives: [
      or('no-response', 'a capture on the outer interface shows no packet of the peer'),
      or('proposal-mismatch', `${PEER_CONSOLE} a proposal that it refuses`),
      or('psk-mismatch', `${PEER_CONSOLE} a message 5 that it cannot decrypt`),
    ],
  },
]

/** Rows in the order they are tried. The last one always fits. */
export const CAUSES: readonly Cause[] = [
  ...AFTER_COMPLETION,
  { ...UNKNOWN, when: { complete: true } },
  ...STATED,
  ...KEYS_DIFFER,
  ...[...STUCK_INITIATOR, ...STUCK_RESPONDER, GIVEN_UP].map(onlyWhenStuck),
  ...LOGGED,
  UNKNOWN,
].map(inOneShape)
