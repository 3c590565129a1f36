/** The durable side of the outbox: events, state topics, counters and small values, on disk or in memory. */
import { join } from 'node:path'
import {
  addMissing,
  type Dropped,
  mergeDropped,
  missingAmong,
  NOTHING_DROPPED,
  type Range,
} from '../../outbox/dropped.ts'
import type { Entry } from '../../outbox/entry.ts'
import type { Publication } from '../../outbox/publication.ts'
import { type CountersFile, openCounters } from './counters.ts'
import { diskUsage } from './disk-usage.ts'
import { type JournalHandlers, openJournal } from './journal.ts'
import { type Contents, type Opened, openLevel } from './level.ts'
import { newNumbers } from './numbers.ts'
import { acknowledgedKey, entryOf, eventKey, isEventKey, readPublication, writePublication } from './seal.ts'

export type StoreHandlers = {
  /** A batch begins: it has everything handed in so far, and what is handed in by this. */
  taking(): void
  /** That batch is on disk, or kept in memory while the disk fails. */
  stored(): void
  /** The disk fails, with the reason and the mend; undefined when it works again. */
  degraded(why: string | undefined): void
  /** Events of an older run that could be read only now. */
  restored(entries: readonly Entry[]): void
}

export type Store = {
  /** Counts the starts of the agent. */
  readonly boot: number
  /** Events that waited when the agent started, oldest first. */
  readonly entries: readonly Entry[]
  /** The last number given in a console's stream, 0 where none was: the next event bears one more. */
  lastSequence(console: string): number
  /** Takes an event. It is on disk when the batch is stored that has it. */
  append(publication: Publication, pinned?: boolean): Entry
  /** The entry has come to its end: at the broker, or given up. */
  forget(entry: Entry, end: 'acknowledged' | 'given up'): void
  /** Texts of events; undefined for one that is damaged. Throws while they cannot be read. */
  fetch(keys: readonly number[]): Promise<(Publication | undefined)[]>
  /** State topics that were published and not emptied, with their last state where it was kept. */
  retained(): ReadonlyMap<string, Publication>
  /** Lists a state topic. A QoS 0 state is listed by name only: it changes too often for a flash disk. */
  retain(publication: Publication): void
  unlist(topic: string): void
  dropped(): Dropped
  setDropped(dropped: Dropped): void
  get(key: string): string | undefined
  set(key: string, value: string | undefined): void
  /** Begins a batch now, or after the one under way; ends when it is on disk, or known not to get there now. */
  commit(): Promise<void>
  usage(): { bytesToday: number; degraded: string | undefined }
  attach(handlers: StoreHandlers): void
  close(): Promise<void>
}

const KEYS_PER_BOOT = 2 ** 32

/** A store that ends with the process: for the demo and for tests. */
export const openMemoryStore = (): Store => build(undefined, undefined, undefined, () => undefined)

/**
 * Opens the store in `directory`, creating it if need be. It never refuses for the disk's sake: a damaged store is
 * set aside and reported, an unwritable one replaced by memory until it can be written. `report` gets one sentence
 * for the log each time.
 *
 * @throws Error when another agent uses the directory.
 */
export const openStore = async (directory: string, report: (text: string) => void): Promise<Store> => {
  const path = join(directory, 'events')
  const opened = await openLevel(path)
  if (opened.kind === 'locked') {
    throw new Error(`another ikewatch agent uses ${directory}: stop it, or give this one its own outbox.directory`)
  }
  const store = build(path, opened, openCounters(join(directory, 'counters')), report)
  // The start is on disk before anything bears its number.
  await store.commit()
  return store
}

const build = (
  path: string | undefined,
  opened: Exclude<Opened, { kind: 'locked' }> | undefined,
  counters: CountersFile | undefined,
  report: (text: string) => void,
): Store => {
  const texts = new Map<string, string>()
  const handlers: StoreHandlers[] = []
  const numbers = newNumbers(counters)
  let dropped: Dropped = NOTHING_DROPPED
  let adopted = false
  let degraded: string | undefined

  /** Takes over what was on disk; newer values of this run win. */
  const adopt = (contents: Contents, damaged: boolean): void => {
    adopted = true
    for (const [key, text] of contents.texts) if (!isEventKey(key) && !texts.has(key)) texts.set(key, text)
    const older = contents.texts.get('m/dropped')
    if (older !== undefined) dropped = mergeDropped(JSON.parse(older), dropped)
    for (const [key, text] of contents.texts) {
      if (!key.startsWith('s/')) continue
      const missing = numbers.witness(key.slice(2), Number(text))
      // Read late, the store cannot know what this run has given since.
      if (missing !== undefined && boot === undefined) sayMissing(key.slice(2), missing)
      if (damaged) sayUnsaved(key.slice(2), Number(text), contents)
    }
  }

  /** A damaged block takes what lay in it; what lay before and behind may be sound. */
  const sayUnsaved = (console: string, last: number, { entries, texts: found }: Contents): void => {
    const saved = entries.flatMap((entry) => (entry.console === console ? [entry.sequence ?? 0] : []))
    const done = found.get(acknowledgedKey(console))
    for (const missing of missingAmong(saved, done === undefined ? undefined : Number(done), last))
      sayMissing(console, missing)
  }

  const sayMissing = (console: string, missing: Range): void => {
    dropped = addMissing(dropped, console, missing)
    report(
      `events ${missing[0]} to ${missing[1]} of console ${console} are not in the store: lost, or sent just before it failed`,
    )
  }

  const sayDamage = (damage: { aside: string; saved: number; why: string } | undefined): void => {
    if (damage === undefined) return
    report(`the outbox was damaged (${damage.why}): kept as ${damage.aside}, ${damage.saved} records saved from it`)
  }

  const degrade = (why: string | undefined): void => {
    degraded = why === undefined ? undefined : `outbox in memory only: ${why}: ${mendOf(why)}`
    report(degraded ?? 'the outbox is on disk again')
    for (const handler of handlers) handler.degraded(degraded)
  }

  const journalHandlers: JournalHandlers = {
    taken: () => {
      for (const handler of handlers) handler.taking()
      numbers.take()
    },
    putBeside: (failing) => numbers.write(ownBoot, failing),
    written: () => {
      for (const handler of handlers) handler.stored()
    },
    degraded: degrade,
    found: (contents, damage) => {
      sayDamage(damage)
      if (adopted) return
      adopt(contents, damage !== undefined)
      if (dropped.total > 0) put('m/dropped', JSON.stringify(dropped))
      for (const handler of handlers) handler.restored(contents.entries)
    },
  }

  let boot: number | undefined
  if (opened?.kind === 'open') adopt(opened.contents, opened.damage !== undefined)
  boot = Math.max(Number(texts.get('m/boot') ?? 0), numbers.lastBoot) + 1
  const ownBoot = boot
  let nextKey = boot * KEYS_PER_BOOT
  const journal = openJournal(path, opened, journalHandlers)
  const put = (key: string, text: string | undefined): void => {
    if (texts.get(key) === text) return
    if (text === undefined) texts.delete(key)
    else texts.set(key, text)
    journal.set(key, text)
  }
  const usage = diskUsage(journal.bytesWritten)

  if (opened?.kind === 'open') sayDamage(opened.damage)
  if (opened?.kind === 'unwritable') degrade(opened.why)
  put('m/boot', String(boot))
  if (dropped.total > 0) put('m/dropped', JSON.stringify(dropped))

  return {
    boot,
    entries: opened?.kind === 'open' ? opened.contents.entries : [],
    lastSequence: numbers.last,
    append: (publication, pinned = false) => {
      const text = writePublication(publication, pinned)
      const entry = entryOf(nextKey, publication, text, pinned)
      nextKey += 1
      journal.set(eventKey(entry.key), text)
      if (entry.console !== undefined && entry.sequence !== undefined) {
        numbers.raise(entry.console, entry.sequence)
        put(`s/${entry.console}`, String(numbers.last(entry.console)))
      }
      return entry
    },
    forget: (entry, end) => {
      journal.set(eventKey(entry.key), undefined)
      const { console, sequence } = entry
      if (end === 'given up' || console === undefined || sequence === undefined) return
      if (degraded !== undefined) numbers.deliveredUnwritten(console, sequence)
      const key = acknowledgedKey(console)
      put(key, String(Math.max(sequence, Number(texts.get(key) ?? 0))))
    },
    fetch: async (keys) => {
      const found = await journal.getMany(keys.map(eventKey))
      return found.map((text) => (text === undefined ? undefined : readPublication(text)))
    },
    retained: () => {
      const listed = [...texts].filter(([key]) => key.startsWith('r/'))
      return new Map(listed.map(([key, text]) => [key.slice(2), readPublication(text)]))
    },
    retain: (publication) => {
      const listed = publication.qos === 0 ? { ...publication, payload: '' } : publication
      put(`r/${publication.topic}`, writePublication(listed))
    },
    unlist: (topic) => put(`r/${topic}`, undefined),
    dropped: () => dropped,
    setDropped: (next) => {
      dropped = next
      put('m/dropped', next.total === 0 ? undefined : JSON.stringify(next))
    },
    get: (key) => texts.get(`k/${key}`),
    set: (key, value) => put(`k/${key}`, value),
    commit: journal.commit,
    usage: () => ({ bytesToday: usage(), degraded }),
    attach: (handler) => {
      handlers.push(handler)
    },
    close: async () => {
      await journal.close()
      counters?.close()
    },
  }
}

const mendOf = (why: string): string => {
  if (/no space|ENOSPC|quota/i.test(why)) return 'free some space on its file system'
  if (/read-only|EROFS/i.test(why)) return 'mount its file system for writing'
  if (/permission|EACCES|EPERM/i.test(why)) return 'give the agent the right to write there'
  if (/ENOTDIR|EEXIST|ENOENT/.test(why)) return 'name a folder that can be there by outbox.directory'
  return 'check the disk'
}
