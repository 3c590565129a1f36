/**
 * The causes, as a table: the first row whose condition holds names the reason. Above all what was said in words, then what
 * was said less plainly, last the stuck-where matrix (REFERENCE 5.0.1, 5.22), which judges by silence and repetition.
 */
import type { Alternative, Reason } from './diagnosis.ts'
import type { Cause } from './cause.ts'

const or = (reason: Reason, discriminator: string): Alternative => ({ reason, discriminator })

const PEER_CONSOLE = 'the peer’s console says which: look there for'

/** Phase 1 was complete: whatever ends it now is no failure of the negotiation. */
const AFTER_COMPLETION: readonly Cause[] = [
  {
    reason: 'xauth-failed',
    certainty: 'stated',
    when: { complete: true, marks: ['xauth-failed'] },
    summary: 'Phase 1 with {peer} was complete, then XAUTH refused the user.',
    proof: ['xauth-failed', 'deleted'],
  },
  {
    reason: 'phase2-failed',
    certainty: 'stated',
    when: { complete: true, marks: ['phase2-refused'] },
    summary: 'Phase 1 with {peer} was complete, phase 2 (quick mode) was refused: {detail}.',
    proof: ['phase2-refused', 'delete-received', 'deleted'],
    alternatives: [or('deleted-by-peer', 'the peer may have torn the SA down for another reason: its own log names it')],
  },
  {
    reason: 'dpd-timeout',
    certainty: 'stated',
    when: { complete: true, marks: ['dpd-dead'] },
    summary: 'The peer {peer} stopped answering dead peer detection, so its SA was deleted.',
    proof: ['dpd-missed', 'dpd-dead', 'deleted'],
  },
  {
    reason: 'deleted-locally',
    certainty: 'stated',
    when: { complete: true, any: ['cleared', 'ike-off', 'expired', 'replaced'] },
    summary: 'This router itself ended phase 1 with {peer}: {detail}.',
    proof: ['cleared', 'ike-off', 'expired', 'replaced', 'deleted'],
  },
  {
    reason: 'deleted-by-peer',
    certainty: 'stated',
    when: { complete: true, marks: ['delete-received'] },
    summary: 'The peer {peer} deleted phase 1.',
    proof: ['delete-received', 'deleted'],
  },
  {
    reason: 'xauth-failed',
    certainty: 'inferred',
    when: { complete: true, marks: ['xauth-asked'] },
    summary: 'Phase 1 with {peer} was complete, but XAUTH was asked and never answered.',
    proof: ['xauth-asked', 'deleted'],
    alternatives: [
      or('no-response', 'the peer is gone: a ping to it fails, too'),
      or('auth-timeout', 'the peer is a router that knows no XAUTH: its configuration has no client for this one'),
    ],
  },
  {
    reason: 'dpd-timeout',
    certainty: 'inferred',
    when: { complete: true, any: ['dpd-missed', 'retransmission-death'] },
    summary: 'Phase 1 with {peer} ended after the peer stopped answering.',
    proof: ['dpd-missed', 'retransmission-death', 'deleted'],
  },
]

/** Said in words while phase 1 was being negotiated. */
const STATED: readonly Cause[] = [
  {
    reason: 'admission-denied',
    certainty: 'stated',
    when: { marks: ['admission-denied'] },
    summary: 'This router refused the negotiation with {peer} by call admission control: {detail}.',
    proof: ['admission-denied'],
  },
  {
    reason: 'aggressive-rejected',
    certainty: 'stated',
    when: { marks: ['aggressive-refused'] },
    summary: 'Aggressive mode with {peer} is switched off on this router.',
    proof: ['aggressive-refused'],
  },
  {
    reason: 'unsupported-exchange',
    certainty: 'stated',
    when: { marks: ['unsupported-exchange'] },
    summary: 'The peer {peer} uses an exchange that this router does not support ({detail}).',
    proof: ['unsupported-exchange'],
  },
  {
    reason: 'vendor-policy',
    certainty: 'stated',
    when: { marks: ['policy-refused'] },
    summary: 'The configuration of this device refuses {peer}: {detail}.',
    proof: ['policy-refused'],
  },
  {
    reason: 'psk-missing',
    certainty: 'stated',
    when: { role: 'initiator', any: ['key-missing', 'cannot-start'], heard: 0 },
    summary: 'This router has no pre-shared key for {peer}, so it never sent message 1.',
    proof: ['key-missing', 'cannot-start'],
  },
  {
    reason: 'psk-missing',
    certainty: 'stated',
    when: { marks: ['key-missing', 'no-proposal'], onlyAuthenticationDiffers: true },
    summary: 'This router has no pre-shared key for {peer}, so it refused its proposals: everything but the authentication fitted.',
    proof: ['key-missing', 'no-proposal'],
  },
  {
    reason: 'proposal-mismatch',
    certainty: 'stated',
    when: { any: ['no-proposal', 'class-mismatch', 'not-offered'] },
    summary: 'No proposal fits between {peer} and this router: {mismatch}.',
    proof: ['class-mismatch', 'not-offered', 'no-proposal'],
  },
  {
    reason: 'psk-missing',
    certainty: 'stated',
    when: { marks: ['key-missing'] },
    summary: 'This router has no pre-shared key for {peer}.',
    proof: ['key-missing', 'cannot-start'],
  },
  {
    reason: 'cert-invalid',
    certainty: 'stated',
    when: { marks: ['certificate'] },
    summary: 'A certificate could not be accepted in the negotiation with {peer}: {detail}.',
    proof: ['certificate', 'process-error'],
  },
  {
    reason: 'id-mismatch',
    certainty: 'stated',
    when: { marks: ['identity-refused'] },
    summary: 'The identity of {peer} fits nothing that this device expects: {detail}.',
    proof: ['identity-refused', 'identity-shown'],
  },
  {
    reason: 'xauth-failed',
    certainty: 'stated',
    when: { marks: ['xauth-failed'] },
    summary: 'XAUTH refused the user of {peer}.',
    proof: ['xauth-failed'],
  },
  {
    reason: 'deleted-locally',
    certainty: 'stated',
    when: { any: ['cleared', 'ike-off'] },
    summary: 'This router itself gave the negotiation with {peer} up: {detail}.',
    proof: ['cleared', 'ike-off', 'deleted'],
  },
]

/** A wrong key is never said in words: what is decrypted is rubbish, or the hash differs. */
const KEYS_DIFFER: readonly Cause[] = [
  {
    reason: 'cert-invalid',
    certainty: 'inferred',
    when: { certificates: true, any: ['hash-invalid'] },
    summary: 'The signature of {peer} does not verify.',
    proof: ['hash-invalid', 'process-error'],
    alternatives: [or('id-mismatch', `${PEER_CONSOLE} its identity and the name in its certificate`)],
  },
  {
    reason: 'psk-mismatch',
    certainty: 'inferred',
    when: { role: 'responder', certificates: false, any: ['undecipherable', 'hash-invalid'] },
    summary: 'The pre-shared keys differ: message 5 of {peer} cannot be read with the key that this router has.',
    proof: ['undecipherable', 'hash-invalid', 'malformed', 'key-fallback', 'process-error'],
    alternatives: [or('malformed', 'keys that are equal on both ends leave a packet mangled on its way: capture UDP 500 on both sides')],
  },
  {
    reason: 'psk-mismatch',
    certainty: 'inferred',
    when: { certificates: false, any: ['undecipherable', 'hash-invalid'] },
    summary: 'The pre-shared keys differ: the proof of {peer} does not verify with the key that this router has.',
    proof: ['undecipherable', 'hash-invalid', 'malformed', 'mode-failed', 'key-fallback', 'process-error'],
    alternatives: [or('id-mismatch', `${PEER_CONSOLE} which key or identity it used for this router`)],
  },
  {
    reason: 'psk-mismatch',
    certainty: 'inferred',
    when: { heard: 5, certificates: false, marks: ['malformed'] },
    summary: 'The pre-shared keys differ: message 5 of {peer} is rubbish when decrypted with the key that this router has.',
    proof: ['malformed', 'key-fallback', 'process-error'],
    alternatives: [or('malformed', 'keys that are equal on both ends leave a packet mangled on its way: capture UDP 500 on both sides')],
  },
  {
    reason: 'psk-mismatch',
    certainty: 'inferred',
    when: { role: 'initiator', sent: 5, certificates: false, marks: ['malformed'] },
    summary: 'The pre-shared keys differ: the answer of {peer} to message 5 cannot be read with the key that this router has.',
    proof: ['malformed', 'key-fallback', 'repeated'],
    alternatives: [or('malformed', 'keys that are equal on both ends leave a packet mangled on its way: capture UDP 500 on both sides')],
  },
  {
    reason: 'psk-mismatch',
    certainty: 'inferred',
    when: { role: 'responder', sent: 4, certificates: false, marks: ['malformed'] },
    summary: 'The pre-shared keys differ: what {peer} sends encrypted cannot be read with the key that this router has.',
    proof: ['malformed', 'key-fallback', 'repeated'],
    alternatives: [or('malformed', 'keys that are equal on both ends leave a packet mangled on its way: capture UDP 500 on both sides')],
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
]

const MATRIX: readonly Cause[] = [
  // ── initiator, message 1 sent ──
  {
    reason: 'psk-mismatch',
    certainty: 'inferred',
    when: { role: 'initiator', exchange: 'aggressive', marks: ['mode-failed'] },
    summary: 'Aggressive mode with {peer} failed at the authentication: the pre-shared keys differ.',
    proof: ['mode-failed', 'refused-in-clear'],
    alternatives: [
      or('id-mismatch', `${PEER_CONSOLE} an unknown group or identity`),
      or('proposal-mismatch', `${PEER_CONSOLE} “no offers accepted”`),
    ],
  },
  {
    reason: 'proposal-mismatch',
    certainty: 'inferred',
    when: { role: 'initiator', sent: 1, peer: 'complains' },
    summary: 'The peer {peer} refused message 1: none of the offered proposals fits its policies.',
    proof: ['refused-in-clear', 'mode-failed', 'repeated'],
    alternatives: [or('psk-missing', `${PEER_CONSOLE} “No pre-shared key with” this router’s address`)],
    notify: 'refused-in-clear',
  },
  {
    reason: 'proposal-mismatch',
    certainty: 'inferred',
    when: { role: 'initiator', exchange: 'main', sent: 1, peer: 'repeats' },
    summary: 'The peer {peer} answers message 1 with something that is no message 2: most likely it refuses the proposals.',
    proof: ['repeated', 'retransmission-death', 'timed-out'],
    alternatives: [or('no-response', 'its answer may be meant for another attempt'), or('psk-missing', `${PEER_CONSOLE} “No pre-shared key with” this router’s address`)],
  },
  {
    reason: 'no-response',
    certainty: 'inferred',
    when: { role: 'initiator', exchange: 'aggressive', sent: 1 },
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
    when: { role: 'initiator', sent: 1 },
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
      or('psk-missing', `${PEER_CONSOLE} a missing key or tunnel group for this router’s address (an ASA then says nothing)`),
      or('no-response', 'the path broke in between: a ping to the peer fails, too'),
    ],
    notify: 'refused-in-clear',
  },
  // ── initiator, message 5 sent ──
  {
    reason: 'cert-invalid',
    certainty: 'inferred',
    when: { role: 'initiator', sent: 5, certificates: true, peer: 'complains' },
    summary: 'The peer {peer} refused message 5, this router’s certificate or signature.',
    proof: ['refused-in-clear', 'mode-failed', 'repeated'],
    alternatives: [or('id-mismatch', `${PEER_CONSOLE} whether it refuses the identity or the certificate`)],
    notify: 'refused-in-clear',
  },
  {
    reason: 'psk-mismatch',
    certainty: 'inferred',
    when: { role: 'initiator', sent: 5, peer: 'complains' },
    summary: 'The peer {peer} refused message 5, this router’s proof: the pre-shared keys differ.',
    proof: ['refused-in-clear', 'mode-failed', 'repeated'],
    alternatives: [or('id-mismatch', `${PEER_CONSOLE} an identity that it does not expect`)],
    notify: 'refused-in-clear',
  },
  {
    reason: 'nat-t-blocked',
    certainty: 'inferred',
    when: { role: 'initiator', sent: 5, nat: true, floatUnanswered: true },
    summary: 'NAT was found and message 5 went to {peer} on UDP 4500, where nothing comes back.',
    proof: ['repeated', 'duplicate', 'retransmission-death', 'timed-out'],
    alternatives: [
      or('psk-mismatch', 'a packet on UDP 4500 that reaches the peer shows that the path is open: then compare the keys'),
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
    alternatives: [or('proposal-mismatch', 'debug output of the comparison is missing: “show crypto isakmp policy” tells')],
  },
  {
    reason: 'auth-timeout',
    certainty: 'inferred',
    when: { role: 'responder', exchange: 'aggressive', sent: 2 },
    summary: 'The peer {peer} did not send message 3 of aggressive mode: it did not accept our proof, or never got it.',
    proof: ['duplicate', 'repeated', 'retransmission-death', 'timed-out'],
    alternatives: [or('psk-mismatch', `${PEER_CONSOLE} a hash that does not verify (the initiator checks first in aggressive mode)`)],
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
    alternatives: [or('ke-timeout', `${PEER_CONSOLE} whether message 4 arrived`)],
  },
  {
    reason: 'id-mismatch',
    certainty: 'inferred',
    when: { role: 'responder', heard: 5, marks: ['identity-shown'] },
    summary: 'The identity of {peer} was read ({detail}) but the peer was not accepted.',
    proof: ['identity-shown', 'process-error', 'repeated', 'retransmission-death'],
    alternatives: [or('psk-mismatch', 'the keys differ although the identity could be read: compare them')],
  },
  {
    reason: 'id-mismatch',
    certainty: 'inferred',
    when: { role: 'responder', heard: 5, certificates: false, marks: ['process-error'] },
    summary: 'Message 5 of {peer} was read but not accepted: its identity is not the expected one.',
    proof: ['process-error', 'repeated', 'retransmission-death'],
    alternatives: [or('psk-mismatch', 'with a wrong key this console shows “failed its sanity check or is malformed” as well')],
  },
  {
    reason: 'deleted-by-peer',
    certainty: 'stated',
    when: { marks: ['delete-received'] },
    summary: 'The peer {peer} gave the negotiation up.',
    proof: ['delete-received', 'deleted'],
  },
]

export const UNKNOWN: Cause = {
  reason: 'unknown',
  certainty: 'inferred',
  when: {},
  summary: 'Phase 1 with {peer} ended in {state}, and nothing seen here says why.',
  proof: ['deleted', 'timed-out', 'retransmission-death', 'mode-failed', 'process-error'],
}

/** Silence and repetition prove nothing of an attempt that somebody ended early: those rows need it to be stuck. */
const onlyWhenStuck = (cause: Cause): Cause =>
  cause.when.marks === undefined && cause.when.peer !== 'complains'
    ? { ...cause, when: { ...cause.when, stuck: true }, restsOnSilence: cause.when.peer !== 'repeats' || cause.when.sent === 1 }
    : cause

/** Rows in the order they are tried. The last one always fits. */
export const CAUSES: readonly Cause[] = [
  ...AFTER_COMPLETION,
  { ...UNKNOWN, when: { complete: true } },
  ...STATED,
  ...KEYS_DIFFER,
  ...MATRIX.map(onlyWhenStuck),
  UNKNOWN,
]
