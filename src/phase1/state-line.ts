/** State lines name nobody; whether one can be a negotiation's, its states tell. */
import { READY } from '../vocabulary/ios.ts'
import type { Track } from './book.ts'
import type { DebugMessage } from './message.ts'
import type { Negotiation } from './negotiation.ts'
import { isRough } from './say.ts'
import { isAfterPhase1, stateRow } from './transitions.ts'

type StateLine = Extract<DebugMessage, { kind: 'state' }>

const standsAt = (n: Negotiation, m: StateLine): boolean => {
  const row = stateRow(m.to)
  const roleKnown = row === undefined || n.evidence.role === 'unknown' || row.role === n.evidence.role
  return n.status === 'open' && (n.state === '' ? READY : n.state) === m.from && roleKnown
}

/** A state that the negotiation cannot be in: lines may be lost in between, but none goes back, and roles do not change. */
export const contradicts = (n: Negotiation, m: DebugMessage): boolean => {
  if (m.kind !== 'state' || standsAt(n, m)) return false
  const [row, at] = [stateRow(m.to), stateRow(n.state)]
  if (row === undefined || at === undefined) return false
  return row.role !== at.role || row.message < at.message || row.message > at.message + 1
}

/** Leaving IKE_READY once more is another attempt. */
export const beginsAgain = (m: DebugMessage, n: Negotiation): boolean =>
  m.kind === 'state' &&
  m.from === READY &&
  m.to !== READY &&
  (n.status !== 'open' || (n.state !== '' && n.state !== READY))

/** The only attempt without a conn-id that stands where this line begins. */
export const onlyOneAt = (track: Track, m: StateLine): Negotiation | undefined => {
  const found: Negotiation[] = []
  for (const n of track.open) if (n.conn === 0 && standsAt(n, m)) found.push(n)
  return found.length === 1 ? found[0] : undefined
}

/** A state line of nobody belongs to what was spoken of, unless only one other negotiation stands where it begins. */
export const ofState = (track: Track, justEnded: boolean, m: StateLine): Negotiation | undefined => {
  const { current } = track
  if (current === undefined || standsAt(current, m) || isAfterPhase1(m.from)) return current
  // Where one stands that was met in the middle is not known yet.
  if (current.gap && current.state === '' && current.status === 'open' && m.from !== READY) return current
  if (justEnded && !beginsAgain(m, current)) return current
  if (isRough(track.context)) return current
  return onlyOneAt(track, m) ?? (beginsAgain(m, current) ? undefined : current)
}
