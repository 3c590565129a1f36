/**
 * Tables of what a router prints. One row a line, three columns:
 *
 *     when | operation | text
 *
 * `when`: names of trains (any of them) and flags (all of them, `!` negates); empty is always.
 * `operation`: how the line is tagged (tags.ts) or what happens between lines (operations.ts).
 * `text`: what is printed; `{name}` is filled in, `{_}` is a blank that would be lost at the end of a line.
 */
export type Row = { readonly when: readonly string[]; readonly operation: string; readonly text: string }

export const table = (source: string): readonly Row[] => {
  const rows: Row[] = []
  for (const line of source.split('\n')) {
    const first = line.indexOf('|')
    const second = line.indexOf('|', first + 1)
    if (first < 0 || second < 0) continue
    rows.push({
      when: line.slice(0, first).split(' ').filter(Boolean),
      operation: line.slice(first + 1, second).trim(),
      text: line.slice(second + 1).trim(),
    })
  }
  return rows
}

/** `key=value` pairs of a `set` row; a value holds no blank. */
export const pairs = (text: string): readonly (readonly [string, string])[] =>
  text
    .split(' ')
    .filter((part) => part.includes('='))
    .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] as const)
