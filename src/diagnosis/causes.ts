/**
 * The causes, as a table: the first row whose condition holds names the reason. Above all what was said in words (said.ts),
 * last the stuck-where matrix (REFERENCE 5.0.1, 5.22), which judges by silence and repetition.
 */
import { type Cause, inOneShape, onlyWhenStuck, or, PEER_CONSOLE, UNKNOWN } from './cause.ts'
import { KEYS_DIFFER } from './keys-differ.ts'
import { AFTER_COMPLETION, STATED } from './said.ts'

const MATRIX: readonly Cause[] = [
  // ── initiator, message 1 sent ──
  {
    reason: 'proposal-mismatch',
    certainty: 'inferred',
    when: { role: 'initiator', sent: 1, peer: 'complains' },
    summary: 'The peer {peer} refused message 1: none of the offered proposals fits its policies.',
    proof: ['refused-in-clear', 'mode-failed', 'repeated'],
    alternatives: [or('psk-missing', `${PEER_CONSOLE} “No pre-shared key with” this router’s address`)],
  },
  {
    reason: 'proposal-mismatch',
    certainty: 'inferred',
    when: { role: 'initiator', exchange: 'main', sent: 1, peer: 'repeats' },
    summary:
      'The peer {peer} answers message 1 with something that is no message 2: most likely it refuses the proposals.',
    proof: ['repeated', 'retransmission-death', 'timed-out'],
    alternatives: [
      or('no-response', 'its answer may be meant for another attempt'),
      or('psk-missing', `${PEER_CONSOLE} “No pre-shared key with” this router’s address`),
    ],
  },
  {
    reason: 'no-response',
    certainty: 'inferred',
    when: { role: 'initiator', exchange: 'aggressive', sent: 1, heard: 0 },
    summary: 'The peer {peer} does not answer message 1 of aggressive mode.',
    proof: ['repeated', 'retransmission-death', 'timed-out', 'interface-down'],
    alternatives: [
      or('aggressive-rejected', `${PEER_CONSOLE} “Unable to initiate or respond to Aggressive Mode while disabled”`),
      or('admission-denied', `${PEER_CONSOLE} “IKE denied an INCOMING SA request”`),
    ],
  },
  {
    reason: 'no-response',
    certainty: 'inferred',
    when: { role: 'initiator', sent: 1, heard: 0 },
    summary: 'The peer {peer} does not answer message 1.',
    proof: ['repeated', 'retransmission-death', 'timed-out', 'interface-down'],
    alternatives: [
      or('admission-denied', `${PEER_CONSOLE} “IKE denied an INCOMING SA request”`),
      or('psk-missing', `${PEER_CONSOLE} “No pre-shared key with” this router’s address`),
      or('unsupported-exchange', `${PEER_CONSOLE} whether it speaks IKEv2 only`),
    ],
  },
  // ── initiator, message 3 sent ──
  {
    reason: 'ke-timeout',
    certainty: 'inferred',
    when: { role: 'initiator', sent: 3, peer: 'repeats' },
    summary: 'The peer {peer} repeats message 2: our message 3 does not reach it.',
    proof: ['duplicate', 'repeated', 'retransmission-death', 'timed-out'],
    alternatives: [or('psk-missing', `${PEER_CONSOLE} a missing key for this router’s address`)],
  },
  {
    reason: 'ke-timeout',
    certainty: 'inferred',
    when: { role: 'initiator', sent: 3 },
    summary: 'The peer {peer} answered message 1 but not message 3, the key exchange.',
    proof: ['refused-in-clear', 'repeated', 'retransmission-death', 'timed-out'],
    alternatives: [
      or(
        'psk-missing',
        `${PEER_CONSOLE} a missing key or tunnel group for this router’s address (an ASA then says nothing)`,
      ),
      or('no-response', 'the path broke in between: a ping to the peer fails, too'),
    ],
  },
  // ── initiator, message 5 sent ──
  {
    reason: 'cert-invalid',
    certainty: 'inferred',
    when: { role: 'initiator', sent: 5, certificates: true, peer: 'complains' },
    summary: 'The peer {peer} refused message 5, this router’s certificate or signature.',
    proof: ['refused-in-clear', 'mode-failed', 'repeated'],
    alternatives: [or('id-mismatch', `${PEER_CONSOLE} whether it refuses the identity or the certificate`)],
  },
  {
    reason: 'psk-mismatch',
    certainty: 'inferred',
    when: { role: 'initiator', sent: 5, peer: 'complains' },
    summary: 'The peer {peer} refused message 5, this router’s proof: the pre-shared keys differ.',
    proof: ['refused-in-clear', 'mode-failed', 'repeated'],
    alternatives: [or('id-mismatch', `${PEER_CONSOLE} an identity that it does not expect`)],
  },
  {
    reason: 'nat-t-blocked',
    certainty: 'inferred',
    when: { role: 'initiator', sent: 5, nat: true, floatUnanswered: true },
    summary: 'NAT was found and message 5 went to {peer} on UDP 4500, where nothing comes back.',
    proof: ['repeated', 'duplicate', 'retransmission-death', 'timed-out'],
    alternatives: [
      or(
        'psk-mismatch',
        'a packet on UDP 4500 that reaches the peer shows that the path is open: then compare the keys',
      ),
      or('auth-timeout', 'no packet of the peer on any port: the path broke altogether'),
    ],
  },
  {
    reason: 'cert-invalid',
    certainty: 'inferred',
    when: { role: 'initiator', sent: 5, certificates: true, peer: 'repeats' },
    summary: 'The peer {peer} repeats message 4: it did not accept message 5, this router’s certificate or signature.',
    proof: ['duplicate', 'repeated', 'retransmission-death', 'timed-out'],
    alternatives: [
      or('auth-timeout', 'message 5 is large with certificates: its fragments may be lost; capture them at the peer'),
      or('id-mismatch', `${PEER_CONSOLE} an identity that it does not expect`),
    ],
  },
  {
    reason: 'psk-mismatch',
    certainty: 'inferred',
    when: { role: 'initiator', sent: 5, peer: 'repeats' },
    summary: 'The peer {peer} repeats message 4: it cannot read message 5, so the pre-shared keys differ.',
    proof: ['duplicate', 'repeated', 'retransmission-death', 'timed-out'],
    alternatives: [
      or('id-mismatch', `${PEER_CONSOLE} an identity that it does not expect`),
      or('auth-timeout', 'message 5 may be lost on its way: capture UDP 500 at the peer'),
    ],
  },
  {
    reason: 'auth-timeout',
    certainty: 'inferred',
    when: { role: 'initiator', sent: 5 },
    summary: 'The peer {peer} went silent after message 5: it lost or silently refused this router’s proof.',
    proof: ['repeated', 'retransmission-death', 'timed-out'],
    alternatives: [
      or('psk-mismatch', `${PEER_CONSOLE} “failed its sanity check or is malformed”`),
      or('id-mismatch', `${PEER_CONSOLE} an identity that it does not expect`),
    ],
  },
  // ── responder ──
  {
    reason: 'aggressive-rejected',
    certainty: 'inferred',
    when: { role: 'responder', exchange: 'aggressive', heard: 1, sent: 0 },
    summary: 'This router did not answer the aggressive mode of {peer}.',
    proof: ['mode-failed', 'process-error'],
    alternatives: [
      or('proposal-mismatch', 'debug output of the comparison is missing: “show crypto isakmp policy” tells'),
    ],
  },
  {
    reason: 'auth-timeout',
    certainty: 'inferred',
    when: { role: 'responder', exchange: 'aggressive', sent: 2 },
    summary: 'The peer {peer} did not send message 3 of aggressive mode: it did not accept our proof, or never got it.',
    proof: ['duplicate', 'repeated', 'retransmission-death', 'timed-out'],
    alternatives: [
      or('psk-mismatch', `${PEER_CONSOLE} a hash that does not verify (the initiator checks first in aggressive mode)`),
    ],
  },
  {
    reason: 'ke-timeout',
    certainty: 'inferred',
    when: { role: 'responder', sent: 2, peer: 'repeats' },
    summary: 'The peer {peer} repeats message 1: our message 2 does not reach it.',
    proof: ['duplicate', 'repeated', 'retransmission-death', 'timed-out'],
  },
  {
    reason: 'ke-timeout',
    certainty: 'inferred',
    when: { role: 'responder', sent: 2 },
    summary: 'The peer {peer} began, but did not go on after our message 2.',
    proof: ['repeated', 'retransmission-death', 'timed-out'],
    alternatives: [or('no-response', 'a scanner or a peer that gave up: no second attempt comes from it')],
  },
  {
    reason: 'nat-t-blocked',
    certainty: 'inferred',
    when: { role: 'responder', sent: 4, heard: 3, nat: true },
    summary: 'NAT was found, and message 5 of {peer} on UDP 4500 never arrived.',
    proof: ['repeated', 'duplicate', 'retransmission-death', 'timed-out'],
    alternatives: [or('auth-timeout', `${PEER_CONSOLE} whether it sent message 5 on UDP 4500 at all`)],
  },
  {
    reason: 'ke-timeout',
    certainty: 'inferred',
    when: { role: 'responder', sent: 4, heard: 3, peer: 'repeats' },
    summary: 'The peer {peer} repeats message 3: our message 4 does not reach it.',
    proof: ['duplicate', 'repeated', 'retransmission-death', 'timed-out'],
    alternatives: [or('auth-timeout', `${PEER_CONSOLE} whether message 4 arrived and was refused`)],
  },
  {
    reason: 'auth-timeout',
    certainty: 'inferred',
    when: { role: 'responder', sent: 4, heard: 3 },
    summary: 'The peer {peer} went silent after our message 4: it lost it or refused it.',
    proof: ['repeated', 'retransmission-death', 'timed-out'],
    alternatives: [
      or('ke-timeout', `${PEER_CONSOLE} whether message 4 arrived`),
      or('nat-t-blocked', 'the peer is behind NAT and sends message 5 on UDP 4500: capture there'),
    ],
  },
  {
    reason: 'id-mismatch',
    certainty: 'inferred',
    when: { role: 'responder', heard: 5, marks: ['identity-shown'], stuck: true },
    summary: 'The identity of {peer} was read ({detail}) but the peer was not accepted.',
    proof: ['identity-shown', 'repeated', 'retransmission-death'],
    alternatives: [or('psk-mismatch', 'the keys differ although the identity could be read: compare them')],
  },
  {
    reason: 'id-mismatch',
    certainty: 'inferred',
    when: { role: 'responder', heard: 5, certificates: false, marks: ['process-error'] },
    summary: 'Message 5 of {peer} was read but not accepted: its identity is not the expected one.',
    proof: ['process-error', 'repeated', 'retransmission-death'],
    alternatives: [
      or('psk-mismatch', 'with a wrong key this console shows “failed its sanity check or is malformed” as well'),
    ],
  },
  {
    reason: 'deleted-by-peer',
    certainty: 'stated',
    when: { marks: ['delete-received'] },
    summary: 'The peer {peer} gave the negotiation up.',
    proof: ['delete-received', 'deleted'],
  },
]

/** Rows in the order they are tried. The last one always fits. */
export const CAUSES: readonly Cause[] = [
  ...AFTER_COMPLETION,
  { ...UNKNOWN, when: { complete: true } },
  ...STATED,
  ...KEYS_DIFFER,
  ...MATRIX.map(onlyWhenStuck),
  UNKNOWN,
].map(inOneShape)
