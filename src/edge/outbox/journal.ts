/**
 * Sealed keys and values on disk, written in batches. What is not written yet is read from memory; when the disk
 * fails everything new stays in memory until it works again. Without a path it is a memory and nothing else.
 */
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { type Contents, causeOf, type Level, type Opened, openLevel } from './level.ts'
import { isAcknowledgedKey, isEventKey, seal, unseal } from './seal.ts'

const BATCH_MS = 100
const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 60_000
/** Room that must be free before a failed store is tried again: opening one rewrites its log. */
const PROBE_BYTES = 256 * 1024

export type JournalHandlers = {
  /** Called when a batch begins: what is set after it belongs to the next. */
  taken(): void
  /** Called when that batch is in the store, to put down what belongs beside it. May throw like the disk. */
  putBeside(failing: boolean): void
  /** The batch is on disk or, while the disk fails, kept in memory. */
  written(): void
  /** Called with a reason when the disk fails, and with undefined when it works again. */
  degraded(why: string | undefined): void
  /** A store that could not be opened at the start was opened now, or a damaged one was replaced. */
  found(contents: Contents, damage: Extract<Opened, { kind: 'open' }>['damage']): void
}

export type Journal = {
  /** Undefined text deletes. */
  set(key: string, text: string | undefined): void
  /** Texts in the order of the keys; undefined for one that is not there or damaged. Throws when it cannot read now. */
  getMany(keys: readonly string[]): Promise<(string | undefined)[]>
  /** Begins a batch now, or after the one under way; the promise ends when it is on disk, or known not to get there now. */
  commit(): Promise<void>
  bytesWritten(): number
  close(): Promise<void>
}

type Changes = Map<string, string | undefined>

/** `opened` is the outcome of `openLevel(path)`; both undefined for a journal in memory. */
export const openJournal = (
  path: string | undefined,
  opened: Exclude<Opened, { kind: 'locked' }> | undefined,
  handlers: JournalHandlers,
): Journal => {
  let level: Level | undefined = opened?.kind === 'open' ? opened.level : undefined
  let failing = opened?.kind === 'unwritable'
  let pending: Changes = new Map()
  let writing: Changes | undefined
  let running: Promise<void> | undefined
  let following: Promise<void> | undefined
  let batchTimer: NodeJS.Timeout | undefined
  let retryTimer: NodeJS.Timeout | undefined
  let retryMs = FIRST_RETRY_MS
  let bytes = 0
  let closed = false
  let newestEventTaken = ''

  if (opened?.kind === 'open' && opened.damage !== undefined) {
    pending = new Map(opened.contents.texts)
  }

  const take = (): Changes => {
    const changes = pending
    for (const key of changes.keys()) if (isEventKey(key) && key > newestEventTaken) newestEventTaken = key
    pending = new Map()
    return changes
  }

  const write = async (changes: Changes): Promise<void> => {
    if (level === undefined || changes.size === 0) return
    const operations = [...changes].map(([key, text]) =>
      text === undefined ? ({ type: 'del', key } as const) : ({ type: 'put', key, value: seal(key, text) } as const),
    )
    // What was acknowledged may be taken back by the power: that costs a duplicate, not an event.
    await level.batch(operations, {
      sync: operations.some(({ type, key }) => type === 'put' && !isAcknowledgedKey(key)),
    })
    for (const operation of operations)
      bytes += operation.key.length + ('value' in operation ? operation.value.length : 0)
  }

  const takeBack = (): void => {
    if (writing !== undefined) pending = new Map([...writing, ...pending])
    writing = undefined
  }

  const fail = (error: unknown): void => {
    takeBack()
    if (!failing) handlers.degraded(causeOf(error).message)
    failing = true
    if (path === undefined || closed) return
    retryTimer ??= setTimeout(retry, retryMs)
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS)
  }

  const flush = async (): Promise<void> => {
    handlers.taken()
    clearTimeout(batchTimer)
    batchTimer = undefined
    writing = failing || path === undefined ? new Map() : take()
    try {
      // Also where nothing is written: nobody is told in the midst of handing something in.
      await write(writing)
      writing = undefined
    } catch (error) {
      fail(error)
    }
    try {
      handlers.putBeside(failing)
    } catch (error) {
      if (!failing) fail(error)
    }
    handlers.written()
  }

  const retry = async (): Promise<void> => {
    retryTimer = undefined
    if (closed || path === undefined) return
    running = reopen(path).catch(fail)
    await running
    running = undefined
    if (!failing) commit()
  }

  const reopen = async (at: string): Promise<void> => {
    probe(`${at}.probe`)
    // After a failed write the log may end in half a record: only a new opening makes it sound.
    await level?.close()
    level = undefined
    const again = await openLevel(at)
    if (again.kind === 'locked') throw new Error('another process has opened the store')
    if (again.kind === 'unwritable') throw new Error(again.why)
    level = again.level
    handlers.found(again.contents, again.damage)
    if (again.damage !== undefined) pending = new Map([...again.contents.texts, ...pending])
    writing = take()
    await write(writing)
    writing = undefined
    failing = false
    retryMs = FIRST_RETRY_MS
    handlers.degraded(undefined)
  }

  const commit = (): Promise<void> => {
    if (running !== undefined) {
      following ??= running.then(() => {
        following = undefined
        return commit()
      })
      return following
    }
    running = flush().finally(() => {
      running = undefined
    })
    return running
  }

  if (pending.size > 0) commit()
  if (failing) retryTimer = setTimeout(retry, retryMs)

  return {
    set: (key, text) => {
      // An event of this run that no batch has held yet leaves no trace: memory stays bounded while the disk fails.
      const onlyHere = isEventKey(key) && pending.get(key) !== undefined && key > newestEventTaken
      pending.delete(key)
      if (text !== undefined || (path !== undefined && !onlyHere)) pending.set(key, text)
      if (!closed) batchTimer ??= setTimeout(commit, path === undefined ? 0 : BATCH_MS)
    },
    getMany: async (keys) => {
      const inMemory = (key: string): Changes | undefined =>
        pending.has(key) ? pending : writing?.has(key) ? writing : undefined
      const onDisk = keys.filter((key) => inMemory(key) === undefined)
      if (onDisk.length > 0 && level === undefined && path !== undefined)
        throw new Error('the store is not readable now')
      const texts = new Map(keys.map((key) => [key, inMemory(key)?.get(key)]))
      const values = onDisk.length > 0 && level !== undefined ? await level.getMany(onDisk) : []
      for (const [index, key] of onDisk.entries()) {
        const value = values[index]
        if (value !== undefined) texts.set(key, unseal(key, value))
      }
      return keys.map((key) => texts.get(key))
    },
    commit,
    bytesWritten: () => bytes,
    close: async () => {
      await commit()
      closed = true
      clearTimeout(batchTimer)
      clearTimeout(retryTimer)
      await running
      await level?.close()
      level = undefined
    },
  }
}

const probe = (file: string): void => {
  try {
    const fd = openSync(file, 'w', 0o600)
    try {
      writeSync(fd, Buffer.alloc(PROBE_BYTES, 1))
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
  } finally {
    rmSync(file, { force: true })
  }
}
