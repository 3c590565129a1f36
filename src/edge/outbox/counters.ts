/**
 * The numbers that must never be given twice, in a small file beside the store, overwritten in place: that works on
 * a full disk, and it is a second witness. It is written after the store, so a store that knows less than this file
 * has lost something.
 */
import { closeSync, constants, fdatasyncSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'

export type Counters = {
  boot: number
  /** Last number given, by console. */
  sequences: Record<string, number>
  /** Last number acknowledged by the broker while the store was not writable, by console. */
  delivered: Record<string, number>
}

/** Two copies, written in turn, so that one is whole whenever the power goes. */
const SLOT = 16 * 1024

export type CountersFile = {
  /** As found at opening; undefined when the file is new or neither copy can be read. */
  readonly found: Counters | undefined
  /** On disk when it returns. Throws when the disk will not have it. */
  write(counters: Counters): void
  close(): void
}

/** Opens or creates the file. Where it cannot be written it is read, and each `write` tries again to open it. */
export const openCounters = (path: string): CountersFile => {
  let { fd, writable } = openFile(path)
  const slots = [readSlot(fd, 0), readSlot(fd, 1)]
  const newest = slots.filter((slot) => slot !== undefined).sort((a, b) => b.written - a.written)[0]
  let written = newest?.written ?? 0
  return {
    found: newest?.counters,
    write: (counters) => {
      if (!writable) {
        if (fd !== undefined) closeSync(fd)
        ;({ fd, writable } = openFile(path))
      }
      if (!writable || fd === undefined) throw new Error(`${path} is not writable`)
      written += 1
      const text = JSON.stringify({ written, counters })
      const slot = Buffer.alloc(SLOT, ' ')
      if (slot.write(text) < Buffer.byteLength(text)) throw new Error('too many consoles for the counters file')
      slot.write('\n', SLOT - 1)
      writeSync(fd, slot, 0, SLOT, (written % 2) * SLOT)
      fdatasyncSync(fd)
    },
    close: () => {
      if (fd !== undefined) closeSync(fd)
    },
  }
}

const openFile = (path: string): { fd: number | undefined; writable: boolean } => {
  try {
    const fd = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600)
    reserve(fd)
    return { fd, writable: true }
  } catch {
    try {
      return { fd: openSync(path, constants.O_RDONLY), writable: false }
    } catch {
      return { fd: undefined, writable: false }
    }
  }
}

/** Takes the room while there is some. */
const reserve = (fd: number): void => {
  const probe = Buffer.alloc(1)
  if (readSync(fd, probe, 0, 1, 2 * SLOT - 1) === 1) return
  writeSync(fd, Buffer.alloc(2 * SLOT, ' '), 0, 2 * SLOT, 0)
  fsyncSync(fd)
}

const readSlot = (fd: number | undefined, index: number): { written: number; counters: Counters } | undefined => {
  if (fd === undefined) return undefined
  try {
    const slot = Buffer.alloc(SLOT)
    const length = readSync(fd, slot, 0, SLOT, index * SLOT)
    const { written, counters } = JSON.parse(slot.toString('utf8', 0, length))
    return Number.isSafeInteger(written) && Number.isSafeInteger(counters.boot) ? { written, counters } : undefined
  } catch {
    return undefined
  }
}
