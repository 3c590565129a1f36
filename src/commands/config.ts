/** `ikewatch config check FILE`: every problem of a configuration with its place, without any connection. */
import type { Environment } from '../edge/config/environment.ts'
import { loadConfigFile } from '../edge/config/file.ts'
import { renderProblem } from '../edge/config/problem.ts'
import { examples, type Subcommand } from './command.ts'
import { inert } from './text.ts'

export type CheckOptions = {
  /** Newline-delimited JSON instead of sentences. */
  readonly json?: boolean
  /** Devices of `--console`, as with `run`. */
  readonly devices?: readonly string[]
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

/** Checks a file and writes what is wrong with it, one line each. Resolves to the exit status: 0 in order, 2 not. */
export const checkConfig = async (
  file: string,
  env: Environment,
  out: (text: string) => void,
  { json = false, devices = [] }: CheckOptions = {},
): Promise<0 | 2> => {
  const loaded = await loadConfigFile(file, env, { devices })
  if (loaded.ok) {
    const consoles = Object.keys(loaded.config.consoles)
    const sentence = `${file}: in order, ${plural(consoles.length, 'console')} (${consoles.join(', ')})`
    out(`${json ? JSON.stringify({ file, ok: true, consoles }) : sentence}\n`)
    return 0
  }
  for (const problem of loaded.problems) out(`${json ? JSON.stringify(problem) : inert(renderProblem(problem))}\n`)
  return 2
}

export const config: Subcommand = (command, io, end) => {
  const check = command
    .command('check')
    .description('Name every problem of a configuration with file:line:column; nothing is opened or connected')
    .argument('<file>', 'the configuration')
    .option('--json', 'one JSON object a line')
    .action(async (file: string, options: { json?: true }) =>
      end(await checkConfig(file, process.env, io.out, options)),
    )
  examples(check, ['ikewatch config check /etc/ikewatch/ikewatch.yaml', 'before the service is told to reload it'])
}
