/** What must come out of a transcript: its events, dressed for publication in a way that does not depend on the day. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { agent, agentState } from '../../src/agent.ts'
import { eventMaker } from '../../src/edge/events.ts'
import type { Language } from '../../src/profile/compile.ts'
import { TRANSCRIPTS } from './folders.ts'

/** Year of stamps that print none. */
const YEAR = 2026

export const goldenName = (console: string): string => console.replace(/\.console$/, '.events.jsonl')

/** The events of a console file, one JSON text a line, as `NAME.events.jsonl` holds them. */
export const eventsOf = (language: Language, folder: string, name: string): string => {
  const bytes = readFileSync(join(TRANSCRIPTS, folder, name))
  let sequence = 0
  const dress = eventMaker(folder, YEAR, () => ++sequence, 'test')
  let state = agentState(language, { paced: false })
  let events = ''
  for (const input of [{ kind: 'chunk', bytes, at: 0 } as const, { kind: 'end', now: 0 } as const]) {
    const [next, observations] = agent(state, input)
    state = next
    for (const observation of observations) for (const event of dress(observation)) events += `${event}\n`
  }
  return events
}
