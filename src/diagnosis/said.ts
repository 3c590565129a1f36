/**
 * Causes that the router says, more or less plainly: after phase 1 was complete, and in words during it. They come before the matrix of causes.ts, which judges by silence and repetition.
 */
import { type Cause, or, PEER_CONSOLE } from './cause.ts'

/** Phase 1 was complete: whatever ends it now is no failure of the negotiation. */
export const AFTER_COMPLETION: readonly Cause[] = [
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
    summary: 'Phase 1 with {peer} was complete, but phase 2 (quick mode) was refused: {detail}.',
    proof: ['phase2-refused', 'delete-received', 'deleted'],
    alternatives: [or('deleted-by-peer', 'the peer may have deleted the SA for another reason: its own log names it')],
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
    when: { complete: true, marks: ['delete-received'], rough: true },
    summary: 'The peer {peer} deleted phase 1; what came before was not all heard.',
    proof: ['delete-received', 'deleted'],
    alternatives: [or('phase2-failed', 'the same comes again with every attempt: the peer refuses quick mode')],
  },
  {
    reason: 'deleted-by-peer',
    certainty: 'stated',
    when: { complete: true, marks: ['delete-received'] },
    summary: 'The peer {peer} deleted phase 1.',
    proof: ['delete-received', 'deleted'],
  },
  {
    reason: 'deleted-by-peer',
    certainty: 'stated',
    when: { complete: true, marks: ['refused-in-clear'] },
    summary: 'The peer {peer} ended phase 1 by a notify that this router takes as fatal.',
    proof: ['refused-in-clear', 'deleted'],
    alternatives: [or('phase2-failed', `${PEER_CONSOLE} a quick mode that it refused`)],
  },
  {
    reason: 'xauth-failed',
    certainty: 'inferred',
    when: { complete: true, marks: ['xauth-asked'] },
    summary: 'Phase 1 with {peer} was complete, but XAUTH was asked and never answered.',
    proof: ['xauth-asked', 'deleted'],
    alternatives: [
      or('no-response', 'the peer is gone: a ping to it fails, too'),
      or('auth-timeout', 'the peer is a router and knows no XAUTH: there is no client in its configuration'),
    ],
  },
  {
    reason: 'dpd-timeout',
    certainty: 'inferred',
    restsOnSilence: true,
    when: { complete: true, any: ['dpd-missed', 'retransmission-death'] },
    summary: 'Phase 1 with {peer} ended after the peer stopped answering.',
    proof: ['dpd-missed', 'retransmission-death', 'deleted'],
  },
]

/** Said in words while phase 1 was being negotiated. */
export const STATED: readonly Cause[] = [
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
    summary:
      'This router has no pre-shared key for {peer}, so it refused its proposals: everything but the authentication fitted.',
    proof: ['key-missing', 'no-proposal'],
  },
  {
    reason: 'psk-missing',
    certainty: 'inferred',
    when: { rough: true, marks: ['key-hint', 'no-proposal'], onlyAuthenticationDiffers: true },
    summary: 'This router refused {peer} for its pre-shared key alone, so it has most likely none for it.',
    proof: ['key-hint', 'no-proposal'],
    alternatives: [
      or('proposal-mismatch', 'a key is configured for this peer: then the policies want another authentication'),
    ],
  },
  {
    reason: 'proposal-mismatch',
    certainty: 'stated',
    when: { any: ['no-proposal', 'not-offered'] },
    summary: 'No proposal fits between {peer} and this router: {mismatch}.',
    proof: ['class-mismatch', 'difference', 'not-offered', 'no-proposal'],
  },
  // Another policy may have fitted; then this router would have answered.
  {
    reason: 'proposal-mismatch',
    certainty: 'inferred',
    when: { role: 'responder', marks: ['class-mismatch'], sent: 0 },
    summary: 'This router did not answer the proposals of {peer}; they do not fit its policies: {mismatch}.',
    proof: ['class-mismatch'],
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
    summary: 'This router itself gave up the negotiation with {peer}: {detail}.',
    proof: ['cleared', 'ike-off', 'deleted'],
  },
]
