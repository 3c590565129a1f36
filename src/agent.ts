/** The whole pure pipeline: the bytes of one console in, observations out. */
import { type LinesState, linesState, passLines, takeBytes } from './console/lines.ts'
import { type OperatorState, operator, operatorState } from './console/operator.ts'
import type { Chunk, Line } from './console/record.ts'
import { records } from './console/records.ts'
import { type SightState, sight, sightState } from './console/sight.ts'
import { once, type Twice, twice } from './console/twice.ts'
import { isBroken, unwrap, type Wrapping, wrapping } from './console/unwrap.ts'
import type { Track, TrackOptions } from './phase1/book.ts'
import type { Observation } from './phase1/event.ts'
import { kept } from './phase1/kept.ts'
import type { DebugMessage, Dialect, SightChange } from './phase1/message.ts'
import { concernsNobody } from './phase1/step.ts'
import { track, trackLent, trackPassing, trackState } from './phase1/track.ts'
import type { Language } from './profile/compile.ts'
import type { Hearer } from './profile/hearer.ts'
import { type InterpretState, interpretState } from './profile/hearing.ts'
import { interpret } from './profile/interpret.ts'
import { isOpen, takeKnown } from './profile/known.ts'
import { chain, flowing, type Passing, type Stage } from './stage.ts'

/** What becomes of lines by being pasted, exported or logged. */
export type PastedState = readonly [Wrapping, Twice]
export type ListenState = readonly [
  readonly [readonly [readonly [LinesState, readonly [PastedState, undefined]], OperatorState], SightState],
  InterpretState,
]
export type AgentState = readonly [ListenState, Track]

/** What becomes of a line that takes the long way. */
const longWay = chain(chain(chain(chain(chain(unwrap, once), records), operator), sight), interpret)

type Heard = DebugMessage | Dialect | SightChange | Passing

/** Bytes to debug messages. Lines that say what was said before take the short way, and their messages are only lent. */
const hear = (
  [[[[cut, recorded], shown], looked], said]: ListenState,
  input: Chunk | Passing,
  hearer: Hearer,
  emit: (heard: Heard) => void,
): ListenState => {
  let rest = [[[recorded, shown], looked], said] as const
  let [showing, saying] = [shown, said]
  // What was broken is put together, and what stands twice is left out, on the long way only.
  const isAsPrinted = ([wrapping, twice]: PastedState): boolean => !isBroken(wrapping) && twice.how === 'no'
  const mayOpen = (): boolean => isAsPrinted(rest[0][0][0][0]) && isOpen(rest[1], rest[0][0][1], rest[0][1].sight)
  let open = mayOpen()
  const onLine = (line: Line | Passing): void => {
    rest = longWay.flow(rest, line, emit)
    const [[[, shown]], said] = rest
    showing = shown
    saying = said
    open = mayOpen()
  }
  if (input.kind === 'chunk') {
    takeBytes(
      cut,
      input,
      onLine,
      (block, from, to, bytes) => open && takeKnown(saying, showing, block, from, to, bytes, hearer),
    )
  } else passLines(cut, input, onLine)
  const [[[recordedNext, shownNext], lookedNext], saidNext] = rest
  return [[[[cut, recordedNext], shownNext], lookedNext], saidNext]
}

/** Bytes to debug messages: what those who explain lines need. */
export const listen: Stage<ListenState, Chunk | Passing, Heard> = flowing((state, input, emit) => {
  const lend: Hearer['lend'] = (_kind, _heard, _named, message) => emit(kept(message))
  return hear(state, input, { pass: undefined, lend, kept, concernsNobody }, emit)
})

export const listenState = (language: Language, profile?: string): ListenState => [
  [[[linesState(), [[wrapping(), twice()], undefined]], operatorState()], sightState()],
  interpretState(language, profile),
]

export const agent: Stage<AgentState, Chunk | Passing, Observation | Passing> = flowing(
  ([listening, tracking], input, emit) => {
    let tracked = tracking
    const hearer: Hearer = {
      pass: (judged, at, front) => trackPassing(tracked, judged, at, front, emit),
      lend: (kind, heard, named, message) => trackLent(tracked, kind, heard, named, message, emit),
      kept,
      concernsNobody,
    }
    const onHeard = (heard: Heard): void => {
      tracked = track.flow(tracked, heard, emit)
    }
    return [hear(listening, input, hearer, onHeard), tracked]
  },
)

/** A console that nothing was heard of yet. `profile` fixes the dialect; without it, it is found by listening. */
export const agentState = (
  language: Language,
  options: Partial<TrackOptions> & { profile?: string } = {},
): AgentState => [listenState(language, options.profile), trackState(options)]
