/** Debug messages as a profile translates them, through the stage `track`: for cases in which a single fact of a line decides. */
import { addressed, peerIn, type TrackOptions } from '../../src/phase1/book.ts'
import type { Observation } from '../../src/phase1/event.ts'
import type { DebugMessage, Dialect, FactsOf, Heard, Kind } from '../../src/phase1/message.ts'
import { track, trackState } from '../../src/phase1/track.ts'
import { whose } from '../../src/phase1/whose.ts'

export type Input = Parameters<typeof track>[1]

/** One line understood. The router prints no stamps unless `around` says when. */
export const told = <K extends Kind>(kind: K, facts: FactsOf<K>, around: Partial<Heard> = {}): DebugMessage => {
  const heard: Heard = {
    at: 0,
    device: undefined,
    stamp: '',
    conn: undefined,
    peer: undefined,
    text: `a line of ${kind}`,
    repaired: false,
    entry: '',
    ...around,
  }
  return { kind, ...facts, heard } as unknown as DebugMessage
}

export const sent = (peer: string, role: 'I' | 'R', saState: string, around: Partial<Heard> = {}): DebugMessage =>
  told('packet', { direction: 'sent', peer, role, saState }, around)

export const received = (peer: string, role: 'I' | 'R', saState: string, around: Partial<Heard> = {}): DebugMessage =>
  told('packet', { direction: 'received', peer, role, saState }, around)

/** Message 1 of a peer. */
export const knock = (peer: string, around: Partial<Heard> = {}): DebugMessage =>
  told('packet', { direction: 'received', peer, role: 'N', saState: 'NEW SA' }, around)

export const moves = (from: string, to: string, around: Partial<Heard> = {}): DebugMessage =>
  told('state', { from, to }, around)

/** The router deletes an SA and says why. */
export const dies = (
  peer: string,
  role: 'I' | 'R',
  saState: string,
  why = 'Death by retransmission P1',
  around: Partial<Heard> = {},
): DebugMessage => told('sa-deleted', { peer, role, saState, why }, around)

/** So many lines that say nothing of anybody. */
export const others = (count: number): DebugMessage[] => Array.from({ length: count }, () => told('ignored', {}))

/** Damaged lines, so many that the console is a rough one for the next hundred. */
export const ROUGH: readonly DebugMessage[] = Array.from({ length: 100 }, () => told('unrecognised', { torn: true }))

export const ASA: Dialect = { kind: 'dialect', profile: 'asa', family: 'asa', repeatAfterMs: 8_000, repeats: 3 }

/** Lines so much later on the router’s clock. */
export const at = (ms: number): Partial<Heard> => ({ device: 1_000_000 + ms })

export type Options = Partial<TrackOptions> & { readonly open?: boolean }

/** Everything observed on a capture of these messages, which ends there unless it is to stay `open`. */
export const tracked = (inputs: readonly Input[], { open = false, ...options }: Options = {}): Observation[] => {
  let state = trackState({ paced: false, ...options })
  const seen: Observation[] = []
  for (const input of open ? inputs : [...inputs, { kind: 'end', now: 0 } as const]) {
    const [next, outputs] = track(state, input)
    state = next
    for (const output of outputs) if (output.kind === 'phase1' || output.kind === 'console') seen.push(output)
  }
  return seen
}

/** The number of the negotiation that a line belongs to behind these; undefined where to none. A new one has the next number. */
export const owner = (before: readonly Input[], line: DebugMessage): number | undefined => {
  let state = trackState({ paced: false })
  for (const input of before) [state] = track(state, input)
  return whose(state, line.kind, line.heard.conn, addressed(line.heard.peer, peerIn(line)), line)?.id
}
