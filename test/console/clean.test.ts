import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { clean } from '../../src/console/clean.ts'

const cleaning = suite('cleaning of console text')
const whole = (raw: string, text: string) => assert.equal(clean(raw), { text, damaged: false }, JSON.stringify(raw))

cleaning('leaves plain text alone', () =>
  whole('ISAKMP:(0): beginning Main Mode exchange', 'ISAKMP:(0): beginning Main Mode exchange'),
)

cleaning('takes escape sequences out, whole or cut', () => {
  whole('\x1b[31mISAKMP\x1b[0m', 'ISAKMP')
  whole('a\x1b[2J\x1b[Hb', 'ab')
  whole('\x1b]0;owned\x07ISAKMP', 'ISAKMP')
  whole('\x1b]0;owned\x1b\\ISAKMP', 'ISAKMP')
  whole('\x1bPq#0\x1b\\x', 'x')
  whole('\x1b(Bx', 'x')
  whole('x\x1b[', 'x')
  whole('x\x1b[31', 'x')
  whole('x\x1b]0;a title without its end', 'x')
  whole('x\x1b', 'x')
})

cleaning('erases what backspaces erase, as a pager does to its --More--', () => {
  whole(` --More-- ${'\b'.repeat(10)}${' '.repeat(10)}${'\b'.repeat(10)}interface Gi0`, 'interface Gi0')
  whole('shoe\b \bw', 'show')
  whole('ab\b\b\bc', 'cb')
  whole('\b\b', '')
})

cleaning('turns the blanks, quotes and dashes of web pages into plain ones', () => {
  whole('Old\u00a0State\u2003=\u202fX\ufeff', 'Old State = X ')
  whole('tab\there', 'tab here')
  whole('\u201cNo reason\u201d \u2018x\u2019', '"No reason" \'x\'')
  whole('EV_ERROR\u2013>x \u2014 \u2212', 'EV_ERROR->x - -')
})

cleaning('drops NUL and BEL without a word', () => whole('\0IS\0AKMP\x07', 'ISAKMP'))

cleaning('shows control characters as question marks and calls the line damaged', () => {
  for (const control of ['\x01', '\x7f', '\x9b', '\u2028', '\u202e', '\u2066', '\ufffd']) {
    assert.equal(clean(`a${control}b`), { text: 'a?b', damaged: true }, JSON.stringify(control))
  }
})

cleaning('lets nothing through that a terminal would obey', () => {
  const hostile = Array.from({ length: 0x2100 }, (_, code) => String.fromCharCode(code)).join('')
  for (const text of [hostile, `\x1b\x1b[31m\x1b[${hostile}`, '\x1b[\x1b[31mx', '\x1b\b[31mx', '\x9b31m']) {
    assert.not.match(clean(text).text, /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/)
  }
})

cleaning.run()
