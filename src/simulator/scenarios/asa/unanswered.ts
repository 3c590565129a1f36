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
  scenario('ke-timeout', 'Message 3 gets no answer', {
    'initiator main': `${TO_MM3}\n${SILENT}\n| truth | failed ke-timeout`,
  }),
  scenario('ke-timeout-duplicates', 'Our message does not arrive: the peer repeats its last one', {
    'initiator main': `${TO_MM3}\n${DUPLICATES}\n| truth | failed ke-timeout`,
    'responder main': `${TO_R2}\n| flag | first\n${DUPLICATES}\n| truth | failed ke-timeout`,
  }),
  scenario('auth-timeout', 'Message 5 gets no answer (initiator); none comes (responder)', {
    'initiator main': `${TO_MM5}\n${SILENT}\n| truth | failed auth-timeout`,
    'responder main': `${TO_R4}\n${SILENT}\n| truth | failed auth-timeout`,
  }),
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
