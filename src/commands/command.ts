/**
 * What a subcommand is. Its module exports one `Subcommand`; a line in `catalogue.ts` makes it known. The module is loaded
 * only when its name is on the command line, so it may import whatever it needs.
 */
import type { Command } from 'commander'
import type { Io } from './io.ts'

/** 0 done; 1 could not do it; 2 usage or configuration; 3 a phase 1 failed in the input (only with `--exit-code`). */
export type Status = 0 | 1 | 2 | 3

/**
 * Adds arguments, options, examples and the action to a command that has its name and summary already. The action
 * awaits its work and then calls `end`; what it cannot do it throws as a `Refusal`.
 */
export type Subcommand = (command: Command, io: Io, end: (status: Status) => void) => void

/** The command cannot be done: one sentence that names the place and the mend, and the exit status. */
export class Refusal extends Error {
  readonly status: Status

  constructor(sentence: string, status: Status) {
    super(sentence)
    this.status = status
  }
}

/** The command line or the configuration is wrong. */
export const wrongUse = (sentence: string): Refusal => new Refusal(sentence, 2)

/** Something outside stands in the way. */
export const cannot = (sentence: string): Refusal => new Refusal(sentence, 1)

const SCREEN = 80

/** Examples at the end of a command's help, one a line, or two where they are too long for a screen: the command and what it does. */
export const examples = (command: Command, ...lines: readonly (readonly [command: string, does: string])[]): void => {
  const width = Math.max(...lines.map(([typed]) => typed.length))
  const fit = lines.every(([, does]) => 2 + width + 2 + does.length <= SCREEN)
  const text = lines.map(([typed, does]) => (fit ? `  ${typed.padEnd(width)}  ${does}` : `  ${typed}\n      ${does}`))
  command.addHelpText('after', `\nExamples:\n${text.join('\n')}`)
}
