/** The compiled program as a child process, for tests of what a user sees. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const MAIN = join(import.meta.dirname, '../../src/main.js')
const TRANSCRIPTS = join(import.meta.dirname, '../../../test/transcripts')

/** Path of a transcript: `ios-12/tokyo-osaka`. */
export const transcript = (name: string): string => join(TRANSCRIPTS, `${name}.console`)

/** A text that a person has read and found right, beside the tests. */
export const golden = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../../test/commands', name), 'utf8')

export type Outcome = { readonly status: number | null; readonly out: string; readonly err: string }

const LIMIT_MS = 60_000

/** Environment without what would change colours or the kind of errors. */
export const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => {
  const { NO_COLOR: _, FORCE_COLOR: __, IKEWATCH_DEBUG: ___, NODE_OPTIONS: ____, ...rest } = process.env
  return { ...rest, ...more }
}

export const ikewatch = (
  args: readonly string[],
  { input, env }: { readonly input?: string | Uint8Array; readonly env?: NodeJS.ProcessEnv } = {},
): Outcome => {
  const done: SpawnSyncReturns<string> = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    env: environment(env),
    input: input ?? '',
    timeout: LIMIT_MS,
    maxBuffer: 64 * 1024 * 1024,
  })
  return { status: done.status, out: done.stdout, err: done.stderr }
}

/** What `--json` wrote. */
export const jsonLines = (text: string): { [key: string]: unknown }[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
