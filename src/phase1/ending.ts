/** How a negotiation or an SA ends, by what the router gives as the reason (REFERENCE 5.20). */
import type { Mark } from '../diagnosis/evidence.ts'
import { isUpState } from '../vocabulary/ios.ts'
import { own } from '../vocabulary/own.ts'
import { lookup } from '../vocabulary/table.ts'
import { type Context, end, note } from './context.ts'
import { takeRole } from './decoded.ts'
import type { DebugMessage, Heard } from './message.ts'
import { between, conclude, momentIn, type Negotiation } from './negotiation.ts'
import { impliedComplete, learn } from './progress.ts'
import { isRough } from './say.ts'

type Of<K extends DebugMessage['kind']> = Extract<DebugMessage, { kind: K }>

/** Reason strings of `deleting SA reason "…"` and of ASA teardowns, and the mark each leaves. */
const REASONS: readonly (readonly [form: RegExp, mark: Mark])[] = [
  [/Death by retransmission/i, 'retransmission-death'],
  [/policy proposal not accepted/i, 'no-proposal'],
  [/P1 delete notify|Peer Terminate|IKE Delete/i, 'delete-received'],
  [/initial contact/i, 'replaced'],
  [/Lifetime Exceeded|Max time|Idle|Session Timeout|expired/i, 'expired'],
  [/PEERS_ALIVE|peers alive|errcounter exceeded|Lost Service|Peer not responding/i, 'dpd-dead'],
  [/fatal informational/i, 'refused-in-clear'],
  [/XAuthenticate fail|User authentication/i, 'xauth-failed'],
  [/user command|tunnel clear|gen_ipsec_isakmp_delete|Administrator|routing change/i, 'cleared'],
  [/Phase 2 (?:Mismatch|Error)|crypto map policy not found/i, 'phase2-refused'],
]

const noteCause = (n: Negotiation, heard: Pick<Heard, 'text' | 'stamp'>, why: string): void => {
  for (const [form, mark] of REASONS) if (form.test(why)) return note(n, mark, heard)
}

const noteReason = (n: Negotiation, { heard }: DebugMessage, why: string): void => {
  note(n, 'deleted', heard, why)
  noteCause(n, heard, why)
}

/** The SA dies. Printed twice for one death: the second finds it ended. */
export const onSaDeleted = (context: Context, n: Negotiation, m: Of<'sa-deleted'>): void => {
  if (n.status === 'ended') return
  const saState = m.saState ?? ''
  learn(
    n,
    m.role === 'I' ? 'initiator' : m.role === 'R' ? 'responder' : 'unknown',
    saState.startsWith('AG_') ? 'aggressive' : 'unknown',
  )
  if (n.evidence.exchange === 'unknown' && saState.startsWith('MM_')) n.evidence.exchange = 'main'
  if (isUpState(saState)) impliedComplete(context, n, m)
  if (n.evidence.lastState === '') n.evidence.lastState = saState
  placeBySaState(n, saState)
  // An SA that dies in a state of the negotiation was never up, whatever was understood before: nothing is known then.
  if (n.status === 'established' && SENT_IN_STATES.has(saState)) note(n, 'deleted', m.heard)
  else noteReason(n, m, m.why ?? '')
  // A newer SA of this peer takes its place: no verdict on the old one.
  if (n.evidence.marks.replaced !== undefined) return conclude(n, context)
  end(context, n, m.heard)
}

const SENT_IN: { readonly [saState: string]: readonly [initiator: number, responder: number] } = {
  MM_NO_STATE: [1, 0],
  MM_SA_SETUP: [3, 2],
  MM_KEY_EXCH: [5, 4],
  AG_NO_STATE: [1, 0],
  AG_INIT_EXCH: [1, 2],
}

const SENT_IN_STATES: ReadonlySet<string> = new Set(Object.keys(SENT_IN))

/** Where the negotiation was met at its death, its SA state tells how far it had come. */
const placeBySaState = (n: Negotiation, saState: string): void => {
  const place = lookup(SENT_IN, saState)
  if (place === undefined || n.evidence.sent + n.evidence.heard > 0) return
  n.evidence.sent = n.evidence.role === 'responder' ? place[1] : place[0]
  n.evidence.heard = Math.max(n.evidence.role === 'responder' ? 1 : 0, n.evidence.sent - 1)
}

/** A tunnel over it has ended. Phase 1 may go on, over others or alone. */
export const tunnelEnded = (n: Negotiation, { heard }: DebugMessage, why: string): void => {
  n.tunnelEnded = { ...momentIn(n, heard), text: own(heard.text), why }
}

/** What ends so soon after a tunnel over it ends for the same reason. Milliseconds. */
const WITH_ITS_TUNNEL_MS = 10_000

/** ASA: the session ends. It had phase 1, whether we saw that or not, unless it was still being negotiated. */
export const onTornDown = (context: Context, n: Negotiation, m: Of<'torn-down'>): void => {
  if (n.status === 'ended') return
  if (n.evidence.sent + n.evidence.heard === 0) impliedComplete(context, n, m)
  // Where lines are missing it is rather an SA whose completion was not heard.
  if (n.status === 'open' && (n.gap || isRough(context))) return conclude(n, context)
  const before = n.tunnelEnded
  if (before !== undefined && between(before, momentIn(n, m.heard)) <= WITH_ITS_TUNNEL_MS)
    noteCause(n, before, before.why)
  noteReason(n, m, m.why ?? '')
  end(context, n, m.heard)
}

/** What each waiting state of an ASA says of the messages before it (REFERENCE 2.3). */
const WAITING: { readonly [state: string]: readonly [role: 'initiator' | 'responder', sent: number, heard: number] } = {
  MM_WAIT_MSG2: ['initiator', 1, 0],
  MM_WAIT_MSG4: ['initiator', 3, 2],
  MM_WAIT_MSG6: ['initiator', 5, 4],
  MM_WAIT_MSG3: ['responder', 2, 1],
  MM_WAIT_MSG5: ['responder', 4, 3],
  AM_WAIT_MSG2: ['initiator', 1, 0],
  AM_WAIT_MSG3: ['responder', 2, 1],
}

/** Who waited in vain for one of these had an answer to its first message: nothing that was said unheard makes another cause of it. */
const TELLS_ALL: ReadonlySet<string> = new Set(['MM_WAIT_MSG3', 'MM_WAIT_MSG4'])

const placeByWaiting = (n: Negotiation, state: string): void => {
  const place = lookup(WAITING, state)
  if (place === undefined) return
  learn(n, place[0], state.startsWith('AM_') ? 'aggressive' : 'main')
  n.evidence.sent = Math.max(n.evidence.sent, place[1])
  n.evidence.heard = Math.max(n.evidence.heard, place[2])
  n.evidence.lastState = state
  if (TELLS_ALL.has(state)) n.gap = false
}

export const onTimedOut = (context: Context, n: Negotiation, m: Of<'timed-out'>): void => {
  if (n.status !== 'open') return
  placeByWaiting(n, m.state ?? '')
  note(n, 'timed-out', m.heard)
  end(context, n, m.heard)
}

/** ASA prints the history of a failed state machine, last event first: of what could be seen of it that is the last. */
export const onStateHistory = (context: Context, n: Negotiation, m: Of<'state-history'>): void => {
  if (n.status !== 'open') return
  if (m.role !== undefined) takeRole(n, m.role === 'I' ? 'initiator' : 'responder')
  const state = m.state ?? /([AM]M_WAIT_MSG\d)/.exec(m.history)?.[1] ?? ''
  placeByWaiting(n, state)
  if (/EV_PROB_AUTH_FAIL|AUTH_FAIL/.test(m.history)) note(n, 'hash-invalid', m.heard)
  else if (/EV_TIMEOUT|EV_RETRY/.test(m.history)) note(n, 'timed-out', m.heard)
  if (m.state !== undefined || /^[AM]M_DONE/.test(m.history)) end(context, n, m.heard)
}

export const onAttemptDied = (context: Context, n: Negotiation, m: Of<'attempt-died'>): void => {
  if (n.status !== 'open') return
  note(n, 'deleted', m.heard)
  end(context, n, m.heard)
}

/** A refusal in words: the attempt is over with it. */
export const refusal =
  (mark: Mark) =>
  (context: Context, n: Negotiation, m: DebugMessage): void => {
    if (n.status !== 'open') return
    const said = 'why' in m ? m.why : 'exchange' in m ? m.exchange : undefined
    note(n, mark, m.heard, said ?? m.heard.text)
    end(context, n, m.heard)
  }

export const onDeleteReceived = (context: Context, n: Negotiation, m: Of<'delete-received'>): void => {
  note(n, 'delete-received', m.heard)
  end(context, n, m.heard)
}

export const onSession = (context: Context, n: Negotiation, m: Of<'session'>): void => {
  if (m.up) return impliedComplete(context, n, m)
  if (n.status !== 'established') return
  note(n, 'deleted', m.heard)
  end(context, n, m.heard)
}
