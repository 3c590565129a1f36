/** What may stand on a console and is no speech of a router: none of it is to have an effect beyond a counter. */

const CONTROLS = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join('')
const ESCAPES = '\u001b]0;owned\u0007\u001b[2J\u001b[31;5mISAKMP\u001b[1000A\u009b6n\u001bP+q\u001b\\'
const ENDLESS = 70_000

export type Hostile = { readonly text: string; readonly stamped: 'log' | 'raw' }

/** Lines of whatever shares the console with the router. */
export const LINES: readonly [Hostile, ...Hostile[]] = [
  { stamped: 'raw', text: 'A'.repeat(ENDLESS) },
  { stamped: 'log', text: `%SYS-5-CONFIG_I: ${'Configured from console by '.repeat(ENDLESS / 28)}` },
  { stamped: 'raw', text: CONTROLS },
  { stamped: 'raw', text: ESCAPES },
  { stamped: 'raw', text: 'ikewatch/1/branch/#/+/$SYS/console/tokyo/event' },
  { stamped: 'log', text: '%SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: <script>fetch("//x")</script>]' },
  { stamped: 'log', text: `%CRYPTO-4-IKMP_NO_SA: IKE message from ${'9'.repeat(5_000)} has no SA` },
  { stamped: 'raw', text: '{"specversion":"1.0","id":"1","type":"ikewatch.phase1.failed","sequence":999999}' },
  { stamped: 'raw', text: '\u202e\ufeff\u2028\u0000\ud83d\ude00%s%n$(id)`id`' },
]

/**
 * Names that a stranger gives itself in aggressive mode: the router prints them.
 */
export const NAMES: readonly [string, ...string[]] = [
  '<img/src=x/onerror=alert(1)>',
  '<script>fetch("//x")</script> ',
  '../#/+/$SYS',
  '#',
  '\x9b2J\x07\x1b]0;owned\x07\x80\xff',
  'Z\xfcrich\u202e\u2028',
  '__proto__',
  'constructor',
  '"}],"sequence":999999,"x":[{"',
  'x'.repeat(900),
]

/** What of it must never come out of the agent, in whatever way. */
export const MARKS: readonly string[] = [
  '<script',
  'onerror',
  '$SYS',
  'owned',
  '999999',
  '__proto__',
  'AAAA',
  'xxxx',
  '%n$(',
]
