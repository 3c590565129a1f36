/** Several peers on one console: one IKE process prints one burst after the other, by time. */
import type { Entry } from './entry.ts'

type Burst = { readonly start: number; readonly peer: number; readonly entries: readonly Entry[] }

const bursts = (entries: readonly Entry[], peer: number): readonly Burst[] => {
  const result: { start: number; peer: number; entries: Entry[] }[] = []
  let current = -1
  for (const entry of entries) {
    if (entry.burst !== current || result.length === 0) result.push({ start: entry.at, peer, entries: [] })
    current = entry.burst
    result.at(-1)?.entries.push(entry)
  }
  return result
}

/** All entries later by so much. */
export const delayed = (entries: readonly Entry[], by: number): readonly Entry[] =>
  entries.map((entry) => ({ ...entry, at: entry.at + by }))

/** Entries that nothing may come between: a line with its untagged continuations, and the truth of that moment. */
export const statements = (entries: readonly Entry[]): readonly (readonly Entry[])[] => {
  const result: Entry[][] = []
  for (const entry of entries) {
    const goesOn = entry.kind === 'truth' || (entry.stamped === 'raw' && entry.text !== '')
    if (goesOn && result.length > 0) result.at(-1)?.push(entry)
    else result.push([entry])
  }
  return result
}

/** Numbers the negotiations of several peers through, so that none occurs twice. */
const numbered = (peers: readonly (readonly Entry[])[]): readonly (readonly Entry[])[] => {
  let before = 0
  return peers.map((entries) => {
    const offset = before
    return entries.map((entry) => {
      if (entry.kind !== 'truth') return entry
      const negotiation = offset + entry.truth.negotiation
      before = Math.max(before, negotiation)
      return { ...entry, truth: { ...entry.truth, negotiation } }
    })
  })
}

/**
 * Merges the peers' entries by time. A burst that would begin while another is printed waits for it: its lines move,
 * and so do their stamps. With `split` lines are merged one by one instead, as a router does whose processes share
 * the console. Entries of one peer keep their order either way.
 */
export const interleave = (peers: readonly (readonly Entry[])[], split = false): readonly Entry[] => {
  const merged = numbered(peers)
    .flatMap((entries, peer) =>
      split
        ? statements(entries).map((group) => ({ start: group[0]?.at ?? 0, peer, entries: group }))
        : bursts(entries, peer),
    )
    .sort((a, b) => a.start - b.start || a.peer - b.peer)
  const result: Entry[] = []
  let free = 0
  for (const [index, { start, entries }] of merged.entries()) {
    const shift = Math.max(0, free - start)
    for (const entry of entries) result.push({ ...entry, at: entry.at + shift, burst: index })
    free = result.at(-1)?.at ?? free
  }
  return result
}
