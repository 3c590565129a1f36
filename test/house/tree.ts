import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The top of the repository; tests run from a build folder below it. */
export const TOP = join(import.meta.dirname, '../../..')

/** A text file, its path taken from the top of the repository. */
export const textOf = (path: string): string => readFileSync(join(TOP, path), 'utf8')

/** TypeScript files of src, by their path from there. */
export const sources = (): string[] =>
  readdirSync(join(TOP, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()

/** What git keeps, by path from the top; undefined where this is no clone. */
export const tracked = (): string[] | undefined => {
  try {
    const names = execFileSync('git', ['ls-files', '-z'], {
      cwd: TOP,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return names.split('\0').filter((name) => name !== '' && existsSync(join(TOP, name)))
  } catch {
    return undefined
  }
}
