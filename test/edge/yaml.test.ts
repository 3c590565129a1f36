import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseYaml } from '../../src/edge/yaml.ts'

const yaml = suite('yaml')

const TEXT = `# a comment
broker:
  url:
    - mqtt://a
    - mqtt://b
consoles: { tokyo: { device: /dev/ttyS0 } }
1: one
`

yaml('a value and its key are found by line and column', () => {
  const { value, errors, locate } = parseYaml(TEXT)
  assert.equal(errors, [])
  assert.equal(value, {
    broker: { url: ['mqtt://a', 'mqtt://b'] },
    consoles: { tokyo: { device: '/dev/ttyS0' } },
    1: 'one',
  })
  assert.equal(locate(['broker', 'url', 1]), { line: 5, column: 7 })
  assert.equal(locate(['consoles', 'tokyo', 'device']), { line: 6, column: 30 })
  assert.equal(locate(['consoles', 'tokyo', 'device'], 'key'), { line: 6, column: 22 })
  assert.equal(locate(['1'], 'key'), { line: 7, column: 1 })
})

yaml('of what is not there, the innermost part that is there is found', () => {
  const { locate } = parseYaml(TEXT)
  assert.equal(locate(['consoles', 'tokyo', 'baud']), { line: 6, column: 13 })
  assert.equal(locate(['broker', 'url', 7]), { line: 3, column: 3 })
  assert.equal(locate([]), { line: 2, column: 1 })
  assert.equal(parseYaml('').locate(['a']), { line: 1, column: 1 })
})

yaml('every mistake is named by its place, in one line', () => {
  const { value, errors } = parseYaml('a: 1\na: 2\nb: [1, 2\nc: "x\n')
  assert.is(value, undefined)
  assert.ok(errors.length >= 2)
  assert.equal(errors[0], { line: 2, column: 1, message: 'Map keys must be unique' })
  for (const { message, line, column } of errors) {
    assert.not.match(message, /\n|at line/)
    assert.ok(line > 0 && column > 0)
  }
})

yaml('no text has no value and no error', () => {
  for (const text of ['', '\n', '# only a comment\n', '---\n', '~\n']) {
    const { value, errors } = parseYaml(text)
    assert.is(value, undefined)
    assert.equal(errors, [])
  }
})

yaml('tabs, second documents, unknown tags and anchors without end are errors, never exceptions', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefgh'.split('').map((name, n) => `${name}: &${name} [${`*${'abcdefgh'[n]}, `.repeat(9)}]`),
  ].join('\n')
  for (const text of ['a:\n\tb: 1', 'a: 1\n---\nb: 2', 'a: !thing 1', 'a: *nowhere', bomb, '"', '{', '- a\nb: c']) {
    const { errors, value } = parseYaml(text)
    assert.ok(errors.length > 0, text.slice(0, 20))
    assert.is(value, undefined)
  }
})

yaml('windows line ends and a byte order mark are no mistakes', () => {
  const { value, errors, locate } = parseYaml('\uFEFFa: 1\r\nb:\r\n  c: 2\r\n')
  assert.equal(errors, [])
  assert.equal(value, { a: 1, b: { c: 2 } })
  assert.is(locate(['b', 'c']).line, 3)
})

yaml.run()
