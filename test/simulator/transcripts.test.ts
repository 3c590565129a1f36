import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { encode } from '../../src/simulator/line.ts'
import { composed } from '../transcripts/composed.ts'
import { PIECES } from '../transcripts/pieces.ts'

const folder = join(import.meta.dirname, '../../../test/transcripts')
const transcripts = suite('composed transcripts')

transcripts('are all listed in the README of their folder', () => {
  for (const dialect of ['ios-12', 'ios-15', 'ios-xe']) {
    const readme = readFileSync(join(folder, dialect, 'README.md'), 'utf8')
    const files = readdirSync(join(folder, dialect)).filter((name) => name.endsWith('.console'))
    assert.ok(files.length > 30, dialect)
    for (const file of files) assert.ok(readme.includes(`| ${file} |`), file)
  }
})

transcripts('are what the simulator composes', () => {
  for (const piece of PIECES) {
    const stored = readFileSync(join(folder, piece.dialect, `${piece.name}.console`))
    assert.is(
      Buffer.compare(stored, encode(composed(piece).lines)),
      0,
      `${piece.dialect}/${piece.name}: compose it again with --force`,
    )
  }
})

transcripts('end every line in CR LF', () => {
  for (const { dialect, name } of PIECES) {
    const text = readFileSync(join(folder, dialect, `${name}.console`), 'latin1')
    assert.ok(text.endsWith('\r\n') && !/[^\r]\n/.test(text), name)
  }
})

transcripts.run()
