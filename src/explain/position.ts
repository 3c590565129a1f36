/** Where a line belongs: which message of which exchange, or which step before or after the six. */
import type { DebugMessage } from '../phase1/message.ts'
import type { Negotiation } from '../phase1/negotiation.ts'
import { stateRow } from '../phase1/transitions.ts'
import { COMPLETE, isQuickModeState, isUpState } from '../vocabulary/ios.ts'

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

/** Entries about what this router builds or sends; all others about a message are about the one that came in. */
const OWN_IDS =
  /(?:sent|built|begins|chosen|prepared|not-started)$|^natt-offered$|^authenticating|^own-|^exchange-begins$/

const PAIR_OF_PAYLOAD: { readonly [payload: string]: number } = {
  ...{ SA: 1, KE: 2, NONCE: 2, CERT_REQ: 2 },
  ...{ ID: 3, HASH: 3, CERT: 3, SIG: 3 },
}

const PAIR_OF_SA_STATE: { readonly [state: string]: number } = { MM_NO_STATE: 1, MM_SA_SETUP: 2, MM_KEY_EXCH: 3 }

type Packet = Extract<DebugMessage, { kind: 'packet' }>

/** Messages of main mode come in pairs: 1 proposal, 2 keys, 3 proof. */
const pairOf = (message: DebugMessage, step: string): number | undefined => {
  if (message.kind === 'payload') return PAIR_OF_PAYLOAD[message.payload]
  const number = /^mm([1-6])$/.exec(step)?.[1]
  return number === undefined ? undefined : Math.ceil(Number(number) / 2)
}

const isOwn = (message: DebugMessage, n: Negotiation): boolean => {
  if (message.kind === 'exchange-begins' || message.kind === 'authenticating') return true
  if (message.kind === 'identity' || message.kind === 'identity-field') return n.identityOf === 'own'
  return OWN_IDS.test(message.heard.entry)
}

/** In main mode the SA state on a packet line is the one before the packet. */
const packetNumber = ({ role, direction, saState = '' }: Packet, heard: number): number | undefined => {
  const pair = PAIR_OF_SA_STATE[saState]
  if (direction === 'sent' && role !== 'I') return heard % 2 === 1 ? heard + 1 : undefined
  if (pair === undefined) return saState === 'NEW SA' ? 1 : undefined
  return role === 'I' && direction === 'received' ? 2 * pair : 2 * pair - 1
}

/** What comes from the peer answers what was sent last. */
const inputNumber = (source: string, sent: number, heard: number, most: number): number | undefined => {
  const number = source.includes('PEER') ? sent + 1 : Math.max(sent, heard)
  return number > most || number === 0 ? undefined : number
}

const mainNumber = (message: DebugMessage, step: string, n: Negotiation): number | undefined => {
  const { role, sent, heard } = n.evidence
  if (message.kind === 'state') return stateRow(message.to)?.message
  if (message.kind === 'packet') return packetNumber(message, heard)
  if (message.kind === 'input') return inputNumber(message.source, sent, heard, 6)
  if (message.kind === 'decoded') return Math.max(sent, heard) || undefined
  const pair = pairOf(message, step)
  if (pair === undefined || role === 'unknown') return undefined
  return isOwn(message, n) === (role === 'initiator') ? 2 * pair - 1 : 2 * pair
}

const aggressiveNumber = (message: DebugMessage, step: string, n: Negotiation): number | undefined => {
  const { sent, role } = n.evidence
  if (message.kind === 'state') return stateRow(message.to)?.message
  if (role === 'unknown' || (step !== 'any' && !/^[am]m/.test(step))) return undefined
  const own = message.kind === 'packet' || message.kind === 'decoded' ? message.direction === 'sent' : isOwn(message, n)
  // The initiator hears one message only, the responder sends one only.
  if (own) return role === 'responder' ? 2 : sent >= 3 || n.evidence.heard >= 2 || n.authenticated ? 3 : 1
  if (message.kind === 'input' && !message.source.includes('PEER')) return Math.max(sent, n.evidence.heard) || undefined
  return role === 'initiator' ? 2 : sent >= 2 ? 3 : 1
}

const AFTER = 'after phase 1'

/** What runs over a finished phase 1, told by the line itself. */
const isAfter = (message: DebugMessage): boolean =>
  (message.kind === 'payload' && message.messageId !== undefined && !/^0+$/.test(message.messageId)) ||
  (message.kind === 'packet' && isUpState(message.saState ?? '')) ||
  (message.kind === 'state' && isQuickModeState(message.to))

const isCompletion = (message: DebugMessage): boolean =>
  (message.kind === 'state' && message.to === COMPLETE) ||
  (message.kind === 'input' && message.event === 'IKE_PHASE1_COMPLETE')

/** The words for a line, empty where it belongs nowhere. `n` is the negotiation that the line is about, if one is. */
export const positionOf = (message: DebugMessage, step: string, n: Negotiation | undefined): string => {
  const named = STEPS[step]
  // Keys and policies are looked up again in the middle of an exchange.
  const underWay = n?.status === 'open' && n.evidence.sent + n.evidence.heard > 0
  if (named !== undefined) return step === 'setup' && underWay ? '' : named
  if (isCompletion(message)) return STEPS['p1-done'] ?? ''
  if (isAfter(message)) return AFTER
  const silent = message.kind === 'note' || message.kind === 'harmless' || message.kind === 'vendor'
  if (n === undefined || n.status === 'ended' || (silent && step === 'any')) return ''
  const { exchange } = n.evidence
  const number =
    exchange === 'main'
      ? mainNumber(message, step, n)
      : exchange === 'aggressive'
        ? aggressiveNumber(message, step, n)
        : undefined
  return number === undefined ? '' : `${exchange} mode, message ${number}`
}
