/**
 * Silence, duplicates and death (REFERENCE 3.2, 5.0): every 10 s up to five times, then one interval more.
 * The scenario sets `stuck`, the SA state that the packets carry, and `state`, the IKE state.
 */
import { table } from '../table.ts'

export const RETRANSMISSION = {
  again: table(`
    | ike_ | retransmitting phase 1 {stuck}...
    !new | ike | incrementing error counter on sa, attempt {n} of 5: retransmit phase 1
    new !xe | id | incrementing error counter on sa, attempt {n} of 5: retransmit phase 1
    xe | err | incrementing error counter on sa, attempt {n} of 5: retransmit phase 1
    | ike_ | retransmitting phase 1 {stuck}
    | send | {stuck}
  `),

  /** Nothing comes. */
  silence: table(`
    | wait | 10000
    | step | again
  `),

  /** The peer repeats its last message shortly before our timer; too soon, so that nothing of ours leaves at once. */
  duplicate: table(`
    | wait | 9500
    | receive | {stuck}
    | ike | phase 1 packet is a duplicate of a previous packet.
    | ike | retransmitting due to retransmit phase 1
    | wait | 500
    | step | again
  `),

  'five-silent': table(`
    | repeat | 1-5 silence
    | step | death
  `),

  'five-duplicates': table(`
    | repeat | 1-5 duplicate
    | step | death
  `),

  /** The last interval passes too. */
  death: table(`
    | wait | 10000
    | ike_ | retransmitting phase 1 {stuck}...
    | ike | peer does not do paranoid keepalives.
    | blank |
    | set | why=Death{_}by{_}retransmission{_}P1
    | step | destroyed
  `),

  /** The SA dies with the reason {why}; the line comes twice for one death. */
  destroyed: table(`
    | step | deleting-sa
    | step | destroyed-rest
  `),

  'deleting-sa': table(`
    | ike | deleting SA reason "{why}" state ({r}) {stuck} (peer {peer}){input_queue}
  `),

  'destroyed-rest': table(`
    !12.2 | ike | deleting SA reason "{why}" state ({r}) {stuck} (peer {peer}){input_queue}{_}
    new | any0 | Unlocking peer struct 0x{ptr} for isadb_mark_sa_deleted(), count 0
    new | any0 | Deleting peer node by peer_reap for {peer}: {ptr}
    | input | IKE_MESG_INTERNAL, IKE_PHASE1_DEL
    | state | {state} IKE_DEST_SA
  `),

  /** A minute later the structure is freed: about the old attempt, and harmless. */
  purged: table(`
    !12.2 | wait | 60000
    !12.2 | ike | purging SA., sa={sa}, delme={sa}
  `),
}
