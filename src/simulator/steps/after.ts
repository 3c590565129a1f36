/** What happens to an SA that is up: deletes, DPD, expiry (REFERENCE 3.8, 5.12 to 5.14). */
import { table } from '../table.ts'

export const AFTER = {
  up: table(`| set | state=IKE_P1_COMPLETE stuck=QM_IDLE{pad}`),

  /** An informational exchange arrives. */
  'info-in': table(`
    | node | info
    | receive | QM_IDLE{pad}
    | any | set new node {info} to QM_IDLE{pad}
    | ike_ | processing HASH payload. message ID = {info}
  `),

  'info-end': table(`
    | ike | deleting node {info} error FALSE reason "Informational (in) state 1"
  `),

  'delete-in': table(`
    | step | info-in
    | ike_ | processing DELETE payload. message ID = {info}
    | ike | peer does not do paranoid keepalives.
    | blank |
  `),

  /** The peer deletes its IPsec SA; phase 1 lives. */
  'ipsec-delete': table(`
    | step | delete-in
    xe | ike | Enqueued KEY_MGR_DELETE_SAS for IPSEC SA (SPI:0x{spi})
    | step | info-end
    | input | IKE_MESG_FROM_PEER, IKE_INFO_DELETE
    | state | IKE_P1_COMPLETE IKE_P1_COMPLETE
  `),

  /** The peer deletes the ISAKMP SA. */
  'sa-delete': table(`
    | step | delete-in
    | step | sa-dies
    | step | info-end
  `),

  'sa-dies': table(`
    | set | why=No{_}reason
    | step | up
    | step | destroyed
  `),

  'notify-delete': table(`
    | node | info
    | any | set new node {info} to QM_IDLE{pad}
    | send | QM_IDLE{pad}
    | ike | purging node {info}
  `),

  /** This router deletes it: the reason is set before. */
  'delete-out': table(`
    | step | up
    | step | deleting-sa
    | step | notify-delete
    | step | destroyed-rest
  `),

  'dpd-answered': table(`
    | node | info
    | any | set new node {info} to QM_IDLE{pad}
    | ike | Sending NOTIFY DPD/R_U_THERE protocol 1
    | send | QM_IDLE{pad}
    | ike | purging node {info}
    | input | IKE_MESG_FROM_TIMER, IKE_TIMER_IM_ALIVE
    | state | IKE_P1_COMPLETE IKE_P1_COMPLETE
    | wait | wire
    | step | info-in
    | ike_ | processing NOTIFY DPD/R_U_THERE_ACK protocol 1
    | raw | {_}{_}{_}{_}{_}{_}{_}{_}spi 0, message ID = {info}, sa = 0x{sa}
    | ike | DPD/R_U_THERE_ACK received from peer {peer}, sequence 0x{spi2}
    | step | info-end
    | input | IKE_MESG_FROM_PEER, IKE_INFO_NOTIFY
    | state | IKE_P1_COMPLETE IKE_P1_COMPLETE
  `),

  'dpd-missed': table(`
    | wait | 2000
    | node | info
    | ike | DPD incrementing error counter ({n}/5)
    | any | set new node {info} to QM_IDLE{pad}
    | ike | Sending NOTIFY DPD/R_U_THERE protocol 1
    | send | QM_IDLE{pad}
    | ike | purging node {info}
    | input | IKE_MESG_FROM_TIMER, IKE_TIMER_PEERS_ALIVE
    | state | IKE_P1_COMPLETE IKE_P1_COMPLETE
  `),

  'dpd-dead': table(`
    | wait | 2000
    | ike | peer {peer} not responding!
    | step | up
    | set | why=P1{_}errcounter{_}exceeded{_}(PEERS_ALIVE_TIMER)
    | step | destroyed
  `),

  /** A complaint about phase 2, authenticated. */
  'qm-refused-by-peer': table(`
    | wait | wire
    | step | info-in
    | ike_ | processing NOTIFY PROPOSAL_NOT_CHOSEN protocol 3
    | raw | {_}{_}{_}{_}{_}{_}{_}{_}spi 101951630, message ID = {info}, sa = 0x{sa}
    new | ike_ | deleting spi 101951630 message ID = {mid}
    | err | deleting node {mid} error TRUE reason "Delete Larval"
    | step | info-end
    | input | IKE_MESG_FROM_PEER, IKE_INFO_NOTIFY
    | state | IKE_P1_COMPLETE IKE_P1_COMPLETE
  `),
}
