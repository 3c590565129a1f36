/**
 * All spellings of a scope in one tree, walked once along the body: the cost of a line depends on its length, not on how
 * many spellings there are. Literal text goes before captures, longer matches before shorter ones.
 */
import { scan } from './capture.ts'
import type { CaptureType, Token } from './template.ts'

type Edge<T> = { /** Of the first character. */ code: number; literal: string; node: Node<T> }
type Branch<T> = {
  type: CaptureType /** First character of what follows, -1 where several or none. */
  stop: number
  node: Node<T>
}

/** A place in the tree. Few edges leave one, each by another first character: a table of all characters would take megabytes. */
export type Node<T> = { edges: Edge<T>[]; branches: Branch<T>[]; terminal: T | undefined }

const node = <T>(): Node<T> => ({ edges: [], branches: [], terminal: undefined })

const edgeFor = <T>(edges: readonly Edge<T>[], code: number): Edge<T> | undefined => {
  for (let i = 0; i < edges.length; i++) if (edges[i]?.code === code) return edges[i]
  return undefined
}

/** Adds an edge, or puts it in the place of the one with its first character. In the order of the characters. */
const join = <T>(from: Node<T>, literal: string, to: Node<T>): void => {
  const code = literal.charCodeAt(0)
  from.edges = from.edges.filter((edge) => edge.code !== code)
  from.edges.push({ code, literal, node: to })
  from.edges.sort((a, b) => a.code - b.code)
}

const shared = (a: string, b: string): number => {
  let i = 0
  while (i < a.length && i < b.length && a.charCodeAt(i) === b.charCodeAt(i)) i++
  return i
}

const descend = <T>(from: Node<T>, literal: string): Node<T> => {
  if (literal === '') return from
  const edge = edgeFor(from.edges, literal.charCodeAt(0))
  if (edge === undefined) {
    const end = node<T>()
    join(from, literal, end)
    return end
  }
  const common = shared(edge.literal, literal)
  if (common < edge.literal.length) {
    const middle = node<T>()
    join(middle, edge.literal.slice(common), edge.node)
    join(from, edge.literal.slice(0, common), middle)
    return descend(middle, literal.slice(common))
  }
  return descend(edge.node, literal.slice(common))
}

const branch = <T>(from: Node<T>, type: CaptureType, next: Token | undefined): Node<T> => {
  const stop = next !== undefined && 'literal' in next ? next.literal.charCodeAt(0) : -1
  const known = from.branches.find((each) => each.type === type && (type !== 'word' || each.stop === stop))
  if (known !== undefined) return known.node
  const made = { type, stop, node: node<T>() }
  from.branches.push(made)
  // The exact types are tried before those that take anything.
  const order: readonly CaptureType[] = ['int', 'vpi', 'hex', 'address', 'name', 'word', 'text', 'rest']
  from.branches.sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
  return made.node
}

/** Adds one spelling. Gives what already stood at exactly the same place, if anything did. */
export const insert = <T>(root: Node<T>, tokens: readonly Token[], value: T): T | undefined => {
  let at = root
  tokens.forEach((token, index) => {
    at = 'literal' in token ? descend(at, token.literal) : branch(at, token.type, tokens[index + 1])
  })
  const before = at.terminal
  at.terminal ??= value
  return before
}

export const emptyTree = <T>(): Node<T> => node<T>()

/** Where the captures of the last match stood: from, to, from, to … Reused: read it before the next match. */
export const captured: number[] = []
/** How far the last match reached. */
export let reached = 0
/** Whether a longer spelling goes on from where the last match ended. */
export let extendable = false
/** Whether some spelling went on where the last body ended: the rest may be on the next line. */
export let exhausted = false

let accept: (value: unknown) => boolean = () => true

/** A match inside a literal is only "open" when this much of the body has proved it. Characters. */
const PROOF = 6

const endsInside = (literal: string, body: string, at: number): boolean =>
  body.length - at < literal.length && body.length >= PROOF && literal.startsWith(body.slice(at))

/** Cut and compared: `startsWith` takes five times as long (measured). */
const spells = (body: string, literal: string, at: number): boolean => body.slice(at, at + literal.length) === literal

/** `text` runs to the nearest place where one of the following literals fits and the rest matches, too. */
const walkText = <T>(next: Node<T>, body: string, from: number, depth: number): T | undefined => {
  captured[depth] = from
  for (const edge of next.edges) {
    const at = body.indexOf(edge.literal, from)
    if (at < 0) continue
    captured[depth + 1] = at
    const found = walk(edge.node, body, at + edge.literal.length, depth + 2)
    if (found !== undefined) return found
  }
  if (next.terminal === undefined) {
    if (body.length >= PROOF) exhausted = true
    return undefined
  }
  if (!accept(next.terminal)) return undefined
  captured[depth + 1] = body.length
  reached = body.length
  extendable = false
  return next.terminal
}

const walk = <T>(here: Node<T>, body: string, at: number, depth: number): T | undefined => {
  const edge = edgeFor(here.edges, body.charCodeAt(at))
  if (edge !== undefined) {
    if (spells(body, edge.literal, at)) {
      const found = walk(edge.node, body, at + edge.literal.length, depth)
      if (found !== undefined) return found
    } else if (endsInside(edge.literal, body, at)) exhausted = true
  } else if (at === body.length && at >= PROOF && (here.edges.length > 0 || here.branches.length > 0)) exhausted = true
  for (const capture of here.branches) {
    if (at === body.length) break
    if (capture.type === 'text') {
      const found = walkText(capture.node, body, at, depth)
      if (found !== undefined) return found
      continue
    }
    const end = scan(capture.type, body, at, capture.stop)
    if (end === at) continue
    captured[depth] = at
    captured[depth + 1] = end
    const found = walk(capture.node, body, end, depth + 2)
    if (found !== undefined) return found
  }
  if (here.terminal === undefined || !accept(here.terminal)) return undefined
  reached = at
  extendable = here.edges.length > 0 || here.branches.length > 0
  return here.terminal
}

/**
 * The longest spelling that the body begins with, or undefined. `accepts` refuses a candidate (one that needs a tag,
 * or an open block). Captures, reach and openness of this call are in `captured`, `reached`, `exhausted`.
 */
export const match = <T>(root: Node<T>, body: string, accepts: (value: T) => boolean): T | undefined => {
  exhausted = false
  accept = accepts as (value: unknown) => boolean
  return walk(root, body, 0, 0)
}

/** How many literal characters of some spelling the body begins with: those of the spelling that it follows furthest. */
export const followed = <T>(here: Node<T>, body: string, at = 0): number => {
  const edge = edgeFor(here.edges, body.charCodeAt(at))
  let most = 0
  if (edge !== undefined) {
    const same = shared(edge.literal, body.slice(at))
    most = same + (same === edge.literal.length ? followed(edge.node, body, at + same) : 0)
  }
  for (const { type, stop, node } of here.branches) {
    const end = scan(type, body, at, stop)
    if (end > at) most = Math.max(most, followed(node, body, end))
  }
  return most
}
