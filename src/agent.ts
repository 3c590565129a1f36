/** The whole pure pipeline: the bytes of one console in, observations out. */
import { type LinesState, lines, linesState } from './console/lines.ts'
import { type OperatorState, operator, operatorState } from './console/operator.ts'
import type { Chunk } from './console/record.ts'
import { records } from './console/records.ts'
import { type SightState, sight, sightState } from './console/sight.ts'
import type { Track, TrackOptions } from './phase1/book.ts'
import type { Observation } from './phase1/event.ts'
import { track, trackState } from './phase1/track.ts'
import type { Language } from './profile/compile.ts'
import { type InterpretState, interpret, interpretState } from './profile/interpret.ts'
import { chain, type Passing, type Stage } from './stage.ts'

export type ListenState = readonly [
  readonly [readonly [readonly [LinesState, undefined], OperatorState], SightState],
  InterpretState,
]
export type AgentState = readonly [ListenState, Track]

/** Bytes to debug messages: what those who explain lines need. */
export const listen = chain(chain(chain(chain(lines, records), operator), sight), interpret)

export const listenState = (language: Language, profile?: string): ListenState => [
  [[[linesState(), undefined], operatorState()], sightState()],
  interpretState(language, profile),
]

export const agent: Stage<AgentState, Chunk | Passing, Observation | Passing> = chain(listen, track)

/** A console that nothing was heard of yet. `profile` fixes the dialect; without it, it is found by listening. */
export const agentState = (
  language: Language,
  options: Partial<TrackOptions> & { profile?: string } = {},
): AgentState => [listenState(language, options.profile), trackState(options)]
