/**
 * The IKE states of main and aggressive mode as IOS names them, what each says about the six (or three) messages, and
 * which may follow which (Cisco's state machine as seen in debug output; RFC 2409, 5.1 and 5.4 for the messages).
 * The diagram in src/README.md is made from this table.
 */
import { COMPLETE, DESTROYED, READY, UNNAMED } from '../vocabulary/ios.ts'
import type { Direction, Exchange, Role } from '../vocabulary/isakmp.ts'

export type StateRow = {
  readonly role: Role
  readonly exchange: Exchange
  /** The message that was sent or received when this state was entered. */
  readonly message: number
  readonly direction: Direction
  /** States that may follow, this one aside. */
  readonly next: readonly string[]
  /** What the negotiation waits for here, in words. */
  readonly waitingFor: string
}

const row = (
  role: Role,
  exchange: Exchange,
  message: number,
  direction: Direction,
  next: readonly string[],
  waitingFor: string,
): StateRow => ({ role, exchange, message, direction, next, waitingFor })

const CHOICE = 'message 2, the peer’s choice among the offered proposals'
const KEYS = 'message 4, the peer’s key exchange value and nonce'
const PROOF = 'message 6, the peer’s identity and proof of authentication'

export const STATES: { readonly [state: string]: StateRow } = {
  IKE_I_MM1: row('initiator', 'main', 1, 'sent', ['IKE_I_MM2', DESTROYED], CHOICE),
  IKE_I_MM2: row(
    'initiator',
    'main',
    2,
    'received',
    ['IKE_I_MM3', DESTROYED],
    'this router to check the chosen proposal',
  ),
  IKE_I_MM3: row('initiator', 'main', 3, 'sent', ['IKE_I_MM4', DESTROYED], KEYS),
  IKE_I_MM4: row('initiator', 'main', 4, 'received', ['IKE_I_MM5', DESTROYED], 'this router to compute the keys'),
  IKE_I_MM5: row('initiator', 'main', 5, 'sent', ['IKE_I_MM6', UNNAMED, DESTROYED], PROOF),
  IKE_I_MM6: row(
    'initiator',
    'main',
    6,
    'received',
    [COMPLETE, DESTROYED],
    'this router to check the proof of the peer',
  ),
  IKE_R_MM1: row('responder', 'main', 1, 'received', ['IKE_R_MM2', DESTROYED], 'this router to choose a proposal'),
  IKE_R_MM2: row(
    'responder',
    'main',
    2,
    'sent',
    ['IKE_R_MM3', DESTROYED],
    'message 3, the peer’s key exchange value and nonce',
  ),
  IKE_R_MM3: row('responder', 'main', 3, 'received', ['IKE_R_MM4', DESTROYED], 'this router to compute the keys'),
  IKE_R_MM4: row(
    'responder',
    'main',
    4,
    'sent',
    ['IKE_R_MM5', DESTROYED],
    'message 5, the peer’s identity and proof of authentication',
  ),
  IKE_R_MM5: row(
    'responder',
    'main',
    5,
    'received',
    ['IKE_R_MM4', COMPLETE, DESTROYED],
    'this router to check the proof of the peer',
  ),
  IKE_I_AM1: row('initiator', 'aggressive', 1, 'sent', [COMPLETE, DESTROYED], 'message 2, the peer’s answer'),
  IKE_R_AM1: row(
    'responder',
    'aggressive',
    1,
    'received',
    ['IKE_R_AM_AAA_AWAIT', 'IKE_R_AM2', DESTROYED],
    'this router to answer',
  ),
  IKE_R_AM_AAA_AWAIT: row(
    'responder',
    'aggressive',
    1,
    'received',
    ['IKE_R_AM2', DESTROYED],
    'the AAA server to give the key',
  ),
  IKE_R_AM2: row('responder', 'aggressive', 2, 'sent', [COMPLETE, DESTROYED], 'message 3, the peer’s proof'),
}

/** States that may follow IKE_READY. */
export const FIRST_STATES: readonly string[] = [
  'IKE_I_MM1',
  'IKE_R_MM1',
  'IKE_I_AM1',
  'IKE_R_AM1',
  'IKE_R_AM_AAA_AWAIT',
  'IKE_R_AM2',
]

const ROWS: ReadonlyMap<string, StateRow> = new Map(Object.entries(STATES))

/** The row of a state; 12.2 prints UNKNOWN where later releases print IKE_I_MM6. */
export const stateRow = (state: string): StateRow | undefined => ROWS.get(state === UNNAMED ? 'IKE_I_MM6' : state)

/** Messages that entering IKE_P1_COMPLETE tells of, by the state before: they have no state of their own. */
export const toldByCompletion = (from: string): readonly { message: number; direction: Direction }[] => {
  if (from === 'IKE_R_MM5') return [{ message: 6, direction: 'sent' }]
  if (from === 'IKE_R_AM2') return [{ message: 3, direction: 'received' }]
  if (from === 'IKE_I_AM1') {
    return [
      { message: 2, direction: 'received' },
      { message: 3, direction: 'sent' },
    ]
  }
  return []
}

/** States after phase 1: XAUTH and mode configuration. */
export const isAfterPhase1 = (state: string): boolean =>
  state === COMPLETE || state.startsWith('IKE_XAUTH_') || state.startsWith('IKE_CONFIG_')

/** The state diagram in Mermaid, for src/README.md. */
export const diagram = (): string => {
  const edges = FIRST_STATES.filter((state) => state !== 'IKE_R_AM_AAA_AWAIT').map((state) => `  ${READY} --> ${state}`)
  for (const [state, { next, message, direction }] of Object.entries(STATES)) {
    edges.push(`  ${state} : ${state}<br/>message ${message} ${direction}`)
    for (const to of next) edges.push(`  ${state} --> ${to}`)
  }
  return [
    'stateDiagram-v2',
    `  [*] --> ${READY}`,
    ...edges,
    `  ${COMPLETE} --> ${DESTROYED}`,
    `  ${DESTROYED} --> [*]`,
  ].join('\n')
}
