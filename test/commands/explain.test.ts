import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { golden, ikewatch, transcript } from './program-under-test.ts'

const explain = suite('replay --explain')

const SENTENCE = /^ {4}\S/
const OURS = /^(?: {2}|\*\* |$)/

/** Console lines of an explanation that have no sentence below them. */
const unexplained = (out: string): string[] => {
  const lines = out.split('\n')
  return lines.filter((line, index) => {
    if (OURS.test(line)) return false
    // Lines that belong together stand together, the sentence below the last.
    for (let next = index + 1; next < lines.length; next++) {
      const below = lines[next] ?? ''
      if (SENTENCE.test(below)) return false
      if (OURS.test(below)) return true
    }
    return true
  })
}

explain('sets a sentence under every line of Tokyo and Osaka', () => {
  const { status, out } = ikewatch(['replay', '--explain', transcript('ios-12/tokyo-osaka')])
  assert.is(status, 0)
  assert.is(out, golden('tokyo-osaka.explained.txt'))
  assert.equal(unexplained(out), [])
})

explain('shows the verdict where it falls, among the lines', () => {
  const lines = ikewatch(['replay', '--explain', transcript('ios-12/psk-mismatch')]).out.split('\n')
  const at = (text: RegExp) => lines.findIndex((line) => text.test(line))
  const [duplicate, trouble, failed] = [
    at(/packet is a duplicate/),
    at(/^ {2}trouble: psk-mismatch/),
    at(/^ {2}failed: psk-mismatch/),
  ]
  assert.ok(duplicate >= 0 && duplicate < trouble)
  assert.ok(trouble < failed && failed < lines.length - 20)
})

explain('warns of a weak algorithm where it is named', () => {
  assert.match(
    ikewatch(['replay', '--explain', transcript('ios-12/tokyo-osaka')]).out,
    /encryption DES-CBC\n(?: {4}.*\n)+? {4}! weak: DES-CBC: broken/,
  )
})

explain('shows a line that nobody understands as such', () => {
  const { out } = ikewatch(['replay', '--explain', '-'], {
    input: 'Mar  7 16:14:29.027: ISAKMP (0:1): sings a song\r\n',
  })
  assert.match(out, /sings a song\n {4}Not understood: no firmware profile knows this line\.\n$/)
})

const HOSTILE = [
  ['escape sequences', '\x1b[2J\x1b[31m'],
  ['a window title', '\x1b]0;owned\x07'],
  ['C1 control characters', '\u009b2J\u0090q\u009c'],
  ['bidirectional controls', '\u202e\u2066\u061c\u200f'],
  ['a backspace and a bell', '\b\b\b\x07'],
  ['line separators', '\u2028\u2029'],
] as const

const input = HOSTILE.map(
  ([, text]) =>
    `Mar  7 16:14:29.027 GMT: ISAKMP (0:1): sending packet to 172.16.6.2 (I) MM_NO_STATE\r\nMar  7 16:14:29.028 GMT: ISAKMP (0:1): deleting SA reason "${text}x" state (I) MM_NO_STATE (peer 172.16.6.2) input queue 0\r\n${text}\r\n`,
).join('')

const FORBIDDEN = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/

explain(`lets ${HOSTILE.map(([what]) => what).join(', ')} of a console reach no terminal`, () => {
  for (const args of [
    ['replay', '-'],
    ['replay', '--explain', '-'],
    ['replay', '--json', '-'],
    ['tail'],
    ['profiles', 'coverage', '-'],
  ]) {
    const { out, err } = ikewatch(args, { input })
    assert.not.match(out + err, FORBIDDEN, args.join(' '))
    assert.match(out, /\n/)
  }
})

explain('lets no hostile file name reach the terminal either', () => {
  const { status, err } = ikewatch(['replay', 'no\x1b[2Jfile'])
  assert.is(status, 1)
  assert.match(err, /^ikewatch: cannot read no\?\[2Jfile: there is no such file/)
})

explain.run()
