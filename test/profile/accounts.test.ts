import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { compile } from '../../src/profile/compile.ts'
import { entry, profile } from './language.ts'
import { listened } from './listened.ts'

const accounting = suite('accounts of what was understood')

const { language } = compile([
  profile(
    'small',
    [
      entry('sing', ['singing {what:word} to {whom:word}']),
      entry('verse', ['verse:']),
      entry('line', ['la {_x:rest}'], { within: 'verse' }),
    ],
    { ignore: [{ scope: 'isakmp', text: 'humming', why: 'Nothing.', examples: ['humming'] }] },
  ),
])

/** Lines and bytes, each as understood, ignored, unknown, damaged. */
const accounts = (...lines: string[]): number[][] => {
  const { state } = listened(lines, { language })
  return [state[1].lines, state[1].bytes].map(({ understood, ignored, unknown, damaged }) => [
    understood,
    ignored,
    unknown,
    damaged,
  ])
}

/** A line and the two bytes that end it. */
const size = (line: string): number => line.length + 2

accounting('put each line, and all its bytes, in one of four', () => {
  const sung = 'ISAKMP:(0): singing alto to him'
  const hummed = 'ISAKMP:(0): humming'
  const strange = 'ISAKMP:(0): whistling'
  const damaged = 'ISAKMP:(0): whi\u0001stling'
  assert.equal(accounts(sung), [
    [1, 0, 0, 0],
    [size(sung), 0, 0, 0],
  ])
  assert.equal(accounts(hummed), [
    [0, 1, 0, 0],
    [0, size(hummed), 0, 0],
  ])
  assert.equal(accounts(strange), [
    [0, 0, 1, 0],
    [0, 0, size(strange), 0],
  ])
  assert.equal(accounts(damaged)[0], [0, 0, 0, 1])
  assert.equal(accounts(sung, hummed, strange, sung, damaged, hummed, sung)[0], [3, 2, 1, 1])
})

accounting('take a damaged line that is understood all the same for understood', () => {
  assert.equal(accounts('ISAKMP:(0): singing alto to him\u0001')[0], [1, 0, 0, 0])
})

accounting('take what belongs to other parts of the router, and what an operator types, for ignored', () => {
  assert.equal(accounts('IPSEC(key_engine): whistling', 'R1#whistling', 'R1#')[0], [0, 3, 0, 0])
  assert.equal(accounts('%SYS-5-SONG: whistling', 'whistling')[0], [0, 0, 2, 0], 'a scope of ours, and no tag at all')
})

accounting('take both halves of a line for understood, wherever it was broken', () => {
  for (const [head, tail] of [
    ['ISAKMP:(0): singing alto to', 'him'],
    ['ISAKMP:(0): singing alto t', 'o him'],
    ['ISAKMP:(0): singing alto t', 'R1#o him'],
  ] as const)
    assert.equal(
      accounts(head, tail),
      [
        [2, 0, 0, 0],
        [size(head) + size(tail), 0, 0, 0],
      ],
      `${head} / ${tail}`,
    )
})

accounting('take a fragment that only lengthens the line before it for understood', () => {
  assert.equal(accounts('ISAKMP:(0): singing alto to him', 'policy')[0], [2, 0, 0, 0])
  assert.equal(accounts('ISAKMP:(0): whistling', 'policy')[0], [0, 0, 2, 0])
  assert.equal(accounts('policy')[0], [0, 0, 1, 0])
})

accounting('take the lines of a block for understood in it alone, and for eight lines at most', () => {
  const verse = 'ISAKMP:(0): verse:'
  assert.equal(accounts(verse, 'la la', 'la li')[0], [3, 0, 0, 0])
  assert.equal(accounts('la la')[0], [0, 0, 1, 0])
  assert.equal(accounts(verse, ...new Array(9).fill('la la'))[0], [9, 0, 1, 0])
  assert.equal(accounts(verse, 'what is not known', 'la la')[0], [2, 0, 1, 0], 'what nobody knows does not end it')
  assert.equal(accounts(verse, 'la la', 'ISAKMP:(0): singing alto to him', 'la la')[0], [3, 0, 1, 0])
})

accounting.run()
