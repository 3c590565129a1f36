/** A composition that is being played, and what a voice is: how one family of devices words what happens to an SA. */
import type { Entry } from './entry.ts'
import type { Chance } from './prng.ts'
import type { Sa } from './sa.ts'
import type { Policy, Setting } from './setting.ts'
import type { Row } from './table.ts'

export type Play = {
  readonly setting: Setting
  readonly chance: Chance
  readonly entries: Entry[]
  readonly slots: Map<string, Sa>
  readonly flags: Set<string>
  sa: Sa
  negotiations: number
  at: number
  burst: number
}

export type Operation = (play: Play, text: string) => void

export type Voice = {
  readonly steps: { readonly [name: string]: readonly Row[] }
  /** Its operations beside those that every voice has (compose.ts). */
  readonly operations: { readonly [operation: string]: Operation }
  /** Prints a row whose operation is none, but tells how the line is tagged. */
  readonly say: (play: Play, tag: string, text: string) => void
  /** What is printed while offers are compared with policies. */
  readonly comparison: (offers: readonly Policy[], policies: readonly Policy[], hasKey: boolean) => readonly Row[]
  /** Flags that the setting alone decides, beside those that every voice has. */
  readonly flags: (setting: Setting) => readonly string[]
}

export const fill = (text: string, { sa }: Play): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => sa.variables.get(name) ?? whole)

export const print = (play: Play, stamped: 'debug' | 'log' | 'raw', text: string): void => {
  play.entries.push({ kind: 'line', at: play.at, burst: play.burst, stamped, text: fill(text, play) })
}
