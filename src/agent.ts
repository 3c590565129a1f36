/** The whole pure pipeline: the bytes of one console in, observations out. */
import { type LinesState, linesState, passLines, takeBytes } from './console/lines.ts'
import { type OperatorState, operator, operatorState } from './console/operator.ts'
import type { Chunk, Line } from './console/record.ts'
import { records } from './console/records.ts'
import { type SightState, sight, sightState } from './console/sight.ts'
import type { Track, TrackOptions } from './phase1/book.ts'
import type { Observation } from './phase1/event.ts'
import type { DebugMessage, Dialect, SightChange } from './phase1/message.ts'
import { track, trackState } from './phase1/track.ts'
import type { Language } from './profile/compile.ts'
import { type InterpretState, interpret, interpretState } from './profile/interpret.ts'
import { takeKnown } from './profile/known.ts'
import { chain, flowing, type Passing, type Stage } from './stage.ts'

export type ListenState = readonly [
  readonly [readonly [readonly [LinesState, undefined], OperatorState], SightState],
  InterpretState,
]
export type AgentState = readonly [ListenState, Track]

/** What becomes of a line that takes the long way. */
const longWay = chain(chain(chain(records, operator), sight), interpret)

/** Bytes to debug messages: what those who explain lines need. Lines that say what was said before take the short way. */
export const listen: Stage<ListenState, Chunk | Passing, DebugMessage | Dialect | SightChange | Passing> = flowing(
  ([[[[cut, recorded], shown], looked], said], input, emit) => {
    let rest = [[[recorded, shown], looked], said] as const
    const onLine = (line: Line | Passing): void => {
      rest = longWay.flow(rest, line, emit)
    }
    if (input.kind === 'chunk') {
      takeBytes(cut, input, onLine, (block, from, to, bytes) => {
        const [[[, shown], looked], said] = rest
        if (shown.showing !== 'nothing' || looked.sight !== 'seeing') return false
        const heard = takeKnown(said, block, from, to, bytes, emit)
        if (heard?.device !== undefined) shown.newest = heard.device
        return heard !== undefined
      })
    } else passLines(cut, input, onLine)
    const [[[recordedNext, shownNext], lookedNext], saidNext] = rest
    return [[[[cut, recordedNext], shownNext], lookedNext], saidNext]
  },
)

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
