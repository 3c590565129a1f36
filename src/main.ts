#!/usr/bin/env node
/** `ikewatch`: the command line. Alone exits the process. */
import { processIo } from './commands/io.ts'
import { run } from './commands/program.ts'
import { keepHeapSmall } from './edge/heap.ts'

keepHeapSmall()

// Whoever read our output has gone (`ikewatch … | head`): there is nobody left to tell, and nothing is wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
process.stderr.on('error', () => {})

const status = await run(process.argv.slice(2), processIo())
// What was written must be out before the process is: on a pipe of a slow reader it may still be waiting.
process.stdout.write('', () => process.exit(status))
