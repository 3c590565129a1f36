/** Console text through the whole pipeline, and the events that come of it. */
import { agent, agentState } from '../../src/agent.ts'
import type { TrackOptions } from '../../src/phase1/book.ts'
import type { ConsoleEvent, Observation, Phase1Event } from '../../src/phase1/event.ts'
import { shipped } from '../profile/language.ts'

const encoder = new TextEncoder()

export type Options = Partial<TrackOptions> & { readonly profile?: string; readonly open?: boolean }

/** Everything observed on a capture of these lines, which ends there unless it is to stay `open`. */
export const observed = (lines: readonly string[], { open = false, ...options }: Options = {}): Observation[] =>
  observedBytes(encoder.encode(lines.map((line) => `${line}\r\n`).join('')), options, open)

export const observedBytes = (bytes: Uint8Array, options: Options = {}, open = false): Observation[] => {
  let state = agentState(shipped, { paced: false, ...options })
  const seen: Observation[] = []
  const inputs = [{ kind: 'chunk', bytes, at: 0 } as const, ...(open ? [] : [{ kind: 'end', now: 0 } as const])]
  for (const input of inputs) {
    const [next, outputs] = agent(state, input)
    state = next
    for (const output of outputs) if (output.kind === 'phase1' || output.kind === 'console') seen.push(output)
  }
  return seen
}

export const isPhase1 = (event: Observation): event is Phase1Event => event.kind === 'phase1'

export const consoleEvents = (events: readonly Observation[]): ConsoleEvent[] =>
  events.filter((event) => event.kind === 'console')

/** Events of one type. */
export const ofType = <T extends Phase1Event['type']>(
  events: readonly Observation[],
  type: T,
): Extract<Phase1Event, { type: T }>[] =>
  events.filter((event): event is Extract<Phase1Event, { type: T }> => event.kind === 'phase1' && event.type === type)

export const VERDICTS: readonly string[] = ['established', 'failed', 'down', 'unfinished']

/** What an event comes to: peer, type and reason. */
export const brief = (event: Phase1Event): string =>
  `${event.peer ?? '?'} ${event.type}${'diagnosis' in event && event.diagnosis ? `/${event.diagnosis.reason}` : ''}`

/** The verdicts in order. */
export const verdicts = (events: readonly Observation[]): string[] =>
  events
    .filter(isPhase1)
    .filter(({ type }) => VERDICTS.includes(type))
    .map(brief)

/** The same with the first signs of trouble. */
export const alarms = (events: readonly Observation[]): string[] =>
  events
    .filter(isPhase1)
    .filter(({ type }) => type === 'failing' || type === 'failed' || type === 'down')
    .map(brief)
