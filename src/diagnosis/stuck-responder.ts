/** The stuck-where matrix of a responder (REFERENCE 5.0.1, 5.22): what its silence or its repeats mean, by the message it sent last. */
import { type Cause, or, PEER_CONSOLE, PEER_SHOWS } from './cause.ts'

export const STUCK_RESPONDER: readonly Cause[] = [
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
    summary:
      'The peer {peer} did not send message 3 of aggressive mode: it did not accept this router’s proof, or never got it.',
    proof: ['duplicate', 'repeated', 'retransmission-death', 'timed-out'],
    alternatives: [
      or('psk-mismatch', `${PEER_CONSOLE} a hash that does not verify (the initiator checks first in aggressive mode)`),
    ],
  },
  {
    reason: 'ke-timeout',
    certainty: 'inferred',
    when: { role: 'responder', sent: 2, peer: 'repeats' },
    summary: 'The peer {peer} repeats message 1: this router’s message 2 does not reach it.',
    proof: ['duplicate', 'repeated', 'retransmission-death', 'timed-out'],
  },
  {
    reason: 'ke-timeout',
    certainty: 'inferred',
    when: { role: 'responder', sent: 2 },
    summary: 'The peer {peer} began, but did not go on after this router’s message 2.',
    proof: ['repeated', 'retransmission-death', 'timed-out'],
    alternatives: [or('no-response', 'a scanner or a peer that gave up: no second attempt comes from it')],
  },
  {
    reason: 'nat-t-blocked',
    certainty: 'inferred',
    when: { role: 'responder', sent: 4, heard: 3, nat: true },
    summary: 'NAT was found, and message 5 of {peer} on UDP 4500 never arrived.',
    proof: ['repeated', 'duplicate', 'retransmission-death', 'timed-out'],
    alternatives: [or('auth-timeout', `${PEER_SHOWS} it sent message 5 on UDP 4500 at all`)],
  },
  {
    reason: 'ke-timeout',
    certainty: 'inferred',
    when: { role: 'responder', sent: 4, heard: 3, peer: 'repeats' },
    summary: 'The peer {peer} repeats message 3: this router’s message 4 does not reach it.',
    proof: ['duplicate', 'repeated', 'retransmission-death', 'timed-out'],
    alternatives: [or('auth-timeout', `${PEER_SHOWS} message 4 arrived and was refused`)],
  },
  {
    reason: 'auth-timeout',
    certainty: 'inferred',
    when: { role: 'responder', sent: 4, heard: 3 },
    summary: 'The peer {peer} went silent after this router’s message 4: it never got it, or refused it in silence.',
    proof: ['repeated', 'retransmission-death', 'timed-out'],
    alternatives: [
      or('ke-timeout', `${PEER_SHOWS} message 4 arrived`),
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
]
