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

torn('have lost nothing where a line is understood without the marks that a ping printed into it', () => {
  assert.equal(sightAfter('ISAKMP:(0):begin!!ning Main Mode exchange \x01'), ['seeing heard'])
  assert.equal(sightAfter('ISAKMP:(0):beg!in!ning Ma!n Mode exchange \x01'), ['seeing heard', 'gappy lines-lost'])
})

torn('are said with the line that shows it, which no entry explains', () => {
  const bytes = Buffer.from(`${FIRST}\r\n${TORN}\r\n`, 'latin1')
  const [, outputs] = listen(listenState(shipped), { kind: 'chunk', bytes, at: 7 })
  const shown = outputs.flatMap((output) => (output.kind === 'sight' ? [output.heard] : []))
  assert.equal(
    shown.map(({ at, conn, repaired, entry, stamp }) => ({ at, conn, repaired, entry, stamp })),
    [
      { at: 7, conn: 0, repaired: false, entry: '', stamp: '' },
      { at: 7, conn: 0, repaired: true, entry: '', stamp: '*Mar  1 00:13:31.891' },
    ],
  )
})

torn('are lost text under every tag of ISAKMP and IKE, and under no other', () => {
  const lost = ['seeing heard', 'gappy lines-lost']
  for (const line of ['ISAKMP-PAK: (0):begi\x01x', 'ISAKMP/xauth: begi\x01x', '[IKEv1 DEBUG]: IP = 192.0.2.9, be\x01x'])
    assert.equal(sightAfter(line), lost, line)
  for (const line of ['CryptoEngine0: begi\x01x', 'CRYPTO_ISAKMP: begi\x01x', 'begi\x01x', '%SYS-5-SONG: begi\x01x'])
    assert.equal(sightAfter(line), ['seeing heard'], line)
})

torn('say nothing on a console on which nothing can be seen', () => {
  const off = 'All possible debugging has been turned off'
  assert.equal(sightAfter(off), ['seeing heard', 'blind muted'])
  assert.equal(sightAfter(TORN, off), ['seeing heard', 'gappy lines-lost', 'blind muted'])
  assert.equal(sightAfter(off, TORN).slice(-2), ['seeing heard', 'gappy lines-lost'])
})

torn('are forgotten when the router restarts, not when debugging is switched off and on', () => {
  const [off, on] = ['All possible debugging has been turned off', 'Crypto ISAKMP debugging is on']
  const before = ['seeing heard', 'gappy lines-lost']
  assert.equal(sightAfter(TORN, off, on), [...before, 'blind muted', 'gappy debugging-on'])
  assert.equal(sightAfter(TORN, '%SYS-5-RESTART: System restarted --', FIRST), [
    ...before,
    'blind restarted',
    'seeing heard',
  ])
})

torn.run()
