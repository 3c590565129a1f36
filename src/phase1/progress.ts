/** How a negotiation moves: state lines, and what implies that it is complete. */
import { forget, forgetStuck } from '../diagnosis/evidence.ts'
import { COMPLETE, DESTROYED, isQuickModeState, PHASE2_COMPLETE, READY, UNNAMED } from '../vocabulary/ios.ts'
import type { Direction, Exchange, Role } from '../vocabulary/isakmp.ts'
import { addressed, peerIn } from './book.ts'
import { type Context, end } from './context.ts'
import type { DebugMessage } from './message.ts'
import { momentIn, type Negotiation } from './negotiation.ts'
import { isRough, sayEstablished, sayRecovered, sayStarted, sayTransition } from './say.ts'
import { isAfterPhase1, stateRow, toldByCompletion } from './transitions.ts'

type Of<K extends DebugMessage['kind']> = Extract<DebugMessage, { kind: K }>

/** Takes a message number as reached. A step forward makes old signs of being stuck worthless. */
export const reach = (n: Negotiation, message: number, direction: Direction): void => {
  const known = direction === 'sent' ? n.evidence.sent : n.evidence.heard
  if (message <= known) return
  if (direction === 'sent') n.evidence.sent = message
  else n.evidence.heard = message
  forgetStuck(n.evidence)
}

export const learn = (n: Negotiation, role: Role, exchange: Exchange): void => {
  if (n.evidence.role === 'unknown') n.evidence.role = role
  if (exchange !== 'unknown') n.evidence.exchange = exchange
}

const sameState = (a: string, b: string): boolean =>
  a === b || (a === UNNAMED && b === 'IKE_I_MM6') || (b === UNNAMED && a === 'IKE_I_MM6')

/** The router's Old State is not ours: lines were lost in between. Say so and take its word. */
const checkContinuity = (context: Context, n: Negotiation, m: Of<'state'>): void => {
  const expected = n.state || READY
  // The first packet of a responder is its beginning; otherwise what was met in the middle has no state to compare with.
  const metInTheMiddle = n.state === '' && !(n.evidence.heard === 1 && n.evidence.sent === 0)
  if (sameState(m.from, expected) || metInTheMiddle) return
  // That it is complete showed a moment before the router said so.
  if (m.to === COMPLETE && n.state === COMPLETE) return
  n.gap = true
  const why = `the router says ${m.from} where ${expected} was expected: lines in between were not seen`
  context.out.push({ kind: 'console', type: 'gap', moment: momentIn(n, m.heard), why })
}

/** It is or was up, or it was judged: on a rough console a line that says otherwise bears a damaged conn-id. */
const isSettled = (context: Context, n: Negotiation): boolean =>
  n.evidence.complete || (n.verdict !== '' && isRough(context))

/** Nothing is missing but the last message, if that. */
const isNearlyDone = ({ authenticated, evidence }: Negotiation): boolean =>
  authenticated || evidence.sent >= 5 || evidence.heard >= 5

const completed = (context: Context, n: Negotiation, m: Of<'state'>): void => {
  const moment = momentIn(n, m.heard)
  if (isSettled(context, n)) return
  const before = stateRow(m.from)
  if (before !== undefined && m.from !== UNNAMED) learn(n, before.role, before.exchange)
  for (const step of toldByCompletion(m.from)) {
    reach(n, step.message, step.direction)
    sayTransition(context, n, moment, m, step, 'stated')
  }
  if (m.from === COMPLETE) return impliedComplete(context, n, m)
  sayStarted(context, n, moment)
  sayEstablished(context, n, moment, 'stated')
}

/**
 * What the states between `from` and `to` say of messages: a fall back belongs to none. That it stays where it is tells of the
 * step that led there from where it was known to be.
 */
const moved = (context: Context, n: Negotiation, m: Of<'state'>, was: string): void => {
  const moment = momentIn(n, m.heard)
  const row = stateRow(m.to)
  const before = stateRow(m.from)
  if (row === undefined) {
    if (m.to !== READY) sayTransition(context, n, moment, m, undefined, 'stated')
    return
  }
  const role = m.to === UNNAMED ? 'unknown' : row.role
  learn(n, role, row.exchange)
  reach(n, row.message, row.direction)
  // A fall back, or AAA that is asked for the key of message 1.
  const told = before?.message ?? 0
  const none = told > row.message || (told === row.message && m.from !== m.to)
  if (m.from !== m.to || was === '') return sayTransition(context, n, moment, m, none ? undefined : row, 'stated')
  sayTransition(context, n, moment, { from: was, to: m.to }, row, 'inferred')
}

/** Quick mode is done: what it was refused for before holds no more. */
export const phase2Agreed = (context: Context, n: Negotiation, m: DebugMessage): void => {
  if (m.heard.repaired) return
  forget(n.evidence, 'phase2-refused')
  sayRecovered(context, n, momentIn(n, m.heard), 'phase2-failed')
}

/** The router goes on with quick mode: the proposal that it refused was one of several, unless the line between was lost. */
export const phase2GoesOn = (context: Context, n: Negotiation): void => {
  if (context.unsettled !== n) return
  context.unsettled = undefined
  if (n.failingAs !== 'phase2-failed' && !isRough(context)) forget(n.evidence, 'phase2-refused')
}

const ofQuickMode = (context: Context, n: Negotiation, m: Of<'state'>): void => {
  impliedComplete(context, n, m)
  phase2GoesOn(context, n)
  if (m.to === PHASE2_COMPLETE) phase2Agreed(context, n, m)
}

/** State names have a shape; a damaged line may show anything. On a rough console only those that are known are entered. */
const SHAPE = /^IKE_[A-Z\d_]+$/
const hasShape = (name: string): boolean => name === UNNAMED || SHAPE.test(name)

const isKnown = (name: string): boolean =>
  name === READY || name === DESTROYED || isAfterPhase1(name) || isQuickModeState(name) || stateRow(name) !== undefined

/** That no NAT was found, on which its silence depends, was told before this state, and is told by nothing after it. */
const NAT_WAS_JUDGED = 'IKE_R_MM4'

export const onState = (context: Context, n: Negotiation, m: Of<'state'>): void => {
  if (!hasShape(m.from) || !hasShape(m.to) || (isRough(context) && !isKnown(m.to))) return
  if (isQuickModeState(m.from) || isQuickModeState(m.to)) return ofQuickMode(context, n, m)
  if (n.status === 'ended' && m.to !== COMPLETE) return
  if (m.to === DESTROYED) {
    if (isAfterPhase1(m.from)) impliedComplete(context, n, m)
    n.evidence.lastState = n.state || m.from
    n.state = m.to
    return end(context, n, m.heard)
  }
  if (m.heard.repaired && !sameState(m.from, n.state || READY)) return
  checkContinuity(context, n, m)
  const was = n.state
  const changed = !sameState(m.to, was)
  // It was seen to take a step: lines that were lost or not heard before say nothing of where it stands now.
  if (changed && sameState(m.from, was) && (m.to !== NAT_WAS_JUDGED || n.evidence.nat)) n.gap = false
  n.state = m.to
  n.evidence.lastState = m.to
  if (isAfterPhase1(m.to) && !(m.heard.repaired && !isNearlyDone(n))) completed(context, n, m)
  if (m.to === COMPLETE) return
  if (changed) moved(context, n, m, was)
}

/** What phase 2 refuses, has done, or tears down had phase 1 behind it. */
const provesAlone = (m: DebugMessage): boolean =>
  m.kind === 'torn-down' ||
  m.kind === 'session' ||
  m.kind === 'sa-deleted' ||
  (m.kind === 'state' && m.to === DESTROYED) ||
  (m.kind === 'quickmode' && m.step !== 'begins' && m.step !== 'progress')

/** Lines of later phases that it takes: a single one may be damaged, or belong to another. */
const IMPLICATIONS = 2
const IMPLICATIONS_WHEN_ROUGH = 6

const implicationsWanted = (context: Context, n: Negotiation): number => {
  if (!isRough(context)) return isNearlyDone(n) ? 1 : IMPLICATIONS
  return n.authenticated ? 1 : isNearlyDone(n) ? IMPLICATIONS : IMPLICATIONS_WHEN_ROUGH
}

/** Later phases run only over a finished phase 1 (REFERENCE 2.8, 3). */
export const impliedComplete = (context: Context, n: Negotiation, m: DebugMessage): void => {
  if (m.heard.repaired || isSettled(context, n)) return
  const { sent, heard } = n.evidence
  const untouched = n.status === 'open' && sent + heard === 0
  // A line with no name and no conn-id on it is only as sure as the line before it.
  if (!m.heard.conn && addressed(m.heard.peer, peerIn(m)) === undefined && !n.authenticated && !untouched) return
  n.implied += provesAlone(m) ? IMPLICATIONS : 1
  if (n.implied < implicationsWanted(context, n)) return
  const moment = momentIn(n, m.heard)
  n.state = COMPLETE
  n.evidence.lastState = COMPLETE
  sayEstablished(context, n, moment, 'inferred')
}
