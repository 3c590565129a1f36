/** User authentication on an ASA: before it says that phase 1 is complete (REFERENCE 5.11). */
import { table } from '../../table.ts'

export const XAUTH = {
  'xauth-asked': table(`
    | step | ar-r1
    | step | ar-s2
    | step | ar-r3
    | node | msgid
    | 715046 | constructing blank hash payload
    | 715046 | constructing qm hash payload
    | send | HASH (8) + ATTR (14)
  `),

  'xauth-answered': table(`
    | wait | 9000
    | receive | HASH (8) + ATTR (14)
    | 713906 | process_attr(): Enter!
    | 713906 | Processing MODE_CFG Reply attributes.
    | wait | 900
  `),

  'xauth-passed': table(`
    | step | xauth-answered
    | set | user=alice
    | 713906 | User (alice) authenticated.
    | node | msgid
    | send | HASH (8) + ATTR (14)
    | wait | wire
    | receive | HASH (8) + ATTR (14)
    | 713906 | Processing cfg ACK attributes
    | 713228 | Assigned private IP address 192.0.2.200 to remote user
  `),

  'xauth-dies': table(`
    | node | msgid
    | send | HASH (8) + ATTR (14)
    | node | struct
    | 713906 | IKE SA AM:{struct} rcv'd Terminate: state AM_TM_INIT_XAUTH_V6H  flags 0x0945c001, refcnt 1, tuncnt 0
    | 713906 | IKE SA AM:{struct} terminating:  flags 0x0145c001, refcnt 0, tuncnt 0
    | 713906 | sending delete/delete with reason message
    | node | msgid
    | send | HASH (8) + DELETE (12)
  `),
}
