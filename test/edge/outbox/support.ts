/** Helpers of the tests of delivery: temporary directories, small file systems, publications. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Publication, PublicationClass } from '../../../src/outbox/publication.ts'

export const temporaryDirectory = (): { path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), 'ikewatch-test-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export type SmallDisk = { path: string; remount(options: string): void; remove(): void }

/** A tmpfs of `size`; undefined where this user may not mount. */
export const smallDisk = (size: string): SmallDisk | undefined => {
  const { path, remove } = temporaryDirectory()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path], { stdio: 'ignore' })
  } catch {
    remove()
    return undefined
  }
  return {
    path,
    remount: (options) => {
      execFileSync('mount', ['-o', `remount,${options}`, path], { stdio: 'ignore' })
    },
    remove: () => {
      execFileSync('umount', ['-l', path], { stdio: 'ignore' })
      remove()
    },
  }
}

export const event = (sequence: number, kind: PublicationClass = 'transition', filling = 200): Publication => ({
  topic: 'ikewatch/1/branch/console/tokyo/event',
  payload: JSON.stringify({ id: `event-${sequence}`, sequence, filling: 'x'.repeat(filling) }),
  qos: 1,
  retain: false,
  class: kind,
  urgent: kind === 'failure',
  contentType: 'application/cloudevents+json',
  expectSequence: { console: 'tokyo', sequence },
})

export const state = (topic: string, payload: string): Publication => ({
  topic,
  payload,
  qos: 1,
  retain: true,
  class: 'snapshot',
  urgent: false,
})

/** Ends when `condition` holds; fails with `what` after `limitMs`. */
export const until = async (condition: () => boolean, what: string, limitMs = 20_000): Promise<void> => {
  const end = performance.now() + limitMs
  while (!condition()) {
    if (performance.now() > end) throw new Error(`did not come about: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
