/**
 * What compiling does not see of a profile: whether it fits the schema, and whether its examples do what its entries say.
 * Loads TypeBox, which takes its time: only `profiles check` and the tests import this.
 */
import { Value } from '@sinclair/typebox/value'
import { OUTPUT } from '../console/operator.ts'
import { toRecord } from '../console/records.ts'
import type { Fault, Language } from './compile.ts'
import { KINDS } from './kinds.ts'
import { emptyTree, insert, match, type Node, reached } from './matcher.ts'
import { ProfileFile } from './schema.ts'
import { parseSpelling } from './template.ts'
import { meaningOf, scopeOf } from './understand.ts'

type Path = readonly (string | number)[]

/** Steps that an entry may belong to (firmware-profiles/README.md). */
const STEPS: ReadonlySet<string> = new Set(
  'setup mm1 mm2 mm3 mm4 mm5 mm6 am1 am2 am3 any retransmit natt xauth modecfg qm info dpd delete pki admin p1-done'.split(
    ' ',
  ),
)

const pathOf = (pointer: string): Path =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))

/** One fault for each place: a union that fits nowhere reports itself and each of its members. */
export const shapeFaults = (name: string, value: unknown): Fault[] => {
  const faults = new Map<string, Fault>()
  for (const { path, message, value: found } of Value.Errors(ProfileFile, value)) {
    if (faults.has(path)) continue
    const at = pathOf(path)
    const where = at.at(-1)
    const kind = at[0] === 'messages' && where === 'kind' && typeof found === 'string'
    faults.set(path, {
      profile: name,
      path: at,
      problem: kind
        ? `kind "${found}" is unknown`
        : `"${where ?? 'the file'}" does not fit the schema: ${message.toLowerCase()}`,
      mend: kind ? `use one of: ${Object.keys(KINDS).join(', ')}` : 'see firmware-profiles/README.md',
    })
  }
  return [...faults.values()]
}

/** An entry for a message or an ignored line, with its place. */
export type Checked = {
  readonly id: string
  readonly scope: string
  readonly texts: readonly string[]
  readonly examples: readonly string[]
  readonly within: string | undefined
  readonly path: Path
  readonly step: string
  readonly meaning: string
  readonly factNames: readonly string[]
}

/** Everything in a profile that matches lines. */
export const entriesOf = (file: ProfileFile): Checked[] => [
  ...file.messages.map(({ id, scope, text, examples, within, step, meaning, facts }, index) => ({
    ...{ id, scope, texts: text, examples, within, step, meaning, path: ['messages', index] },
    factNames: Object.keys(facts ?? {}),
  })),
  ...(file.ignore ?? []).map(({ scope, text, examples, why }, index) => ({
    ...{ id: `${file.profile}-ignored-${index + 1}`, scope, texts: [text], examples, within: undefined },
    ...{ step: 'any', meaning: why, path: ['ignore', index], factNames: [] },
  })),
]

type Tree = { readonly root: Node<string>; readonly index: number; readonly literals: number }

const treesOf = (entry: Checked): Tree[] =>
  entry.texts.flatMap((text, index) => {
    const tokens = parseSpelling(text)
    if (typeof tokens === 'string') return []
    const root = emptyTree<string>()
    insert(root, tokens, entry.id)
    const literals = tokens.reduce((sum, token) => sum + ('literal' in token ? token.literal.length : 0), 0)
    return [{ root, index, literals }]
  })

const fits = ({ root }: Tree, body: string): number => (match(root, body, () => true) === undefined ? -1 : reached)

/** The spelling that fits with the most literal text: what the matcher prefers. */
const bestOf = (trees: readonly Tree[], body: string): Tree | undefined => {
  let best: Tree | undefined
  for (const tree of trees) {
    if ((best === undefined || tree.literals > best.literals) && fits(tree, body) >= 0) best = tree
  }
  return best
}

const wordsFaults = (profile: string, { step, meaning, texts, factNames, path }: Checked): Fault[] => {
  const say = (key: string, problem: string, mend: string): Fault => ({ profile, path: [...path, key], problem, mend })
  const named = Array.from(meaning.matchAll(/\{(\w+)\}/g), ([, name = '']) => name)
  const unknown = named.filter((name) => !factNames.includes(name) && !texts.some((text) => text.includes(`{${name}:`)))
  return [
    ...(STEPS.has(step) ? [] : [say('step', `the step "${step}" is unknown`, `use one of: ${[...STEPS].join(', ')}`)]),
    ...unknown.map((name) => say('meaning', `{${name}} is captured by no spelling`, 'capture it, or leave it out')),
  ]
}

/** A row of a table bears no tag: the command before it tells what it is. */
const tagIn = (tag: string, { scope }: Checked, language: Language): string =>
  tag === '' && scopeOf(language, OUTPUT) === scope ? OUTPUT : tag

const exampleFaults = (profile: string, entry: Checked, language: Language): Fault[] => {
  const faults: Fault[] = []
  const trees = treesOf(entry)
  const covered = new Set<number>()
  for (const [index, example] of entry.examples.entries()) {
    const say = (problem: string, mend: string): void => {
      faults.push({ profile, path: [...entry.path, 'examples', index], problem, mend })
    }
    const record = toRecord({ kind: 'line', text: example, at: 0, bytes: example.length, damaged: false })
    if (record.tag !== '' && scopeOf(language, record.tag) !== entry.scope) {
      say(
        `the tag "${record.tag}" of the example belongs to scope "${scopeOf(language, record.tag) ?? 'none'}"`,
        'correct the example or the scope',
      )
      continue
    }
    const { spelling } = meaningOf(language, tagIn(record.tag, entry, language), record.body, entry.within)
    if (spelling === undefined) say('no spelling fits the example', 'correct the spelling or the example')
    else if (spelling.id !== entry.id)
      say(`the example is taken by "${spelling.id}" (${spelling.profile})`, 'make one of the two more exact')
    const best = bestOf(trees, record.body)
    if (best !== undefined) covered.add(best.index)
  }
  for (const { index } of trees) {
    if (covered.has(index)) continue
    const path = [...entry.path, 'text', ...(entry.path[0] === 'ignore' ? [] : [index])]
    faults.push({ profile, path, problem: 'no example fits this spelling', mend: 'add one under examples' })
  }
  return faults
}

/** What is wrong with the entries of one file, given the language that all files make together. */
export const entryFaults = (file: ProfileFile, language: Language): Fault[] =>
  entriesOf(file).flatMap((entry) => [
    ...wordsFaults(file.profile, entry),
    ...exampleFaults(file.profile, entry, language),
  ])

/** Examples that a spelling of another entry of the same scope takes exactly as far, with as much literal text. */
export const ambiguities = (files: readonly ProfileFile[]): Fault[] => {
  const all = files.flatMap((file) => entriesOf(file).map((entry) => ({ file, entry, trees: treesOf(entry) })))
  return all.flatMap(({ file, entry, trees }) =>
    entry.examples.flatMap((example, index): Fault[] => {
      const { body, tag } = toRecord({ kind: 'line', text: example, at: 0, bytes: 0, damaged: false })
      const own = bestOf(trees, body)
      if (own === undefined || tag === '') return []
      const end = fits(own, body)
      const rivals = all.filter(
        (other) =>
          other.entry !== entry &&
          other.entry.scope === entry.scope &&
          other.entry.within === entry.within &&
          other.trees.some((tree) => tree.literals >= own.literals && fits(tree, body) >= end),
      )
      return rivals.map((rival) => ({
        profile: file.profile,
        path: [...entry.path, 'examples', index],
        problem: `the example fits "${rival.entry.id}" (${rival.file.profile}) just as well`,
        mend: 'make one of the two more exact',
      }))
    }),
  )
}

/** The JSON Schema of a profile file. */
export const profileSchema = (): object => ({ $schema: 'http://json-schema.org/draft-07/schema#', ...ProfileFile })
