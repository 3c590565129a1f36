/**
 * The environment as configuration. The rule: `IKEWATCH_` and the path of the key in capitals, with `_` between its parts,
 * before each capital letter of a key (`silentAfter` is `SILENT_AFTER`) and for each `-` of a name:
 * `IKEWATCH_CONSOLES_BRANCH_1_SILENT_AFTER` is `consoles.branch-1.silentAfter`. It outranks the file.
 */
import type { Path } from '../yaml.ts'
import { below } from './overlay.ts'
import { closest, type Problem } from './problem.ts'
import type { Shape } from './shape.ts'

const PREFIX = 'IKEWATCH_'

export type Environment = { readonly [name: string]: string | undefined }

export type Setting = { readonly variable: string; readonly path: Path; readonly value: string }

const capitals = (key: string): string =>
  key
    .replace(/-/g, '_')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()

const keysOf = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : [])

type End = Extract<Shape, { kind: 'leaf' | 'list' }>

const isEnd = (shape: Shape): shape is End => shape.kind === 'leaf' || shape.kind === 'list'

/** Ways to read the beginning of a name as one key: what is in the file first. */
const candidates = (shape: Shape, name: string, file: unknown): { key: string; entry: Shape; rest: string }[] => {
  if (isEnd(shape)) return []
  const keys = shape.kind === 'group' ? Object.keys(shape.fields) : keysOf(file)
  const known = keys.flatMap((key) => {
    const head = capitals(key)
    const entry = shape.kind === 'group' ? shape.fields[key] : shape.entry
    const begins = name === head || (name.startsWith(`${head}_`) && name.length > head.length + 1)
    if (!entry || !begins) return []
    return [{ key, entry, rest: name.slice(head.length + 1) }]
  })
  if (shape.kind === 'group') return known
  const parts = name.split('_')
  const fresh = parts.slice(1).map((_, index) => ({
    key: parts
      .slice(0, index + 1)
      .join('-')
      .toLowerCase(),
    entry: shape.entry,
    rest: parts.slice(index + 1).join('_'),
  }))
  return [...known, ...fresh]
}

const pathOf = (shape: Shape, name: string, file: unknown): Path | undefined => {
  if (isEnd(shape)) return name === '' ? [] : undefined
  for (const { key, entry, rest } of candidates(shape, name, file)) {
    const path = pathOf(entry, rest, below(file, key))
    if (path && key !== '') return [key, ...path]
  }
  return undefined
}

/** Every name that the shape and the names in the file allow. */
const allNames = (shape: Shape, file: unknown): string[] => {
  if (isEnd(shape)) return ['']
  const keys = shape.kind === 'group' ? Object.keys(shape.fields) : keysOf(file)
  return keys.flatMap((key) => {
    const entry = shape.kind === 'group' ? shape.fields[key] : shape.entry
    return entry
      ? allNames(entry, below(file, key)).map((rest) => (rest === '' ? capitals(key) : `${capitals(key)}_${rest}`))
      : []
  })
}

const SECRET = /PASSWORD$|PASSWD$|SECRET$|TOKEN$/

const unknown = (variable: string, shape: Shape, file: unknown): Problem => {
  const place = { file: variable, line: 0, column: 0 }
  if (SECRET.test(variable)) {
    const mend =
      'Put the secret into a file that only ikewatch can read, and name the file in IKEWATCH_BROKER_PASSWORD_FILE.'
    return { ...place, problem: 'A secret is never a value.', mend }
  }
  const near = closest(
    variable,
    allNames(shape, file).map((name) => PREFIX + name),
  )
  const mend = near === undefined ? 'Unset it.' : `Did you mean ${near}?`
  return { ...place, problem: 'No key of the configuration has this name.', mend }
}

/** Settings of the environment, and variables that set nothing. Values of the latter are never shown. */
export const settingsOf = (
  env: Environment,
  shape: Shape,
  file: unknown,
): { settings: Setting[]; problems: Problem[] } => {
  const settings: Setting[] = []
  const problems: Problem[] = []
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith(PREFIX) || value === undefined) continue
    const path = pathOf(shape, variable.slice(PREFIX.length), file)
    if (path) settings.push({ variable, path, value })
    else problems.push(unknown(variable, shape, file))
  }
  return { settings, problems }
}
