import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { textOf } from '../house/tree.ts'
import { drawn, MARKER, wanted } from './diagram.ts'

const diagrams = suite('state diagram of src/README.md')

diagrams('is the one that the table of transitions draws', () => {
  assert.is(drawn(textOf('src/README.md')), wanted(), 'draw it anew: node dist/test/phase1/diagram.js')
})

diagrams('is missed where its markers are', () => {
  assert.is(drawn('no diagram here'), undefined)
  assert.is(drawn(`a ${MARKER}x${MARKER} b`), 'x')
})

diagrams.run()
