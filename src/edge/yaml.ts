/** YAML with places: every value and every mistake can be named by line and column. */
import { createRequire } from 'node:module'
import type { Node, Pair, YAMLError } from 'yaml'

/** Loaded at the first text: with the profiles compiled, most runs read no YAML at all. */
const library = (): typeof import('yaml') => createRequire(import.meta.url)('yaml')

/** Counted from 1. */
export type Place = { readonly line: number; readonly column: number }

export type YamlError = Place & { readonly message: string }

/** Keys of maps and indices of lists, from the outside in. */
export type Path = readonly (string | number)[]

export type YamlText = {
  /** Plain objects, arrays and scalars; undefined where the text has errors. */
  readonly value: unknown
  readonly errors: readonly YamlError[]
  /** Where the value at a path stands, or its key; of a path that is not there, the innermost part that is. */
  readonly locate: (path: Path, part?: 'key' | 'value') => Place
}

/** So many uses of anchors are honest; more are an attempt to fill the memory. */
const MAX_ALIASES = 100

type Step = { key: Node | undefined; value: Node | undefined }

const pairStep = (pair: Pair): Step => ({ key: pair.key as Node, value: (pair.value ?? undefined) as Node | undefined })

const into = (node: Node | undefined, part: string | number): Step | undefined => {
  const { isMap, isScalar, isSeq } = library()
  if (isSeq(node)) {
    const item = typeof part === 'number' ? (node.items[part] as Node | undefined) : undefined
    return item && { key: undefined, value: item }
  }
  if (!isMap(node)) return undefined
  const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(part))
  return pair && pairStep(pair)
}

/** The library adds an excerpt of the text, with dots and a caret, that nobody wants in a log. */
const firstLine = (message: string): string => message.split(/ at line \d+, column \d+|\n/)[0] ?? message

/** After the first mistake of grammar the rest is read at cross purposes, and is reported as mistakes that are none. */
const telling = (found: readonly YAMLError[]): readonly YAMLError[] => {
  const first = found.find(({ code }) => code !== 'DUPLICATE_KEY')
  return found.filter((each) => each === first || each.code === 'DUPLICATE_KEY')
}

/** Parses a text; never throws. */
export const parseYaml = (text: string): YamlText => {
  const { LineCounter, parseDocument } = library()
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true })
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const errors: YamlError[] = telling([...document.errors, ...document.warnings]).map(({ pos, message }) => ({
    ...placeAt(pos[0]),
    message: firstLine(message),
  }))
  const locate = (path: Path, part: 'key' | 'value' = 'value'): Place => {
    let here: Step = { key: undefined, value: (document.contents ?? undefined) as Node | undefined }
    let whole = true
    for (const name of path) {
      const next = into(here.value, name)
      whole = next !== undefined
      if (next === undefined) break
      here = next
    }
    const node = part === 'value' && whole ? (here.value ?? here.key) : (here.key ?? here.value)
    return placeAt(node?.range?.[0] ?? 0)
  }
  return { ...plain(() => document.toJS({ maxAliasCount: MAX_ALIASES }), errors), locate }
}

const plain = (convert: () => unknown, errors: YamlError[]): { value: unknown; errors: YamlError[] } => {
  if (errors.length > 0) return { value: undefined, errors }
  try {
    return { value: convert() ?? undefined, errors }
  } catch (error) {
    // Only aliases can fail here: too many of them, or one without its anchor.
    return { value: undefined, errors: [{ line: 1, column: 1, message: firstLine(String((error as Error).message)) }] }
  }
}
