import { suite } from 'uvu'
import { SILENT } from './given.ts'
import { aggressive, initiator, judged, type Row, RSA, responder } from './rows.ts'

const matrix = suite('verdicts on an exchange that is stuck (REFERENCE 5.0.1, 5.22)')

const STUCK = ['repeated', 'retransmission-death', 'timed-out'] as const
const AGAIN = ['duplicate', ...STUCK] as const
const FLOATED = ['repeated', 'duplicate', 'retransmission-death', 'timed-out'] as const
const REFUSED = ['refused-in-clear', 'mode-failed', 'repeated'] as const
const REPEATS = { ...SILENT, duplicates: 3 } as const

const STOPPED: readonly Row[] = [
  ['message 1 refused', initiator(1, { ...SILENT, said: REFUSED }), 'proposal-mismatch inferred', ['psk-missing']],
  [
    'message 1 answered by something else',
    initiator(1, { ...REPEATS, said: STUCK }),
    'proposal-mismatch inferred',
    ['no-response', 'psk-missing'],
    'guess',
  ],
  [
    'message 1 of aggressive mode unanswered',
    aggressive(initiator(1, { ...SILENT, said: [...STUCK, 'interface-down'] })),
    'no-response inferred',
    ['aggressive-rejected', 'admission-denied'],
    'guess',
  ],
  [
    'message 1 unanswered',
    initiator(1, { ...SILENT, said: [...STUCK, 'interface-down'] }),
    'no-response inferred',
    ['admission-denied', 'psk-missing', 'unsupported-exchange'],
    'guess',
  ],
  ['message 2 again', initiator(3, { ...REPEATS, said: AGAIN }), 'ke-timeout inferred', ['psk-missing']],
  [
    'message 3 unanswered',
    initiator(3, { ...SILENT, said: STUCK }),
    'ke-timeout inferred',
    ['psk-missing', 'no-response'],
    'guess',
  ],
  [
    'message 3 refused',
    initiator(3, { ...SILENT, said: ['refused-in-clear', ...STUCK] }),
    'ke-timeout inferred',
    ['psk-missing', 'no-response'],
    'guess',
  ],
  ['message 5 refused', initiator(5, { ...SILENT, said: REFUSED }), 'psk-mismatch inferred', ['id-mismatch']],
  [
    'message 5 with a certificate refused',
    initiator(5, { ...SILENT, ...RSA, said: REFUSED }),
    'cert-invalid inferred',
    ['id-mismatch'],
  ],
  [
    'message 4 again to an ASA that says nothing of NAT',
    initiator(5, { ...REPEATS, family: 'asa', said: ['repeated', 'duplicate', 'timed-out'] }),
    'unknown inferred',
    ['psk-mismatch', 'nat-t-blocked', 'auth-timeout'],
  ],
  [
    'message 4 again to an ASA that found no NAT',
    initiator(5, { ...REPEATS, family: 'asa', natTold: true, said: ['duplicate', 'repeated', 'timed-out'] }),
    'psk-mismatch inferred',
    ['id-mismatch', 'auth-timeout'],
  ],
  [
    'message 5 on UDP 4500, message 4 again on UDP 500',
    initiator(5, { ...REPEATS, nat: true, sentToPort: 4500, repeatAtPort: 500, said: FLOATED }),
    'nat-t-blocked inferred',
    ['psk-mismatch', 'auth-timeout'],
    'guess',
  ],
  [
    'message 5 on UDP 4500 unanswered',
    initiator(5, { ...SILENT, sentToPort: 4500, said: STUCK }),
    'nat-t-blocked inferred',
    ['psk-mismatch', 'auth-timeout'],
    'guess',
  ],
  [
    'message 5 on UDP 4500, message 4 again on UDP 4500',
    initiator(5, { ...REPEATS, nat: true, sentToPort: 4500, repeatAtPort: 4500, said: AGAIN }),
    'psk-mismatch inferred',
    ['id-mismatch', 'auth-timeout'],
  ],
  [
    'message 5 on UDP 500 through NAT unanswered',
    initiator(5, { ...SILENT, nat: true, said: STUCK }),
    'auth-timeout inferred',
    ['psk-mismatch', 'id-mismatch'],
    'guess',
  ],
  [
    'message 4 again',
    initiator(5, { ...REPEATS, said: AGAIN }),
    'psk-mismatch inferred',
    ['id-mismatch', 'auth-timeout'],
  ],
  [
    'message 4 again, with certificates',
    initiator(5, { ...REPEATS, ...RSA, said: AGAIN }),
    'cert-invalid inferred',
    ['auth-timeout', 'id-mismatch'],
  ],
  [
    'message 5 unanswered',
    initiator(5, { ...SILENT, said: STUCK }),
    'auth-timeout inferred',
    ['psk-mismatch', 'id-mismatch'],
    'guess',
  ],
  [
    'aggressive mode that we do not answer',
    aggressive(responder(0, { ...SILENT, said: ['mode-failed', 'process-error'] })),
    'aggressive-rejected inferred',
    ['proposal-mismatch'],
    'guess',
  ],
  [
    'message 3 of aggressive mode missing',
    aggressive(responder(2, { ...REPEATS, said: AGAIN })),
    'auth-timeout inferred',
    ['psk-mismatch'],
    'guess',
  ],
  ['message 1 again', responder(2, { ...REPEATS, said: AGAIN }), 'ke-timeout inferred'],
  ['message 2 unanswered', responder(2, { ...SILENT, said: STUCK }), 'ke-timeout inferred', ['no-response'], 'guess'],
  [
    'message 5 missing behind NAT',
    responder(4, { ...REPEATS, nat: true, said: FLOATED }),
    'nat-t-blocked inferred',
    ['auth-timeout'],
    'guess',
  ],
  ['message 3 again', responder(4, { ...REPEATS, said: AGAIN }), 'ke-timeout inferred', ['auth-timeout']],
  [
    'message 4 unanswered',
    responder(4, { ...SILENT, said: STUCK }),
    'auth-timeout inferred',
    ['ke-timeout', 'nat-t-blocked'],
    'guess',
  ],
  [
    'an identity read, then silence',
    responder(4, { ...SILENT, heard: 5, said: ['identity-shown', 'repeated', 'retransmission-death'] }),
    'id-mismatch inferred',
    ['psk-mismatch'],
  ],
  [
    'message 5 read but not accepted',
    responder(4, { heard: 5, said: ['process-error', 'repeated', 'retransmission-death'] }),
    'id-mismatch inferred',
    ['psk-mismatch'],
  ],
]

judged(matrix, STOPPED)

matrix.run()
