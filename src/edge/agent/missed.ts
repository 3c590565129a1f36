/** What the pipeline must know of time in which nobody listened. */
import type { AgentState } from '../../agent.ts'
import type { Observation } from '../../phase1/event.ts'
import { track } from '../../phase1/track.ts'
import type { Passing } from '../../stage.ts'

/** Nothing was heard of the console for a while, so nothing follows from what was not heard. `why` is one sentence. */
export const missed = (
  [listening, tracking]: AgentState,
  at: number,
  why: string,
): readonly [AgentState, readonly (Observation | Passing)[]] => {
  const [[[[line]]]] = listening
  // The half of a line that came before the gap must not be glued to what comes after it.
  line.owed += line.rest.length + line.over
  line.over = 0
  line.rest = new Uint8Array(0)
  const heard = {
    at,
    device: undefined,
    stamp: '',
    conn: undefined,
    peer: undefined,
    text: why,
    repaired: false,
    entry: '',
  }
  const change = { kind: 'sight', sight: tracking.sight, cause: 'lines-lost', lines: undefined, heard } as const
  const [next, said] = track(tracking, change)
  return [[listening, next], said]
}
