/** Debug messages told to `track` as a profile understands them: for what routers say in many wordings, or seldom. */
import type { TrackOptions } from '../../src/phase1/book.ts'
import type { Observation } from '../../src/phase1/event.ts'
import type { DebugMessage, Dialect, FactsOf, Heard, Kind } from '../../src/phase1/message.ts'
import { track, trackState } from '../../src/phase1/track.ts'

export const PEER = '203.0.113.77'

type Around = Partial<Heard>
export type Told = Parameters<typeof track>[1]

/** A line understood. Its text is its kind, and its time the next tenth of a second, where none is given. */
export const say = <K extends Kind>(kind: K, facts: FactsOf<K>, around: Around = {}): DebugMessage => {
  const heard: Heard = {
    at: 0,
    device: undefined,
    stamp: '',
    conn: undefined,
    peer: undefined,
    text: kind,
    repaired: false,
    entry: '',
    ...around,
  }
  return { kind, heard, ...facts } as unknown as DebugMessage
}

/** The same from an ASA, which begins each line with the peer. */
export const ofAsa = <K extends Kind>(kind: K, facts: FactsOf<K>, around: Around = {}): DebugMessage =>
  say(kind, facts, { peer: PEER, ...around })

type Packet = FactsOf<'packet'>

const packet = (direction: Packet['direction'], role: Packet['role'], saState: string, more: Partial<Packet>) => ({
  direction,
  peer: PEER,
  localPort: 500,
  remotePort: 500,
  ...(role === undefined ? {} : { role }),
  saState,
  ...more,
})

export const sent = (role: Packet['role'], saState: string, around: Around = {}, more: Partial<Packet> = {}) =>
  say('packet', packet('sent', role, saState, more), around)
export const received = (role: Packet['role'], saState: string, around: Around = {}, more: Partial<Packet> = {}) =>
  say('packet', packet('received', role, saState, more), around)
export const state = (from: string, to: string, around: Around = {}): DebugMessage => say('state', { from, to }, around)

export const ASA: Dialect = { kind: 'dialect', profile: 'asa', family: 'asa', repeatAfterMs: 8_000, repeats: 3 }

export type Telling = Partial<TrackOptions> & { readonly open?: boolean }

const TENTH = 100

const stampOf = (ms: number): string => new Date(ms).toISOString().slice(11, 23)

/** Everything observed when these are told one after the other, to a capture that ends there unless it is to stay `open`. */
export const told = (inputs: readonly Told[], { open = false, ...options }: Telling = {}): Observation[] => {
  let state = trackState({ paced: false, ...options })
  const seen: Observation[] = []
  let clock = 0
  for (const input of [...inputs, ...(open ? [] : [{ kind: 'end', now: 0 } as const])]) {
    let next = input
    if ('heard' in input) {
      clock = input.heard.device ?? clock + TENTH
      next = { ...input, heard: { ...input.heard, device: clock, stamp: stampOf(clock) } }
    }
    const [after, outputs] = track(state, next)
    state = after
    for (const output of outputs) if (output.kind === 'phase1' || output.kind === 'console') seen.push(output)
  }
  return seen
}
