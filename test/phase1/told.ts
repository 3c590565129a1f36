/** What one peer has to do with, message by message, each with a stamp of the router: for what is said in many wordings, or seldom. */
import type { Observation } from '../../src/phase1/event.ts'
import type { DebugMessage, FactsOf, Heard, Kind } from '../../src/phase1/message.ts'
import { type Input, type Options, tracked, told as understood } from './tracked.ts'

export const PEER = '203.0.113.77'

type Around = Partial<Heard>

/** A line understood, whose text is its kind where none is given. */
export const say = <K extends Kind>(kind: K, facts: FactsOf<K>, around: Around = {}): DebugMessage =>
  understood(kind, facts, { text: kind, ...around })

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

const TENTH = 100

const stampOf = (ms: number): string => new Date(ms).toISOString().slice(11, 23)

/** Each line a tenth of a second after the one before, unless it says when itself. */
const stamped = (inputs: readonly Input[]): Input[] => {
  let clock = 0
  return inputs.map((input) => {
    if (!('heard' in input)) return input
    clock = input.heard.device ?? clock + TENTH
    return { ...input, heard: { ...input.heard, device: clock, stamp: stampOf(clock) } }
  })
}

/** Everything observed when these are told one after the other, to a capture that ends there unless it is to stay `open`. */
export const told = (inputs: readonly Input[], options: Options = {}): Observation[] =>
  tracked(stamped(inputs), options)
