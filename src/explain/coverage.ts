/** How much of a capture is understood, and the shapes of what is not: a start for the next template. */
import { listen, listenState } from '../agent.ts'
import type { Chunk } from '../console/record.ts'
import { toRecord } from '../console/records.ts'
import type { Language } from '../profile/compile.ts'
import type { Passing } from '../stage.ts'

/** Lines that look alike. */
export type Shape = {
  /** Tag of the lines; empty where they have none. */
  readonly tag: string
  /** As a spelling of a profile: what varies is a capture. */
  readonly spelling: string
  count: number
  /** The first such line. */
  readonly sample: string
}

export type Coverage = {
  readonly lines: number
  readonly understood: number
  readonly ignored: number
  readonly unknown: number
  /** Unknown lines with control or undecodable characters. */
  readonly damaged: number
  readonly shapes: readonly Shape[]
  /** Unknown lines beyond the shapes that are kept apart. */
  readonly others: number
}

/** Shapes kept apart: a capture of rubbish has as many as lines. */
const MOST_SHAPES = 1000

const VARYING = /0x[0-9A-Fa-f]+|\d{1,3}(?:\.\d{1,3}){3}|-?\b\d+\b/g

const typeOf = (value: string): string => (value.startsWith('0x') ? 'hex' : value.includes('.') ? 'address' : 'int')

/** Numbers, addresses and hexadecimal values become captures; two side by side become one. */
export const spellingOf = (body: string): string => {
  let count = 0
  return body.replace(VARYING, (value) => `{_${++count}:${typeOf(value)}}`).replace(/\}\{_\d+:\w+/g, '')
}

export type CoverageMeter = { take(input: Chunk | Passing): void; result(): Coverage }

export const coverageMeter = (language: Language, profile?: string): CoverageMeter => {
  const shapes = new Map<string, Shape>()
  let others = 0
  let state = listenState(language, profile)
  const add = (text: string): void => {
    const { tag, body } = toRecord({ kind: 'line', text, at: 0, bytes: 0, damaged: false })
    const spelling = spellingOf(body)
    const key = `${tag} ${spelling}`
    const known = shapes.get(key)
    if (known !== undefined) known.count++
    else if (shapes.size < MOST_SHAPES) shapes.set(key, { tag, spelling, count: 1, sample: text })
    else others++
  }
  return {
    take: (input) => {
      const [next, messages] = listen(state, input)
      state = next
      for (const message of messages) if (message.kind === 'unrecognised') add(message.heard.text)
    },
    result: () => {
      const { understood, ignored, unknown, damaged } = state[1].lines
      const sorted = [...shapes.values()].sort((a, b) => b.count - a.count || a.spelling.localeCompare(b.spelling))
      return {
        lines: understood + ignored + unknown + damaged,
        understood,
        ignored,
        unknown,
        damaged,
        shapes: sorted,
        others,
      }
    },
  }
}
