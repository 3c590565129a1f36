/** The sentence of a profile's entry, filled with what the line itself says. */
import { withoutMarks } from '../console/joining.ts'
import { PROMPT, toRecord } from '../console/records.ts'
import type { DebugMessage } from '../phase1/message.ts'
import type { Language } from '../profile/compile.ts'
import { captured, emptyTree, insert, match, type Node } from '../profile/matcher.ts'
import type { ProfileFile } from '../profile/schema.ts'
import { parseSpelling } from '../profile/template.ts'
import { foldVpi } from '../vocabulary/ike.ts'

type Captures = readonly { readonly name: string; readonly type: string }[]

/** Spellings of one entry by its id, for filling in what the entry's kind has no fact for. */
type Spellings = ReadonlyMap<string, readonly string[]>

const spellingsOf = (files: readonly ProfileFile[]): Spellings => {
  const all = new Map<string, readonly string[]>()
  for (const file of files) {
    for (const { id, text } of file.messages) all.set(id, text)
    for (const [index, { text }] of (file.ignore ?? []).entries())
      all.set(`${file.profile}-ignored-${index + 1}`, [text])
  }
  return all
}

const treeOf = (texts: readonly string[]): Node<Captures> => {
  const tree = emptyTree<Captures>()
  for (const text of texts) {
    const tokens = parseSpelling(text)
    if (typeof tokens !== 'string')
      insert(
        tree,
        tokens,
        tokens.flatMap((token) => ('type' in token ? [token] : [])),
      )
  }
  return tree
}

const bodyOf = (text: string): string => {
  const line = { kind: 'line' as const, text, at: 0, bytes: 0, damaged: false }
  return toRecord(line).body
}

/** What the body of a line may be: as it stands, its pieces put together, or without the marks of a ping. */
function* bodies(text: string): Generator<string> {
  const whole = text.replace(/\n/g, ' ')
  yield bodyOf(whole)
  if (whole !== text) yield bodyOf(text.replace(/\n/g, ''))
  for (const candidate of withoutMarks(whole)) yield bodyOf(candidate)
}

const capturedIn = (tree: Node<Captures>, text: string): Map<string, string> | undefined => {
  for (const body of bodies(text)) {
    const captures = match(tree, body, () => true)
    if (captures === undefined) continue
    return new Map(
      captures.map(({ name, type }, index) => {
        const value = body.slice(captured[2 * index], captured[2 * index + 1]).trim()
        return [name, type === 'vpi' ? String(foldVpi(value)) : value] as const
      }),
    )
  }
  return undefined
}

/** What stands for a value that a mangled line does not show. */
const UNREADABLE = '…'

const unknownSentence = (message: DebugMessage): string => {
  const { text } = message.heard
  const { tag, body } = toRecord({ kind: 'line', text, at: 0, bytes: 0, damaged: false })
  if (message.kind === 'note') return 'The end of the line before, cut off by the width of a terminal or a page.'
  if (message.kind !== 'ignored') return 'Not understood: no firmware profile knows this line.'
  if (tag === PROMPT) return body === '' ? "The router's prompt." : 'Typed by an operator at the prompt.'
  if (tag !== '') return 'Another part of the router speaks here; it says nothing of phase 1.'
  return 'Shown because an operator asked for it; nothing new happens here.'
}

/** Makes the function that gives each message its sentence. */
export const sentences = (language: Language, files: readonly ProfileFile[]): ((message: DebugMessage) => string) => {
  const spellings = spellingsOf(files)
  const trees = new Map<string, Node<Captures>>()
  const treeFor = (id: string): Node<Captures> => {
    const known = trees.get(id)
    if (known !== undefined) return known
    const made = treeOf(spellings.get(id) ?? [])
    trees.set(id, made)
    return made
  }
  return (message) => {
    const entry = language.entries.get(message.heard.entry)
    if (entry === undefined) return unknownSentence(message)
    // Why a line is ignored is often a word or two, no sentence.
    if (entry.kind === 'ignored' && /^[a-z]/.test(entry.meaning)) return `Says nothing of phase 1: ${entry.meaning}.`
    let found: Map<string, string> | undefined
    return entry.meaning.replace(/\{(\w+)\}/g, (_, name: string) => {
      const fact = (message as unknown as Readonly<Record<string, unknown>>)[name]
      if (fact !== undefined && name !== 'kind' && name !== 'heard') return String(fact)
      found ??= capturedIn(treeFor(entry.id), message.heard.text) ?? new Map()
      return found.get(name) ?? UNREADABLE
    })
  }
}
