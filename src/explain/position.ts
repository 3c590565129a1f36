/** Where a line belongs: which message of which exchange, or which step before or after the six. */
import type { DebugMessage } from '../phase1/message.ts'
import type { Negotiation } from '../phase1/negotiation.ts'
import { stateRow } from '../phase1/transitions.ts'

const STEPS: { readonly [step: string]: string } = {
  setup: 'before message 1',
  retransmit: 'repetition',
  natt: 'NAT detection',
  xauth: 'XAUTH, after phase 1',
  modecfg: 'mode configuration, after phase 1',
  qm: 'phase 2',
  info: 'informational exchange',
  dpd: 'dead peer detection',
  delete: 'end of an SA',
  pki: 'certificates',
  admin: 'the router itself',
  'p1-done': 'phase 1 is complete',
}

/** What this router prepares or sends; all other lines about a message are about the one that came in. */
const OWN_IDS =
  /(?:sent|built|begins|chosen|prepared|not-started|offered)$|^authenticating|^own-|^identity-(?:built|next|type|address|name|protocol|port|length)|^identity$/

const pairOfPayload: { readonly [payload: string]: number } = {
  SA: 1,
  KE: 2,
  NONCE: 2,
  CERT_REQ: 2,
  ID: 3,
  HASH: 3,
  CERT: 3,
  SIG: 3,
}

const pairOfSaState: { readonly [state: string]: number } = { MM_NO_STATE: 1, MM_SA_SETUP: 2, MM_KEY_EXCH: 3 }

/** Messages of main mode come in pairs: 1 proposal, 2 keys, 3 proof. */
const pairOf = (message: DebugMessage, step: string): number | undefined => {
  if (message.kind === 'payload') return pairOfPayload[message.payload]
  const number = /^mm([1-6])$/.exec(step)?.[1]
  return number === undefined ? undefined : Math.ceil(Number(number) / 2)
}

const isOwn = (message: DebugMessage): boolean => {
  if (message.kind === 'exchange-begins' || message.kind === 'authenticating') return true
  if (message.kind === 'identity' || message.kind === 'identity-field') return false
  return OWN_IDS.test(message.heard.entry)
}

/** Of a packet in main mode: the SA state on the line is the one before it. 12.x shows the one after it for message 6. */
const packetNumber = (message: Extract<DebugMessage, { kind: 'packet' }>, heard: number): number | undefined => {
  const pair = pairOfSaState[message.saState ?? '']
  if (message.role === 'I')
    return pair === undefined ? undefined : message.direction === 'sent' ? 2 * pair - 1 : 2 * pair
  if (message.direction === 'received')
    return pair === undefined ? (message.saState === 'NEW SA' ? 1 : undefined) : 2 * pair - 1
  return heard >= 1 && heard <= 5 && heard % 2 === 1 ? heard + 1 : undefined
}

const mainNumber = (message: DebugMessage, step: string, n: Negotiation): number | undefined => {
  const { role, sent, heard } = n.evidence
  if (message.kind === 'state') return stateRow(message.to)?.message
  if (message.kind === 'packet') return packetNumber(message, heard)
  const pair = pairOf(message, step)
  // What comes from the peer answers what was sent last.
  if (message.kind === 'input') return message.source.includes('PEER') ? sent + 1 : Math.max(sent, heard) || undefined
  if (message.kind === 'decoded') return Math.max(sent, heard) || undefined
  if (pair === undefined) return undefined
  if (role === 'unknown') return undefined
  const own = isOwn(message)
  return own === (role === 'initiator') ? 2 * pair - 1 : 2 * pair
}

const aggressiveNumber = (message: DebugMessage, n: Negotiation): number | undefined => {
  const { sent, heard, role } = n.evidence
  if (message.kind === 'state') return stateRow(message.to)?.message
  const latest = Math.max(sent, heard)
  if (isOwn(message)) return role === 'initiator' ? (heard >= 2 ? 3 : 1) : 2
  if (message.kind === 'packet') return message.direction === 'sent' ? sent || 1 : Math.min(latest + 1, 3)
  return latest || undefined
}

/** The words for a line, empty where it belongs nowhere. `n` is the negotiation that the line is about, if one is. */
export const positionOf = (message: DebugMessage, step: string, n: Negotiation | undefined): string => {
  const named = STEPS[step]
  // Keys and policies are looked up again in the middle of an exchange.
  const underWay = n?.status === 'open' && n.evidence.sent + n.evidence.heard > 0
  if (named !== undefined) return step === 'setup' && underWay ? '' : named
  if (message.kind === 'note' && step === 'any') return ''
  if (n === undefined || n.status === 'ended') return ''
  const { exchange } = n.evidence
  if (exchange === 'main') {
    const number = mainNumber(message, step, n)
    return number === undefined ? '' : `main mode, message ${number}`
  }
  if (exchange !== 'aggressive') return ''
  const number = step === 'any' || /^[am]m/.test(step) ? aggressiveNumber(message, n) : undefined
  return number === undefined ? '' : `aggressive mode, message ${number}`
}
