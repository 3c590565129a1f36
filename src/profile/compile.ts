/** Profile files to one matcher per scope, with every fault found on the way, by its place in the file. */
import type { Kind } from '../phase1/message.ts'
import { asKind, FREE_KINDS, KINDS } from './kinds.ts'
import { emptyTree, insert, type Node } from './matcher.ts'
import type { MessageEntry, ProfileFile } from './schema.ts'
import { type CaptureType, parseSpelling } from './template.ts'

/** One spelling, ready to make a message of. */
export type Spelling = {
  readonly profile: string
  readonly id: string
  readonly kind: Kind
  readonly scope: string
  /** Facts that the text always says, names and values in turn. */
  readonly constants: readonly unknown[]
  /** In order; a name that begins with `_` is not a fact, it only lets the text vary. */
  readonly captures: readonly { readonly name: string; readonly type: CaptureType; readonly number: boolean }[]
  readonly within: string | undefined
  /** Number of the block that it opens, counted from 1; 0 where it opens none. */
  readonly opens: number
}

/** What is said about an entry, for people. */
export type Entry = {
  readonly id: string
  readonly meaning: string
  readonly step: string
  readonly kind: Kind
  readonly profile: string
}

export type Profile = {
  readonly name: string
  readonly title: string
  readonly family: 'ios' | 'asa'
  readonly repeatAfterMs: number
  readonly repeats: number
  readonly recognise: readonly string[]
}

/** All that listening needs: which tag belongs to which scope, and a tree a scope. */
export type Language = {
  readonly profiles: readonly Profile[]
  readonly entries: ReadonlyMap<string, Entry>
  readonly scopes: ReadonlyMap<string, string>
  readonly trees: ReadonlyMap<string, Node<Spelling>>
  /** Spellings that may stand without a tag, of all scopes. */
  readonly bare: Node<Spelling>
}

/** A fault at a place of one profile: the path leads to file:line:column. */
export type Fault = {
  readonly profile: string
  readonly path: readonly (string | number)[]
  readonly problem: string
  readonly mend: string
}

type Building = {
  /** Ids of entries that open a block, in the order of their numbers. */
  blocks: string[]
  entries: Map<string, Entry>
  scopes: Map<string, string>
  trees: Map<string, Node<Spelling>>
  bare: Node<Spelling>
  faults: Fault[]
}

type FieldOf = { readonly is: unknown; readonly optional: boolean }

const fieldsOf = (kind: Kind): Readonly<Record<string, FieldOf>> => KINDS[kind] as Readonly<Record<string, FieldOf>>

const known = (kind: Kind, name: string): FieldOf | undefined =>
  Object.hasOwn(fieldsOf(kind), name) ? fieldsOf(kind)[name] : undefined

const checkFacts = (
  entry: MessageEntry,
  kind: Kind,
  captures: readonly string[],
  say: (what: string, mend: string) => void,
): void => {
  if (FREE_KINDS.includes(kind)) return
  const given = new Set([...Object.keys(entry.facts ?? {}), ...captures])
  for (const name of given) {
    if (known(kind, name) === undefined) {
      say(`kind "${kind}" has no fact "${name}"`, `use one of: ${Object.keys(KINDS[kind]).join(', ') || 'none'}`)
    }
  }
  for (const [name, field] of Object.entries(fieldsOf(kind))) {
    if (!field.optional && !given.has(name))
      say(`kind "${kind}" needs the fact "${name}"`, 'capture it or give it under facts')
    const constant = entry.facts?.[name]
    if (constant !== undefined && Array.isArray(field.is) && !field.is.includes(constant)) {
      say(`fact "${name}" cannot be "${constant}"`, `use one of: ${field.is.join(', ')}`)
    }
  }
}

/** One number for all spellings of an entry. */
const numberOf = ({ blocks }: Building, id: string): number =>
  blocks.includes(id) ? blocks.indexOf(id) + 1 : blocks.push(id)

const addSpelling = (
  building: Building,
  file: ProfileFile,
  entry: MessageEntry,
  text: string,
  path: readonly (string | number)[],
  openers: ReadonlySet<string | undefined>,
): void => {
  const say = (problem: string, mend: string): void => {
    building.faults.push({ profile: file.profile, path, problem, mend })
  }
  const tokens = parseSpelling(text)
  if (typeof tokens === 'string') return say(`the spelling ${tokens}`, 'correct the text')
  const kind = asKind(entry.kind)
  if (kind === undefined) return say(`kind "${entry.kind}" is unknown`, `use one of: ${Object.keys(KINDS).join(', ')}`)
  const captures = tokens.flatMap((token) => ('type' in token ? [token] : []))
  const facts = captures.flatMap(({ name }) => (name.startsWith('_') ? [] : [name]))
  checkFacts(entry, kind, facts, say)
  const kept = FREE_KINDS.includes(kind) ? [] : captures
  const spelling: Spelling = {
    profile: file.profile,
    id: entry.id,
    kind,
    scope: entry.scope,
    constants: Object.entries(entry.facts ?? {}).flat(),
    captures: kept.map(({ name, type }) => ({ name, type, number: known(kind, name)?.is === 'number' })),
    within: entry.within,
    opens: openers.has(entry.id) ? numberOf(building, entry.id) : 0,
  }
  const tree = building.trees.get(entry.scope) ?? emptyTree<Spelling>()
  building.trees.set(entry.scope, tree)
  const before = insert(tree, tokens, spelling)
  if (before !== undefined)
    say(`the spelling stands already under "${before.id}" (${before.profile})`, 'remove one of the two')
  if (entry.bare === true || entry.within !== undefined) insert(building.bare, tokens, spelling)
}

const addMessage = (
  building: Building,
  file: ProfileFile,
  entry: MessageEntry,
  path: readonly (string | number)[],
  openers: ReadonlySet<string | undefined>,
): void => {
  if (building.entries.has(entry.id)) {
    building.faults.push({
      profile: file.profile,
      path: [...path, 'id'],
      problem: `the id "${entry.id}" is used twice`,
      mend: 'choose another',
    })
  }
  if (![...building.scopes.values()].includes(entry.scope)) {
    building.faults.push({
      profile: file.profile,
      path: [...path, 'scope'],
      problem: `the scope "${entry.scope}" is not defined`,
      mend: 'name its tags under scopes',
    })
  }
  if (entry.within !== undefined && !file.messages.some(({ id }) => id === entry.within)) {
    building.faults.push({
      profile: file.profile,
      path: [...path, 'within'],
      problem: `within "${entry.within}" names no message of this file`,
      mend: 'name the message whose block it stands in',
    })
  }
  building.entries.set(entry.id, {
    id: entry.id,
    meaning: entry.meaning,
    step: entry.step,
    kind: entry.kind as Kind,
    profile: file.profile,
  })
  entry.text.forEach((text, index) => addSpelling(building, file, entry, text, [...path, 'text', index], openers))
}

const ignoredEntry = (ignored: NonNullable<ProfileFile['ignore']>[number], id: string): MessageEntry => ({
  id,
  scope: ignored.scope,
  kind: 'ignored',
  text: [ignored.text],
  meaning: ignored.why,
  step: 'any',
  examples: ignored.examples,
  bare: ignored.bare === true,
})

/** Compiles the files in the order given: a profile comes after the one it extends. */
export const compile = (files: readonly ProfileFile[]): { language: Language; faults: readonly Fault[] } => {
  const building: Building = {
    entries: new Map(),
    scopes: new Map(),
    trees: new Map(),
    bare: emptyTree(),
    faults: [],
    blocks: [],
  }
  for (const file of files) {
    for (const [scope, tags] of Object.entries(file.scopes ?? {})) {
      for (const tag of tags) building.scopes.set(tag, scope)
    }
    const openers = new Set(file.messages.map(({ within }) => within))
    file.messages.forEach((entry, index) => addMessage(building, file, entry, ['messages', index], openers))
    for (const [index, ignored] of (file.ignore ?? []).entries()) {
      addMessage(
        building,
        file,
        ignoredEntry(ignored, `${file.profile}-ignored-${index + 1}`),
        ['ignore', index],
        openers,
      )
    }
  }
  const { faults, blocks: _, ...language } = building
  const profiles = files.map((file) => ({
    name: file.profile,
    title: file.title,
    family: file.family,
    repeatAfterMs: Number.parseInt(file.timers.repeatAfter, 10) * 1000,
    repeats: file.timers.repeats,
    recognise: file.recognise,
  }))
  return { language: { profiles, ...language }, faults }
}
