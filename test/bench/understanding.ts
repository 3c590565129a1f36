/** `node understanding.js FILE [--dummies]`: the part of the pipeline from bytes to debug messages. */
import { lines, linesState } from '../../src/console/lines.ts'
import { records } from '../../src/console/records.ts'
import { interpret, interpretState } from '../../src/profile/interpret.ts'
import { chain } from '../../src/stage.ts'
import { measured, readPieces } from './child.ts'
import { languageOf } from './language.ts'

const language = languageOf(process.argv.includes('--dummies'))

await measured(async () => {
  const front = chain(chain(lines, records), interpret)
  let state = [[linesState(), undefined] as const, interpretState(language)] as Parameters<typeof front>[0]
  let messages = 0
  let at = 0
  readPieces(process.argv[2] ?? '', (bytes) => {
    const [next, outputs] = front(state, { kind: 'chunk', bytes, at: at++ })
    state = next
    messages += outputs.length
  })
  const { understood, ignored, unknown, damaged } = state[1].lines
  return { lines: understood + ignored + unknown + damaged, events: messages }
})
