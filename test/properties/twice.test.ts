import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { observed, verdicts } from '../phase1/observed.ts'
import { transcripts } from './transcripts.ts'

const twice = suite('transcripts in which every line that is logged stands twice')

const PROMPT = /^[\w.-]+(?:\([\w-]+\))?[#>]/
const doubled = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => (line === '' || PROMPT.test(line) ? [line] : [line, line]))

twice('tell what they tell once, but for those of a line or two', () => {
  for (const { name, lines } of transcripts) {
    if (lines.length < 8) continue
    assert.equal(verdicts(observed(doubled(lines))), verdicts(observed(lines)), name)
  }
})

twice.run()
