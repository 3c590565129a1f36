/** Complaints in clear, keys that do not fit, certificates that do not hold (REFERENCE 5.2, 5.3, 5.6). */
import { table } from '../table.ts'

export const REFUSAL = {
  /** The peer refuses in clear; our machine ignores the notify, our retransmissions go on. */
  'refused-in-clear': table(`
    | wait | wire
    | receive | {stuck}
    | err | Notify has no hash. Rejected.
    | err | Unknown Input IKE_MESG_FROM_PEER, IKE_INFO_NOTIFY: state = {state}
    | input | IKE_MESG_FROM_PEER, IKE_INFO_NOTIFY
    | state | {state} {state}
    | log | %CRYPTO-6-IKMP_MODE_FAILURE: Processing of Informational mode failed with peer at {peer}
  `),

  /** Responder: no pair of transform and policy fits. */
  'no-offers': table(`
    | err | no offers accepted!
    | err | phase 1 SA policy not acceptable! (local {local} remote {peer})
    | ike | incrementing error counter on sa, attempt 1 of 5: construct_fail_ag_init
    | err | Failed to construct AG informational message.
    | send | {stuck}
    | ike | peer does not do paranoid keepalives.
    | blank |
    | set | why=Phase1{_}SA{_}policy{_}proposal{_}not{_}accepted
    | step | destroyed
  `),

  /** Responder in R_MM5: what was decrypted with the wrong key is rubbish; back to R_MM4. */
  rubbish: table(`
    12.2 | ike_ | reserved not zero on payload 5!
    !12.2 | err | reserved not zero on ID payload!
    | log | %CRYPTO-4-IKMP_BAD_MESSAGE: IKE message from {peer} failed its sanity check or is malformed
    | ike_ | incrementing error counter on sa, attempt {n} of 5: reset_retransmission
    | step | back-to-r-mm4
  `),

  'back-to-r-mm4': table(`
    | input | IKE_MESG_INTERNAL, IKE_PROCESS_ERROR
    | state | IKE_R_MM5 IKE_R_MM4
  `),

  /** Message 4 goes out once more, message 5 comes once more, {again} says how it ends. */
  'r-mm4-again': table(`
    | wait | 1000
    | ike_ | retransmitting phase 1 MM_KEY_EXCH...
    | ike_ | retransmitting phase 1 MM_KEY_EXCH
    | send | MM_KEY_EXCH
    | wait | 9000
    | receive | MM_KEY_EXCH
    | input | IKE_MESG_FROM_PEER, IKE_MM_EXCH
    | state | IKE_R_MM4 IKE_R_MM5
  `),

  'rubbish-again': table(`
    | step | r-mm4-again
    | step | rubbish
  `),

  'identity-refused': table(`
    | ike_ | processing ID payload. message ID = 0
    | set | id_value={stranger} id_next=8
    | step | identity-address
    !12.2 | dbl | peer matches *none* of the profiles
    new | err | FSM action returned error: 2
    | step | back-to-r-mm4
  `),

  'identity-refused-again': table(`
    | step | r-mm4-again
    | step | identity-refused
  `),

  'certificate-refused': table(`
    | step | certificate-opened
    | step | certificate-trouble
    | step | back-to-r-mm4
  `),

  'certificate-opened': table(`
    | ike_ | processing ID payload. message ID = 0
    | set | id_value={peer} id_next=6
    | step | identity-address
    | step | certificate
  `),

  'certificate-trouble': table(`
    expired !twin | log | %PKI-3-CERTIFICATE_INVALID_EXPIRED: Certificate chain validation has failed.
    expired !twin | raw | The certificate (SN: {serial}) has expired.
    expired !twin | raw | Validity period ended on 09:12:00 UTC Feb 1 2002
    early | log | %PKI-3-CERTIFICATE_INVALID_NOT_YET_VALID: Certificate chain validation has failed.
    early | raw | The certificate (SN: {serial}) is not yet valid
    early | raw | Validity period starts on 09:12:00 UTC Feb 1 2024
    unknown-ca | deb | CRYPTO_PKI: No suitable trustpoints found
    !expired !twin | log | %CRYPTO-5-IKMP_INVAL_CERT: Certificate received from {peer} is bad: certificate invalid
    expired !twin | log | %CRYPTO-5-IKMP_INVAL_CERT: Certificate received from {peer} is bad: certificate expired
  `),

  'certificate-refused-again': table(`
    | step | r-mm4-again
    | step | certificate-refused
  `),

  /** The peer refuses each repetition of message 1 as it refused the first. */
  'silence-refused': table(`
    | step | silence
    | step | refused-in-clear
  `),

  'malformed-mm3': table(`
    | wait | wire
    | receive | MM_SA_SETUP
    | input | IKE_MESG_FROM_PEER, IKE_MM_EXCH
    | state | IKE_R_MM2 IKE_R_MM3
    | ike_ | processing KE payload. message ID = 0
    | log | %CRYPTO-4-IKMP_BAD_MESSAGE: IKE message from {peer} failed its sanity check or is malformed
    | ike_ | incrementing error counter on sa, attempt {n} of 5: PAYLOAD_MALFORMED
    | input | IKE_MESG_INTERNAL, IKE_PROCESS_ERROR
    | state | IKE_R_MM3 IKE_R_MM2
  `),

  'malformed-mm3-again': table(`
    | wait | 10000
    | step | malformed-mm3
  `),
}
