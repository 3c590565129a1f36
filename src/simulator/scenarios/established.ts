/** Negotiations that succeed. */
import { BOTH, type Scenario, scenario } from './scenario.ts'

export const ESTABLISHED: readonly Scenario[] = [
  scenario('success', 'Phase 1 completes, quick mode follows', {
    ...BOTH,
    'initiator aggressive': '| step | i-aggressive \n | step | qm-initiator',
    'responder aggressive': '| step | r-aggressive \n | step | qm-responder',
  }),
  scenario('success-second-policy', 'The first policy differs, the second fits: a refused pair is no failure', BOTH, {
    differ: [['encryption'], ['hash', 'group'], []],
    offers: 2,
  }),
  scenario('success-shorter-lifetime', 'Unequal lifetimes: the shorter one is used', BOTH, { differ: [['lifetime']] }),
  scenario('success-certificates', 'Phase 1 with RSA signatures', BOTH, { authentication: 'RSA sig' }),
  scenario('success-profile', 'The peer matches an ISAKMP profile with its own keyring', BOTH, {
    profile: 'BRANCH',
    not: ['12.2'],
  }),
  scenario('success-nat-self', 'This router is behind NAT: message 5 leaves on UDP 4500', BOTH, {
    nat: 'self',
    not: ['12.2'],
  }),
  scenario('success-nat-peer', 'The peer is behind NAT', BOTH, { nat: 'peer', not: ['12.2'] }),
  scenario(
    'success-id-warning',
    'The certificate lacks the address of the peer: a warning, no failure',
    {
      'initiator main': `
      | step | i-s1
      | step | i-r2
      | step | i-s3
      | step | i-r4
      | step | i-s5
      | log | %CRYPTO-6-IKMP_NO_ID_CERT_ADDR_MATCH: ID of {peer} (type 1) and certificate addr with 10.9.9.9
      | step | i-r6`,
      'responder main': `
      | step | r-r1
      | step | r-s2
      | step | r-r3
      | step | r-s4
      | step | r-r5
      | log | %CRYPTO-6-IKMP_NO_ID_CERT_ADDR_MATCH: ID of {peer} (type 1) and certificate addr with 10.9.9.9
      | step | r-s6`,
    },
    { authentication: 'RSA sig' },
  ),
  scenario('late-success', 'The peer answers after three retransmissions', {
    'initiator main': `
      | step | i-s1
      | set | stuck=MM_NO_STATE
      | repeat | 1-2 silence
      | wait | 3000
      !12.2 | ike | SA is still budding. Attached new ipsec request to it. (local {local}, remote {peer})
      late | err | Error while processing SA request: Failed to initialize SA
      late | err | Error while processing KMI message 0, error 2.
      | wait | 7000
      | set | n=3
      | step | again
      | wait | 4000
      | step | i-r2
      | step | i-s3
      | step | i-r4
      | step | i-s5
      | step | i-r6
      | step | qm-initiator`,
    'responder main': `
      | step | r-r1
      | step | r-s2
      | set | stuck=MM_SA_SETUP
      | repeat | 1-2 duplicate
      | step | r-r3
      | step | r-s4
      | step | r-r5
      | step | r-s6
      | step | qm-responder`,
  }),
  scenario('refused-then-success', 'Wrong key at first; the peer corrects it while we still repeat', {
    'responder main': `
      | step | r-r1
      | step | r-s2
      | step | r-r3
      | step | r-s4
      | step | r-r5
      | set | n=1
      | step | rubbish
      | step | r-mm4-again
      | step | r-s6
      | step | qm-responder`,
  }),
  scenario('message-6-lost', 'Up here, but the peer repeats message 5: our message 6 is lost', {
    'responder main': `
      | step | r-main
      | wait | 10000
      | receive | QM_IDLE{pad}
      | ike | phase 1 packet is a duplicate of a previous packet.
      | ike | retransmitting due to retransmit phase 1
      | wait | 500
      | ike_ | retransmitting phase 1 QM_IDLE{pad}...
      | ike_ | retransmitting phase 1 QM_IDLE{pad}
      | send | QM_IDLE{pad}`,
  }),
]
