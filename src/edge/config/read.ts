/** Reads a raw tree by a shape and collects everything that is wrong with it. */
import { isTopicSafe, topicSafe } from '../../report/names.ts'
import type { Path } from '../yaml.ts'
import type { Tree } from './overlay.ts'
import { closest, shown } from './problem.ts'
import type { Fields, Shape } from './shape.ts'

/** Called for each problem; `part` says whether the key or its value is at fault. */
export type Complain = (path: Path, part: 'key' | 'value', problem: string, mend: string) => void

const treeOf = (raw: unknown): Tree | undefined => {
  if (raw === undefined || raw === null) return {}
  return typeof raw === 'object' && !Array.isArray(raw) ? (raw as Tree) : undefined
}

const own = (tree: Tree, key: string): unknown => (Object.hasOwn(tree, key) ? tree[key] : undefined)

const named = (path: Path): string => path.join('.')

const SECRET = /^(pass(word|wd|phrase)?|secret|token)$/i

const complainOfKey = (fields: Fields, path: Path, key: string, complain: Complain): void => {
  const where = path.length === 0 ? 'here' : `in ${named(path)}`
  if (SECRET.test(key)) {
    const mend = 'Put it into a file that only ikewatch can read, and name the file by passwordFile.'
    complain([...path, key], 'key', `${key} is a secret, and secrets are never values.`, mend)
    return
  }
  const keys = Object.keys(fields)
  const near = closest(key, keys)
  const mend = near === undefined ? `The keys are ${keys.join(', ')}.` : `Did you mean ${near}?`
  complain([...path, key], 'key', `There is no key ${shown(key)} ${where}.`, mend)
}

const readGroup = (fields: Fields, raw: unknown, path: Path, complain: Complain): unknown => {
  const tree = treeOf(raw)
  if (tree === undefined) {
    complain(
      path,
      'value',
      `${named(path) || 'The file'} is ${shown(raw)}.`,
      `Write keys below it: ${Object.keys(fields).join(', ')}.`,
    )
    return {}
  }
  for (const key of Object.keys(tree)) if (!Object.hasOwn(fields, key)) complainOfKey(fields, path, key, complain)
  const result: Tree = {}
  for (const [key, shape] of Object.entries(fields)) {
    const value = read(shape, own(tree, key), [...path, key], complain)
    if (value !== undefined) result[key] = value
  }
  return result
}

const readTable = (entry: Shape, of: string, raw: unknown, path: Path, complain: Complain): unknown => {
  const tree = treeOf(raw)
  if (tree === undefined) {
    complain(path, 'value', `${named(path)} is ${shown(raw)}.`, `Write the name of each ${of} and its keys below it.`)
    return undefined
  }
  const result: Tree = {}
  for (const [name, value] of Object.entries(tree)) {
    if (!isTopicSafe(name)) {
      const problem = `The name ${shown(name)} of a ${of} has other characters than a-z, 0-9 and "-", or is too long.`
      complain([...path, name], 'key', problem, `Use "${topicSafe(name)}".`)
    }
    result[name] = read(entry, value, [...path, name], complain)
  }
  return result
}

const readLeaf = (shape: Extract<Shape, { kind: 'leaf' }>, raw: unknown, path: Path, complain: Complain): unknown => {
  if (raw === undefined) {
    if (shape.need === 'default') return shape.fallback
    if (shape.need === 'required') complain(path, 'key', `${named(path)} is missing.`, `Add ${path.at(-1)}.`)
    return undefined
  }
  if (raw === null) {
    complain(path, 'key', `${named(path)} has no value.`, 'Give it one, or leave the line out.')
    return undefined
  }
  const verdict = shape.read(raw)
  if (verdict.ok) return verdict.value
  complain(path, 'value', `${named(path)} ${verdict.problem}`, verdict.mend)
  return undefined
}

const readList = (shape: Extract<Shape, { kind: 'list' }>, raw: unknown, path: Path, complain: Complain): unknown => {
  if (raw === undefined) return shape.fallback
  const items = typeof raw === 'string' ? raw.split(/[\s,]+/).filter((item) => item !== '') : raw
  const entries = Array.isArray(items) ? items : [items]
  if (entries.length === 0) complain(path, 'key', `${named(path)} is empty.`, 'Give it at least one value.')
  const read = entries.map((item: unknown, index) => {
    const verdict = shape.read(item)
    if (verdict.ok) return verdict.value
    complain(Array.isArray(raw) ? [...path, index] : path, 'value', `${named(path)} ${verdict.problem}`, verdict.mend)
    return undefined
  })
  return read.includes(undefined) ? undefined : read
}

/** The value that a shape makes of a raw tree; meaningless once there was a complaint. */
export const read = (shape: Shape, raw: unknown, path: Path, complain: Complain): unknown => {
  if (shape.kind === 'leaf') return readLeaf(shape, raw, path, complain)
  if (shape.kind === 'list') return readList(shape, raw, path, complain)
  if (shape.kind === 'group') return readGroup(shape.fields, raw, path, complain)
  return readTable(shape.entry, shape.of, raw, path, complain)
}
