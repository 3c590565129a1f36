import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { isPhase1, observed } from '../phase1/observed.ts'
import { transcripts } from './transcripts.ts'

const between = suite('text between records')

/** What a person and other parts of the router leave on lines of their own. `{stamp}` is that of the line before. */
const FOREIGN: readonly string[] = [
  'Tokyo#',
  'Tokyo(config)#',
  '',
  '!!!!!',
  '.....',
  'Success rate is 100 percent (5/5), round-trip min/avg/max = 1/3/4 ms',
  'Type escape sequence to abort.',
  'Sending 5, 100-byte ICMP Echos to 10.0.0.1, timeout is 2 seconds:',
  '{stamp}%SYS-5-CONFIG_I: Configured from console by console',
  '{stamp}%OSPF-5-ADJCHG: Process 1, Nbr 10.0.0.9 on Serial0/1 from LOADING to FULL, Loading Done',
  '{stamp}%LINEPROTO-5-UPDOWN: Line protocol on Interface Loopback7, changed state to up',
  '{stamp}%SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: noc] [Source: 192.0.2.9] [localport: 22]',
  '{stamp}IP: s=10.0.0.1 (local), d=10.0.0.2 (Serial0/0), len 100, sending',
  'Tokyo#ping 10.0.0.1',
]

/** A line that begins a record of its own: nothing that belongs to the line before. */
const begins = (line: string): boolean => /^(?:\d{6,}: )?[*.]?[A-Z][a-z]{2} [ \d]\d .*?: (?:ISAKMP|%)/.test(line)

const stampOf = (line: string): string =>
  /^((?:\d{6,}: )?[*.]?[A-Z][a-z]{2} [ \d]\d [^I%]*?: )(?:ISAKMP|%)/.exec(line)?.[1] ?? ''

const withForeign = (lines: readonly string[], places: readonly (readonly [number, string])[]): string[] => {
  const out: string[] = []
  const wanted = new Map(places.map(([at, text]) => [at % lines.length, text]))
  let stamp = ''
  lines.forEach((line, index) => {
    const text = wanted.get(index)
    if (text !== undefined && begins(line)) out.push(text.replace('{stamp}', stamp))
    out.push(line)
    stamp = stampOf(line) || stamp
  })
  return out
}

const places = fc.array(fc.tuple(fc.nat(10_000), fc.constantFrom(...FOREIGN)), { minLength: 1, maxLength: 30 })

/** Sequence numbers would show that a line came in between, as they should. */
const plain = transcripts.filter(
  ({ name, lines }) => name.startsWith('ios') && !lines.some((line) => /^\d{6,}: /.test(line)),
)

between('changes no event of phase 1: prompts, pings, system messages, other debugging', () => {
  const property = fc.property(fc.constantFrom(...plain), places, ({ name, lines }, foreign) => {
    assert.equal(observed(withForeign(lines, foreign)).filter(isPhase1), observed(lines).filter(isPhase1), name)
  })
  fc.assert(property, { seed: 1, numRuns: 200 })
})

between('changes no verdict where ping marks are glued to the ends of lines', () => {
  const brief = (lines: readonly string[]) =>
    observed(lines)
      .filter(isPhase1)
      .flatMap((event) =>
        ['established', 'failed', 'down'].includes(event.type) ? [`${event.peer} ${event.type}`] : [],
      )
  const marks = fc.array(fc.tuple(fc.nat(10_000), fc.constantFrom('.', '!', '!!', '.....', '.!!!!')), {
    minLength: 1,
    maxLength: 8,
  })
  const property = fc.property(fc.constantFrom(...plain), marks, ({ name, lines }, glued) => {
    const wanted = new Map(glued.map(([at, text]) => [at % lines.length, text]))
    const disturbed = lines.map((line, index) => (line === '' ? line : line + (wanted.get(index) ?? '')))
    assert.equal(brief(disturbed), brief(lines), `${name} ${JSON.stringify(glued)}`)
  })
  fc.assert(property, { seed: 1, numRuns: 150 })
})

between.run()
