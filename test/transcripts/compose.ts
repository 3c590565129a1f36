/**
 * Writes the composed transcripts: `node dist/test/transcripts/compose.js [--force]`, by hand, from the project's root.
 * Without --force it writes only what does not exist yet. The same program always writes the same bytes.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encode } from '../../src/simulator/line.ts'
import { composed } from './composed.ts'
import { PIECES } from './pieces.ts'
import { readme } from './table.ts'

const folder = join(process.cwd(), 'test/transcripts')
const force = process.argv.includes('--force')

const write = (path: string, bytes: Uint8Array | string): void => {
  if (existsSync(path) && !force) return
  writeFileSync(path, bytes)
  console.log(path)
}

for (const piece of PIECES) write(join(folder, piece.dialect, `${piece.name}.console`), encode(composed(piece).lines))
for (const dialect of ['ios-12', 'ios-15', 'ios-xe'] as const)
  write(join(folder, dialect, 'README.md'), readme(dialect))
