/** The stuck-where matrix of an initiator (REFERENCE 5.0.1, 5.22): what its silence or its repeats mean, by the message it sent last. */
import { type Cause, or, PEER_CONSOLE, PEER_SHOWS, UNKNOWN } from './cause.ts'

export const STUCK_INITIATOR: readonly Cause[] = [
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
      or('unsupported-exchange', 'the peer may speak IKEv2 only: its configuration tells'),
    ],
  },
  // ── initiator, message 3 sent ──
  {
    reason: 'ke-timeout',
    certainty: 'inferred',
    when: { role: 'initiator', sent: 3, peer: 'repeats' },
    summary: 'The peer {peer} repeats message 2: this router’s message 3 does not reach it.',
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
    alternatives: [or('id-mismatch', `${PEER_SHOWS} it refuses the identity or the certificate`)],
  },
  {
    reason: 'psk-mismatch',
    certainty: 'inferred',
    when: { role: 'initiator', sent: 5, peer: 'complains' },
    summary: 'The peer {peer} refused message 5, this router’s proof: most likely the pre-shared keys differ.',
    proof: ['refused-in-clear', 'mode-failed', 'repeated'],
    alternatives: [or('id-mismatch', `${PEER_CONSOLE} an identity that it does not expect`)],
  },
  // An ASA that shows its graver messages only says nothing of NAT: what is repeated may be so for want of UDP 4500.
  {
    ...UNKNOWN,
    when: { role: 'initiator', sent: 5, family: 'asa', natTold: false, peer: 'repeats' },
    proof: ['repeated', 'duplicate', 'timed-out', 'deleted'],
    alternatives: [
      or('psk-mismatch', `${PEER_CONSOLE} “failed its sanity check or is malformed”`),
      or(
        'nat-t-blocked',
        '“logging console informational” shows whether NAT was found: then message 5 went to UDP 4500',
      ),
      or('auth-timeout', 'message 5 or 6 may be lost on its way: capture UDP 500 and 4500 at the peer'),
    ],
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
    summary:
      'The peer {peer} repeats message 4: it cannot read message 5, most likely because the pre-shared keys differ.',
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
    summary: 'The peer {peer} went silent after this router’s message 5: it never got it, or refused it in silence.',
    proof: ['repeated', 'retransmission-death', 'timed-out'],
    alternatives: [
      or('psk-mismatch', `${PEER_CONSOLE} “failed its sanity check or is malformed”`),
      or('id-mismatch', `${PEER_CONSOLE} an identity that it does not expect`),
    ],
  },
]
