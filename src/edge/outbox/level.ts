/** Opens the database, and sets a damaged one aside instead of failing. */
import { existsSync, mkdirSync } from 'node:fs'
import { cp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import type { Entry } from '../../outbox/entry.ts'
import { eventNumber, readEntry, unseal } from './seal.ts'

export type Level = ClassicLevel<string, string>

/** What the database held when it was opened. */
export type Contents = {
  /** Waiting events, oldest first, without their text. */
  readonly entries: Entry[]
  /** All else, unsealed; after damage the events' text, too. */
  readonly texts: Map<string, string>
}

export type Opened =
  | { kind: 'open'; level: Level; contents: Contents; damage?: { aside: string; saved: number; why: string } }
  /** Another process has it. */
  | { kind: 'locked' }
  /** The disk will not have it now: full, read-only, no right, I/O error. */
  | { kind: 'unwritable'; why: string }

/** Damaged stores kept for the operator; older ones make room, so that a dying disk is not filled by them. */
const KEEP_ASIDE = 5

const UNWRITABLE =
  /no space|read-only|permission denied|input\/output error|quota|EACCES|EPERM|EROFS|ENOSPC|EIO|EDQUOT|too many open/i

/** The innermost message of an error of the database. */
export const causeOf = (error: unknown): { code: string; message: string } => {
  let inner = error as { cause?: unknown; code?: string; message?: string }
  while (inner.cause instanceof Error) inner = inner.cause
  return { code: inner.code ?? '', message: inner.message ?? String(error) }
}

export const isUnwritable = (error: unknown): boolean => {
  const { code, message } = causeOf(error)
  return UNWRITABLE.test(code) || UNWRITABLE.test(message)
}

/** With its parents. Node's own way, and so the database's, never ends on a file system that takes no folder, such as /proc. */
const makeFolder = (path: string): void => {
  if (existsSync(path)) return
  if (dirname(path) !== path) makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}

/**
 * Opens `path`, creating it if need be. A store that cannot be read, or whose log or values are damaged, is renamed
 * to `path.damaged-N` and a new one begun with whatever could be saved from it.
 */
export const openLevel = async (path: string): Promise<Opened> => {
  const first = await tryOpen(path)
  if (first.kind !== 'damaged') return first
  let aside: string
  try {
    aside = await setAside(path)
  } catch (error) {
    return { kind: 'unwritable', why: causeOf(error).message }
  }
  const saved = await salvage(aside, `${path}.repair`)
  const fresh = await tryOpen(path)
  if (fresh.kind !== 'open') return fresh.kind === 'damaged' ? { kind: 'unwritable', why: fresh.why } : fresh
  return { ...fresh, contents: saved, damage: { aside, saved: saved.texts.size, why: first.why } }
}

const nothing = (): Contents => ({ entries: [], texts: new Map() })

type Attempt = Opened | { kind: 'damaged'; why: string; contents: Contents }

const tryOpen = async (path: string, whole = false): Promise<Attempt> => {
  try {
    makeFolder(path)
  } catch (error) {
    return { kind: 'unwritable', why: causeOf(error).message }
  }
  // Small buffers: the outbox is small, and the memory is the branch's.
  const level: Level = new ClassicLevel(path, { cacheSize: 256 * 1024, writeBufferSize: 1024 * 1024, maxOpenFiles: 64 })
  try {
    await level.open()
  } catch (error) {
    const { code, message } = causeOf(error)
    await level.close().catch(() => undefined)
    if (code === 'LEVEL_LOCKED') return { kind: 'locked' }
    if (isUnwritable(error)) return { kind: 'unwritable', why: message }
    return { kind: 'damaged', why: message, contents: nothing() }
  }
  const { contents, why } = await readAll(level, whole)
  const damage = why ?? (await logDamage(path))
  if (damage === undefined) return { kind: 'open', level, contents }
  await level.close()
  return { kind: 'damaged', why: damage, contents }
}

const readAll = async (level: Level, whole: boolean): Promise<{ contents: Contents; why?: string }> => {
  const contents = nothing()
  let why: string | undefined
  try {
    for await (const [key, value] of level.iterator({ highWaterMarkBytes: 64 * 1024 })) {
      const text = unseal(key, value)
      if (text === undefined) why = `checksum of ${JSON.stringify(key.slice(0, 40))} is wrong`
      else keep(contents, key, text, whole)
    }
  } catch (error) {
    why = causeOf(error).message
  }
  return why === undefined ? { contents } : { contents, why }
}

const keep = (contents: Contents, key: string, text: string, whole: boolean): void => {
  const number = eventNumber(key)
  if (number !== undefined) contents.entries.push(readEntry(number, text))
  if (number === undefined || whole) contents.texts.set(key, text)
}

/** The database skips damaged parts of its log and says so only in its own LOG file. */
const logDamage = async (path: string): Promise<string | undefined> => {
  const text = await readFile(join(path, 'LOG'), 'utf8').catch(() => '')
  const line = text.split('\n').find((candidate) => candidate.includes('dropping') && candidate.includes('Corruption'))
  return line?.replace(/^.*?(\d+ bytes; Corruption.*)$/, 'log damaged, $1')
}

const setAside = async (path: string): Promise<string> => {
  const prefix = `${basename(path)}.damaged-`
  const numbers = (await readdir(dirname(path)))
    .filter((name) => name.startsWith(prefix))
    .map((name) => Number(name.slice(prefix.length)))
    .filter(Number.isInteger)
    .sort((a, b) => a - b)
  for (const old of numbers.slice(0, Math.max(0, numbers.length - KEEP_ASIDE + 1))) {
    await rm(join(dirname(path), prefix + old), { recursive: true, force: true })
  }
  const aside = join(dirname(path), prefix + ((numbers.at(-1) ?? 0) + 1))
  await rename(path, aside)
  return aside
}

/** Repairs a copy and reads what is sound in it; the original stays as it was found. */
const salvage = async (aside: string, copy: string): Promise<Contents> => {
  try {
    await rm(copy, { recursive: true, force: true })
    await cp(aside, copy, { recursive: true })
    if (!existsSync(join(copy, 'CURRENT'))) return nothing()
    await ClassicLevel.repair(copy)
    const attempt = await tryOpen(copy, true)
    if (attempt.kind === 'open') await attempt.level.close()
    return 'contents' in attempt ? attempt.contents : nothing()
  } catch {
    return nothing()
  } finally {
    await rm(copy, { recursive: true, force: true }).catch(() => undefined)
  }
}
