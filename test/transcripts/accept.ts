/**
 * `node dist/test/transcripts/accept.js [TEXT...]`: takes what the agent says of the transcripts for right, all of them or
 * those whose path contains a text, and writes it beside them. By hand only; the difference in git is to be read.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadProfiles } from '../../src/edge/profiles.ts'
import { consolesOf, FOLDERS, goldensOf, TRANSCRIPTS } from './folders.ts'
import { eventsOf, goldenName } from './golden.ts'

const wanted = process.argv.slice(2)
const isWanted = (path: string): boolean => wanted.length === 0 || wanted.some((text) => path.includes(text))
const { language } = loadProfiles()
const count = { new: 0, changed: 0, same: 0, gone: 0 }

const write = (path: string, text: string): void => {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined
  const what = before === undefined ? 'new' : before === text ? 'same' : 'changed'
  count[what]++
  if (what === 'same') return
  writeFileSync(path, text)
  console.log(`${what}: ${path}`)
}

for (const folder of FOLDERS) {
  const consoles = consolesOf(folder)
  for (const name of consoles) {
    if (isWanted(`${folder}/${name}`))
      write(join(TRANSCRIPTS, folder, goldenName(name)), eventsOf(language, folder, name))
  }
  for (const golden of goldensOf(folder)) {
    if (consoles.some((name) => goldenName(name) === golden)) continue
    rmSync(join(TRANSCRIPTS, folder, golden))
    count.gone++
  }
}
console.log(
  `${count.new} new, ${count.changed} changed, ${count.same} as before, ${count.gone} removed without their console`,
)
