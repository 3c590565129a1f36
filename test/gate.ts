/** `node dist/test/gate.js [FILTER...]`: runs the compiled tests whose names contain a filter, or all of them. */
import { join } from 'node:path'
import { endAll } from './gate/launch.ts'
import { runGate } from './gate/run.ts'

for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    endAll()
    process.exit(status)
  })
}

const good = await runGate({
  compiled: import.meta.dirname,
  sources: join(import.meta.dirname, '../../test'),
  filters: process.argv.slice(2),
  limitMs: 120_000,
  atOnce: 2,
  print: (text) => console.log(text),
})
process.exitCode = good ? 0 : 1
