import { suite } from 'uvu'
import type { Comparison } from '../../src/diagnosis/diagnosis.ts'
import type { About } from './given.ts'
import { aggressive, initiator, judged, type Row, RSA, responder } from './rows.ts'

const afterwards = suite('verdicts on what ends an SA that was up')
const words = suite('verdicts on what the router says in words')
const keys = suite('verdicts on what cannot be read or verified')

const up = (...said: NonNullable<About['said']>): About => ({ complete: true, sent: 5, heard: 6, said })
const compared = (differs: Comparison['differs']): About => ({
  comparisons: [{ offered: { policyPriority: 10, authentication: 'pre-share' }, differs, accepted: false }],
})

const UP: readonly Row[] = [
  ['XAUTH refused', up('xauth-failed', 'deleted'), 'xauth-failed stated'],
  [
    'quick mode refused',
    up('phase2-refused', 'delete-received', 'deleted'),
    'phase2-failed stated',
    ['deleted-by-peer'],
  ],
  ['no answer to probes', up('dpd-missed', 'dpd-dead', 'deleted'), 'dpd-timeout stated'],
  ['cleared', up('cleared', 'deleted'), 'deleted-locally stated'],
  ['IKE switched off', up('ike-off', 'deleted'), 'deleted-locally stated'],
  ['lifetime over', up('expired', 'deleted'), 'deleted-locally stated'],
  ['a newer SA', up('replaced', 'deleted'), 'deleted-locally stated'],
  ['deleted by the peer', up('delete-received', 'deleted'), 'deleted-by-peer stated'],
  ['a fatal notify', up('refused-in-clear', 'deleted'), 'deleted-by-peer stated', ['phase2-failed']],
  ['XAUTH unanswered', up('xauth-asked', 'deleted'), 'xauth-failed inferred', ['no-response', 'auth-timeout']],
  ['a probe missed', up('dpd-missed', 'deleted'), 'dpd-timeout inferred', [], 'guess'],
  ['repeats unanswered', up('retransmission-death', 'deleted'), 'dpd-timeout inferred', [], 'guess'],
  ['its end and no more', up('deleted'), 'unknown inferred'],
]

const SAID: readonly Row[] = [
  ['call admission', initiator(1, { said: ['admission-denied'] }), 'admission-denied stated'],
  ['aggressive mode off', responder(0, { said: ['aggressive-refused'] }), 'aggressive-rejected stated'],
  ['IKEv2', responder(0, { said: ['unsupported-exchange'] }), 'unsupported-exchange stated'],
  ['no crypto map', responder(0, { said: ['policy-refused'] }), 'vendor-policy stated'],
  ['no key to begin with', { said: ['key-missing', 'cannot-start'] }, 'psk-missing stated'],
  ['not even begun', { said: ['cannot-start'] }, 'psk-missing stated'],
  ['no key to answer with', responder(2, { said: ['key-missing', 'cannot-start'] }), 'psk-missing stated'],
  ['no key, and proposals refused', responder(0, { said: ['key-missing', 'no-proposal'] }), 'psk-missing stated'],
  [
    'no key, and only the authentication differs',
    responder(0, { said: ['key-missing', 'no-proposal'], ...compared(['authentication']) }),
    'psk-missing stated',
  ],
  [
    'a class differs, and nothing fits',
    responder(0, { said: ['class-mismatch', 'no-proposal'] }),
    'proposal-mismatch stated',
    [],
    'guess',
  ],
  [
    'a class differs, and no answer was seen',
    responder(0, { said: ['class-mismatch'] }),
    'proposal-mismatch inferred',
    [],
    'guess',
  ],
  ['something not offered', initiator(1, { said: ['not-offered'] }), 'proposal-mismatch stated', [], 'guess'],
  ['no offer accepted', responder(0, { said: ['no-proposal'] }), 'proposal-mismatch stated', [], 'guess'],
  ['a pair differs', responder(0, { said: ['difference', 'no-proposal'] }), 'proposal-mismatch stated'],
  ['a bad certificate', initiator(5, { said: ['certificate', 'process-error'] }), 'cert-invalid stated'],
  ['an identity refused', responder(4, { said: ['identity-refused', 'identity-shown'] }), 'id-mismatch stated'],
  ['XAUTH refused', responder(4, { said: ['xauth-failed'] }), 'xauth-failed stated'],
  ['cleared', initiator(3, { said: ['cleared', 'deleted'] }), 'deleted-locally stated'],
  ['IKE switched off', initiator(3, { said: ['ike-off', 'deleted'] }), 'deleted-locally stated'],
  ['given up by the peer', initiator(3, { said: ['delete-received', 'deleted'] }), 'deleted-by-peer stated'],
]

const KEYS: readonly Row[] = [
  [
    'a signature that does not verify',
    initiator(5, { ...RSA, said: ['hash-invalid', 'process-error'] }),
    'cert-invalid inferred',
    ['id-mismatch'],
  ],
  [
    'message 5 unreadable',
    responder(4, { said: ['undecipherable', 'malformed', 'key-fallback', 'process-error'] }),
    'psk-mismatch inferred',
    ['malformed'],
  ],
  ['a wrong hash in message 5', responder(4, { said: ['hash-invalid'] }), 'psk-mismatch inferred', ['malformed']],
  [
    'message 6 unreadable',
    initiator(5, { said: ['undecipherable', 'malformed', 'mode-failed', 'key-fallback', 'process-error'] }),
    'psk-mismatch inferred',
    ['id-mismatch'],
  ],
  ['a wrong hash in message 6', initiator(5, { said: ['hash-invalid'] }), 'psk-mismatch inferred', ['id-mismatch']],
  [
    'rubbish in message 5',
    responder(4, { heard: 5, said: ['malformed', 'key-fallback', 'process-error'] }),
    'psk-mismatch inferred',
    ['malformed'],
  ],
  [
    'rubbish after message 5',
    initiator(5, { said: ['malformed', 'key-fallback', 'repeated'] }),
    'psk-mismatch inferred',
    ['malformed'],
  ],
  [
    'rubbish after message 4',
    responder(4, { said: ['malformed', 'key-fallback', 'repeated'] }),
    'psk-mismatch inferred',
    ['malformed'],
  ],
  [
    'rubbish with certificates, in message 5',
    responder(4, { ...RSA, heard: 5, said: ['malformed'] }),
    'malformed stated',
  ],
  ['rubbish with certificates, in message 6', initiator(5, { ...RSA, said: ['malformed'] }), 'malformed stated'],
  ['rubbish with certificates, after message 4', responder(4, { ...RSA, said: ['malformed'] }), 'malformed stated'],
  ['rubbish of a stranger', { sent: 0, heard: 0, said: ['malformed'] }, 'malformed inferred', ['psk-mismatch']],
  ['rubbish in message 3', responder(2, { said: ['malformed'] }), 'malformed stated'],
  [
    'an identity read and no more',
    responder(4, { heard: 5, said: ['identity-shown', 'process-error'] }),
    'id-mismatch inferred',
    ['psk-mismatch'],
  ],
  [
    'aggressive mode that fails',
    aggressive(initiator(1, { said: ['mode-failed', 'refused-in-clear'] })),
    'psk-mismatch inferred',
    ['id-mismatch', 'proposal-mismatch'],
  ],
]

judged(afterwards, UP)
judged(words, SAID)
judged(keys, KEYS)

afterwards.run()
words.run()
keys.run()
