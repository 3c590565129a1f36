/** Texts of waiting events at hand: new ones while they are few, and of a backlog only the next page. */
import type { Publication } from '../../outbox/publication.ts'

const BUDGET_BYTES = 256 * 1024
/** Fetched from the store at a time: two windows. */
export const PAGE = 32
const TRY_AGAIN_MS = 2_000

export type Texts = {
  /** Undefined: not at hand, `fetch` it. `damaged`: the store has it no more. */
  get(key: number): Publication | 'damaged' | undefined
  add(key: number, publication: Publication): void
  remove(key: number): void
  /** Fetches what is not at hand of `keys`; `then` is called when there is something new, or later to try again. */
  fetch(keys: readonly number[]): void
  close(): void
}

export const newTexts = (
  load: (keys: readonly number[]) => Promise<(Publication | undefined)[]>,
  then: () => void,
): Texts => {
  const texts = new Map<number, Publication | 'damaged'>()
  let bytes = 0
  let fetching = false
  let timer: NodeJS.Timeout | undefined

  const keep = (key: number, text: Publication | 'damaged'): void => {
    texts.set(key, text)
    bytes += sizeOf(text)
  }

  const fetchNow = async (keys: readonly number[]): Promise<void> => {
    const loaded = await load(keys)
    for (const [index, key] of keys.entries()) if (!texts.has(key)) keep(key, loaded[index] ?? 'damaged')
  }

  return {
    get: (key) => texts.get(key),
    add: (key, publication) => {
      if (bytes + sizeOf(publication) <= BUDGET_BYTES) keep(key, publication)
    },
    remove: (key) => {
      const text = texts.get(key)
      if (text === undefined) return
      texts.delete(key)
      bytes -= sizeOf(text)
    },
    fetch: (keys) => {
      if (fetching || timer !== undefined) return
      fetching = true
      fetchNow(keys.filter((key) => !texts.has(key))).then(
        () => {
          fetching = false
          then()
        },
        () => {
          fetching = false
          // The disk is not readable now; the journal works on that.
          timer = setTimeout(() => {
            timer = undefined
            then()
          }, TRY_AGAIN_MS)
        },
      )
    },
    close: () => clearTimeout(timer),
  }
}

const sizeOf = (text: Publication | 'damaged'): number =>
  text === 'damaged' ? 0 : text.payload.length + text.topic.length
