/** Where the outbox lies: a file system so small that it can be filled; and what a dying disk does to files. */
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Chance } from '../../src/simulator/prng.ts'
import { smallDisk, temporaryDirectory } from '../edge/outbox/support.ts'

export type Disk = {
  readonly path: string
  /** False where no file system may be mounted: then it is the one of all temporary files, and is never filled. */
  readonly small: boolean
  fill(): void
  free(): void
  remove(): void
}

const BLOCK = 4_096

export const openDisk = (size: string): Disk => {
  const mounted = smallDisk(size)
  const { path, remove } = mounted ?? temporaryDirectory()
  process.once('exit', remove)
  const ballast = join(path, 'ballast')
  return {
    path,
    small: mounted !== undefined,
    fill: () => {
      const file = openSync(ballast, 'a')
      try {
        for (;;) writeSync(file, Buffer.alloc(BLOCK, 1))
      } catch {
        closeSync(file)
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remove: () => {
      process.off('exit', remove)
      remove()
    },
  }
}

/** Cuts off the end of a file of the store, or turns one of its bits. Says what was done. */
export const damageStore = (directory: string, chance: Chance): string => {
  const files = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(log|ldb)$|^(MANIFEST|CURRENT)/.test(entry.name))
    .map(({ name }) => name)
    .filter((name) => statSync(join(directory, name)).size > 0)
    .sort()
  const name = chance.pick(files as [string, ...string[]])
  const file = join(directory, name)
  const { size } = statSync(file)
  const at = chance.int(0, size - 1)
  if (chance.chance(0.4)) {
    truncateSync(file, at)
    return `${name} cut off at byte ${at} of ${size}`
  }
  const bytes = readFileSync(file)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.int(0, 7))
  writeFileSync(file, bytes)
  return `a bit turned in byte ${at} of ${size} of ${name}`
}
