/** Silence, repeats and the end of an attempt on an ASA (REFERENCE 5.0): every 8 s, three times, then one interval more. */
import { table } from '../../table.ts'

export const STUCK = {
  silence: table(`
    | wait | 8000
    | resend |
  `),

  /** The peer repeats its last message; ours goes out again by the timer. */
  duplicate: table(`
    | wait | 7600
    first | 713201 | Duplicate First packet detected.  Ignoring packet.
    !first | 713201 | Duplicate Phase 1 packet detected.  Retransmitting last packet.
    !first | 713906 | P1 Retransmit msg dispatched to {mm} FSM
    | wait | 400
    | resend |
  `),

  'three-silent': table(`
    | repeat | 1-3 silence
    | step | given-up
  `),

  'three-duplicates': table(`
    | repeat | 1-3 duplicate
    | step | given-up
  `),

  /** The last interval passes, too. */
  'given-up': table(`
    | wait | 8000
    told | 713136 | IKE session establishment timed out [{wait}], aborting!
    history | step | history-of-silence
    | step | torn
  `),

  'history-of-silence': table(`
    | node | struct
    | 715065 | IKE {mm} {Role} FSM error history (struct &0x{struct})  <state>, <event>:  {mm}_DONE, EV_ERROR-->{wait}, EV_RETRY-->{wait}, EV_TIMEOUT-->{wait}, NullEvent-->{sent}, EV_SND_MSG-->{sent}, EV_START_TMR-->{sent}, EV_RESEND_MSG-->{wait}, EV_RETRY
  `),

  'history-of-keys': table(`
    | node | struct
    | 715065 | IKE {mm} {Role} FSM error history (struct &0x{struct})  <state>, <event>:  {mm}_DONE, EV_ERROR-->{wait}, EV_PROB_AUTH_FAIL-->{wait}, EV_TIMEOUT-->{wait}, NullEvent-->{sent}, EV_SND_MSG-->{sent}, EV_START_TMR-->{sent}, EV_RESEND_MSG-->{wait}, EV_RCV_MSG
  `),

  /** It failed while a message was processed: {failed} is where, with the events before it. */
  'history-of-work': table(`
    | node | struct
    | 715065 | IKE {mm} {Role} FSM error history (struct &0x{struct})  <state>, <event>:  {mm}_DONE, EV_ERROR-->{failed}
  `),

  /** What is left of the attempt is cleared away. */
  torn: table(`
    | node | struct
    | 713906 | IKE SA {mm}:{struct} terminating:  flags 0x01000022, refcnt 0, tuncnt 0
    | 713906 | sending delete/delete with reason message
    entry | 713902 | Removing peer from peer table failed, no match!
    entry | 713903 | Error: Unable to remove PeerTblEntry
  `),
}
