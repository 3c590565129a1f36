/**
 * Which facts each kind of debug message carries, for checking profiles when they are loaded. The types come from
 * `phase1/message.ts`; a kind or a fact that is missing here does not compile.
 */
import type { FactsOf, Kind } from '../phase1/message.ts'

type Base = 'text' | 'number' | 'flag' | readonly string[]
type Field<T, F extends keyof T> = { readonly is: Base; readonly optional: object extends Pick<T, F> ? true : false }
type Fields<T> = { readonly [F in keyof T]-?: Field<T, F> }

const text = { is: 'text', optional: false } as const
const text_ = { is: 'text', optional: true } as const
const number = { is: 'number', optional: false } as const
const number_ = { is: 'number', optional: true } as const
const flag = { is: 'flag', optional: false } as const
const flag_ = { is: 'flag', optional: true } as const
const one = (...values: string[]) => ({ is: values, optional: false }) as const
const one_ = (...values: string[]) => ({ is: values, optional: true }) as const

const attribute = one('encryption', 'key-length', 'hash', 'group', 'authentication', 'lifetime')
const direction = one('sent', 'received')

export const KINDS: { readonly [K in Kind]: Fields<FactsOf<K>> } = {
  request: { peer: text_, local: text_ },
  'peer-created': { peer: text, remotePort: number_ },
  'peer-locked': { who: text },
  ports: { localPort: number, remotePort: number },
  'sa-created': { stale: flag_ },
  'exchange-begins': { exchange: one('main', 'aggressive', 'unknown') },
  'request-queued': { peer: text_ },
  'key-found': { peer: text_, keyring: text_ },
  'key-missing': { peer: text_ },
  'key-missing-by-name': { name: text },
  'key-fallback': { group: text_ },
  'cannot-start': { why: text_ },
  'end-hint': { peer: text_, what: text },
  packet: {
    direction,
    peer: text,
    localPort: number_,
    remotePort: number_,
    role: one_('I', 'R', 'N'),
    saState: text_,
  },
  decoded: { direction, repeated: flag_, payloads: text, messageId: text_ },
  input: { source: text, event: text_, node: text_ },
  state: { from: text, to: text },
  'unknown-input': { source: text, event: text, state: text },
  duplicate: { peer: text_ },
  retransmit: { saState: text_ },
  'attempt-count': { attempt: number_, max: number_, why: text_ },
  payload: { payload: text, messageId: text_ },
  comparison: { transform: number, policyPriority: number_ },
  attribute: { attribute, value: text },
  difference: { attribute, keyHint: flag_ },
  compared: { accepted: flag, next: number_, transform: number_, policyPriority: number_ },
  'no-proposal': { peer: text_, local: text_ },
  'not-offered': { peer: text_, attribute: text_ },
  'class-mismatch': { class: text, received: text, configured: text },
  lifetime: { seconds: number },
  'weak-policy': { policyPriority: number_ },
  vendor: { vendor: text },
  nat: { verdict: one('self', 'peer', 'both', 'none') },
  'port-float': { remotePort: number },
  'key-material': {},
  'keys-made': { role: one('I', 'R') },
  identity: { type: text_, value: text_ },
  'identity-field': { field: one('type', 'value', 'protocol', 'port', 'length', 'next-payload'), value: text },
  authenticating: { method: text, idType: text_ },
  profile: { profile: text_, keyring: text_ },
  undecipherable: { what: text_, peer: text_ },
  malformed: { peer: text_, why: text_ },
  'hash-invalid': { peer: text_, method: text_ },
  'identity-refused': { peer: text_, why: text_, final: flag_ },
  certificate: { peer: text_, trouble: text_, why: text_, subject: text_, final: flag_ },
  authenticated: { peer: text_ },
  'initial-contact': { direction: one_('sent', 'received'), peer: text_ },
  complete: { peer: text_, role: one_('I', 'R'), implied: flag_ },
  notify: { notify: text, protocol: number_, number: number_ },
  'refused-in-clear': { peer: text_, notify: text_ },
  'mode-failure': { mode: text, peer: text_ },
  'no-sa': { peer: text_ },
  'not-authenticated': { peer: text_ },
  xauth: { step: one('needed', 'asked', 'answered', 'passed', 'failed'), user: text_, why: text_ },
  'mode-config': { what: text_, address: text_ },
  dpd: { step: one('probe', 'answer', 'missed', 'dead'), missed: number_, max: number_, peer: text_ },
  quickmode: {
    step: one('begins', 'progress', 'done', 'proposal-refused', 'refused', 'ended'),
    why: text_,
    peer: text_,
    local: text_,
  },
  'delete-received': { peer: text_ },
  'sa-deleted': { why: text_, role: one_('I', 'R'), saState: text_, peer: text_ },
  'node-deleted': { error: flag, why: text_, messageId: text_ },
  'timed-out': { state: text_, peer: text_ },
  'state-history': { role: one_('I', 'R'), state: text_, history: text },
  'other-version': { peer: text, why: text_ },
  'torn-down': { why: text_, peer: text_ },
  'attempt-died': { peer: text_ },
  'admission-denied': { peer: text_, why: text_ },
  'aggressive-refused': { peer: text_ },
  'unsupported-exchange': { peer: text_, exchange: text_ },
  'policy-refused': { peer: text_, why: text_ },
  cleared: { what: text_ },
  'ike-switched': { on: flag },
  session: { up: flag, peer: text_ },
  'sa-listed': { peer: text_, local: text_, initiator: text_, responder: text_, conn: number_ },
  'listed-peer': { peer: text },
  'own-address': { local: text },
  interface: { interface: text, up: flag },
  note: {},
  harmless: {},
  ignored: {},
  unrecognised: { torn: flag_ },
}

/** Kinds whose captures serve the explanation only: any name is allowed. */
export const FREE_KINDS: readonly string[] = ['note', 'harmless', 'ignored']

/** By name, the same string for all: one that was read from a file is compared character by character each time. */
const NAMES: ReadonlyMap<string, Kind> = new Map((Object.keys(KINDS) as Kind[]).map((kind) => [kind, kind]))

export const asKind = (name: string): Kind | undefined => NAMES.get(name)
