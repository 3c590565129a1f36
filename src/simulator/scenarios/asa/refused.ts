/** Negotiations that one side refuses: an ASA says so, or its peer does (REFERENCE 5.2 to 5.6, 5.15, 5.16, 5.22). */
import { type Scenario, scenario } from '../scenario.ts'

const TO_R4 = '| step | r-r1 \n | step | r-s2 \n | step | r-r3 \n | step | r-s4'
const TO_MM5 = '| step | i-s1 \n | step | i-r2 \n | step | i-s3 \n | step | i-r4 \n | step | i-s5'

const NO_OFFERS = `
  | compare | all
  | send | NOTIFY (11)
  | 713904 | All SA proposals found unacceptable
  | 713048 | Error processing payload: Payload ID: 1
  | set | failed={mm}_START,{_}EV_RCV_MSG-->{mm}_START,{_}EV_START_{mm}-->{mm}_START,{_}EV_START_{mm}
  history | step | history-of-work
  | step | torn
  | truth | failed proposal-mismatch`

/** The group lookup fails while message 4 or 5 is built. */
const NO_GROUP = `
  logging | 713138 | Group {peer} not found and BASE GROUP default preshared key not configured
  !logging | 713906 | Can't find a valid tunnel group, aborting...!
  history | step | history-of-work
  | step | torn
  | truth | failed psk-missing`

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
      | set | failed=MM_BLD_MSG5,{_}EV_GROUP_LOOKUP-->MM_WAIT_MSG4,{_}EV_PROCESS_MSG-->MM_WAIT_MSG4,{_}EV_RCV_MSG
      ${NO_GROUP}`,
    'responder main': `
      | step | r-r1
      | step | r-s2
      | step | r-r3
      | step | key-exchange-built
      | set | failed=MM_BLD_MSG4,{_}EV_GROUP_LOOKUP-->MM_BLD_MSG4,{_}EV_TEST_CERT-->MM_BLD_MSG4,{_}EV_SECRET_KEY_OK
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
]
