import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { observed, verdicts } from '../phase1/observed.ts'
import { transcripts } from './transcripts.ts'

const wrapped = suite('transcripts that a page or a terminal broke at one width')

const atColumn = (line: string, width: number): string[] => line.match(new RegExp(`.{1,${width}}`, 'g')) ?? ['']

const atBlank = (line: string, width: number): string[] => {
  const pieces: string[] = []
  for (const word of line.split(' ')) {
    const last = pieces.at(-1)
    if (last === undefined || (last !== '' && last.length + 1 + word.length > width)) pieces.push(word)
    else pieces[pieces.length - 1] = `${last} ${word}`
  }
  return pieces
}

/** What is said too little: that an end was not heard, or its cause not known. */
const LESS = /unfinished|unknown/

const WIDTHS = [72, 80, 120]

for (const [how, broken] of [
  ['at a column', atColumn],
  ['at blanks', atBlank],
] as const) {
  wrapped(`${how} tell what they tell whole, nearly all of them, and nothing else`, () => {
    let same = 0
    for (const { name, lines } of transcripts) {
      const whole = verdicts(observed(lines))
      for (const width of WIDTHS) {
        const said = verdicts(observed(lines.flatMap((line) => broken(line, width))))
        if (said.join() === whole.join()) same++
        for (const verdict of said)
          if (!LESS.test(verdict)) assert.ok(whole.includes(verdict), `${name} ${width}: ${verdict}`)
      }
    }
    assert.ok(same >= 0.93 * WIDTHS.length * transcripts.length, `${same} of ${WIDTHS.length * transcripts.length}`)
  })
}

wrapped('filled up with blanks to 80 columns tell what they tell without', () => {
  for (const { name, lines } of transcripts) {
    const filled = lines.map((line) => line.padEnd(80))
    assert.equal(verdicts(observed(filled)), verdicts(observed(lines)), name)
  }
})

wrapped.run()
