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

/** The conn-id of an SA that has keys. */
export const CONN = { conn: 1001 }

/** An initiator’s main mode, from its beginning to its completion. */
export const BEGUN = [state('IKE_READY', 'IKE_I_MM1'), sent('I', 'MM_NO_STATE')]
export const STEPS: readonly Input[] = [
  ...BEGUN,
  received('I', 'MM_NO_STATE'),
  state('IKE_I_MM1', 'IKE_I_MM2'),
  sent('I', 'MM_SA_SETUP'),
  state('IKE_I_MM2', 'IKE_I_MM3'),
  received('I', 'MM_SA_SETUP'),
  state('IKE_I_MM3', 'IKE_I_MM4'),
  sent('I', 'MM_KEY_EXCH', CONN),
  state('IKE_I_MM4', 'IKE_I_MM5', CONN),
  received('I', 'MM_KEY_EXCH', CONN),
  state('IKE_I_MM5', 'IKE_I_MM6', CONN),
  state('IKE_I_MM6', 'IKE_P1_COMPLETE', CONN),
]
/** Main mode until this message was entered. */
export const upTo = (message: number): readonly Input[] =>
  STEPS.slice(0, STEPS.findIndex((line) => isTo(line, `IKE_I_MM${message}`)) + 1)
const isTo = (line: Input, name: string): boolean => line.kind === 'state' && line.to === name

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
