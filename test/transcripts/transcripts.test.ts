import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { validateEvent } from '../../src/report/validate.ts'
import { shipped } from '../profile/language.ts'
import { consolesOf, FOLDERS, goldensOf, TRANSCRIPTS } from './folders.ts'
import { eventsOf, goldenName } from './golden.ts'

const transcripts = suite('transcripts')

const ACCEPT = 'npm run accept, and read the difference'
const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '')

transcripts('every event of every transcript keeps the contract', () => {
  for (const folder of FOLDERS) {
    for (const name of consolesOf(folder)) {
      const faults = lines(eventsOf(shipped, folder, name)).flatMap((line) => validateEvent(JSON.parse(line)))
      assert.equal(faults, [], `${folder}/${name}`)
    }
  }
})

for (const folder of FOLDERS) {
  const goldens = new Set(goldensOf(folder))
  if (goldens.size === 0) {
    console.log(`SKIPPED: no golden events in test/transcripts/${folder}: ${ACCEPT}`)
    // The announcement takes the place of a test that passes.
    transcripts(`${folder} has no golden events yet`, () => assert.is(goldens.size, 0))
    continue
  }
  const consoles = consolesOf(folder)
  transcripts(`every console of ${folder} has its golden events, and none is left over`, () => {
    const expected = consoles.map(goldenName)
    assert.equal(
      expected.filter((name) => !goldens.has(name)),
      [],
      `missing: ${ACCEPT}`,
    )
    assert.equal(
      [...goldens].filter((name) => !expected.includes(name)),
      [],
      `without a console: ${ACCEPT}`,
    )
  })
  for (const name of consoles.filter((each) => goldens.has(goldenName(each)))) {
    transcripts(`${folder}/${name} gives its golden events`, () => {
      const golden = readFileSync(join(TRANSCRIPTS, folder, goldenName(name)), 'utf8')
      assert.equal(lines(eventsOf(shipped, folder, name)), lines(golden), `if this is right: ${ACCEPT}`)
    })
  }
}

transcripts.run()
