/** ASA packets with their payload lists: what on IOS is a packet line and a state line (REFERENCE 4.4, 713236). */
import { READY } from '../vocabulary/ios.ts'
import type { Exchange, Role } from '../vocabulary/isakmp.ts'
import { type Context, expectAnswer, note } from './context.ts'
import type { DebugMessage } from './message.ts'
import { momentIn, type Negotiation } from './negotiation.ts'
import { isAggressiveAnswer, isOfAggressive } from './news.ts'
import { learn, reach } from './progress.ts'
import { sayTransition } from './say.ts'

type Of<K extends DebugMessage['kind']> = Extract<DebugMessage, { kind: K }>

const ASA_MAIN: readonly { payloads: RegExp; messages: readonly [number, number] }[] = [
  { payloads: /\bSA \(1\).*\bKE \(4\)/, messages: [0, 0] },
  { payloads: /\bSA \(1\)/, messages: [1, 2] },
  { payloads: /\bKE \(4\)/, messages: [3, 4] },
  { payloads: /\bID \(5\)/, messages: [5, 6] },
]

/** Message number of an ASA packet by its payload list: what an initiator sends is odd. */
const decodedMessage = (n: Negotiation, m: Of<'decoded'>): number => {
  const row = ASA_MAIN.find(({ payloads }) => payloads.test(m.payloads))
  const fromInitiator = (n.evidence.role === 'initiator') === (m.direction === 'sent')
  if (row === undefined) return n.evidence.exchange === 'aggressive' && /\bHASH \(8\)/.test(m.payloads) ? 3 : 0
  if (row.messages[0] === 0) return fromInitiator ? 1 : 2
  return fromInitiator ? row.messages[0] : row.messages[1]
}

const prefixOf = (role: Role, exchange: Exchange): string =>
  `IKE_${role === 'initiator' ? 'I' : 'R'}_${exchange === 'aggressive' ? 'AM' : 'MM'}`

/** What was understood of an attempt in the other role holds no more: a message 2 looks like a message 1. */
export const takeRole = (n: Negotiation, role: Role): void => {
  if (n.evidence.role === role) return
  n.evidence.role = role
  n.evidence.sent = 0
  n.evidence.heard = 0
}

/** Both halves are there: message 4, or 3, and in aggressive mode message 2, or 1, has come. */
export const onKeysMade = (_: Context, n: Negotiation, m: Of<'keys-made'>): void => {
  if (n.status !== 'open') return
  takeRole(n, m.role === 'I' ? 'initiator' : 'responder')
  const before = n.evidence.exchange === 'aggressive' ? 1 : 3
  reach(n, m.role === 'I' ? before + 1 : before, 'received')
  reach(n, m.role === 'I' ? before : before - 1, 'sent')
  n.state = `${prefixOf(n.evidence.role, n.evidence.exchange)}${n.evidence.heard}`
}

/** ASA prints no state lines: the equivalent states follow from the packets. */
export const onDecoded = (context: Context, n: Negotiation, m: Of<'decoded'>): void => {
  if (m.messageId !== undefined && !/^0+$/.test(m.messageId)) return
  if (n.status !== 'open') return
  const isSent = m.direction === 'sent'
  learn(
    n,
    isSent === isAggressiveAnswer(m) ? 'responder' : 'initiator',
    isOfAggressive(m) ? 'aggressive' : n.evidence.exchange === 'unknown' ? 'main' : 'unknown',
  )
  const message = decodedMessage(n, m)
  if (m.repeated === true) {
    n.evidence.retransmissions++
    n.totalRetransmissions++
    note(n, 'repeated', m.heard)
  }
  if (m.direction === 'received' && message > 0) n.evidence.duplicates++
  const known = isSent ? n.evidence.sent : n.evidence.heard
  if (message > known) {
    const from = n.state || READY
    n.state = `${prefixOf(n.evidence.role, n.evidence.exchange)}${message}`
    n.evidence.lastState = n.state
    reach(n, message, m.direction)
    const step = { message, direction: m.direction }
    sayTransition(context, n, momentIn(n, m.heard), { from, to: n.state }, step, 'inferred')
  }
  if (isSent) expectAnswer(context, n)
}
