/** Negotiations that stop because something does not arrive: the stuck-where matrix (REFERENCE 5.0.1). */
import { type Scenario, scenario } from './scenario.ts'

const TO_MM3 = `
  | step | i-s1
  | step | i-r2
  | step | i-s3
  | set | stuck=MM_SA_SETUP state=IKE_I_MM3`
const TO_MM5 = `
  | step | i-s1
  | step | i-r2
  | step | i-s3
  | step | i-r4
  | step | i-s5
  | set | stuck=MM_KEY_EXCH state=IKE_I_MM5`
const TO_R2 = `
  | step | r-r1
  | step | r-s2
  | set | stuck=MM_SA_SETUP state=IKE_R_MM2`
const TO_R4 = `
  | step | r-r1
  | step | r-s2
  | step | r-r3
  | step | r-s4
  | set | stuck=MM_KEY_EXCH state=IKE_R_MM4`

const SILENT = '| step | five-silent'
const DUPLICATES = '| step | five-duplicates'

export const UNANSWERED: readonly Scenario[] = [
  scenario('no-response', 'Nobody answers message 1', {
    'initiator main': `
      | step | i-s1
      | set | stuck=MM_NO_STATE state=IKE_I_MM1
      ${SILENT}
      | truth | failed no-response
      | step | purged`,
    'initiator aggressive': `
      | step | ai-s1
      | set | stuck=AG_INIT_EXCH state=IKE_I_AM1
      ${SILENT}
      | truth | failed no-response aggressive-rejected`,
  }),
  scenario('interface-down', 'The outside interface goes down and nobody answers', {
    'initiator main': `
      | log | %LINEPROTO-5-UPDOWN: Line protocol on Interface FastEthernet0/0, changed state to down
      | wait | 4000
      | step | i-s1
      | set | stuck=MM_NO_STATE state=IKE_I_MM1
      ${SILENT}
      | truth | failed no-response`,
  }),
  scenario('ke-timeout', 'Message 3 gets no answer (initiator); message 4 does not arrive there (responder)', {
    'initiator main': `${TO_MM3}\n${SILENT}\n| truth | failed ke-timeout`,
    'responder main': `${TO_R4}\n${DUPLICATES}\n| truth | failed ke-timeout auth-timeout`,
  }),
  scenario('ke-timeout-duplicates', 'Our message does not arrive: the peer repeats its last one', {
    'initiator main': `${TO_MM3}\n${DUPLICATES}\n| truth | failed ke-timeout`,
    'responder main': `${TO_R2}\n${DUPLICATES}\n| truth | failed ke-timeout`,
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
      'responder main': `${TO_R4}\n${SILENT}\n| truth | failed nat-t-blocked`,
    },
    { nat: 'self', not: ['12.2'] },
  ),
  scenario(
    'nat-t-blocked-both',
    'The same with NAT on both sides',
    {
      'initiator main': `${TO_MM5}\n${DUPLICATES}\n| truth | failed nat-t-blocked`,
      'responder main': `${TO_R4}\n${SILENT}\n| truth | failed nat-t-blocked`,
    },
    { nat: 'both', not: ['12.2'] },
  ),
  scenario(
    'unfinished',
    'The text ends while the negotiation runs',
    {
      'initiator main': '| step | i-s1 \n | step | i-r2 \n | step | i-s3 \n | truth | unfinished',
      'responder main': '| step | r-r1 \n | step | r-s2 \n | truth | unfinished',
    },
    { alone: true },
  ),
]
