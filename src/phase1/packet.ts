/** Which message a packet is, by its line and by the payloads in it (REFERENCE 2.4). */
import { forget } from '../diagnosis/evidence.ts'
import { isUpState } from '../vocabulary/ios.ts'
import type { Exchange } from '../vocabulary/isakmp.ts'
import { lookup } from '../vocabulary/table.ts'
import { type Context, expectAnswer, note } from './context.ts'
import { tunnelEnded } from './ending.ts'
import type { DebugMessage } from './message.ts'
import { momentIn, type Negotiation } from './negotiation.ts'
import { impliedComplete, learn, reach } from './progress.ts'
import { isRough, noteMessage, sayStarted } from './say.ts'

type Of<K extends DebugMessage['kind']> = Extract<DebugMessage, { kind: K }>

const SENT: { readonly [state: string]: { I?: number; R?: number } } = {
  MM_NO_STATE: { I: 1 },
  MM_SA_SETUP: { I: 3, R: 2 },
  MM_KEY_EXCH: { I: 5, R: 4 },
  AG_NO_STATE: { I: 1 },
  AG_INIT_EXCH: { I: 1, R: 2 },
}

const exchangeOf = (saState: string): Exchange =>
  saState.startsWith('MM_') ? 'main' : saState.startsWith('AG_') ? 'aggressive' : 'unknown'

/** The message that was sent last by one in this role whose SA is in this state; 0 where that is not known. */
const sentIn = (role: string, saState: string): number => lookup(SENT, saState)?.[role as 'I' | 'R'] ?? 0

/** Which message our own packet is: the tag lags and differs by role (REFERENCE 2.4). */
const sentMessage = (n: Negotiation, role: string, saState: string): number => {
  const number = sentIn(role, saState)
  if (number === 4 && n.evidence.heard >= 5) return 6
  return n.authenticated && role === 'I' && saState === 'AG_INIT_EXCH' ? 3 : number
}

const sentPacket = (context: Context, n: Negotiation, m: Of<'packet'>, saState: string): void => {
  const message = m.heard.repaired ? 0 : sentMessage(n, m.role ?? '', saState)
  if (message > 0) {
    if (message === n.lastSent && !n.repeatCounted) {
      n.evidence.retransmissions++
      n.totalRetransmissions++
    }
    n.repeatCounted = false
    n.lastSent = message
    if (message < 6) reach(n, message, 'sent')
    sayStarted(context, n, momentIn(n, m.heard))
    noteMessage(n, momentIn(n, m.heard), message, 'sent')
  }
  n.evidence.sentToPort = m.remotePort ?? 500
  expectAnswer(context, n)
}

/** Of what is met with a packet of the peer, the SA state on it tells what was sent before. */
const placeByTag = (n: Negotiation, role: string, saState: string): void => {
  const sent = sentIn(role, saState)
  if (n.evidence.sent > 0 || sent === 0) return
  n.evidence.sent = sent
  n.evidence.heard = Math.max(n.evidence.heard, sent - 1)
  n.evidence.packets = 0
}

const receivedPacket = (context: Context, n: Negotiation, m: Of<'packet'>, saState: string): void => {
  n.evidence.packets++
  n.evidence.repeatAtPort = m.localPort ?? 500
  if (m.role === 'N' || saState === 'NEW SA') {
    learn(n, 'responder', 'unknown')
    reach(n, 1, 'received')
  } else placeByTag(n, m.role ?? '', saState)
  if (n.deadline === Number.POSITIVE_INFINITY) expectAnswer(context, n)
}

export const onPacket = (context: Context, n: Negotiation, m: Of<'packet'>): void => {
  const saState = m.saState ?? ''
  if (m.role === 'I') learn(n, 'initiator', exchangeOf(saState))
  else if (m.role === 'R') learn(n, 'responder', exchangeOf(saState))
  if (m.remotePort !== undefined) n.remotePort = m.remotePort
  if (m.localPort !== undefined) n.localPort = m.localPort
  // Old images print no state lines: the state of the SA is all there is.
  if (n.state === '' && saState !== '') n.evidence.lastState = saState
  forget(n.evidence, 'delete-received')
  // 12.x tags its own message 6 with the state that follows it (REFERENCE 2.4).
  const lastOfResponder = m.direction === 'sent' && n.evidence.heard === 5
  if (isUpState(saState) && n.status === 'open' && !lastOfResponder) impliedComplete(context, n, m)
  if (m.direction === 'sent') sentPacket(context, n, m, saState)
  else receivedPacket(context, n, m, saState)
}

const RECEIVED_BY_PAYLOAD: { readonly [payload: string]: { initiator: number; responder: number } } = {
  SA: { initiator: 2, responder: 1 },
  KE: { initiator: 4, responder: 3 },
  ID: { initiator: 6, responder: 5 },
}

/** The message ID of an exchange after phase 1 is a random number of 32 bits: what has fewer digits is a damaged 0. */
const LATER_MESSAGE_ID = /^-?\d{3,}$|^(?:0x)?[\dA-Fa-f]{6,8}$/

/** Main mode shows an identity in message 5 only: in the first message that came in it is aggressive mode's. */
const showsAggressive = (context: Context, { evidence, gap }: Negotiation): boolean =>
  evidence.exchange === 'unknown' && evidence.heard === 1 && evidence.sent === 0 && !gap && !isRough(context)

/** Payloads with message ID 0 tell which message arrived, should the state line be lost. */
export const onPayload = (context: Context, n: Negotiation, m: Of<'payload'>): void => {
  const phase1 = m.messageId === undefined || m.messageId === '0'
  if (m.payload === 'DELETE') {
    // An ASA does not say whether it is one of phase 1: whatever ends right behind it does.
    if (n.evidence.family === 'asa' && n.status === 'established') return tunnelEnded(n, m, 'Peer Terminate')
    return note(n, 'delete-received', m.heard)
  }
  if (!phase1) return LATER_MESSAGE_ID.test(m.messageId ?? '') ? impliedComplete(context, n, m) : undefined
  n.identityOf = m.payload === 'ID' ? 'peer' : undefined
  // A PIX says of a packet neither role nor state: where it holds a proposal, nothing came before it.
  if (m.payload === 'SA' && n.evidence.packets === 1 && n.evidence.sent + n.evidence.heard === 0) n.gap = false
  if (m.payload === 'ID' && showsAggressive(context, n)) n.evidence.exchange = 'aggressive'
  const role = n.evidence.role
  const row = lookup(RECEIVED_BY_PAYLOAD, m.payload)
  if (row === undefined || role === 'unknown' || n.evidence.exchange !== 'main' || m.heard.repaired) return
  reach(n, row[role], 'received')
  noteMessage(n, momentIn(n, m.heard), row[role], 'received')
}
