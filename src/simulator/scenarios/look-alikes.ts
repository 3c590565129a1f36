/**
 * Pairs that differ in the one line that tells them apart (REFERENCE 5, "look-alikes"). Each is rendered twice: as it
 * stands, and with the flag `twin`, which drops the rows marked `!twin` and adds those marked `twin`.
 */
import { type Scenario, scenario } from './scenario.ts'

const NO_OFFERS = '| step | r-r1 \n | set | stuck=MM_NO_STATE state=IKE_R_MM1 \n | step | r-offer \n | step | no-offers'
const TO_R5 = `
  | step | r-r1
  | step | r-s2
  | step | r-r3
  | step | r-s4
  | step | r-r5
  | set | n=1 stuck=MM_KEY_EXCH state=IKE_R_MM4`

export const LOOK_ALIKES: readonly Scenario[] = [
  scenario(
    'key-or-method',
    'Refused for want of a key; the twin lacks the line that says so',
    {
      'responder main': `${NO_OFFERS}
      !twin | truth | failed psk-missing
      twin | truth | failed proposal-mismatch psk-missing`,
    },
    { flags: ['nokey'] },
  ),
  scenario('refused-or-silent', 'Nothing comes back to message 1; in the twin a refusal in clear does', {
    'initiator main': `
      | step | i-s1
      | set | stuck=MM_NO_STATE state=IKE_I_MM1
      | wait | 30
      twin | receive | MM_NO_STATE
      twin | err | Notify has no hash. Rejected.
      | step | five-silent
      !twin | truth | failed no-response
      twin | truth | failed proposal-mismatch psk-missing`,
  }),
  scenario(
    'key-or-identity',
    'Message 5 is refused with a readable identity; in the twin it is rubbish',
    {
      'responder main': `${TO_R5}
      | ike_ | processing ID payload. message ID = 0
      !twin | set | id_value=192.168.77.9 id_next=8
      !twin | step | identity-address
      twin | ike_ | reserved not zero on ID payload!
      twin | log | %CRYPTO-4-IKMP_BAD_MESSAGE: IKE message from {peer} failed its sanity check or is malformed
      | step | back-to-r-mm4
      !twin | set | stranger=192.168.77.9
      !twin | repeat | 2-5 identity-refused-again
      twin | repeat | 2-5 rubbish-again
      | step | death
      !twin | truth | failed id-mismatch
      twin | truth | failed psk-mismatch`,
    },
    { not: ['12.2'] },
  ),
  scenario(
    'nat-or-not',
    'Message 5 never comes, NAT was found; in the twin there is none',
    {
      'responder main': `
      | step | r-r1
      | step | r-s2
      | step | r-r3
      | flag | noverdict
      | step | r-s4
      !twin | id | NAT found, this node inside NAT
      | set | stuck=MM_KEY_EXCH state=IKE_R_MM4
      | step | five-silent
      !twin | truth | failed nat-t-blocked
      twin | truth | failed auth-timeout`,
    },
    { not: ['12.2'] },
  ),
  scenario(
    'certificate-or-loss',
    'The certificate is refused in so many words; in the twin nothing is said',
    {
      'responder main': `
      | step | r-r1
      | step | r-s2
      | step | r-r3
      | step | r-s4
      | set | stuck=MM_KEY_EXCH state=IKE_R_MM4
      | wait | 90
      !twin | log | %CRYPTO-5-IKMP_INVAL_CERT: Certificate received from {peer} is bad: certificate expired
      | step | five-silent
      !twin | truth | failed cert-invalid
      twin | truth | failed auth-timeout`,
    },
    { authentication: 'RSA sig' },
  ),
  scenario('answer-or-loss', 'Message 3 gets no answer and nothing comes; in the twin the peer repeats message 2', {
    'initiator main': `
      | step | i-s1
      | step | i-r2
      | step | i-s3
      | set | stuck=MM_SA_SETUP state=IKE_I_MM3
      | wait | 9500
      twin | receive | MM_SA_SETUP
      twin | ike | phase 1 packet is a duplicate of a previous packet.
      | step | five-silent
      | truth | failed ke-timeout`,
  }),
  scenario('delete-which', 'A DELETE arrives and phase 1 lives; in the twin the ISAKMP SA dies', {
    'initiator main': `
      | step | i-main
      | step | qm-initiator
      | wait | 61000
      | step | delete-in
      twin | step | sa-dies
      twin | truth | down deleted-by-peer
      | step | info-end`,
  }),
  scenario('delete-why', 'The peer deletes the SA; in the twin it had refused quick mode before', {
    'initiator main': `
      | step | i-main
      | step | qm-begin
      | wait | 900
      | step | info-in
      twin | ike_ | processing NOTIFY PROPOSAL_NOT_CHOSEN protocol 3
      | step | info-end
      | wait | 2000
      | step | sa-delete
      !twin | truth | down deleted-by-peer
      twin | truth | down phase2-failed`,
  }),
  scenario('malformed-or-key', 'A message fails its sanity check as message 3; in the twin as message 5', {
    'responder main': `
      | step | r-r1
      | step | r-s2
      !twin | set | n=1 stuck=MM_SA_SETUP state=IKE_R_MM2
      !twin | step | malformed-mm3
      !twin | repeat | 2-5 malformed-mm3-again
      twin | step | r-r3
      twin | step | r-s4
      twin | step | r-r5
      twin | set | n=1 stuck=MM_KEY_EXCH state=IKE_R_MM4
      twin | step | rubbish
      twin | repeat | 2-5 rubbish-again
      | step | death
      !twin | truth | failed malformed
      twin | truth | failed psk-mismatch`,
  }),
  scenario(
    'aggressive-or-main',
    'Aggressive mode cannot start, main mode does; in the twin aggressive mode is disabled',
    {
      'initiator main': `
      !twin | step | i-main
      twin | step | request
      twin | log | %CRYPTO-5-IKMP_AG_MODE_DISABLED: Unable to initiate or respond to Aggressive Mode while disabled
      twin | truth | failed aggressive-rejected`,
    },
    { not: ['12.2'] },
  ),
]
