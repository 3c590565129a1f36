/** Main mode seen by the initiator (REFERENCE 2.4, 2.5). `i-sN` sends message N, `i-rN` receives it. */
import { table } from '../table.ts'

export const MAIN_INITIATOR = {
  'i-s1': table(`
    | step | request
    | input | IKE_MESG_FROM_IPSEC, IKE_SA_REQ_MM
    | state | IKE_READY IKE_I_MM1
    | ike_ | beginning Main Mode exchange
    | send | MM_NO_STATE
  `),

  'i-r2': table(`
    | wait | wire
    | receive | MM_NO_STATE
    | input | IKE_MESG_FROM_PEER, IKE_MM_EXCH
    | state | IKE_I_MM1 IKE_I_MM2
    | step | i-answer
    | input | IKE_MESG_INTERNAL, IKE_PROCESS_MAIN_MODE
    | state | IKE_I_MM2 IKE_I_MM2
  `),

  'i-answer': table(`
    | ike_ | processing SA payload. message ID = 0
    !12.2 | step | vendor-nat-t
    psk | step | key-found
    psk !12.2 | ike_ | local preshared key found
    | step | scan-profiles
    | compare | answer
    !12.2 | step | vendor-nat-t
  `),

  'i-s3': table(`
    | wait | dh
    | send | MM_SA_SETUP
    | input | IKE_MESG_INTERNAL, IKE_PROCESS_COMPLETE
    | state | IKE_I_MM2 IKE_I_MM3
  `),

  'i-r4': table(`
    | wait | wire
    | receive | MM_SA_SETUP
    | input | IKE_MESG_FROM_PEER, IKE_MM_EXCH
    | state | IKE_I_MM3 IKE_I_MM4
    | step | key-exchange
    | input | IKE_MESG_INTERNAL, IKE_PROCESS_MAIN_MODE
    | state | IKE_I_MM4 IKE_I_MM4
  `),

  'i-s5': table(`
    !12.2 | ike | Send initial contact
    | step | own-identity
    nat | set | my_port=4500 peer_port={float_port}
    | send | MM_KEY_EXCH
    | input | IKE_MESG_INTERNAL, IKE_PROCESS_COMPLETE
    | state | IKE_I_MM4 IKE_I_MM5
  `),

  /** 12.2 prints the state change first, the others after the authentication (2.4, order traps). */
  'i-r6': table(`
    | wait | wire
    nat | set | dport=4500 sport={float_port}
    | receive | MM_KEY_EXCH
    12.2 | input | IKE_MESG_FROM_PEER, IKE_MM_EXCH
    12.2 | state | IKE_I_MM5 IKE_I_MM6
    | step | peer-identity
    | step | authenticated
    !12.2 | input | IKE_MESG_FROM_PEER, IKE_MM_EXCH
    !12.2 | state | IKE_I_MM5 IKE_I_MM6
    | input | IKE_MESG_INTERNAL, IKE_PROCESS_MAIN_MODE
    | state | IKE_I_MM6 IKE_I_MM6
    | input | IKE_MESG_INTERNAL, IKE_PROCESS_COMPLETE
    | state | IKE_I_MM6 IKE_P1_COMPLETE
    | truth | established
  `),
}
