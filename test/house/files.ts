/**
 * `node dist/test/house/files.js`: brings the list of files in src/README.md up to date. Lines that stand there stay as
 * they are, those of vanished files go, a new file is entered with the first sentence of its first doc comment.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sources, TOP, textOf } from './tree.ts'

const LONGEST = 150

const firstSentence = (text: string): string => {
  const comment = /\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? ''
  const plain = comment
    .replace(/^\s*\* ?/gm, '')
    .replace(/\s+/g, ' ')
    .trim()
  const sentence = (/^.*?\.(?= |$)/.exec(plain)?.[0] ?? plain).replace(/\.$/, '')
  return sentence.length > LONGEST ? `${sentence.slice(0, sentence.lastIndexOf(' ', LONGEST))} …` : sentence
}

const readme = textOf('src/README.md')
const [, before = '', list = '', after = ''] = /^([\s\S]*?\n## Files\n)([\s\S]*?)(\n## [\s\S]*)$/.exec(readme) ?? []
if (after === '') throw new Error('src/README.md has no section "Files" with another after it')
const known = new Map(Array.from(list.matchAll(/^- `([^`]+\.ts)`.*$/gm), (match) => [match[1], match[0]]))
const lines = sources().map((file) => known.get(file) ?? `- \`${file}\`: ${firstSentence(textOf(`src/${file}`))}`)
writeFileSync(join(TOP, 'src/README.md'), `${before}\n${lines.join('\n')}\n${after}`)
