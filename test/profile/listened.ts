/** Console text through everything up to the debug messages. */
import { listen, listenState } from '../../src/agent.ts'
import type { DebugMessage, Dialect } from '../../src/phase1/message.ts'
import type { Language } from '../../src/profile/compile.ts'
import { shipped } from './language.ts'

const encoder = new TextEncoder()

export type Listened = {
  readonly messages: DebugMessage[]
  readonly dialects: Dialect[]
  readonly state: ReturnType<typeof listenState>
}

/** Lines of a console, each ended by CR LF, and the end of the input. */
export const listened = (
  lines: readonly string[],
  { language = shipped, fixed }: { language?: Language; fixed?: string } = {},
): Listened => {
  let state = listenState(language, fixed)
  const messages: DebugMessage[] = []
  const dialects: Dialect[] = []
  const bytes = encoder.encode(lines.map((line) => `${line}\r\n`).join(''))
  for (const input of [{ kind: 'chunk', bytes, at: 0 } as const, { kind: 'end', now: 0 } as const]) {
    const [next, outputs] = listen(state, input)
    state = next
    for (const output of outputs) {
      if (output.kind === 'dialect') dialects.push(output)
      else if (output.kind !== 'sight' && output.kind !== 'tick' && output.kind !== 'end') messages.push(output)
    }
  }
  return { messages, dialects, state }
}

/** Messages without the lines that nobody reads. */
export const understood = (...lines: string[]): DebugMessage[] =>
  listened(lines).messages.filter(({ kind }) => kind !== 'ignored' && kind !== 'unrecognised')

/** What a message tells, without what surrounds it. */
export const factsOf = ({ heard: _, ...facts }: DebugMessage): Record<string, unknown> => facts
