/** Negotiations of an ASA that succeed. */
import { BOTH, type Scenario, scenario } from '../scenario.ts'

export const ESTABLISHED: readonly Scenario[] = [
  scenario('success', 'Phase 1 completes, quick mode follows', {
    ...BOTH,
    'initiator aggressive': '| step | i-aggressive \n | step | qm-initiator',
    'responder aggressive': '| step | r-aggressive \n | step | qm-responder',
  }),
  scenario(
    'success-second-policy',
    'The first policy differs, the second fits: a refused pair is no failure',
    { 'responder main': BOTH['responder main'] },
    { differ: [['encryption'], ['hash', 'group'], []], offers: 2 },
  ),
  scenario('success-certificates', 'Phase 1 with RSA signatures', BOTH, { authentication: 'RSA sig' }),
  scenario('success-shorter-lifetime', 'The responder wants phase 1 to be renewed earlier', {
    'initiator main': `
      | step | i-s1
      | step | i-r2
      | step | i-s3
      | step | i-r4
      | step | i-s5
      | wait | wire
      | step | receive-identity
      | 715047 | processing notify payload
      | 713073 | Responder forcing change of IKE rekeying duration from 86400 to 28800 seconds
      | step | peer-identity
      | step | completed
      | step | qm-initiator`,
  }),
  scenario('success-xauth', 'A client logs in before phase 1 counts as complete', {
    'responder aggressive':
      '| step | xauth-asked \n | step | xauth-passed \n | step | completed \n | step | qm-responder',
  }),
  scenario('success-nat-both', 'NAT on both sides', BOTH, { nat: 'both' }),
  scenario('success-nat-self', 'This firewall is behind NAT: message 5 leaves on UDP 4500', BOTH, { nat: 'self' }),
  scenario('success-nat-peer', 'The peer is behind NAT', BOTH, { nat: 'peer' }),
  scenario(
    'success-default-key',
    'No tunnel group is named for the peer, and the key of the default group fits',
    { 'responder main': BOTH['responder main'] },
    { flags: ['default-key'] },
  ),
  scenario('late-success', 'The peer answers after two repeats', {
    'initiator main': `
      | step | i-s1
      | repeat | 1-2 silence
      | wait | 3000
      | 715077 | Pitcher: received a key acquire message, spi 0x0
      | 713219 | Queuing KEY-ACQUIRE messages to be processed when P1 SA is complete.
      | step | i-r2
      | step | i-s3
      | step | i-r4
      | step | i-s5
      | step | i-r6
      | 713220 | De-queuing KEY-ACQUIRE messages that were left pending.
      | step | qm-initiator`,
    'responder main': `
      | step | r-r1
      | step | r-s2
      | flag | first
      | repeat | 1-2 duplicate
      | unflag | first
      | step | r-r3
      | step | r-s4
      | step | r-r5
      | step | r-s6
      | step | qm-responder`,
  }),
]
