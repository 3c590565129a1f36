/** The transcripts in the source tree, whichever build runs. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

export const TRANSCRIPTS = join(import.meta.dirname, '../../../test/transcripts')

/** One folder for each firmware profile. */
export const FOLDERS: readonly string[] = readdirSync(TRANSCRIPTS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()

const endingIn = (folder: string, ending: string): string[] =>
  readdirSync(join(TRANSCRIPTS, folder))
    .filter((name) => name.endsWith(ending))
    .sort()

/** Raw console bytes of a folder. */
export const consolesOf = (folder: string): string[] => endingIn(folder, '.console')

/** Golden events of a folder. */
export const goldensOf = (folder: string): string[] => endingIn(folder, '.events.jsonl')
