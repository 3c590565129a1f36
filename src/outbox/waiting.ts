/** A first-in-first-out line that also takes entries back at its head; constant time for each. */
export type Waiting<T> = { items: (T | undefined)[]; head: number }

const COMPACT_AT = 1024

export const newWaiting = <T>(): Waiting<T> => ({ items: [], head: 0 })

export const waitingCount = <T>(line: Waiting<T>): number => line.items.length - line.head

export const first = <T>(line: Waiting<T>): T | undefined => line.items[line.head]

export const addLast = <T>(line: Waiting<T>, item: T): void => {
  line.items.push(item)
}

export const takeFirst = <T>(line: Waiting<T>): T | undefined => {
  const item = line.items[line.head]
  if (item === undefined) return undefined
  line.items[line.head] = undefined
  line.head += 1
  if (line.head >= COMPACT_AT && line.head * 2 >= line.items.length) {
    line.items = line.items.slice(line.head)
    line.head = 0
  }
  return item
}

/** Puts entries back before all others, in the order given. */
export const putBack = <T>(line: Waiting<T>, items: readonly T[]): void => {
  if (items.length <= line.head) {
    line.head -= items.length
    for (const [index, item] of items.entries()) line.items[line.head + index] = item
    return
  }
  line.items = [...items, ...line.items.slice(line.head)]
  line.head = 0
}
