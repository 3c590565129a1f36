/** Certificates that an ASA cannot show, or does not accept (REFERENCE 5.6). */
import { type Scenario, scenario } from '../scenario.ts'

const RSA = { authentication: 'RSA sig' }
const TO_R5 =
  '| step | r-r1 \n | step | r-s2 \n | step | r-r3 \n | step | r-s4 \n | step | r-r5 \n | step | identity-shown'
const WORK =
  '| set | failed=MM_BLD_MSG6,{_}EV_VALIDATE_CERT-->MM_BLD_MSG6,{_}EV_UPDATE_CERT-->MM_WAIT_MSG5,{_}EV_PROCESS_MSG'
const REFUSED = `
  ${WORK}
  history | step | history-of-work
  | step | torn
  | truth | failed cert-invalid`

export const CERTIFICATES: readonly Scenario[] = [
  scenario(
    'cert-invalid',
    'The certificate of the peer has expired: the syslog says so, the debugging of IKE does not',
    {
      'responder main': `
      ${TO_R5}
      | 715047 | processing cert payload
      | 715076 | Computing hash for ISAKMP
      | 717025 | Validating certificate chain containing 1 certificate(s).
      | 717009 | Certificate validation failed. Certificate date is out-of-range, serial number: 4A11, subject name: cn=branch.example.net.
      ${REFUSED}`,
    },
    { ...RSA, not: ['asa-9', 'asa-8'] },
  ),
  scenario(
    'cert-unreadable',
    'The certificate of the peer is damaged or its key too long',
    {
      'responder main': `
      ${TO_R5}
      | 715047 | processing cert payload
      | 713109 | Unable to process the received peer certificate
      ${REFUSED}`,
    },
    RSA,
  ),
  scenario(
    'cert-no-trustpoint',
    'The tunnel group of the peer names no trustpoint',
    {
      'initiator main': `
      | step | i-s1
      | step | i-r2
      | step | i-s3
      | step | i-r4
      | 713226 | Connection failed with peer {peer}, no trust-point defined in tunnel-group {group}
      | set | failed=MM_BLD_MSG5,{_}EV_GET_CERT-->MM_BLD_MSG5,{_}EV_TEST_CERT-->MM_BLD_MSG5,{_}EV_SECRET_KEY_OK
      history | step | history-of-work
      | step | torn
      | truth | failed cert-invalid`,
    },
    RSA,
  ),
]
