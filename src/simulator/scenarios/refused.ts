/** Negotiations that one side refuses: proposal, key, identity, certificate, mode, admission (REFERENCE 5.2 to 5.6, 5.10, 5.15 to 5.17). */
import { type Scenario, scenario } from './scenario.ts'

const REFUSED_IN_CLEAR = `
  | step | i-s1
  | set | stuck=MM_NO_STATE state=IKE_I_MM1
  | step | refused-in-clear
  | repeat | 1-5 silence-refused
  | step | death
  | truth | failed proposal-mismatch psk-missing`
const NO_OFFERS = `
  | step | r-r1
  | set | stuck=MM_NO_STATE state=IKE_R_MM1
  | step | r-offer
  | step | no-offers`
const NO_OFFERS_AGGRESSIVE = `
  | step | ar-r1
  | set | stuck=AG_NO_STATE state=IKE_READY
  | step | ar-offer
  | step | no-offers`
const TO_R5 = `
  | step | r-r1
  | step | r-s2
  | step | r-r3
  | step | r-s4
  | step | r-r5
  | set | n=1 stuck=MM_KEY_EXCH state=IKE_R_MM4 stranger=192.168.77.9`
const TO_MM5 = `
  | step | i-s1
  | step | i-r2
  | step | i-s3
  | step | i-r4
  | step | i-s5
  | set | n=1 stuck=MM_KEY_EXCH state=IKE_I_MM5`
const COMPLAINT = `
  | wait | wire
  | receive | MM_KEY_EXCH
  | log | %CRYPTO-6-IKMP_NOT_ENCRYPTED: IKE packet from {peer} was not encrypted and it should've been.
  | err | Notify has no hash. Rejected.
  | step | five-silent`

export const REFUSED: readonly Scenario[] = [
  scenario(
    'proposal-mismatch',
    'No transform fits any policy: the hash differs',
    {
      'initiator main': REFUSED_IN_CLEAR,
      'responder main': `${NO_OFFERS}\n| truth | failed proposal-mismatch`,
      'responder aggressive': `${NO_OFFERS_AGGRESSIVE}\n| truth | failed proposal-mismatch`,
    },
    { differ: [['hash']] },
  ),
  scenario(
    'proposal-mismatch-matrix',
    'Two transforms against three policies, none fits; the nearest pair differs in the group',
    {
      'responder main': `${NO_OFFERS}\n| truth | failed proposal-mismatch`,
    },
    { differ: [['encryption', 'hash'], ['hash', 'group'], ['group']], offers: 2 },
  ),
  scenario(
    'proposal-mismatch-key-length',
    'AES with different key lengths',
    {
      'responder main': `${NO_OFFERS}\n| truth | failed proposal-mismatch`,
    },
    { differ: [['key-length']], not: ['12.2'] },
  ),
  scenario(
    'proposal-mismatch-authentication',
    'Pre-shared key offered, RSA signatures wanted',
    {
      'responder main': `${NO_OFFERS}\n| truth | failed proposal-mismatch`,
    },
    { differ: [['authentication']] },
  ),
  scenario(
    'proposal-not-offered',
    'The responder answers with something that was not offered',
    {
      'initiator main': `
      | step | i-s1
      | wait | wire
      | receive | MM_NO_STATE
      | input | IKE_MESG_FROM_PEER, IKE_MM_EXCH
      | state | IKE_I_MM1 IKE_I_MM2
      | step | i-answer
      | log | %CRYPTO-6-IKMP_SA_NOT_OFFERED: Remote peer {peer} responded with attribute group not offered or changed
      | err | phase 1 SA policy not acceptable! (local {local} remote {peer})
      | set | stuck=MM_NO_STATE state=IKE_I_MM2 why=Phase1{_}SA{_}policy{_}proposal{_}not{_}accepted
      | step | destroyed
      | truth | failed proposal-mismatch`,
    },
    { differ: [['group']] },
  ),
  scenario('psk-mismatch', 'The pre-shared keys differ', {
    'initiator main': `${TO_MM5}\n| step | five-duplicates\n| truth | failed psk-mismatch id-mismatch,auth-timeout`,
    'responder main': `${TO_R5}\n| step | rubbish\n| repeat | 2-5 rubbish-again\n| step | death\n| truth | failed psk-mismatch`,
    'initiator aggressive': `
      | step | ai-s1
      | step | ai-r2
      | err | Hash payload invalid
      | log | %CRYPTO-6-IKMP_MODE_FAILURE: Processing of Aggressive mode failed with peer at {peer}
      | set | stuck=AG_INIT_EXCH state=IKE_I_AM1
      | step | five-silent
      | truth | failed psk-mismatch`,
  }),
  scenario('psk-mismatch-complaint', 'The peer complains in clear about message 5', {
    'initiator main': `${TO_MM5}${COMPLAINT}\n| truth | failed psk-mismatch id-mismatch`,
  }),
  scenario(
    'psk-missing',
    'This router has no key for the peer',
    {
      'initiator main': `
      | step | request
      | err | No pre-shared key with {peer}!
      | err | No Cert or pre-shared address key.{_}
      | err | construct_initial_message: Can not start Main mode
      new | any0 | Unlocking peer struct 0x{ptr} for isadb_unlock_peer_delete_sa(), count 0
      new | any0 | Deleting peer node by peer_reap for {peer}: {ptr}
      !12.2 | ike | purging SA., sa={sa}, delme={sa}
      | truth | failed psk-missing
      late | err | Error while processing SA request: Failed to initialize SA
      late | err | Error while processing KMI message 0, error 2.`,
      'responder main': `${NO_OFFERS}\n| truth | failed psk-missing`,
      'responder aggressive': `${NO_OFFERS_AGGRESSIVE}\n| truth | failed psk-missing`,
    },
    { flags: ['nokey', 'nokey-syslog'] },
  ),
  scenario('id-mismatch', 'The identity of the peer fits nothing configured', {
    'initiator main': `${TO_MM5}${COMPLAINT}\n| truth | failed psk-mismatch id-mismatch`,
    'responder main': `${TO_R5}\n| step | identity-refused\n| repeat | 2-5 identity-refused-again\n| step | death\n| truth | failed id-mismatch`,
  }),
  scenario(
    'cert-invalid',
    'The certificate of the peer has expired',
    {
      'initiator main': `${TO_MM5}
      | wait | wire
      | receive | MM_KEY_EXCH
      | step | certificate-opened
      | step | certificate-trouble
      | input | IKE_MESG_INTERNAL, IKE_PROCESS_ERROR
      | state | IKE_I_MM5 IKE_I_MM5
      | step | five-silent
      | truth | failed cert-invalid`,
      'responder main': `${TO_R5}\n| step | certificate-refused\n| repeat | 2-5 certificate-refused-again\n| step | death\n| truth | failed cert-invalid`,
    },
    { authentication: 'RSA sig', flags: ['expired'] },
  ),
  scenario(
    'cert-not-yet-valid',
    'The clock of this router is behind: the certificate is not valid yet',
    {
      'responder main': `${TO_R5}\n| step | certificate-refused\n| repeat | 2-5 certificate-refused-again\n| step | death\n| truth | failed cert-invalid`,
    },
    { authentication: 'RSA sig', flags: ['early'] },
  ),
  scenario(
    'cert-unknown-ca',
    'No trustpoint knows the authority of the peer',
    {
      'responder main': `${TO_R5}\n| step | certificate-refused\n| repeat | 2-5 certificate-refused-again\n| step | death\n| truth | failed cert-invalid`,
    },
    { authentication: 'RSA sig', flags: ['unknown-ca'] },
  ),
  scenario('aggressive-rejected', 'Aggressive mode is disabled on this router', {
    'initiator aggressive': `
      !12.2 | ike_ | SA request profile is (NULL)
      | step | peer-record
      12.4 new | any0 | Locking peer struct 0x{ptr}, refcount 1 for isakmp_initiator
      | any0 | local port {my_port}, remote port {peer_port}
      | step | store-sa
      | log | %CRYPTO-5-IKMP_AG_MODE_DISABLED: Unable to initiate or respond to Aggressive Mode while disabled
      new | any0 | Unlocking peer struct 0x{ptr} for isadb_unlock_peer_delete_sa(), count 0
      new | any0 | Deleting peer node by peer_reap for {peer}: {ptr}
      | truth | failed aggressive-rejected`,
    'responder aggressive': `
      | step | new-sa
      | log | %CRYPTO-5-IKMP_AG_MODE_DISABLED: Unable to initiate or respond to Aggressive Mode while disabled
      new | any0 | Unlocking peer struct 0x{ptr} for isadb_unlock_peer_delete_sa(), count 0
      new | any0 | Deleting peer node by peer_reap for {peer}: {ptr}
      | truth | failed aggressive-rejected`,
  }),
  scenario('admission-denied', 'Call admission control refuses the negotiation', {
    'initiator main': `
      | step | request
      | log | %CRYPTO-4-IKE_DENY_SA_REQ: IKE denied an OUTGOING SA request from {local} to {peer} due to SYSTEM RESOURCES BEING LOW
      | truth | failed admission-denied`,
    'responder main': `
      | receive | NEW SA
      | log | %CRYPTO-4-IKE_DENY_SA_REQ: IKE denied an INCOMING SA request from {peer} to {local} due to IKE SA LIMIT REACHED
      | truth | failed admission-denied`,
  }),
  scenario('unsupported-exchange', 'The peer speaks an exchange that this router does not know', {
    'responder main': `
      | receive | NEW SA
      | log | %CRYPTO-6-IKMP_UNK_EXCHANGE: IKE peer at {peer} sent a message with unknown exchange 34
      | truth | failed unsupported-exchange`,
  }),
  scenario('malformed', 'A message in clear fails its sanity check: no key can be the cause', {
    'initiator main': `
      | step | i-s1
      | wait | wire
      | receive | MM_NO_STATE
      | input | IKE_MESG_FROM_PEER, IKE_MM_EXCH
      | state | IKE_I_MM1 IKE_I_MM2
      | ike_ | processing SA payload. message ID = 0
      | log | %CRYPTO-4-IKMP_BAD_MESSAGE: IKE message from {peer} failed its sanity check or is malformed
      | ike_ | incrementing error counter on sa, attempt 1 of 5: PAYLOAD_MALFORMED
      | input | IKE_MESG_INTERNAL, IKE_PROCESS_ERROR
      | state | IKE_I_MM2 IKE_I_MM1
      | set | stuck=MM_NO_STATE state=IKE_I_MM1
      | step | five-silent
      | truth | failed malformed`,
    'responder main': `
      | step | r-r1
      | step | r-s2
      | set | n=1 stuck=MM_SA_SETUP state=IKE_R_MM2
      | step | malformed-mm3
      | repeat | 2-5 malformed-mm3-again
      | step | death
      | truth | failed malformed`,
  }),
]
