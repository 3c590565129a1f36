/** The file of a configuration; the only part of it that touches the disk. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Environment } from './environment.ts'
import { type Loaded, loadConfig, type More } from './load.ts'

const INSTALLED = '/etc/ikewatch/ikewatch.yaml'

/** Where the package puts the configuration; undefined where there is none. */
export const installedConfig = (): string | undefined => (existsSync(INSTALLED) ? INSTALLED : undefined)

const WHY: { readonly [code: string]: string } = {
  ENOENT: 'There is no such file.',
  EACCES: 'This user may not read the file.',
  EISDIR: 'This is a directory.',
}

/** Reads and checks a file; undefined for none at all. A file that cannot be read is a problem like any other. */
export const loadConfigFile = async (file: string | undefined, env: Environment, more: More = {}): Promise<Loaded> => {
  if (file === undefined) return loadConfig('', 'configuration', env, more)
  try {
    return loadConfig(await readFile(file, 'utf8'), file, env, more)
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    const problem = WHY[code] ?? `It cannot be read: ${message}.`
    return {
      ok: false,
      problems: [{ file, line: 0, column: 0, problem, mend: 'Name a configuration file that can be read.' }],
    }
  }
}
