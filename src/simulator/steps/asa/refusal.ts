/** How an ASA refuses: no proposal fits, no tunnel group is there (REFERENCE 5.2, 5.4). */
import { table } from '../../table.ts'

export const REFUSAL = {
  'no-offers': table(`
    | compare | all
    | send | NOTIFY (11)
    | 713904 | All SA proposals found unacceptable
    | 713048 | Error processing payload: Payload ID: 1
    | set | failed={mm}_START,{_}EV_RCV_MSG-->{mm}_START,{_}EV_START_{mm}-->{mm}_START,{_}EV_START_{mm}
    history | step | history-of-work
    | step | torn
  `),

  /** The group is looked up when both halves of the keys are there. */
  'no-group': table(`
    logging | 713138 | Group {peer} not found and BASE GROUP default preshared key not configured
    !logging | 713906 | Can't find a valid tunnel group, aborting...!
    | set | failed={wait},{_}EV_GROUP_LOOKUP-->{wait},{_}EV_TEST_CERT-->{wait},{_}EV_PROCESS_MSG-->{wait},{_}EV_RCV_MSG
    history | step | history-of-work
    | step | torn
  `),
}
