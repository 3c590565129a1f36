/** Phase 1 was complete and something ends it: `down`, never `failed` (REFERENCE 5.11 to 5.14, 5.18, 5.22). */
import { type Scenario, scenario } from './scenario.ts'

const UP = { i: '| step | i-main \n | step | qm-initiator', r: '| step | r-main \n | step | qm-responder' }

/** The same ending for both roles of main mode. */
const bothRoles = (ending: string) => ({
  'initiator main': `${UP.i}\n${ending}`,
  'responder main': `${UP.r}\n${ending}`,
})

export const ENDED: readonly Scenario[] = [
  scenario(
    'deleted-by-peer',
    'The peer deletes the ISAKMP SA',
    bothRoles(`
    | wait | 61000
    | step | sa-delete
    | truth | down deleted-by-peer`),
  ),
  scenario(
    'ipsec-delete',
    'The peer deletes an IPsec SA only: phase 1 lives',
    bothRoles(`
    | wait | 61000
    | step | ipsec-delete`),
  ),
  scenario(
    'deleted-locally',
    'The operator clears the ISAKMP SA',
    bothRoles(`
    | wait | 42000
    | clear |
    | set | why=BY{_}user{_}command
    | step | delete-out
    | truth | down deleted-locally
    | raw | {host}#`),
  ),
  scenario(
    'lifetime-over',
    'The ISAKMP SA reaches its lifetime',
    bothRoles(`
    | wait | 3600000
    | set | why=IKE{_}SA{_}Lifetime{_}Exceeded
    | step | delete-out
    | truth | down deleted-locally`),
  ),
  scenario(
    'isakmp-off',
    'IKE is switched off while a negotiation runs',
    {
      'initiator main': `
      | step | i-s1
      | set | stuck=MM_NO_STATE state=IKE_I_MM1
      | repeat | 1-2 silence
      | wait | 4000
      | log | %CRYPTO-6-ISAKMP_ON_OFF: ISAKMP is OFF
      | truth | failed deleted-locally`,
    },
    { alone: true },
  ),
  scenario(
    'dpd-alive',
    'The peer answers the probes',
    bothRoles(`
    | wait | 30000
    | step | dpd-answered
    | wait | 30000
    | step | dpd-answered`),
    { not: ['12.2'] },
  ),
  scenario(
    'dpd-timeout',
    'The peer no longer answers the probes',
    bothRoles(`
    | wait | 30000
    | step | dpd-answered
    | wait | 30000
    | repeat | 1-5 dpd-missed
    | step | dpd-dead
    | truth | down dpd-timeout`),
    { not: ['12.2'] },
  ),
  scenario('phase2-failed', 'Phase 1 is fine, quick mode is refused, the SA goes', {
    'initiator main': `
      | step | i-main
      | step | qm-begin
      | step | qm-refused-by-peer
      | wait | 2000
      | step | sa-delete
      | truth | down phase2-failed`,
    'responder main': `
      | step | r-main
      | flag | refused
      | step | qm-receive
      | err | IPSec policy invalidated proposal with error 32
      | err | phase 2 SA policy not acceptable! (local {local} remote {peer})
      | err | deleting node {mid} error TRUE reason "QM rejected"
      | ike | Node {mid}, Input = IKE_MESG_FROM_PEER, IKE_QM_EXCH
      | qstate | IKE_QM_READY IKE_QM_READY
      | log | %CRYPTO-6-IKMP_MODE_FAILURE: Processing of Quick mode failed with peer at {peer}
      | wait | 2000
      | step | sa-delete
      | truth | down phase2-failed`,
  }),
  scenario(
    'xauth-success',
    'A client logs in after phase 1',
    {
      'responder aggressive':
        '| step | r-aggressive \n | step | xs-ask \n | step | xs-answer \n | step | xs-passed \n | step | qm-responder',
    },
    { authentication: 'XAUTHInitPreShared', flags: ['aaa'], not: ['12.2'] },
  ),
  scenario(
    'xauth-failed',
    'User name or password is refused',
    {
      'initiator aggressive':
        '| step | i-aggressive \n | step | xc-asked \n | step | xc-reply \n | step | xc-failed \n | truth | down xauth-failed',
      'responder aggressive':
        '| step | r-aggressive \n | step | xs-ask \n | step | xs-answer \n | step | xs-failed \n | truth | down xauth-failed',
    },
    { authentication: 'XAUTHInitPreShared', flags: ['aaa'], not: ['12.2'] },
  ),
  scenario(
    'xauth-unanswered',
    'The client never answers the request for user and password',
    {
      'responder aggressive': `
      | step | r-aggressive
      | step | xs-ask
      | set | stuck=CONF_XAUTH{pad} state=IKE_XAUTH_REQ_SENT why=Death{_}by{_}retransmission{_}throw
      | repeat | 1-5 xauth-again
      | wait | 15000
      | step | destroyed
      | truth | down xauth-failed no-response,auth-timeout`,
    },
    { authentication: 'XAUTHInitPreShared', flags: ['aaa'], not: ['12.2'] },
  ),
  scenario('ends-without-reason', 'The SA goes in the middle of the exchange and nothing says why', {
    'initiator main': `
      | step | i-s1
      | step | i-r2
      | step | i-s3
      | wait | 3000
      | set | why=No{_}reason stuck=MM_SA_SETUP state=IKE_I_MM3
      | step | destroyed
      | truth | failed unknown`,
  }),
  scenario(
    'reload',
    'The router reloads: debugging is off afterwards and silence proves nothing',
    bothRoles(`
    | wait | 20000
    | step | reload
    | step | booted`),
    { alone: true },
  ),
]
