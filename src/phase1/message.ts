/**
 * All that a router can tell us, free of any dialect. `phase1/` owns this language; the firmware profiles translate
 * into it. A line becomes one of these kinds, or nothing.
 */
import type { Attribute } from '../vocabulary/ike.ts'
import type { Direction, Exchange } from '../vocabulary/isakmp.ts'

/** What surrounds a debug message: when, from which connection, in which words. */
export type Heard = {
  /** Arrival at this machine, monotonic milliseconds. */
  readonly at: number
  /** The router's own clock in milliseconds, where it printed one fine enough; else undefined. */
  readonly device: number | undefined
  /** The router's time stamp as the router wrote it; empty where it wrote none. */
  readonly stamp: string
  /** Connection id of the tag: 0 where none is assigned yet, undefined where the line has no tag. */
  readonly conn: number | undefined
  /** The peer address that the line's own prefix names (ASA), else undefined. */
  readonly peer: string | undefined
  /** The line or lines, cleaned, as evidence. */
  readonly text: string
  /** True where the text had to be mended (cut, glued or interleaved) before it fitted. */
  readonly repaired: boolean
  /** Id of the profile's entry that understood it; empty where none did. Only those who explain read it. */
  readonly entry: string
}

type QuickModeStep = 'begins' | 'progress' | 'done' | 'proposal-refused' | 'refused' | 'ended'

/** Every kind with what it carries. Optional facts are those that only some dialects print. */
type Facts = {
  // ── before message 1 and bookkeeping ──
  /** Traffic (or a rekey) asks IKE for an SA: this router will be initiator. */
  request: { peer?: string; local?: string }
  /** A peer record was made; a port other than 500 means NAT in front of the peer. */
  'peer-created': { peer: string; remotePort?: number }
  /** The reference taken on it says who began: `isakmp_initiator` or `crypto_isakmp_process_block`. */
  'peer-locked': { who: string }
  /** UDP ports of the negotiation. */
  ports: { localPort: number; remotePort: number }
  /** A new ISAKMP SA structure: a new attempt begins. `stale` where an older SA to the same peer is still stored. */
  'sa-created': { stale?: boolean }
  /** The exchange this router chose or began. */
  'exchange-begins': { exchange: Exchange }
  /** More traffic wants an SA that is still being negotiated: not a new attempt. */
  'request-queued': { peer?: string }
  /** A pre-shared key entry exists; says nothing of its value. */
  'key-found': { peer?: string; keyring?: string }
  /** No pre-shared key fits the peer's address. */
  'key-missing': { peer?: string }
  /** No key under the peer's name; the address may still have one. */
  'key-missing-by-name': { name: string }
  /** The default key was taken for want of one of the peer's own (ASA 713139). */
  'key-fallback': { group?: string }
  /** Message 1 was never built: local configuration lacks something. */
  'cannot-start': { why?: string }
  /** Hints that something ended or failed without saying what: never a verdict alone (REFERENCE 5.22, 4). */
  'end-hint': { peer?: string; what: string }

  // ── packets and the state machine ──
  /** An IKE packet left or arrived. `role` is I, R or N (not yet known); `saState` is the state before the packet. */
  packet: {
    direction: Direction
    peer: string
    localPort?: number
    remotePort?: number
    role?: 'I' | 'R' | 'N'
    saState?: string
  }
  /** ASA: a packet with its payload list; `repeated` where it is a retransmission. */
  decoded: { direction: Direction; repeated?: boolean; payloads: string; messageId?: string }
  /** An event of the state machine; `node` where it belongs to quick mode or an informational exchange. */
  input: { source: string; event?: string; node?: string }
  /** A state change of the state machine, in the router's words. */
  state: { from: string; to: string }
  /** An event that the current state does not accept. */
  'unknown-input': { source: string; event: string; state: string }
  /** The peer repeated its last message. */
  duplicate: { peer?: string }
  /** Our last packet is sent again. */
  retransmit: { saState?: string }
  /** Attempt n of max, with the router's word why. */
  'attempt-count': { attempt?: number; max?: number; why?: string }
  /** A payload is being parsed; message ID 0 is phase 1. */
  payload: { payload: string; messageId?: string }

  // ── proposal ──
  /** A comparison begins: this transform of the offer against this policy. */
  comparison: { transform: number; policyPriority?: number }
  /** One attribute of the transform being compared, in the router's words. */
  attribute: { attribute: Attribute; value: string }
  /** Pair differs in this attribute. `keyHint` where a missing key may be behind it. */
  difference: { attribute: Attribute; keyHint?: boolean }
  /** The verdict on one pair. `next` is the "Next payload": 3 means further transforms follow. */
  compared: { accepted: boolean; next?: number; transform?: number; policyPriority?: number }
  /** No offered transform fits any policy: this router refuses. */
  'no-proposal': { peer?: string; local?: string }
  /** The answer holds something that was not offered. */
  'not-offered': { peer?: string; attribute?: string }
  /** ASA names class, received and configured value. */
  'class-mismatch': { class: string; received: string; configured: string }
  /** The lifetime that will be used, in seconds. */
  lifetime: { seconds: number }
  /** A local policy is refused by the platform itself (CSDL) or is a built-in default. */
  'weak-policy': { policyPriority?: number }

  // ── capabilities, NAT ──
  vendor: { vendor: string }
  nat: { verdict: 'self' | 'peer' | 'both' | 'none' }
  /** The peer moved to another port (4500 or a PAT port). */
  'port-float': { remotePort: number }

  // ── keys, identity, authentication ──
  'key-material': object
  /** The same, where it says whose exchange it is (ASA): the keys are made as soon as both halves are there. */
  'keys-made': { role: 'I' | 'R' }
  /** An ID payload is shown; its fields follow as `identity-field`. */
  identity: { type?: string; value?: string }
  'identity-field': { field: 'type' | 'value' | 'protocol' | 'port' | 'length' | 'next-payload'; value: string }
  authenticating: { method: string; idType?: string }
  profile: { profile?: string; keyring?: string }
  /** What was decrypted is rubbish: the keys differ. */
  undecipherable: { what?: string; peer?: string }
  /** A message failed its sanity check. */
  malformed: { peer?: string; why?: string }
  /** The hash or signature does not verify. */
  'hash-invalid': { peer?: string; method?: string }
  /** The peer's identity fits nothing configured. `final` where the line says that the attempt ends with it. */
  'identity-refused': { peer?: string; why?: string; final?: boolean }
  certificate: { peer?: string; trouble?: string; why?: string; subject?: string; final?: boolean }
  authenticated: { peer?: string }
  'initial-contact': { direction?: Direction; peer?: string }
  /** Phase 1 is done in so many words (ASA) or by implication (quick mode begins, DPD answers). */
  complete: { peer?: string; role?: 'I' | 'R'; implied?: boolean }

  // ── informational exchange ──
  notify: { notify: string; protocol?: number; number?: number }
  /** The peer complained in clear, unauthenticated. */
  'refused-in-clear': { peer?: string; notify?: string }
  /** Negotiation in this mode failed (syslog). */
  'mode-failure': { mode: string; peer?: string }
  /** A packet for an SA that does not exist (any more). */
  'no-sa': { peer?: string }
  /** The peer began quick mode with an SA that is not authenticated here. */
  'not-authenticated': { peer?: string }

  // ── after phase 1 ──
  xauth: { step: 'needed' | 'asked' | 'answered' | 'passed' | 'failed'; user?: string; why?: string }
  'mode-config': { what?: string; address?: string }
  dpd: { step: 'probe' | 'answer' | 'missed' | 'dead'; missed?: number; max?: number; peer?: string }
  quickmode: { step: QuickModeStep; why?: string; peer?: string; local?: string }

  // ── ends ──
  /** The peer's DELETE for the ISAKMP SA. */
  'delete-received': { peer?: string }
  /** The ISAKMP SA is deleted, with the router's reason (REFERENCE 5.20). Printed twice for one death. */
  'sa-deleted': { why?: string; role?: 'I' | 'R'; saState?: string; peer?: string }
  'node-deleted': { error: boolean; why?: string; messageId?: string }
  /** ASA: negotiation timed out in a state (713136), or the state history of the failed machine (715065). */
  'timed-out': { state?: string; peer?: string }
  'state-history': { role?: 'I' | 'R'; state?: string; history: string }
  /** ASA: the session ends, with the reason in words. */
  'torn-down': { why?: string; peer?: string }
  /** The negotiation died and its peer record with it (ASA "Removing peer from peer table"). */
  'attempt-died': { peer?: string }
  'admission-denied': { peer?: string; why?: string }
  'aggressive-refused': { peer?: string }
  'unsupported-exchange': { peer?: string; exchange?: string }
  /** Refused by configuration in words that fit no other kind. */
  'policy-refused': { peer?: string; why?: string }
  /** The operator typed a command that ends SAs. */
  cleared: { what?: string }
  /** IKE as a whole was switched on or off. */
  'ike-switched': { on: boolean }
  /** The peer speaks another version of IKE, which is not followed here. */
  'other-version': { peer: string; why?: string }
  /** Summary lines of the session as a whole (`crypto logging session`). */
  session: { up: boolean; peer?: string }
  /**
   * A table that an operator asked for lists an ISAKMP SA as up. IOS names its two ends by who began, and which of them this
   * router is must be known; other tables name the peer.
   */
  'sa-listed': { peer?: string; local?: string; initiator?: string; responder?: string; conn?: number }
  /** The table goes on about the SA with this peer: its state stands in a row below (ASA). */
  'listed-peer': { peer: string }
  /** This router's own address, in a table. */
  'own-address': { local: string }
  /** An interface changed state: explains silence. */
  interface: { interface: string; up: boolean }

  // ── nobody reads these, but they are understood ──
  /** Understood and without consequence for phase 1. `captured` serves the explanation only. */
  note: object
  /** A harmless line that reads like trouble (REFERENCE 5.21). */
  harmless: object
  /** Known by name as saying nothing of phase 1. */
  ignored: object
  /** In no profile. `torn` where it looks like a known line that was damaged. */
  unrecognised: { torn?: boolean }
}

/** How well the console can be seen (REFERENCE 1.8); said by `console/`, not by a profile. */
export type Sight = 'unknown' | 'seeing' | 'gappy' | 'blind'

export type SightChange = {
  readonly kind: 'sight'
  readonly sight: Sight
  /** `restarted`: the router reloaded; `muted`: debugging or console logging was switched off; `lines-lost`: a gap. */
  readonly cause: 'restarted' | 'muted' | 'lines-lost' | 'debugging-on' | 'heard' | 'recovered'
  readonly lines?: number | undefined
  readonly heard: Heard
}

export type Kind = keyof Facts

/** Listening told which family of images speaks: how it repeats, and whose configuration the remedies are written in. */
export type Dialect = {
  readonly kind: 'dialect'
  readonly profile: string
  readonly family: 'ios' | 'asa'
  /** Milliseconds between retransmissions of one phase-1 message. */
  readonly repeatAfterMs: number
  /** Retransmissions before the router gives up. */
  readonly repeats: number
}

/** One line understood. */
export type DebugMessage = {
  readonly [K in Kind]: { readonly kind: K; readonly heard: Heard } & Readonly<Facts[K]>
}[Kind]

/** When something was heard: as in `Heard`. */
export type Front = Pick<Heard, 'stamp' | 'device'>

/** The facts of one kind, for those that build or read them. */
export type FactsOf<K extends Kind> = Facts[K]
