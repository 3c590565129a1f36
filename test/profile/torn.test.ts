import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { listen, listenState } from '../../src/agent.ts'
import { shipped } from './language.ts'

const torn = suite('damaged lines')

const FIRST = 'ISAKMP:(0):beginning Main Mode exchange'
const TORN = '*Mar  1 00:13:31.891: ISAKMP:(0): begin\x01ing Main Mode exch'
const NAMED = '*Mar  1 00:13:31.891: ISAKMP:(0):no pre-shared key based on hostname \x9b\x07Z\xfcrich\xff!'

/** What is said of sight behind these lines, in the order in which it is said. */
const sightAfter = (...lines: string[]): string[] => {
  const bytes = Buffer.from([FIRST, ...lines].map((line) => `${line}\r\n`).join(''), 'latin1')
  const [, outputs] = listen(listenState(shipped), { kind: 'chunk', bytes, at: 0 })
  return outputs.flatMap((output) => (output.kind === 'sight' ? [`${output.sight} ${output.cause}`] : []))
}

const repeated = (line: string, times: number): string[] => Array.from({ length: times }, () => line)

torn('are lost text where nobody understands them, until 200 lines came whole', () => {
  assert.equal(sightAfter(TORN), ['seeing heard', 'gappy lines-lost'])
  assert.equal(sightAfter(TORN, ...repeated(FIRST, 199)), ['seeing heard', 'gappy lines-lost'])
  assert.equal(sightAfter(TORN, ...repeated(FIRST, 200)), ['seeing heard', 'gappy lines-lost', 'seeing recovered'])
  assert.equal(sightAfter(TORN, ...repeated(FIRST, 150), TORN, ...repeated(FIRST, 150)), [
    'seeing heard',
    'gappy lines-lost',
  ])
})

torn('have lost nothing where a stranger put odd bytes into a name that the router repeats', () => {
  assert.equal(sightAfter(...repeated(NAMED, 300)), ['seeing heard'])
})

torn('say nothing on a console on which nothing can be seen', () => {
  const off = 'All possible debugging has been turned off'
  assert.equal(sightAfter(off), ['seeing heard', 'blind muted'])
})

torn.run()
