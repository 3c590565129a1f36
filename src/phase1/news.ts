/** What each kind of message can tell of: the beginning of an attempt, an attempt not seen before, or only a trace of one. */
import type { Evidence } from '../diagnosis/evidence.ts'
import type { DebugMessage, Kind } from './message.ts'
import type { Negotiation } from './negotiation.ts'

/** Kinds that open a new attempt where the one at hand is past its beginning. */
export const BEGINNINGS: ReadonlySet<Kind> = new Set<Kind>(['request', 'sa-created', 'peer-created', 'exchange-begins'])
/** Kinds that only happen before the proposal is agreed: a known conn-id on them is a reused one. */
export const EARLY: ReadonlySet<Kind> = new Set<Kind>([
  'comparison',
  'attribute',
  'exchange-begins',
  'sa-created',
  'no-proposal',
])
/** Kinds that may tell of a negotiation that was not seen before, beginnings and packets aside. */
export const TELLING: ReadonlySet<Kind> = new Set<Kind>([
  'decoded',
  'key-missing',
  'cannot-start',
  'state',
  'authenticated',
  'complete',
  'quickmode',
  'dpd',
  'sa-deleted',
  'torn-down',
  'timed-out',
  'state-history',
  'malformed',
  'undecipherable',
  'hash-invalid',
  'refused-in-clear',
  'mode-failure',
  'admission-denied',
  'aggressive-refused',
  'unsupported-exchange',
  'policy-refused',
  'identity-refused',
  'certificate',
  'xauth',
  'no-proposal',
  'class-mismatch',
  'comparison',
  'compared',
  'session',
  'notify',
])
/** What a capture may begin with, named only by a later line of the same exchange: its facts must not be lost. */
export const BEGINS_WITHOUT_NAME: ReadonlySet<Kind> = new Set<Kind>(['comparison', 'undecipherable'])
/** System messages say that something happened to a peer, not that an attempt was seen. */
export const GLIMPSES: ReadonlySet<Kind> = new Set<Kind>([
  'malformed',
  'refused-in-clear',
  'mode-failure',
  'hash-invalid',
  'admission-denied',
  'unsupported-exchange',
  'policy-refused',
  'torn-down',
  'certificate',
])

/** Each of these is news of its own, whatever ended before it. */
export const REFUSALS: ReadonlySet<Kind> = new Set<Kind>(['admission-denied', 'unsupported-exchange', 'policy-refused'])

/**
 * ASA: refusals that are said only while phase 1 is negotiated. Of a peer that is up they tell of another attempt. That one ran
 * out is no news then: of two that cross each other one does.
 */
export const OF_ATTEMPT: ReadonlySet<Kind> = new Set<Kind>([
  'no-proposal',
  'key-missing',
  'identity-refused',
  'undecipherable',
])

/** What only an SA that is up has to do with. */
export const OF_SESSION: ReadonlySet<Kind> = new Set<Kind>(['torn-down', 'dpd', 'quickmode'])

type Decoded = Extract<DebugMessage, { kind: 'decoded' }>

const OF_PHASE2 = /phase 2|crypto map policy/i

/** Not judged by its silence, nor by half of its lines. */
const isSurelyFailed = ({ complete, deadlinePassed, rough }: Evidence): boolean =>
  !complete && !deadlinePassed && !rough

/** Whether a line tells of something new although the peer's last negotiation is over. */
export const isNews = (m: DebugMessage, over: Negotiation | undefined): boolean => {
  if (m.kind === 'no-proposal') return over?.verdict !== 'proposal-mismatch' && over?.verdict !== 'psk-missing'
  if (m.kind === 'torn-down') return over === undefined || (!over.evidence.complete && OF_PHASE2.test(m.why ?? ''))
  if (m.kind === 'decoded') return isFirstMessage(m) && (m.direction === 'received' || over?.verdict !== 'id-mismatch')
  // Said of every packet of a peer that is refused for good: once is enough.
  if (m.kind === 'policy-refused') return over?.verdict !== 'vendor-policy'
  // A refusal of another kind than the one that ended the last attempt is another's. IOS has its conn-ids for that.
  if (m.kind === 'identity-refused' && m.heard.peer !== undefined) return over?.verdict !== 'id-mismatch'
  if (m.kind === 'undecipherable' && m.heard.peer !== undefined) return over?.verdict !== 'psk-mismatch'
  // Only over an SA that came up unheard: what failed before is not that one.
  if (m.kind === 'quickmode' || m.kind === 'dpd')
    return m.heard.peer !== undefined && over !== undefined && isSurelyFailed(over.evidence)
  if (m.kind === 'complete') return m.heard.peer !== undefined && m.implied !== true
  return m.kind === 'key-missing' || REFUSALS.has(m.kind)
}

/** ASA: a packet that begins an exchange. */
export const isFirstMessage = (m: Decoded): boolean =>
  /\bSA \(1\)/.test(m.payloads) && (m.messageId === undefined || /^0+$/.test(m.messageId))

/** ASA: message 1 or 2 of aggressive mode. */
export const isOfAggressive = ({ payloads }: Decoded): boolean => /\bSA \(1\).*\bKE \(4\)/.test(payloads)
const isProof = ({ payloads }: Decoded): boolean => /\b(?:HASH \(8\)|SIG \(9\))/.test(payloads)

/** ASA: message 1 of aggressive mode has the keys alone, message 2 bears the proof. */
export const isAggressiveRequest = (m: Decoded): boolean => isOfAggressive(m) && !isProof(m)
export const isAggressiveAnswer = (m: Decoded): boolean => isOfAggressive(m) && isProof(m)
