import type { AgentState } from '../../agent.ts'
import type { PublishState } from '../../report/publish.ts'

/** After the last byte the pipeline is given this long to conclude that nothing more comes. Milliseconds. */
const SETTLED = 5_000

/** Does time alone change anything? Where it does not, nothing needs to tick. `quiet`: milliseconds since the last byte. */
export const isPending = (
  [[, interpreting], tracking]: AgentState,
  { peers }: PublishState,
  quiet: number,
): boolean => {
  if (quiet < SETTLED || peers.strangers.dirty) return true
  for (const { absent, alerts } of peers.followed.values())
    if (absent !== undefined && !alerts.has('not-seen')) return true
  if (interpreting.held !== undefined || tracking.held.length > 0) return true
  for (const { deadline } of tracking.open) if (Number.isFinite(deadline)) return true
  return false
}
