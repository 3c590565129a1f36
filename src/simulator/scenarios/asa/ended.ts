/** Phase 1 was complete on an ASA and something ends it (REFERENCE 5.11 to 5.14, 5.18, 5.22). */
import { type Scenario, scenario } from '../scenario.ts'

/** The same ending for both roles of main mode. */
const bothRoles = (ending: string) => ({
  'initiator main': `| step | i-main \n | step | qm-initiator \n ${ending}`,
  'responder main': `| step | r-main \n | step | qm-responder \n ${ending}`,
})

export const ENDED: readonly Scenario[] = [
  scenario(
    'deleted-by-peer',
    'The peer deletes the ISAKMP SA',
    bothRoles(`
    | wait | 61000
    | step | delete-in
    | set | why=Peer{_}Terminate reason=User{_}Requested
    | step | ended
    | truth | down deleted-by-peer`),
  ),
  scenario(
    'deleted-locally',
    'The operator clears the ISAKMP SA',
    bothRoles(`
    | wait | 42000
    | 111010 | User 'enable_15', running 'CLI' from IP 192.0.2.50, executed 'clear crypto ikev1 sa'
    | 713194 | Sending IKE Delete With Reason message: Disconnected by Administrator.
    | set | why=Administrator{_}Reset reason=Administrator{_}Reset
    | step | ended
    | truth | down deleted-locally`),
  ),
  scenario(
    'lifetime-over',
    'The tunnel reaches its longest time',
    bothRoles(`
    | wait | 3600000
    | set | why=Max{_}time{_}exceeded reason=Max{_}time{_}exceeded
    | step | ended
    | truth | down deleted-locally`),
  ),
  scenario(
    'idle-timeout',
    'Nothing passed through the tunnel for too long',
    bothRoles(`
    | wait | 1800000
    | set | why=Idle{_}Timeout reason=Idle{_}Timeout
    | step | ended
    | truth | down deleted-locally`),
  ),
  scenario(
    'dpd-alive',
    'Both sides ask each other, and both answer',
    bothRoles(`
    | wait | 30000
    | step | dpd-answered
    | wait | 30000
    | step | dpd-asked`),
  ),
  scenario(
    'dpd-timeout',
    'The peer no longer answers the probes',
    bothRoles(`
    | wait | 30000
    | step | dpd-answered
    | wait | 30000
    | repeat | 1-3 dpd-missed
    | step | dpd-dead
    | truth | down dpd-timeout`),
  ),
  scenario(
    'ipsec-delete',
    'A data tunnel ends by itself: phase 1 lives',
    bothRoles(`
    | wait | 61000
    | step | delete-in
    | 713050 | Connection terminated for peer {peer}.  Reason: Peer Terminate  Remote Proxy 203.0.113.0, Local Proxy 192.0.2.0
    | 715009 | IKE Deleting SA: Remote Proxy 203.0.113.0, Local Proxy 192.0.2.0
    | 715077 | Pitcher: received key delete msg, spi 0x{spi}
    | wait | 30000
    | step | dpd-asked`),
  ),
  scenario('route-changed', 'The way to the peer moves to another interface', {
    'initiator main': `
      | step | i-main
      | step | qm-initiator
      | wait | 300000
      | 713258 | Attempting to establish a phase2 tunnel on backup interface but phase1 tunnel is on outside interface. Tearing down old phase1 tunnel due to a potential routing change.
      | truth | down deleted-locally`,
  }),
  // Among notices alone a user who is refused cannot be told from one whose SA was up and ends so.
  scenario(
    'xauth-failed',
    'User name or password is refused',
    {
      'responder aggressive': `
      | step | xauth-asked
      | step | xauth-answered
      | set | user=alice
      | 713167 | Remote peer has failed user authentication - check configured username and password
      | truth | failed xauth-failed
      | step | xauth-dies`,
    },
    { not: ['asa-notices'] },
  ),
  scenario(
    'xauth-group-lock',
    'The user belongs to another group',
    {
      'responder aggressive': `
      | step | xauth-asked
      | step | xauth-answered
      | set | user=alice
      | 713060 | Tunnel Rejected: User (alice) not member of group ({group}), group-lock check failed.
      | truth | failed xauth-failed
      | step | xauth-dies`,
    },
    { not: ['asa-notices'] },
  ),
  scenario('phase2-failed', 'Phase 1 is fine, quick mode is refused, the session goes', {
    'initiator main': `
      | step | i-main
      | step | qm-begin
      | wait | wire
      | receive | HASH (8) + NOTIFY (11)
      | 715047 | processing hash payload
      | 715047 | processing notify payload
      | 713068 | Received non-routine Notify message: No proposal chosen (14)
      | node | struct
      | step | qm-dies
      | set | reason=Phase{_}2{_}Mismatch
      | step | session-ends
      | truth | down phase2-failed`,
    'responder main': `
      | step | r-main
      | step | qm-receive
      | node | struct
      | step | qm-refused
      | set | reason=crypto{_}map{_}policy{_}not{_}found
      | step | session-ends
      | truth | down phase2-failed`,
  }),
  scenario(
    'phase2-failed-transforms',
    'Phase 1 is fine, no transform set of phase 2 fits',
    {
      'responder main': `
      | step | r-main
      | step | qm-receive
      | node | struct
      | step | qm-refused
      | set | reason=Phase{_}2{_}Mismatch
      | step | session-ends
      | truth | down phase2-failed`,
    },
    { flags: ['transforms'] },
  ),
]
