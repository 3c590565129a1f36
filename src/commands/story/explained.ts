/** An explained line as a person reads it: the line, and indented below it the sentence with its place. */
import type { Explained, Told } from '../../explain/annotate.ts'
import { inert, wrap } from '../text.ts'
import type { Page } from './diagnosis.ts'
import { consoleLines, remark } from './remark.ts'

const INDENT = '    '

const lineLines = (line: Explained, { paint, width }: Page): string[] => {
  const { tone, meaning, position, peer, warnings } = line
  const dim = tone === 'quiet' || tone === 'harmless'
  const where = [peer === undefined ? '' : inert(peer), position].filter((part) => part !== '').join(', ')
  const label = where === '' ? '' : `[${where}] `
  const text = line.text.split('\n').map((part) => paint(dim ? 'dim' : 'strong', inert(part.trimEnd())))
  const said = wrap(`${label}${inert(meaning)}`, width, INDENT)
  const shown =
    tone === 'unknown'
      ? said.map((part) => paint('warn', part))
      : dim
        ? said.map((part) => paint('dim', part))
        : [paintLabel(said[0] ?? '', label, paint), ...said.slice(1)]
  return [
    ...text,
    ...shown,
    ...warnings.flatMap((each) =>
      wrap(`! weak: ${each}`, width, INDENT, `${INDENT}  `).map((part) => paint('warn', part)),
    ),
  ]
}

const paintLabel = (first: string, label: string, paint: Page['paint']): string =>
  label !== '' && first.startsWith(`${INDENT}${label.trimEnd()}`)
    ? `${INDENT}${paint('accent', label.trimEnd())}${first.slice(INDENT.length + label.trimEnd().length)}`
    : first

/** All that is told, in order. `profiles` gives dialects their titles. */
export const explained = (
  item: Told,
  page: Page,
  profiles: readonly { readonly name: string; readonly title: string }[],
): string[] => {
  switch (item.kind) {
    case 'line':
      return lineLines(item, page)
    case 'dialect': {
      const title = profiles.find(({ name }) => name === item.profile)?.title ?? item.profile
      return wrap(`the lines are worded as by ${title} (profile ${item.profile})`, page.width, '** ').map((each) =>
        page.paint('accent', each),
      )
    }
    case 'console':
      return consoleLines(item, page)
    case 'phase1':
      return remark(item, page)
  }
}
