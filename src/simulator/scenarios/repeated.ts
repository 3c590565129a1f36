/** More than one negotiation with the same peer. `a` and `b` are its SAs. */
import { type Scenario, scenario } from './scenario.ts'

export const REPEATED: readonly Scenario[] = [
  scenario('recovery', 'Nobody answers; a minute later the next attempt succeeds', {
    'initiator main': `
      | step | i-s1
      | set | stuck=MM_NO_STATE state=IKE_I_MM1
      | step | five-silent
      | truth | failed no-response
      | step | purged
      | wait | 3000
      | sa | b initiator main
      | step | i-main
      | step | qm-initiator`,
    'responder main': `
      | step | r-r1
      | flag | nokey
      | set | stuck=MM_NO_STATE state=IKE_R_MM1
      | step | r-offer
      | step | no-offers
      | truth | failed psk-missing
      | unflag | nokey
      | wait | 30000
      | raw | {host}#
      | log | %SYS-5-CONFIG_I: Configured from console by console
      | wait | 20000
      | sa | b responder main
      | step | r-main
      | step | qm-responder`,
  }),
  scenario('rekey', 'A new phase 1 while the old one is still up', {
    'initiator main': `
      | step | i-main
      | step | qm-initiator
      | wait | 90000
      | flag | known
      | sa | b initiator main
      | step | i-main
      | step | qm-initiator
      | wait | 60000
      | sa | a
      | step | purged`,
    'responder main': `
      | step | r-main
      | step | qm-responder
      | wait | 90000
      | flag | known
      | sa | b responder main
      | step | r-main
      | step | qm-responder`,
  }),
  scenario('rekey-reversed', 'The peer begins the new phase 1 although we began the old one, and the reverse', {
    'initiator main': `
      | step | i-main
      | step | qm-initiator
      | wait | 90000
      | flag | known
      | sa | b responder main
      | step | r-main
      | step | qm-responder`,
    'responder main': `
      | step | r-main
      | step | qm-responder
      | wait | 90000
      | flag | known
      | sa | b initiator main
      | step | i-main
      | step | qm-initiator`,
  }),
  scenario('simultaneous', 'Both routers begin at the same moment; both phase 1 complete', {
    'initiator main': `
      | step | i-s1
      | wait | wire
      | flag | known
      | sa | b responder main
      | step | r-r1
      | step | r-s2
      | sa | a
      | step | i-r2
      | step | i-s3
      | sa | b
      | step | r-r3
      | step | r-s4
      | sa | a
      | step | i-r4
      | step | i-s5
      | sa | b
      | step | r-r5
      | step | r-s6
      | sa | a
      | step | i-r6`,
    'responder main': `
      | step | r-r1
      | step | r-s2
      | wait | wire
      | flag | known
      | sa | b initiator main
      | step | i-s1
      | sa | a
      | step | r-r3
      | step | r-s4
      | sa | b
      | step | i-r2
      | step | i-s3
      | sa | a
      | step | r-r5
      | step | r-s6
      | sa | b
      | step | i-r4
      | step | i-s5
      | step | i-r6`,
  }),
  scenario('initial-contact', 'The peer restarted: its new phase 1 replaces the old one', {
    'responder main': `
      | step | r-main
      | step | qm-responder
      | wait | 45000
      | flag | known
      | sa | b responder main
      | step | r-r1
      | step | r-s2
      | step | r-r3
      | step | r-s4
      | step | r-r5
      | step | r-s6
      new | ike | Process initial contact,
      new | raw | bring down existing phase 1 and 2 SA's with local {local} remote {peer} remote port {sport}
      | sa | a
      | step | up
      | set | why=Receive{_}initial{_}contact
      | step | destroyed
      | truth | superseded
      | sa | b
      | step | qm-responder`,
  }),
  scenario('superseded', 'The peer gives up and starts again before our old attempt has died', {
    'responder main': `
      | step | r-r1
      | step | r-s2
      | set | stuck=MM_SA_SETUP
      | repeat | 1-1 silence
      | wait | 3000
      | truth | superseded
      | flag | known
      | sa | b responder main
      | step | r-main
      | step | qm-responder`,
  }),
]
