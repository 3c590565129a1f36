/** One debug message taken by the negotiation it belongs to. Total: every kind has an answer, if only none. */
import { isIP } from '../vocabulary/address.ts'
import { type Context, note } from './context.ts'
import { onDecoded, onKeysMade } from './decoded.ts'
import * as ending from './ending.ts'
import type { DebugMessage, Kind } from './message.ts'
import { momentIn, type Negotiation } from './negotiation.ts'
import { onPacket, onPayload } from './packet.ts'
import * as progress from './progress.ts'
import * as proposal from './proposal.ts'
import { isRough, noteMessage, sayEstablished, sayStarted } from './say.ts'
import * as trouble from './trouble.ts'

type Of<K extends Kind> = Extract<DebugMessage, { kind: K }>
type Handlers = { readonly [K in Kind]: ((context: Context, n: Negotiation, m: Of<K>) => void) | undefined }

/** Vendor IDs kept of one negotiation. */
const VENDORS = 12

const addVendor = (n: Negotiation, vendor: string): void => {
  if (vendor !== '' && n.vendorIds.length < VENDORS && !n.vendorIds.includes(vendor))
    n.vendorIds.push(vendor.slice(0, 60))
}

const onExchangeBegins = (_: Context, n: Negotiation, m: Of<'exchange-begins'>): void => {
  if (n.evidence.role !== 'responder') progress.learn(n, 'initiator', m.exchange)
}

const onInput = (_: Context, n: Negotiation, m: Of<'input'>): void => {
  if (m.node !== undefined) return
  if (m.event === 'IKE_SA_REQ_MM') progress.learn(n, 'initiator', 'main')
  else if (m.event === 'IKE_SA_REQ_AM') progress.learn(n, 'initiator', 'aggressive')
  else if (m.event === 'IKE_MM_EXCH') progress.learn(n, 'unknown', 'main')
  else if (m.event === 'IKE_AM_EXCH') progress.learn(n, 'unknown', 'aggressive')
  else if (m.event === 'IKE_PROCESS_ERROR') note(n, 'process-error', m.heard)
}

const onAuthenticated = (context: Context, n: Negotiation, m: Of<'authenticated'>): void => {
  if (n.status !== 'open' || m.heard.repaired) return
  n.authenticated = true
  const { role, exchange } = n.evidence
  const moment = momentIn(n, m.heard)
  if (exchange !== 'aggressive') progress.reach(n, role === 'initiator' ? 6 : 5, 'received')
  else if (role === 'initiator') {
    // Its message 3 goes out before any state tells of message 2.
    progress.reach(n, 2, 'received')
    noteMessage(n, moment, 2, 'received')
  }
  sayStarted(context, n, moment)
}

/** States in which the NAT-D payloads of the peer are judged: its message 3 or 4 is being processed. */
const JUDGING_NAT: readonly string[] = ['IKE_R_MM3', 'IKE_I_MM4']

/**
 * Only the verdict after the last NAT-D counts. That the peer's hash does not match XE prints for each NAT-D, and takes back
 * by “No NAT Found”; 12.3 to 15 print it once and only behind NAT. Elsewhere, or where lines are missing, one is half a verdict.
 */
const onNat = (context: Context, n: Negotiation, m: Of<'nat'>): void => {
  const whole = m.verdict !== 'peer' || (JUDGING_NAT.includes(n.state) && !n.gap && !isRough(context))
  n.natHints = m.verdict === 'none' ? -1 : n.natHints + (whole ? 2 : 1)
  n.evidence.nat = n.natHints >= 2
  n.evidence.natTold = true
  // An ASA sends message 5 to the other port then, whether it says so or not.
  if (n.evidence.nat && n.evidence.family === 'asa') n.evidence.sentToPort = 4500
}

const showIdentity = (n: Negotiation, m: DebugMessage, value: string): void => {
  if (n.status !== 'open' || value === '') return
  if (n.identityOf === 'peer') note(n, 'identity-shown', m.heard, value)
  else if (n.identityOf === 'own' && n.evidence.local === '' && isIP(value)) n.evidence.local = value
}

const HANDLERS: Handlers = {
  request: (_, n, m) => {
    progress.learn(n, 'initiator', 'unknown')
    if (m.local !== undefined) n.evidence.local = m.local
  },
  'peer-created': (_, n, m) => {
    n.remotePort = m.remotePort ?? n.remotePort
  },
  'peer-locked': (_, n, m) => {
    progress.learn(
      n,
      m.who.includes('initiator') ? 'initiator' : m.who.includes('process_block') ? 'responder' : 'unknown',
      'unknown',
    )
  },
  ports: (_, n, m) => {
    n.localPort = m.localPort
    n.remotePort = m.remotePort
  },
  'sa-created': undefined,
  'exchange-begins': onExchangeBegins,
  'request-queued': undefined,
  'key-found': (_, n, m) => {
    if (m.peer === '0.0.0.0') n.wildcardKey = true
  },
  'key-missing': (context, n, m) =>
    // An ASA gives up there and then; IOS may still try certificates.
    n.evidence.family === 'asa' ? ending.refusal('key-missing')(context, n, m) : note(n, 'key-missing', m.heard),
  'key-missing-by-name': undefined,
  'key-fallback': (_, n, m) => note(n, 'key-fallback', m.heard),
  'cannot-start': (context, n, m) => {
    progress.learn(n, 'initiator', 'unknown')
    ending.refusal('cannot-start')(context, n, m)
  },
  'end-hint': undefined,
  packet: onPacket,
  decoded: onDecoded,
  input: onInput,
  state: progress.onState,
  'unknown-input': trouble.onUnknownInput,
  duplicate: trouble.onDuplicate,
  retransmit: trouble.onRetransmit,
  'attempt-count': trouble.onAttemptCount,
  payload: onPayload,
  comparison: proposal.onComparison,
  attribute: proposal.onAttribute,
  difference: proposal.onDifference,
  compared: proposal.onCompared,
  'no-proposal': proposal.onNoProposal,
  'not-offered': proposal.onNotOffered,
  'class-mismatch': proposal.onClassMismatch,
  lifetime: proposal.onLifetime,
  'weak-policy': undefined,
  vendor: (_, n, m) => addVendor(n, m.vendor),
  nat: onNat,
  'port-float': (_, n, m) => {
    n.remotePort = m.remotePort
    n.evidence.sentToPort = m.remotePort
    n.evidence.natTold = true
  },
  'key-material': undefined,
  'keys-made': onKeysMade,
  identity: (_, n, m) => showIdentity(n, m, m.value ?? ''),
  'identity-field': (_, n, m) => {
    if (m.field === 'value') showIdentity(n, m, m.value)
  },
  authenticating: (_, n, m) => {
    n.identityOf = 'own'
    if (n.evidence.method === '') n.evidence.method = m.method
  },
  profile: undefined,
  undecipherable: trouble.onUndecipherable,
  malformed: trouble.onMalformed,
  'hash-invalid': trouble.onHashInvalid,
  'identity-refused': trouble.onIdentityRefused,
  certificate: trouble.onCertificate,
  authenticated: onAuthenticated,
  'initial-contact': undefined,
  complete: (context, n, m) => {
    progress.learn(n, m.role === 'I' ? 'initiator' : m.role === 'R' ? 'responder' : 'unknown', 'unknown')
    if (m.implied === true) return progress.impliedComplete(context, n, m)
    if (!m.heard.repaired) sayEstablished(context, n, momentIn(n, m.heard), 'stated')
  },
  notify: trouble.onNotify,
  'refused-in-clear': trouble.onRefusedInClear,
  'mode-failure': trouble.onModeFailure,
  'no-sa': undefined,
  'not-authenticated': undefined,
  xauth: trouble.onXauth,
  'mode-config': (context, n, m) => {
    if (n.evidence.family === 'ios') progress.impliedComplete(context, n, m)
  },
  dpd: trouble.onDpd,
  quickmode: trouble.onQuickMode,
  'delete-received': ending.onDeleteReceived,
  'sa-deleted': ending.onSaDeleted,
  'node-deleted': trouble.onNodeDeleted,
  'timed-out': ending.onTimedOut,
  'state-history': ending.onStateHistory,
  'torn-down': ending.onTornDown,
  'attempt-died': ending.onAttemptDied,
  'admission-denied': ending.refusal('admission-denied'),
  'aggressive-refused': ending.refusal('aggressive-refused'),
  'unsupported-exchange': ending.refusal('unsupported-exchange'),
  'policy-refused': ending.refusal('policy-refused'),
  cleared: undefined,
  'ike-switched': undefined,
  'other-version': undefined,
  session: ending.onSession,
  'sa-listed': undefined,
  'listed-peer': undefined,
  'own-address': undefined,
  interface: undefined,
  note: undefined,
  harmless: undefined,
  ignored: undefined,
  unrecognised: undefined,
}

export type Handler = (context: Context, n: Negotiation, m: DebugMessage) => void

/** Asked for every message: a map answers in a fifth of the time that an object of so many names takes (measured). */
const BY_KIND: ReadonlyMap<Kind, Handler | undefined> = new Map(
  Object.entries(HANDLERS) as [Kind, Handler | undefined][],
)

/** What answers a kind; undefined where no negotiation reads it. */
export const handlerOf = (kind: Kind): Handler | undefined => BY_KIND.get(kind)

/** No negotiation reads them, and yet they change what is known of the console, or begin something. */
const OF_THE_ROUTER: ReadonlySet<Kind> = new Set<Kind>([
  'sa-created',
  'cleared',
  'ike-switched',
  'sa-listed',
  'listed-peer',
  'own-address',
  'other-version',
  'interface',
])

/** Whether a message of this kind tells nobody anything: most do not. */
export const concernsNobody = (kind: Kind): boolean => handlerOf(kind) === undefined && !OF_THE_ROUTER.has(kind)

export const step = (context: Context, n: Negotiation, m: DebugMessage, handler = handlerOf(m.kind)): void => {
  handler?.(context, n, m)
  n.last = momentIn(n, m.heard)
}
