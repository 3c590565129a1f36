/** Negotiations that one side refuses: an ASA says so, or its peer does (REFERENCE 5.2 to 5.6, 5.15, 5.16, 5.22). */
import { type Scenario, scenario } from '../scenario.ts'

const TO_R4 = '| step | r-r1 \n | step | r-s2 \n | step | r-r3 \n | step | r-s4'
const TO_MM5 = '| step | i-s1 \n | step | i-r2 \n | step | i-s3 \n | step | i-r4 \n | step | i-s5'

const NO_OFFERS = '\n | step | no-offers \n | truth | failed proposal-mismatch'
const NO_GROUP = '| step | no-group \n | truth | failed psk-missing'

/** It dies while a message is processed. */
const DIES = (failed: string) => `
  | set | failed=${failed}
  history | step | history-of-work
  | step | torn`

const UNREADABLE = `
  | step | r-r5
  | 713904 | Received encrypted Oakley Main Mode packet with invalid payloads, MessID = 0
  | send | NOTIFY (11)
  | 713904 | ERROR, had problems decrypting packet, probably due to mismatched pre-shared key.  Aborting`

export const REFUSED: readonly Scenario[] = [
  scenario(
    'proposal-mismatch',
    'No transform fits any policy: the hash differs',
    {
      'initiator main': `
      | step | i-s1
      | wait | wire
      | receive | NOTIFY (11)
      | 715047 | processing notify payload
      | 713068 | Received non-routine Notify message: No proposal chosen (14)
      | step | three-silent
      | truth | failed proposal-mismatch psk-missing`,
      'responder main': `| step | r-r1${NO_OFFERS}`,
      'responder aggressive': `| step | ar-r1${NO_OFFERS}`,
    },
    { differ: [['hash']] },
  ),
  scenario(
    'proposal-mismatch-matrix',
    'Two transforms against three policies, none fits; the nearest pair differs in the group',
    { 'responder main': `| step | r-r1${NO_OFFERS}` },
    { differ: [['encryption', 'hash'], ['hash', 'group'], ['group']], offers: 2 },
  ),
  scenario('psk-mismatch', 'The pre-shared keys differ', {
    'initiator main': `${TO_MM5}
      | wait | wire
      | receive | NOTIFY (11)
      | 713904 | Received an un-encrypted PAYLOAD_MALFORMED notify message, dropping
      | 713903 | Information Exchange processing failed
      | repeat | 1-3 duplicate
      | wait | 8000
      history | step | history-of-keys
      | step | torn
      | truth | failed psk-mismatch id-mismatch`,
    'responder main': `${TO_R4}
      ${UNREADABLE}
      | wait | 10000
      ${UNREADABLE}
      | wait | 12000
      history | step | history-of-keys
      | step | torn
      | truth | failed psk-mismatch`,
  }),
  scenario(
    'psk-mismatch-default-key',
    'No tunnel group is named for the peer, and the key of the default group is not its key',
    {
      'responder main': `${TO_R4}
      ${UNREADABLE}
      history | step | history-of-keys
      | step | torn
      | truth | failed psk-mismatch
      | wait | 10000
      | 713903 | Received encrypted packet with no matching SA, dropping`,
    },
    { flags: ['default-key'] },
  ),
  scenario('psk-missing', 'No tunnel group fits the peer, so there is no key', {
    'initiator main': `
      | step | i-s1
      | step | i-r2
      | step | i-s3
      | wait | wire
      | step | key-exchange
      ${NO_GROUP}`,
    'responder main': `
      | step | r-r1
      | step | r-s2
      | step | r-r3
      | step | key-exchange-built
      ${NO_GROUP}
      | wait | 10000
      | 713906 | Header invalid, missing SA payload! (next payload = 4)`,
  }),
  scenario('id-mismatch', 'The peer is not the one that the tunnel is defined for', {
    'responder main': `${TO_R4}
      | step | r-r5
      | step | peer-identity
      | 713187 | Tunnel Rejected: IKE peer does not match remote peer as defined in L2L policy IKE peer address: {peer}, Remote peer address: 198.51.100.60
      | set | failed=MM_BLD_MSG6,{_}EV_CHECK_IA-->MM_BLD_MSG6,{_}EV_VALIDATE_CERT-->MM_WAIT_MSG5,{_}EV_PROCESS_MSG
      history | step | history-of-work
      | step | torn
      | truth | failed id-mismatch`,
    'responder aggressive': `
      | step | ar-r1
      | 713255 | Received ISAKMP Aggressive Mode message 1 with unknown tunnel group name {name}
      | 713256 | Sending spoofed ISAKMP Aggressive Mode message 2 due to receipt of unknown tunnel group. Aborting connection.
      | send | SA (1) + KE (4) + NONCE (10) + ID (5) + HASH (8) + VENDOR (13) + VENDOR (13) + NAT-D (20) + NAT-D (20)
      | unflag | entry
      | step | torn
      | truth | failed id-mismatch`,
  }),
  scenario('psk-mismatch-told', 'The peer says that our authentication failed', {
    'initiator main': `${TO_MM5}
      | wait | wire
      | receive | NOTIFY (11)
      | 713251 | Received authentication failure message
      | step | three-silent
      | truth | failed psk-mismatch id-mismatch`,
  }),
  scenario('malformed', 'A message in clear lacks a payload: no key can be the cause', {
    'responder main': `
      | step | r-r1
      | step | r-s2
      | wait | wire
      | receive | NONCE (10) + VENDOR (13)
      | 713193 | Received packet with missing payload, Expected payload: 4
      | 713048 | Error processing payload: Payload ID: 4
      ${DIES('MM_WAIT_MSG3,{_}EV_PROCESS_MSG-->MM_WAIT_MSG3,{_}EV_RCV_MSG-->MM_WAIT_MSG3,{_}NullEvent')}
      | truth | failed malformed`,
    'initiator main': `
      | step | i-s1
      | wait | wire
      | 713178 | IKE Initiator received a packet from its peer without a Responder cookie
      | step | three-silent
      | truth | failed malformed`,
  }),
  scenario('admission-denied', 'Too many negotiations run at once', {
    'responder main': `
      | receive | SA (1) + VENDOR (13) + VENDOR (13) + VENDOR (13)
      | 713191 | Maximum concurrent IKE negotiations exceeded!
      | truth | failed admission-denied`,
  }),
  scenario('admission-denied-tunnels', 'The licence allows no more tunnels', {
    'responder main': `
      | receive | SA (1) + VENDOR (13) + VENDOR (13) + VENDOR (13)
      | 713239 | {peer} : Tunnel Rejected: The maximum tunnel count allowed has been reached
      | truth | failed admission-denied`,
  }),
  scenario(
    'vendor-policy',
    'The packet comes in on an interface without a crypto map',
    {
      'responder main': `
      | 713906 | No crypto map bound to interface... dropping pkt
      | truth | failed vendor-policy
      | wait | 10000
      | 713906 | No crypto map bound to interface... dropping pkt`,
    },
    { not: ['asa-notices'] },
  ),
  scenario('ends-without-reason', 'The attempt goes in the middle of the exchange and nothing says why', {
    'initiator main': `
      | step | i-s1
      | step | i-r2
      | step | i-s3
      | wait | 3000
      | flag | entry
      | step | torn
      | truth | failed unknown`,
  }),
]
