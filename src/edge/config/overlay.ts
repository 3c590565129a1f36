/** What the environment and the command line lay over the file, and which of them each value came from. */
import type { Path, Place, YamlText } from '../yaml.ts'

export type Tree = { [key: string]: unknown }

export type Overlay = {
  /** A copy of the file's tree, with everything laid over it. */
  readonly tree: unknown
  /** Sets a value; `origin` is a variable or an option. Where the file has no keys on the way, its own mistake stands. */
  readonly set: (path: Path, value: string, origin: string) => void
  /** Where a path comes from: the file, or the variable or option that made it, without a line. */
  readonly placeOf: (path: Path, part: 'key' | 'value') => Place & { readonly file: string }
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value under a key, where there is one. */
export const below = (value: unknown, key: string | number): unknown =>
  isTree(value) && Object.hasOwn(value, key) ? value[key] : undefined

const nameOf = (path: Path): string => path.join('\n')

export const overlayOn = (yaml: YamlText, file: string): Overlay => {
  const tree: unknown = structuredClone(yaml.value ?? {})
  const origins = new Map<string, string>()

  const set = (path: Path, value: string, origin: string): void => {
    let here = tree
    for (const [index, key] of path.entries()) {
      if (!isTree(here)) return
      const last = index === path.length - 1
      const missing = (below(here, key) ?? undefined) === undefined
      if (last || missing) origins.set(nameOf(path.slice(0, index + 1)), origin)
      if (last) here[key] = value
      else if (missing) here[key] = {}
      here = here[key]
    }
  }

  const placeOf = (path: Path, part: 'key' | 'value') => {
    for (let length = path.length; length > 0; length--) {
      const origin = origins.get(nameOf(path.slice(0, length)))
      if (origin !== undefined) return { file: origin, line: 0, column: 0 }
    }
    return { file, ...yaml.locate(path, part) }
  }

  return { tree, set, placeOf }
}
