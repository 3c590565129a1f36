/** Negotiations of an ASA that stop because something does not arrive: the stuck-where matrix (REFERENCE 5.0.1). */
import { type Scenario, scenario } from '../scenario.ts'

const TO_MM3 = '| step | i-s1 \n | step | i-r2 \n | step | i-s3'
const TO_MM5 = `${TO_MM3} \n | step | i-r4 \n | step | i-s5`
const TO_R2 = '| step | r-r1 \n | step | r-s2'
const TO_R4 = `${TO_R2} \n | step | r-r3 \n | step | r-s4`

const SILENT = '| step | three-silent'
const DUPLICATES = '| step | three-duplicates'

export const UNANSWERED: readonly Scenario[] = [
  scenario('no-response', 'Nobody answers message 1', {
    'initiator main': `
      | step | i-s1
      ${SILENT}
      | truth | failed no-response`,
    'initiator aggressive': `
      | step | ai-s1
      ${SILENT}
      | truth | failed no-response aggressive-rejected`,
  }),
  scenario('interface-down', 'The outside interface goes down and nobody answers', {
    'initiator main': `
      | 411002 | Line protocol on Interface outside, changed state to down
      | wait | 4000
      | step | i-s1
      ${SILENT}
      | truth | failed no-response`,
  }),
  scenario('no-response-server', 'A firewall that is a client itself gets no answer from its server', {
    'initiator aggressive': `
      | step | ai-s1
      | repeat | 1-3 silence
      | wait | 8000
      | 713157 | Timed out on initial contact to server [{peer}] Tunnel could not be established.
      | truth | failed no-response aggressive-rejected`,
  }),
  scenario('ke-timeout', 'Message 3 gets no answer', {
    'initiator main': `${TO_MM3}\n${SILENT}\n| truth | failed ke-timeout`,
  }),
  scenario('ke-timeout-cookie', 'Message 3 is answered in clear: the peer no longer knows the exchange', {
    'initiator main': `${TO_MM3}
      | wait | wire
      | receive | NOTIFY (11)
      | 713904 | Received an un-encrypted INVALID_COOKIE notify message, dropping
      | 713903 | Information Exchange processing failed
      ${SILENT}
      | truth | failed ke-timeout psk-missing`,
  }),
  scenario('ke-timeout-duplicates', 'Our message does not arrive: the peer repeats its last one', {
    'initiator main': `${TO_MM3}\n${DUPLICATES}\n| truth | failed ke-timeout`,
    'responder main': `${TO_R2}\n| flag | first\n${DUPLICATES}\n| truth | failed ke-timeout`,
  }),
  scenario('auth-timeout', 'Message 5 gets no answer (initiator); none comes (responder)', {
    'initiator main': `${TO_MM5}\n${SILENT}\n| truth | failed auth-timeout`,
    'responder main': `${TO_R4}\n${SILENT}\n| truth | failed auth-timeout`,
    'responder aggressive': `| step | ar-r1 \n | step | ar-s2 \n ${SILENT}\n| truth | failed auth-timeout psk-mismatch`,
  }),
  scenario(
    'auth-timeout-second-policy',
    'The first policy differs, the second fits, then none of the peer comes: the proposals are not the cause',
    { 'responder main': `${TO_R4}\n${SILENT}\n| truth | failed auth-timeout` },
    { differ: [['encryption'], []] },
  ),
  scenario(
    'auth-timeout-certificates',
    'The large message with the certificate is lost',
    {
      'initiator main': `${TO_MM5}\n${SILENT}\n| truth | failed auth-timeout`,
      'responder main': `${TO_R4}\n${SILENT}\n| truth | failed auth-timeout`,
    },
    { authentication: 'RSA sig' },
  ),
  scenario(
    'nat-t-blocked',
    'NAT was found and UDP 4500 does not pass',
    {
      'initiator main': `${TO_MM5}\n${DUPLICATES}\n| truth | failed nat-t-blocked`,
    },
    { nat: 'self' },
  ),
]
