/** What ends an SA that is up on an ASA (REFERENCE 4.4, 5.12 to 5.14). */
import { table } from '../../table.ts'

export const AFTER = {
  'delete-in': table(`
    | node | msgid
    | receive | HASH (8) + DELETE (12)
    | 715047 | processing hash payload
    | 715047 | processing delete
  `),

  /** The tunnel ends: {why} for the peer, {reason} for the session. */
  ended: table(`
    | 713050 | Connection terminated for peer {peer}.  Reason: {why}  Remote Proxy 203.0.113.0, Local Proxy 192.0.2.0
    | 713906 | Active unit receives a delete event for remote peer {peer}.
    | step | session-ends
  `),

  'session-ends': table(`
    | node | struct
    | 715009 | IKE Deleting SA: Remote Proxy 203.0.113.0, Local Proxy 192.0.2.0
    | 713906 | IKE SA {mm}:{struct} rcv'd Terminate: state {mm}_ACTIVE  flags 0x0000c062, refcnt 1, tuncnt 1
    | 713906 | IKE SA {mm}:{struct} terminating:  flags 0x0100c022, refcnt 0, tuncnt 0
    | 713906 | sending delete/delete with reason message
    | 713259 | Session is being torn down. Reason: {reason}
    | set | user={group}
    | 113019 | Session disconnected. Session Type: LAN-to-LAN, Duration: 0h:15m:11s, Bytes xmt: 90120, Bytes rcv: 88113, Reason: {reason}
  `),

  'dpd-probe': table(`
    | node | msgid
    | node | seq
    | 715036 | Sending keep-alive of type DPD R-U-THERE (seq number 0x{seq})
    | send | HASH (8) + NOTIFY (11)
  `),

  'dpd-answered': table(`
    | step | dpd-probe
    | wait | wire
    | node | msgid
    | receive | HASH (8) + NOTIFY (11)
    | 715047 | processing hash payload
    | 715047 | processing notify payload
    | 715075 | Received keep-alive of type DPD R-U-THERE-ACK (seq number 0x{seq})
  `),

  'dpd-asked': table(`
    | node | msgid
    | node | seq
    | receive | HASH (8) + NOTIFY (11)
    | 715047 | processing hash payload
    | 715047 | processing notify payload
    | 715075 | Received keep-alive of type DPD R-U-THERE (seq number 0x{seq})
    | 715036 | Sending keep-alive of type DPD R-U-THERE-ACK (seq number 0x{seq})
    | node | msgid
    | send | HASH (8) + NOTIFY (11)
  `),

  'dpd-missed': table(`
    | wait | 2000
    | step | dpd-probe
  `),

  'dpd-dead': table(`
    | wait | 2000
    | 713123 | IKE lost contact with remote peer, deleting connection (keepalive type: DPD)
    | set | reason=Lost{_}Service
    | step | session-ends
  `),
}
