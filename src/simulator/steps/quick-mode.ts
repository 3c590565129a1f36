/** Quick mode, only as far as it proves that phase 1 is up (REFERENCE 2.4, 3.8). */
import { table } from '../table.ts'

export const QUICK_MODE = {
  /** Printed before the completion of phase 1 is (2.4, order traps). */
  'qm-begin': table(`
    | node | mid
    | ike | beginning Quick Mode exchange, M-ID of {mid}
    12.4 new | ike | QM Initiator gets spi
    | send | QM_IDLE{pad}
    | ike | Node {mid}, Input = IKE_MESG_INTERNAL, IKE_INIT_QM
    | qstate | IKE_QM_READY IKE_QM_I_QM1
    !rekeyed | input | IKE_MESG_INTERNAL, IKE_PHASE1_COMPLETE
    !rekeyed | state | IKE_P1_COMPLETE IKE_P1_COMPLETE
  `),

  'qm-initiator': table(`
    | step | qm-begin
    | wait | wire
    | receive | QM_IDLE{pad}
    | ike_ | processing HASH payload. message ID = {mid}
    | ike_ | processing SA payload. message ID = {mid}
    | step | qm-proposal
    | ike_ | processing NONCE payload. message ID = {mid}
    | ike_ | processing ID payload. message ID = {mid}
    | ike_ | processing ID payload. message ID = {mid}
    old | ike_ | Creating IPSec SAs
    | send | QM_IDLE{pad}
    | ike | deleting node {mid} error FALSE reason "No Error"
    | ike | Node {mid}, Input = IKE_MESG_FROM_PEER, IKE_QM_EXCH
    | qstate | IKE_QM_I_QM1 IKE_QM_PHASE2_COMPLETE
  `),

  'qm-proposal': table(`
    | ike | Checking IPSec proposal 1
    !xe | any | transform 1, ESP_3DES
    !xe | any | {_}{_}attributes in transform:
    !xe | any | {_}{_}{_}{_}{_}encaps is 1 (Tunnel)
    !xe | any | {_}{_}{_}{_}{_}SA life type in seconds
    !xe | any | {_}{_}{_}{_}{_}SA life duration (basic) of 3600
    !xe | any | {_}{_}{_}{_}{_}authenticator is HMAC-SHA
    xe | ike | transform 1, ESP_AES{_}
    xe | ike | {_}{_}attributes in transform:
    xe | ike | {_}{_}{_}{_}{_}encaps is 1 (Tunnel)
    xe | ike | {_}{_}{_}{_}{_}SA life type in seconds
    xe | ike | {_}{_}{_}{_}{_}SA life duration (basic) of 3600
    xe | ike | {_}{_}{_}{_}{_}authenticator is HMAC-SHA
    xe | ike | {_}{_}{_}{_}{_}key length is 256
    !refused | ike | atts are acceptable.
  `),

  'qm-receive': table(`
    | wait | wire
    | node | mid
    | receive | QM_IDLE{pad}
    | any | set new node {mid} to QM_IDLE{pad}
    | ike_ | processing HASH payload. message ID = {mid}
    | ike_ | processing SA payload. message ID = {mid}
    | step | qm-proposal
  `),

  'qm-responder': table(`
    | step | qm-receive
    | ike_ | processing NONCE payload. message ID = {mid}
    | ike_ | processing ID payload. message ID = {mid}
    | ike_ | processing ID payload. message ID = {mid}
    12.4 new | ike | QM Responder gets spi
    | ike | Node {mid}, Input = IKE_MESG_FROM_PEER, IKE_QM_EXCH
    | qstate | IKE_QM_READY IKE_QM_SPI_STARVE
    | send | QM_IDLE{pad}
    | ike | Node {mid}, Input = IKE_MESG_INTERNAL, IKE_GOT_SPI
    | qstate | IKE_QM_SPI_STARVE IKE_QM_R_QM2
    | wait | wire
    | receive | QM_IDLE{pad}
    | ike | deleting node {mid} error FALSE reason "QM done (await)"
    | ike | Node {mid}, Input = IKE_MESG_FROM_PEER, IKE_QM_EXCH
    | qstate | IKE_QM_R_QM2 IKE_QM_PHASE2_COMPLETE
  `),
}
