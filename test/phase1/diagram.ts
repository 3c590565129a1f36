/** `node dist/test/phase1/diagram.js`: draws the state diagram of src/README.md anew from the table of transitions. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { diagram } from '../../src/phase1/transitions.ts'
import { TOP, textOf } from '../house/tree.ts'

export const MARKER = '<!-- state diagram -->'

/** The text between the two markers; undefined where they are missing. */
export const drawn = (readme: string): string | undefined => {
  const pieces = readme.split(MARKER)
  return pieces.length === 3 ? pieces[1] : undefined
}

/** What should stand between them. */
export const wanted = (): string => `\n\`\`\`mermaid\n${diagram()}\n\`\`\`\n`

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [before, , after] = textOf('src/README.md').split(MARKER)
  if (before === undefined || after === undefined) throw new Error(`src/README.md needs the line ${MARKER} twice`)
  writeFileSync(join(TOP, 'src/README.md'), `${before}${MARKER}${wanted()}${MARKER}${after}`)
}
