/** Bytes this process has written to disk on the current day (UTC), as flash wear goes. */
import { readFileSync } from 'node:fs'

/** Where the kernel does not tell, `counted()`, the bytes handed to the store, stands in. */
export const diskUsage = (counted: () => number, now: () => number = Date.now): (() => number) => {
  const written = (): number => {
    try {
      return Number(/^write_bytes: (\d+)/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1] ?? counted())
    } catch {
      return counted()
    }
  }
  const today = (): number => Math.floor(now() / 86_400_000)
  let day = today()
  let before = written()
  return () => {
    if (today() !== day) {
      day = today()
      before = written()
    }
    return written() - before
  }
}
