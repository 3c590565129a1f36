import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { PROMPT, toRecord } from '../../src/console/records.ts'
import { checkProfiles } from '../../src/edge/profile-check.ts'
import { profileFiles, shippedProfiles } from '../../src/edge/profiles.ts'
import { coverageMeter } from '../../src/explain/coverage.ts'
import { consolesOf, FOLDERS, TRANSCRIPTS } from '../transcripts/folders.ts'
import { shipped, shippedFiles } from './language.ts'

const meta = suite('firmware profiles')

/**
 * What nobody can understand, by transcript: an operator's typing or the end of a ping cut a line in two, and the first
 * half says too little.
 */
const SCRAPS: { readonly [transcript: string]: readonly string[] } = {
  'ios-15/success-during-ping.console': ['O'],
  'ios-xe/success-cut-by-typing.console': ['SA has bees', 'show clock'],
}

meta('every profile parses, fits the schema, and is in order to the last example', () => {
  // Everything of `profiles check`: YAML, schema, facts, spellings, examples, ambiguities; each with file:line:column.
  const faults = checkProfiles().problems.map(
    ({ file, line, column, problem }) => `${basename(file)}:${line}:${column}: ${problem}`,
  )
  assert.equal(faults, [])
})

for (const { file, profile } of shippedFiles) {
  const name = profile.profile

  meta(`${name} is named as its file, and says where it comes from`, () => {
    assert.is(basename(file), `${name}.yaml`)
    assert.ok(['composed', 'captured'].includes(profile.origin.kind))
    assert.ok(profile.origin.from.length > 20)
    assert.ok(!Number.isNaN(Date.parse(profile.origin.date)))
  })

  meta(`${name} has transcripts`, () => {
    assert.ok(FOLDERS.includes(name), `make test/transcripts/${name}`)
    assert.ok(consolesOf(name).length > 0)
  })

  meta(`every sentence of ${name} is one, and ends as one`, () => {
    const odd = profile.messages.filter(({ meaning }) => !/^[A-Z{].*[.:}!]$/s.test(meaning))
    assert.equal(
      odd.map(({ id, meaning }) => `${id}: ${meaning}`),
      [],
    )
  })
}

meta('every file of the folder is loaded', () => {
  assert.is(shippedFiles.length, profileFiles(shippedProfiles()).length)
})

for (const folder of FOLDERS) {
  meta(`every line of the transcripts of ${folder} is understood or ignored by name`, () => {
    const strangers = consolesOf(folder).flatMap((name) => {
      const meter = coverageMeter(shipped)
      meter.take({ kind: 'chunk', bytes: readFileSync(join(TRANSCRIPTS, folder, name)), at: 0 })
      meter.take({ kind: 'end', now: 0 })
      const allowed = SCRAPS[`${folder}/${name}`] ?? []
      return meter.result().shapes.flatMap(({ sample }) => {
        const { tag, body } = toRecord({ kind: 'line', text: sample, at: 0, bytes: 0, damaged: false })
        return tag === PROMPT || allowed.includes(body) ? [] : [`${name}: ${sample}`]
      })
    })
    assert.equal(strangers, [])
  })
}

meta.run()
