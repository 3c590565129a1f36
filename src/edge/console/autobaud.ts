/** Finds the baud rate of a console by listening, one rate after the other. */
import { beginSearch, judge, rateOf, SAMPLE, type Search, SHORT_SAMPLE } from './baud.ts'
import type { Listener } from './source.ts'

export type RateFinder = {
  /** The rate to be listened at now. */
  rate(): number
  onBytes(bytes: Uint8Array): void
  /** What comes is no text any more: begins anew, true; false where a search is under way already. */
  searchAgain(): boolean
  stop(): void
}

export type FinderOptions = {
  readonly known: number | undefined
  readonly sampleMs: number
  readonly setRate: (rate: number) => Promise<void>
  readonly onFound: (rate: number) => void
  readonly listener: Listener
}

/**
 * Finds the baud rate by listening only. Bytes of a rate on trial are held back until the rate is known to be right,
 * those of a wrong one are discarded and counted. A quiet console keeps its rate on trial: silence tells nothing.
 */
export const rateFinder = ({ known, sampleMs, setRate, onFound, listener }: FinderOptions): RateFinder => {
  let search: Search | undefined = beginSearch(known)
  let rate = rateOf(search)
  let sample: Uint8Array[] = []
  let size = 0
  let changing = false
  let patience: NodeJS.Timeout | undefined

  const take = (): Uint8Array => {
    clearTimeout(patience)
    patience = undefined
    const all = Buffer.concat(sample)
    sample = []
    size = 0
    return all
  }

  const changeTo = async (next: number): Promise<void> => {
    changing = true
    if (next !== rate) await setRate(next)
    rate = next
    changing = false
  }

  const decide = async (present: Search): Promise<void> => {
    const bytes = take()
    const judged = judge(present, bytes)
    const right = judged.kind === 'settled' && judged.rate === rate
    search = judged.kind === 'settled' ? undefined : judged.search
    if (!right) listener.onDiscarded(bytes.length)
    await changeTo(judged.rate)
    if (judged.kind === 'settled') {
      onFound(rate)
      listener.onOpen(`Listening at ${rate} baud, found by listening.`)
      if (right) listener.onBytes(bytes)
    } else if (judged.roundOver) {
      listener.onNoisy(
        'At none of the usual baud rates does text come: check the cable, and that this is the console of a router.',
      )
    }
  }

  return {
    rate: () => rate,
    onBytes: (bytes) => {
      if (changing) return listener.onDiscarded(bytes.length)
      if (search === undefined) return listener.onBytes(bytes)
      const present = search
      // Read bytes are valid until the call returns.
      sample.push(bytes.slice())
      size += bytes.length
      if (size >= SAMPLE) void decide(present)
      else if (size >= SHORT_SAMPLE) patience ??= setTimeout(() => void decide(present), sampleMs)
      return undefined
    },
    searchAgain: () => {
      if (search !== undefined) return false
      search = beginSearch(rate)
      return true
    },
    stop: () => clearTimeout(patience),
  }
}
