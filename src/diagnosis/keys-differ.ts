/** Causes that show in what could not be decrypted, verified or accepted: message 5 and 6, or what came before keys. */
import { type Cause, or, PEER_CONSOLE } from './cause.ts'

const MANGLED = or(
  'malformed',
  'keys that are equal on both ends leave a packet mangled on its way: capture UDP 500 on both sides',
)

/** A wrong key is never said in words: what is decrypted is rubbish, or the hash differs. */
export const KEYS_DIFFER: readonly Cause[] = [
  {
    reason: 'cert-invalid',
    certainty: 'inferred',
    when: { certificates: true, any: ['hash-invalid'] },
    summary: 'The signature of {peer} does not verify.',
    proof: ['hash-invalid', 'process-error'],
    alternatives: [
      or('id-mismatch', 'the identity that it sends is not the name in its certificate: compare them there'),
    ],
  },
  {
    reason: 'psk-mismatch',
    certainty: 'inferred',
    when: { role: 'responder', certificates: false, any: ['undecipherable', 'hash-invalid'] },
    summary: 'The pre-shared keys differ: message 5 of {peer} cannot be read with the key that this router has.',
    proof: ['undecipherable', 'hash-invalid', 'malformed', 'key-fallback', 'process-error'],
    alternatives: [MANGLED],
  },
  {
    reason: 'psk-mismatch',
    certainty: 'inferred',
    when: { certificates: false, any: ['undecipherable', 'hash-invalid'] },
    summary: 'The pre-shared keys differ: the proof of {peer} does not verify with the key that this router has.',
    proof: ['undecipherable', 'hash-invalid', 'malformed', 'mode-failed', 'key-fallback', 'process-error'],
    alternatives: [or('id-mismatch', 'the peer’s console shows which identity and which key it uses for this router')],
  },
  {
    reason: 'malformed',
    certainty: 'stated',
    when: { certificates: true, marks: ['malformed'] },
    summary: 'A message of {peer} is malformed; the peers use certificates, so a pre-shared key cannot be the cause.',
    proof: ['malformed'],
  },
  {
    reason: 'psk-mismatch',
    certainty: 'inferred',
    when: { heard: 5, marks: ['malformed'] },
    summary:
      'The pre-shared keys differ: message 5 of {peer} is rubbish when decrypted with the key that this router has.',
    proof: ['malformed', 'key-fallback', 'process-error'],
    alternatives: [MANGLED],
  },
  {
    reason: 'psk-mismatch',
    certainty: 'inferred',
    when: { role: 'initiator', sent: 5, marks: ['malformed'] },
    summary:
      'The pre-shared keys differ: the answer of {peer} to message 5 cannot be read with the key that this router has.',
    proof: ['malformed', 'key-fallback', 'repeated'],
    alternatives: [MANGLED],
  },
  {
    reason: 'psk-mismatch',
    certainty: 'inferred',
    when: { role: 'responder', sent: 4, marks: ['malformed'] },
    summary:
      'The pre-shared keys differ: what {peer} sends encrypted cannot be read with the key that this router has.',
    proof: ['malformed', 'key-fallback', 'repeated'],
    alternatives: [MANGLED],
  },
  {
    reason: 'malformed',
    certainty: 'inferred',
    when: { sent: 0, heard: 0, marks: ['malformed'] },
    summary: 'A message of {peer} is malformed; which message of the exchange it was did not show.',
    proof: ['malformed'],
    alternatives: [
      or('psk-mismatch', 'the same comes again with every attempt, and “show crypto isakmp sa” shows MM_KEY_EXCH'),
    ],
  },
  {
    reason: 'malformed',
    certainty: 'stated',
    when: { marks: ['malformed'] },
    summary: 'A message of {peer} is malformed; nothing was encrypted yet, so a key cannot be the cause.',
    proof: ['malformed'],
  },
  {
    reason: 'id-mismatch',
    certainty: 'inferred',
    when: { role: 'responder', heard: 5, marks: ['identity-shown', 'process-error'] },
    summary: 'The identity of {peer} was read ({detail}) but not accepted.',
    proof: ['identity-shown', 'process-error'],
    alternatives: [or('psk-mismatch', 'the keys differ although the identity could be read: compare them')],
  },
  {
    reason: 'psk-mismatch',
    certainty: 'inferred',
    when: { role: 'initiator', exchange: 'aggressive', marks: ['mode-failed'] },
    summary: 'Aggressive mode with {peer} failed at the authentication: most likely the pre-shared keys differ.',
    proof: ['mode-failed', 'refused-in-clear'],
    alternatives: [
      or('id-mismatch', `${PEER_CONSOLE} an unknown group or identity`),
      or('proposal-mismatch', `${PEER_CONSOLE} “no offers accepted”`),
    ],
  },
  // ── initiator of which a firewall's log names no message: an answer in clear says by itself what it answers ──
  {
    reason: 'psk-mismatch',
    certainty: 'inferred',
    when: { role: 'initiator', family: 'asa', sent: 0, heard: 0, peer: 'complains', complaint: 'PAYLOAD-MALFORMED' },
    summary: 'The peer {peer} could not read what was sent to it: most likely the pre-shared keys differ.',
    proof: ['refused-in-clear', 'deleted', 'timed-out'],
    alternatives: [MANGLED],
  },
  {
    reason: 'proposal-mismatch',
    certainty: 'inferred',
    when: { role: 'initiator', family: 'asa', sent: 0, heard: 0, peer: 'complains', complaint: 'NO-PROPOSAL-CHOSEN' },
    summary: 'The peer {peer} refused what was offered: none of the proposals fits its policies.',
    proof: ['refused-in-clear', 'deleted', 'timed-out'],
    alternatives: [or('psk-missing', `${PEER_CONSOLE} a missing key for this router’s address`)],
  },
]
