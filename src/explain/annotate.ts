/** Bytes of a console in; each of its lines with its explanation out, and between them what the agent made of it. */
import { listen, listenState } from '../agent.ts'
import type { Chunk } from '../console/record.ts'
import { weaknesses } from '../diagnosis/weaknesses.ts'
import type { Observation } from '../phase1/event.ts'
import type { DebugMessage, Dialect } from '../phase1/message.ts'
import type { Negotiation } from '../phase1/negotiation.ts'
import { track, trackState } from '../phase1/track.ts'
import type { Language } from '../profile/compile.ts'
import type { ProfileFile } from '../profile/schema.ts'
import type { Passing } from '../stage.ts'
import { positionOf } from './position.ts'
import { sentences } from './sentence.ts'

export type Explained = {
  readonly kind: 'line'
  /** The line, or the lines that belong together, as the router printed them. */
  readonly text: string
  /** `quiet`: it says nothing of phase 1; `harmless`: it reads like trouble and is none; `unknown`: in no profile. */
  readonly tone: 'plain' | 'quiet' | 'harmless' | 'unknown'
  readonly meaning: string
  /** `main mode, message 3`; empty where it belongs to none. */
  readonly position: string
  /** The peer it is about, where several are being negotiated with. */
  readonly peer: string | undefined
  /** What is weak about what the line names. */
  readonly warnings: readonly string[]
  /** Id of the profile's entry; empty where none fits. */
  readonly entry: string
}

export type Told = Explained | Observation | Dialect

const TONES: { readonly [kind: string]: Explained['tone'] } = {
  ignored: 'quiet',
  unrecognised: 'unknown',
  harmless: 'harmless',
}

const weakIn = (message: DebugMessage): string[] => {
  if (message.kind !== 'attribute') return []
  const { attribute, value } = message
  const proposal =
    attribute === 'encryption'
      ? { encryption: value }
      : attribute === 'hash'
        ? { hash: value }
        : attribute === 'group'
          ? { group: Number.parseInt(value, 10) }
          : {}
  return weaknesses(proposal, 'main', false).map(({ item, judgement, source }) => `${item}: ${judgement} [${source}]`)
}

export type Annotator = (input: Chunk | Passing) => Told[]

/** `paced`: arrival times mean something. `profile` fixes the dialect. */
export const annotator = (
  language: Language,
  files: readonly ProfileFile[],
  { profile, paced }: { readonly profile?: string | undefined; readonly paced: boolean },
): Annotator => {
  const sentence = sentences(language, files)
  let listening = listenState(language, profile)
  let tracking = trackState({ paced })

  const about = (message: DebugMessage): Negotiation | undefined => {
    const { conn } = message.heard
    return (conn ? tracking.byConn.get(conn) : undefined) ?? tracking.current
  }
  const explain = (message: DebugMessage): Explained => {
    const n = about(message)
    const entry = language.entries.get(message.heard.entry)
    const position = entry === undefined ? '' : positionOf(message, entry.step, n)
    const several = tracking.open.size > 1 && position.includes('message')
    return {
      kind: 'line',
      text: message.heard.text,
      tone: TONES[message.kind] ?? 'plain',
      meaning: sentence(message),
      position,
      peer: several ? n?.peer : undefined,
      warnings: weakIn(message),
      entry: message.heard.entry,
    }
  }
  return (input) => {
    const told: Told[] = []
    const [next, messages] = listen(listening, input)
    listening = next
    for (const message of messages) {
      const [after, observations] = track(tracking, message)
      tracking = after
      if (message.kind === 'dialect') told.push(message)
      else if (message.kind !== 'sight' && message.kind !== 'tick' && message.kind !== 'end')
        told.push(explain(message))
      for (const each of observations) if (each.kind !== 'tick' && each.kind !== 'end') told.push(each)
    }
    return told
  }
}
