/** More than one negotiation of an ASA with the same peer. `a` and `b` are its SAs. */
import { type Scenario, scenario } from '../scenario.ts'

const UP_I = '| step | i-main \n | step | qm-initiator'
const UP_R = '| step | r-main \n | step | qm-responder'
/** The SA that is replaced goes without a word about the session. */
const OLD_GOES = `
  | wait | 30000
  | sa | a
  | node | struct
  | 713906 | IKE SA {mm}:{struct} terminating:  flags 0x0100c022, refcnt 0, tuncnt 0`

export const REPEATED: readonly Scenario[] = [
  scenario('recovery', 'The first attempt fails, the next succeeds', {
    'initiator main': `
      | step | i-s1
      | step | three-silent
      | truth | failed no-response
      | wait | 20000
      | sa | b initiator main
      ${UP_I}`,
    'responder main': `
      | step | r-r1
      | step | r-s2
      | step | r-r3
      | step | key-exchange-built
      | step | no-group
      | truth | failed psk-missing
      | wait | 50000
      | sa | b responder main
      ${UP_R}`,
  }),
  scenario('rekey', 'A new phase 1 while the old one is still up', {
    'initiator main': `
      ${UP_I}
      | wait | 90000
      | sa | b initiator main
      | flag | rekey
      ${UP_I}
      | unflag | rekey
      ${OLD_GOES}`,
    'responder main': `
      ${UP_R}
      | wait | 90000
      | sa | b responder main
      ${UP_R}
      ${OLD_GOES}`,
  }),
  scenario('rekey-reversed', 'The peer begins the new phase 1 although we began the old one, and the reverse', {
    'initiator main': `
      ${UP_I}
      | wait | 90000
      | sa | b responder main
      ${UP_R}
      ${OLD_GOES}`,
    'responder main': `
      ${UP_R}
      | wait | 90000
      | sa | b initiator main
      | flag | rekey
      ${UP_I}
      | unflag | rekey
      ${OLD_GOES}`,
  }),
  scenario('rekey-then-down', 'The new phase 1 took over; the peer deletes it', {
    'initiator main': `
      ${UP_I}
      | wait | 90000
      | sa | b initiator main
      | flag | rekey
      ${UP_I}
      | unflag | rekey
      ${OLD_GOES}
      | wait | 40000
      | sa | b
      | step | delete-in
      | set | why=Peer{_}Terminate reason=User{_}Requested
      | step | ended
      | truth | down deleted-by-peer`,
  }),
  scenario(
    'refused-again',
    'The peer asks again every ten seconds and is refused each time',
    {
      'responder main': `
      | step | r-r1
      | step | no-offers
      | truth | failed proposal-mismatch
      | wait | 10000
      | sa | b responder main
      | step | r-r1
      | step | no-offers
      | truth | failed proposal-mismatch`,
    },
    { differ: [['group']] },
  ),
  scenario('superseded', 'The peer gives up and starts again before our old attempt has died', {
    'responder main': `
      | step | r-r1
      | step | r-s2
      | step | r-r3
      | step | r-s4
      | step | silence
      | wait | 3000
      | truth | superseded
      | sa | b responder main
      ${UP_R}`,
  }),
]
