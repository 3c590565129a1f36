import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { CAPTURE_TYPES, parseSpelling } from '../../src/profile/template.ts'

const templates = suite('spellings')

templates('are literal text and typed captures', () => {
  assert.equal(parseSpelling('sending packet to {peer:address} ({role:word}) {saState:rest}'), [
    { literal: 'sending packet to ' },
    { name: 'peer', type: 'address' },
    { literal: ' (' },
    { name: 'role', type: 'word' },
    { literal: ') ' },
    { name: 'saState', type: 'rest' },
  ])
  assert.equal(parseSpelling('{n:int} lost'), [{ name: 'n', type: 'int' }, { literal: ' lost' }])
  assert.equal(parseSpelling('plain'), [{ literal: 'plain' }])
})

templates('take every type of the closed list and braces that are no capture', () => {
  for (const type of CAPTURE_TYPES)
    assert.equal(parseSpelling(`x {_y:${type}}`), [{ literal: 'x ' }, { name: '_y', type }], type)
  assert.equal(parseSpelling('a {b} {1:int}'), [{ literal: 'a {b} {1:int}' }])
})

templates('say in one sentence what is wrong with them', () => {
  const rows: [string, RegExp][] = [
    ['', /empty/],
    [' x', /blanks/],
    ['x ', /blanks/],
    ['a  b', /blanks/],
    ['{a:number}', /unknown type "number": use one of int, hex, address, /],
    ['{a:int}{b:int}', /side by side/],
    ['x {a:rest} y', /after a capture of type rest/],
    ['{a:rest} y', /after a capture of type rest/],
    ['peer 10.0.0.1 {a:rest}', /spells out 10\.0\.0\.1/],
    ['sa = 0x66C61B2C', /spells out 0x66C61B2C/],
    ['node -1234567890', /spells out 1234567890/],
  ]
  for (const [text, problem] of rows) {
    const found = parseSpelling(text)
    assert.type(found, 'string', text)
    assert.match(String(found), problem, text)
  }
})

templates.run()
