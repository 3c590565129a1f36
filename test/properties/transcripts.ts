/** The console texts of test/transcripts, for properties that hold of any of them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TOP } from '../house/tree.ts'

export type Transcript = { readonly name: string; readonly bytes: Uint8Array; readonly lines: readonly string[] }

const FOLDER = join(TOP, 'test/transcripts')

export const transcripts: readonly Transcript[] = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.console'))
  .sort()
  .map((name) => {
    const bytes = readFileSync(join(FOLDER, name))
    return { name, bytes, lines: bytes.toString('utf8').split('\r\n') }
  })
