/** What the console no longer shows: lost lines, debugging switched off (REFERENCE 1.7, 1.8). Silence then proves nothing. */
import { type Scenario, scenario } from './scenario.ts'

export const SIGHT: readonly Scenario[] = [
  scenario(
    'undebug-midway',
    'Debugging is switched off in the middle of the exchange: nobody can say how it ended',
    {
      'initiator main': `
      | step | i-s1
      | step | i-r2
      | step | i-s3
      | wait | 1200
      | raw | {host}#undebug all
      | raw | All possible debugging has been turned off
      | truth | blind
      | raw | {host}#
      | wait | 120000
      | log | %SYS-5-CONFIG_I: Configured from console by console`,
    },
    { alone: true },
  ),
  scenario(
    'console-muted',
    'Console logging is switched off while message 1 is repeated',
    {
      'initiator main': `
      | step | i-s1
      | set | stuck=MM_NO_STATE
      | repeat | 1-2 silence
      | wait | 2500
      | raw | {host}#configure terminal
      | raw | Enter configuration commands, one per line.  End with CNTL/Z.
      | wait | 1000
      | raw | {host}(config)#no logging console
      | truth | blind
      | raw | {host}(config)#end
      | raw | {host}#`,
    },
    { alone: true },
  ),
  scenario(
    'lines-lost',
    'The router drops console text in the middle of an exchange that succeeds',
    {
      'initiator main': `
      | step | i-s1
      | step | i-r2
      | log | %SYS-3-LOGGER_DROPPING: System dropping console debugging messages.
      | wait | 190
      | log | %SYS-3-LOGGER_DROPPED: System dropped 2210 bytes of console debugging messages.
      | keys |
      | step | i-s5
      | step | i-r6
      | step | qm-initiator`,
      'responder main': `
      | step | r-r1
      | step | r-s2
      | log | %SYS-3-MSGLOST: 31 messages lost because of queue overflow
      | keys |
      | wait | 120
      | step | r-r5
      | step | r-s6
      | step | qm-responder`,
    },
    { alone: true },
  ),
]
