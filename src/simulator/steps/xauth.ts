/** User authentication between phase 1 and 2 (REFERENCE 2.7, 3.7). `xs` is the server, `xc` the client. */
import { table } from '../table.ts'

export const XAUTH = {
  'xs-ask': table(`
    | node | xid
    | ike | Need XAUTH
    | any | set new node {xid} to CONF_XAUTH{pad}
    | deb | ISAKMP/xauth: request attribute XAUTH_USER_NAME_V2
    | deb | ISAKMP/xauth: request attribute XAUTH_USER_PASSWORD_V2
    | ike | initiating peer config to {peer}. ID = {xid}
    | send | CONF_XAUTH{pad}
    | input | IKE_MESG_INTERNAL, IKE_PHASE1_COMPLETE
    | state | IKE_P1_COMPLETE IKE_XAUTH_AAA_START_LOGIN_AWAIT
    | input | IKE_MESG_FROM_AAA, IKE_AAA_START_LOGIN
    | state | IKE_XAUTH_AAA_START_LOGIN_AWAIT IKE_XAUTH_REQ_SENT
  `),

  'xs-answer': table(`
    | wait | 6200
    | receive | CONF_XAUTH{pad}
    | ike | processing transaction payload from {peer}. message ID = {xid}
    | any | Config payload REPLY
    | deb | ISAKMP/xauth: reply attribute XAUTH_USER_NAME_V2
    | deb | ISAKMP/xauth: reply attribute XAUTH_USER_PASSWORD_V2
    | ike | deleting node {xid} error FALSE reason "Done with xauth request/reply exchange"
    | input | IKE_MESG_FROM_PEER, IKE_CFG_REPLY
    | state | IKE_XAUTH_REQ_SENT IKE_XAUTH_AAA_CONT_LOGIN_AWAIT
    | wait | 120
  `),

  'xs-passed': table(`
    | node | xid
    | any | set new node {xid} to CONF_XAUTH{pad}
    | ike | initiating peer config to {peer}. ID = {xid}
    | send | CONF_XAUTH{pad}
    | input | IKE_MESG_FROM_AAA, IKE_AAA_CONT_LOGIN
    | state | IKE_XAUTH_AAA_CONT_LOGIN_AWAIT IKE_XAUTH_SET_SENT
    | wait | wire
    | receive | CONF_XAUTH{pad}
    | ike | processing transaction payload from {peer}. message ID = {xid}
    | any | Config payload ACK
    | ike_ | XAUTH ACK Processed
    | ike | deleting node {xid} error FALSE reason "Transaction mode done"
    | input | IKE_MESG_FROM_PEER, IKE_CFG_ACK
    | state | IKE_XAUTH_SET_SENT IKE_P1_COMPLETE
  `),

  'xs-failed': table(`
    | input | IKE_MESG_FROM_AAA, IKE_AAA_CONT_LOGIN
    | state | IKE_XAUTH_AAA_CONT_LOGIN_AWAIT IKE_XAUTH_SET_SENT
    | ike | peer does not do paranoid keepalives.
    | blank |
    | set | state=IKE_XAUTH_SET_SENT stuck=CONF_XAUTH{pad} why=XAuthenticate{_}fail
    | step | destroyed
  `),

  'xc-asked': table(`
    | wait | wire
    | node | xid
    | receive | CONF_XAUTH{pad}
    | any | set new node {xid} to CONF_XAUTH{pad}
    | ike | processing transaction payload from {peer}. message ID = {xid}
    | any | Config payload REQUEST
    | deb | ISAKMP/xauth: request attribute XAUTH_USER_NAME_V2
    | deb | ISAKMP/xauth: request attribute XAUTH_USER_PASSWORD_V2
    | ike | Need XAUTH
    | input | IKE_MESG_FROM_PEER, IKE_CFG_REQUEST
    | state | IKE_P1_COMPLETE IKE_XAUTH_REPLY_AWAIT
  `),

  'xc-reply': table(`
    | wait | 4100
    | deb | ISAKMP/xauth: reply attribute XAUTH_USER_NAME_V2
    | deb | ISAKMP/xauth: reply attribute XAUTH_USER_PASSWORD_V2
    | ike | responding to peer config from {peer}. ID = {xid}
    | send | CONF_XAUTH{pad}
    | ike | deleting node {xid} error FALSE reason "Done with xauth request/reply exchange"
    | input | IKE_MESG_INTERNAL, IKE_FETCH_USER_ATTR
    | state | IKE_XAUTH_REPLY_AWAIT IKE_XAUTH_REPLY_SENT
  `),

  'xc-failed': table(`
    | wait | 140
    | receive | CONF_XAUTH{pad}
    | ike | processing transaction payload from {peer}. message ID = {xid}
    | any | Config payload SET
    | deb | ISAKMP/xauth: request attribute XAUTH_STATUS_V2
    | ike | peer does not do paranoid keepalives.
    | blank |
    | set | state=IKE_XAUTH_REPLY_SENT stuck=CONF_XAUTH{pad} why=XAuthenticate{_}fail
    | step | destroyed
  `),

  'xauth-again': table(`
    | wait | 15000
    | ike_ | incrementing error counter on node {xid}, attempt {n} of 5: retransmit phase 2
    | send | CONF_XAUTH{pad}
  `),
}
