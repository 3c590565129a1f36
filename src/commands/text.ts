/** Text for a person at a terminal: colours, line breaks, and nothing hostile. */

const CODES = { strong: '1', dim: '2', bad: '31', good: '32', warn: '33', accent: '36' } as const
export type Style = keyof typeof CODES

/** Gives a text its style, or leaves it where colours are off. */
export type Paint = (style: Style, text: string) => string

export const plainly: Paint = (_, text) => text

export const painter = (on: boolean): Paint =>
  on ? (style, text) => (text === '' ? '' : `\x1b[${CODES[style]}m${text}\x1b[0m`) : plainly

/** https://no-color.org and https://force-color.org: a word of the user's goes before what the terminal can do. */
export const wantsColour = (env: Readonly<Record<string, string | undefined>>, terminal: boolean): boolean => {
  const forced = env.FORCE_COLOR
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  if (env.NO_COLOR) return false
  return terminal && env.TERM !== 'dumb'
}

/**
 * Text from outside, inert at a terminal: no control character, no format character that could turn or hide text.
 * Console text comes here cleaned; names of files and words of an operator do not.
 */
export const inert = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '?')

/** Breaks a text at blanks. The first line begins with `first`, the others with `rest`; a longer word stands alone. */
export const wrap = (text: string, width: number, first = '', rest = ' '.repeat(first.length)): string[] => {
  const lines: string[] = []
  let line = first
  let empty = true
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line)
      line = rest
      empty = true
    }
    line += empty ? word : ` ${word}`
    empty = false
  }
  lines.push(line)
  return lines
}

const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
]

export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

/** Seconds in words, in the two largest units: `1 day`, `2 hours 30 minutes`. */
export const inWords = (seconds: number): string => {
  const parts: string[] = []
  let left = Math.round(seconds)
  for (const [size, name] of UNITS) {
    const count = Math.floor(left / size)
    left -= count * size
    if (count > 0) parts.push(plural(count, name))
    if (parts.length === 2 || (parts.length === 1 && count === 0)) break
  }
  return parts.join(' ') || '0 seconds'
}

/** A duration as it was measured: milliseconds up to ten seconds, then in words. */
export const duration = (ms: number): string => (ms < 10_000 ? `${Math.round(ms)} ms` : inWords(ms / 1000))

/** Rows as a table, each column as wide as its widest cell, the last as it comes. */
export const table = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
