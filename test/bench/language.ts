/** The firmware profiles as the agent gets them, or made three times as large by messages that no line says. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { compile, type Language } from '../../src/profile/compile.ts'
import type { ProfileFile } from '../../src/profile/schema.ts'

const FOLDER = join(import.meta.dirname, '../../../firmware-profiles')

/** Two for each message: they begin as it does and part from it within, which is the worst for a matcher. */
const tripled = (file: ProfileFile): ProfileFile => ({
  ...file,
  messages: file.messages.flatMap((message) => [
    message,
    ...[1, 2].map((copy) => ({
      ...message,
      id: `${message.id}-dummy-${copy}`,
      kind: 'note',
      facts: {},
      text: message.text.map((text, place) => `${beginning(text)}~ dummy ${copy}${place}`),
    })),
  ]),
})

const beginning = (text: string): string => {
  const capture = text.indexOf('{')
  return text.slice(0, capture < 0 ? Math.ceil(text.length / 2) : capture)
}

/** Faults do not matter here: the tests look at them. */
export const languageOf = (dummies: boolean): Language => {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => parse(readFileSync(join(FOLDER, name), 'utf8')) as ProfileFile)
  return compile(dummies ? files.map(tripled) : files).language
}
