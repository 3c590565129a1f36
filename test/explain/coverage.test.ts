import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { coverageMeter, spellingOf } from '../../src/explain/coverage.ts'
import { parseSpelling } from '../../src/profile/template.ts'
import { shipped } from '../profile/language.ts'

const coverage = suite('coverage')

coverage('numbers, addresses and hexadecimal values become captures of a spelling that parses', () => {
  const spelling = spellingOf('peer 192.0.2.1 handle 0x80000014 count -7, id 12.')
  assert.is(spelling, 'peer {_1:address} handle {_2:hex} count {_3:int}, id {_4:int}.')
  assert.type(parseSpelling(spelling), 'object')
})

coverage('a capture of rubbish costs bounded memory, and its lines still add up', () => {
  const meter = coverageMeter(shipped)
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  const word = (n: number): string =>
    [n % 26, Math.floor(n / 26) % 26, Math.floor(n / 676) % 26].map((at) => letters[at]).join('')
  for (let n = 0; n < 3000; n++) {
    meter.take({ kind: 'chunk', bytes: new TextEncoder().encode(`ISAKMP: zz${word(n)} nothing\n`), at: 0 })
  }
  meter.take({ kind: 'end', now: 0 })
  const { lines, unknown, shapes, others } = meter.result()
  assert.is(lines, 3000)
  assert.is(shapes.length, 1000)
  assert.is(
    shapes.reduce((sum, { count }) => sum + count, others),
    unknown,
  )
})

coverage.run()
