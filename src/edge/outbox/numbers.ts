/** The last number given in each console's stream, known to two witnesses: the store and the counters file. */
import type { Range } from '../../outbox/dropped.ts'
import type { CountersFile } from './counters.ts'

export type Numbers = {
  /** The boot that the counters file remembers, 0 where it knows none. */
  readonly lastBoot: number
  last(console: string): number
  raise(console: string, sequence: number): void
  /** An event was acknowledged while the store could not write that down. */
  deliveredUnwritten(console: string, sequence: number): void
  /**
   * What the store knows of a console. The greater of the two witnesses is right; a range returned was given, and
   * the store has nothing of it.
   */
  witness(console: string, inStore: number): Range | undefined
  /** A batch begins: it has the numbers given so far, and no later ones. */
  take(): void
  /** The batch is in the store: now the file may know its numbers, too. Throws when the disk will not have it. */
  write(boot: number, failing: boolean): void
}

export const newNumbers = (file: CountersFile | undefined): Numbers => {
  const found = file?.found
  const last = new Map(Object.entries(found?.sequences ?? {}))
  const delivered = new Map<string, number>()
  let raised = true
  let batch = { raised, sequences: Object.fromEntries(last) }

  const atLeast = (map: Map<string, number>, console: string, sequence: number): void => {
    map.set(console, Math.max(sequence, map.get(console) ?? 0))
  }

  return {
    lastBoot: found?.boot ?? 0,
    last: (console) => last.get(console) ?? 0,
    raise: (console, sequence) => {
      atLeast(last, console, sequence)
      raised = true
    },
    deliveredUnwritten: (console, sequence) => atLeast(delivered, console, sequence),
    witness: (console, inStore) => {
      const given = found?.sequences[console] ?? 0
      atLeast(last, console, inStore)
      const known = Math.max(inStore, found?.delivered[console] ?? 0)
      return given > known ? [known + 1, given] : undefined
    },
    take: () => {
      batch = { raised, sequences: Object.fromEntries(last) }
      raised = false
    },
    write: (boot, failing) => {
      if (!batch.raised && !failing) return
      file?.write({ boot, sequences: batch.sequences, delivered: failing ? Object.fromEntries(delivered) : {} })
    },
  }
}
