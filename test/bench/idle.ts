/** A Node that does nothing: what memory is compared with. */
import { setTimeout as pause } from 'node:timers/promises'
import { measured } from './child.ts'

await measured(async () => {
  await pause(200)
  return { lines: 0, events: 0 }
})
