/** Main mode seen by the responder (REFERENCE 2.4, 2.6). `r-rN` receives message N, `r-sN` sends it. */
import { table } from '../table.ts'

export const MAIN_RESPONDER = {
  'r-r1': table(`
    | step | new-sa
    | input | IKE_MESG_FROM_PEER, IKE_MM_EXCH
    | state | IKE_READY IKE_R_MM1
  `),

  'r-offer': table(`
    | ike_ | processing SA payload. message ID = 0
    !12.2 | step | vendor-nat-t
    psk !nokey | step | key-found
    nokey !twin | err | No pre-shared key with {peer}!
    nokey-syslog | log | %CRYPTO-4-IKMP_NO_PRESHARED_KEY: Pre-shared key for remote peer at {peer} is missing
    psk !nokey !12.2 | ike_ | local preshared key found
    | step | scan-profiles
    | compare | all
  `),

  'r-s2': table(`
    | step | r-offer
    !12.2 | step | vendor-nat-t
    | input | IKE_MESG_INTERNAL, IKE_PROCESS_MAIN_MODE
    | state | IKE_R_MM1 IKE_R_MM1
    late | ike_ | constructed NAT-T vendor-rfc3947 ID
    | send | MM_SA_SETUP
    | input | IKE_MESG_INTERNAL, IKE_PROCESS_COMPLETE
    | state | IKE_R_MM1 IKE_R_MM2
  `),

  'r-r3': table(`
    | wait | wire
    | receive | MM_SA_SETUP
    | input | IKE_MESG_FROM_PEER, IKE_MM_EXCH
    | state | IKE_R_MM2 IKE_R_MM3
  `),

  'r-s4': table(`
    | step | key-exchange
    | input | IKE_MESG_INTERNAL, IKE_PROCESS_MAIN_MODE
    | state | IKE_R_MM3 IKE_R_MM3
    | wait | dh
    | send | MM_KEY_EXCH
    | input | IKE_MESG_INTERNAL, IKE_PROCESS_COMPLETE
    | state | IKE_R_MM3 IKE_R_MM4
  `),

  'r-r5': table(`
    | wait | wire
    nat | set | dport=4500 sport={float_port}
    | receive | MM_KEY_EXCH
    | input | IKE_MESG_FROM_PEER, IKE_MM_EXCH
    | state | IKE_R_MM4 IKE_R_MM5
  `),

  'r-s6': table(`
    | step | peer-identity
    !12.2 | ike_ | processing NOTIFY INITIAL_CONTACT protocol 1
    !12.2 | raw | {_}{_}{_}{_}{_}{_}{_}{_}spi 0, message ID = 0, sa = 0x{sa}
    | step | authenticated
    | input | IKE_MESG_INTERNAL, IKE_PROCESS_MAIN_MODE
    | state | IKE_R_MM5 IKE_R_MM5
    | step | own-identity
    nat | set | my_port=4500 peer_port={float_port}
    old | send | QM_IDLE{pad}
    new | send | MM_KEY_EXCH
    | input | IKE_MESG_INTERNAL, IKE_PROCESS_COMPLETE
    | state | IKE_R_MM5 IKE_P1_COMPLETE
    | truth | established
    !12.2 | input | IKE_MESG_INTERNAL, IKE_PHASE1_COMPLETE
    !12.2 | state | IKE_P1_COMPLETE IKE_P1_COMPLETE
  `),
}
