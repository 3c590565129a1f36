import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { agent, agentState, listen, listenState } from '../../src/agent.ts'
import type { Language } from '../../src/profile/compile.ts'
import type { InterpretState } from '../../src/profile/hearing.ts'
import { seeded } from '../../src/simulator/prng.ts'
import { compiled, entry, shipped } from './language.ts'
import { type Input, inTurn, inTurnState, longState, longWay } from './long-way.ts'

const mixed = suite('lines said again in every order')

/** A line, or some that come together. */
type Said = string | readonly string[]

/** Fills a screen of 80 columns, and is understood as it stands though it goes on below. */
const WIDE = 'Mar 17 2026 06:49:55.608 CEST: ISAKMP:(0):Old State = IKE_I_MM1  New State = IKE_I_MM2'.slice(0, 80)

/** What stands in front changes from line to line; `|` stands for it. */
const SAID: readonly [Said, ...Said[]] = [
  '|ISAKMP:(@):Old State = IKE_I_MM1  New State = IKE_I_MM2',
  '|ISAKMP:(@):Old State = IKE_READY  New State = IKE_I_MM1',
  'Old State = IKE_I_MM2  New State = IKE_I_MM3',
  '|ISAKMP:(@):beginning Main Mode exchange',
  '|ISAKMP:(@): processing SA payload. message ID = 0',
  '|ISAKMP:(@): processing vendor id payload',
  '|ISAKMP:(@): vendor ID seems Unity/DPD but major 69 mismatch',
  '|ISAKMP:(@):atts are acceptable. Next payload is 0',
  '|ISAKMP:(@): sending packet to # my_port 500 peer_port 500 (I) MM_NO_STATE',
  '|ISAKMP (@): received packet from # dport 500 sport 500 Global (I) MM_SA_SETUP',
  '|ISAKMP:(@):found peer pre-shared key matching #',
  '|ISAKMP: New peer created peer = 0x% peer_handle = 0x80000002',
  '|ISAKMP:(@):SA has been authenticated with #',
  '|ISAKMP:(@): purging node -%',
  '|ISAKMP:(@):Checking ISAKMP transform 1 against priority 10 policy',
  '|ISAKMP:      encryption AES-CBC',
  '|ISAKMP:      keylength of 256',
  '|ISAKMP:(@):what no profile knows',
  '|ISAKMP:(@):what no profile knows of #',
  '|ISAKMP:(@):purging SA., sa=%, delme=%',
  '|%CRYPTO-6-IKMP_MODE_FAILURE: Processing of Main mode failed with peer at #',
  '%LINEPROTO-5-UPDOWN: Line protocol on Interface Serial0/1, changed state to up',
  '|%OSPF-5-ADJCHG: Process 1, Nbr # on Serial0/1 from LOADING to FULL, Loading Done',
  'CryptoEngine0: generate alg parameter',
  '|IPSEC(key_engine): got a queue event with 1 KMI message(s)',
  '|IPSEC(validate_proposal_request): proposal part #1',
  'ISAKMP:(@):\tprocessing ID payload. message ID = 0',
  '|ISAKMP:(@):SA request profile is (NULL)',
  ['|ISAKMP (@): ID payload ', '        next-payload : 8', '        type         : 1 ', '        address      : # '],
  ['|ISAKMP (@): ID payload ', '|ISAKMP:(@):beginning Main Mode exchange', '        address      : 192.0.2.9 '],
  '        address      : # ',
  ['|ISAKMP:(@):SA authentication status:', '        authenticated'],
  '        authenticated',
  ['|ISAKMP:(@):Old State = IKE_I_MM2  New St', 'ate = IKE_I_MM3'],
  ['|ISAKMP:(@):Old State = IKE_I_MM2  New St', '!!!!!', 'R1#ate = IKE_I_MM3'],
  ['|ISAKMP:(@):Old State = IKE_I_MM2  New St', 'Old State = IKE_I_MM2  New State = IKE_I_MM3'],
  ['|ISAKMP:(@):Old State = IKE_I_MM2  New St', '|ISAKMP (@): ID payload ', '        type         : 1 '],
  'policy',
  '|ISAKMP:(@):beginning Mani Mode exchange',
  [
    '|ISAKMP:(@):what no profile knows',
    'Success rate is 80 percent (4/5), round-trip min/avg/max = 1/2/4 ms',
    'policy',
  ],
  ['|ISAKMP:(@):what no profile knows', '        authenticated', 'policy'],
  'what nobody knows at all',
  'what nobody knows of #',
  '>',
  'R1#',
  'R1#ping #',
  'Success rate is 80 percent (4/5), round-trip min/avg/max = 1/2/4 ms',
  [
    'R1#show crypto isakmp sa',
    'dst             src             state          conn-id',
    '# 10.0.0.1 QM_IDLE 1001 ACTIVE',
  ],
  ['R1#show log', '*Mar  1 00:00:59.000: ISAKMP:(0):beginning Main Mode exchange', 'policy', 'R1#'],
  'abc',
  'abcd',
  `|ISAKMP:(@):${'what is long '.repeat(9)}`,
  `|ISAKMP:(@):${'what is too long '.repeat(9)}`,
  'ISAKMP:(0):SA request profile is '.padEnd(80, 'x'),
  'ISAKMP:(0): vendor ID is something that goes on for long '.padEnd(80, 'y'),
  '[IKEv1]: Group = #, IP = #, PHASE 1 COMPLETED',
  '[IKEv1]: Group = 192.0.2.77, IP = #, PHASE 1 COMPLETED',
  [WIDE, '_I_MM2'],
  [WIDE, 'what nobody knows at all'],
  [WIDE, 'authenticated'],
  [WIDE, 'R1#'],
  [WIDE, '|ISAKMP (@): ID payload ', '        type         : 1 '],
  ['|ISAKMP (@): ID payload ', WIDE, '_I_MM2'],
  ['ISAKMP:(0):SA request profile is '.padEnd(80, 'x'), 'what nobody knows of #', 'abc', 'abcd', 'Success', 'xyz'],
  '_I_MM2',
  '|ISAKMP (0:%):Old State = IKE_I_MM1  New State = IKE_I_MM2',
  'R2#*Mar  1 00:13:31.891: ISAKMP:(0):beginning Main Mode exchange',
  '000123: |ISAKMP:(@):beginning Main Mode exchange',
  'R2#|ISAKMP:(@):beginning Main Mode exchange',
  '> |ISAKMP:(@):beginning Main Mode exchange',
  '|ISAKMP:(@):caf\u00e9 of somebody',
]

/** Closes the short way until two hundred lines came whole, or until the console is seen again. */
const RARE: readonly [Said, ...Said[]] = [
  '|ISAKMP:(@):begi\u0001ing Main Mode exchange',
  '|ISAKMP:(@):beg!inning Main Mode exch!ange',
  ['All possible debugging has been turned off', 'Crypto ISAKMP debugging is on'],
  '%SYS-3-MSGLOST: 31 messages lost because of queue overflow',
]

const FRONTS: readonly [string, ...string[]] = [
  '',
  '*Mar  1 #: ',
  '*Mar  1 #: ',
  '*Mar  1 #: ',
  '.Nov 25 # UTC: ',
  'Nov 25 #: ',
  '00:01:02: ',
]

/** Consoles on which that many things are said by chance; the first two hundred lines settle the dialect. */
const consoleOf = (seed: number, count: number, rare: number, all = SAID): string => {
  const { int, pick } = seeded(seed)
  let clock = 60_000
  const time = (): string => {
    clock += int(0, 3) === 0 ? int(1, 400) : 0
    return new Date(clock).toISOString().slice(11, 23)
  }
  const address = (): string => `10.0.${int(0, 1)}.${int(1, 3)}`
  const pointer = (): string => String(int(10_000_000, 10_000_003))
  const filled = (line: string): string =>
    line
      .replace('|', () => pick(FRONTS).replace('#', time))
      .replaceAll('@', () => String(int(0, 1) * 1000 + int(0, 2)))
      .replaceAll('#', address)
      .replaceAll('%', (mark, at: number) => (/[A-Z]/.test(line[at + 1] ?? '') ? mark : pointer()))
  const said: string[] = new Array<string>(200).fill('ISAKMP:(0):beginning Main Mode exchange')
  for (let i = 0; i < count; i++) {
    const next = int(0, 999) < rare ? pick(RARE) : pick(all)
    said.push(...(typeof next === 'string' ? [next] : next).map(filled))
  }
  return said.map((line) => `${line}\r\n`).join('')
}

/** In pieces of any size, with silence between some. */
const inputsOf = (text: string, seed: number): Input[] => {
  const { int } = seeded(seed)
  const bytes = new TextEncoder().encode(text)
  const inputs: Input[] = []
  for (let from = 0, now = 0; from < bytes.length; now += 10) {
    const to = from + int(1, 4000)
    inputs.push({ kind: 'chunk', bytes: bytes.slice(from, to), at: now })
    if (int(0, 3) === 0) inputs.push({ kind: 'tick', now, quiet: int(0, 1) * 3000 })
    from = to
  }
  return [...inputs, { kind: 'end', now: 1_000_000 }]
}

/** None of whose phrases was said before. */
const fresh = (language = shipped): Language => ({ ...language })

const accountsOf = ({ lines, bytes, block, held }: InterpretState): object => {
  return { lines, bytes, block, held: held?.message.heard.text }
}

for (const [what, seed, rare] of [
  ['whole', 1, 0],
  ['whole', 2, 0],
  ['damaged now and then', 3, 4],
  ['switched off now and then', 4, 8],
] as const) {
  mixed(`on a console that is ${what} are understood as if each were the first (${seed})`, () => {
    const language = fresh()
    let short = listenState(language)
    let long = longState(fresh())
    for (const input of inputsOf(consoleOf(seed, 1500, rare), seed)) {
      const [next, heard] = listen(short, input)
      short = next
      const [after, same] = longWay(long, input)
      long = after
      assert.equal(heard, same)
      assert.equal(accountsOf(short[1]), accountsOf(long[1]))
      assert.equal(short[0][0][1], long[0][0][1], 'what an operator is shown')
    }
  })

  mixed(`on a console that is ${what} tell of phase 1 what they would tell one by one (${seed})`, () => {
    let short = agentState(fresh())
    let long = inTurnState(fresh())
    for (const input of inputsOf(consoleOf(seed, 1500, rare), seed)) {
      const [next, told] = agent(short, input)
      short = next
      const [after, same] = inTurn(long, input)
      long = after
      assert.equal(told, same)
      assert.equal(accountsOf(short[0][1]), accountsOf(long[0][1]))
      assert.equal(short[0][0][0][1], long[0][0][0][1], 'what an operator is shown')
      assert.equal(
        [short[1].clock, short[1].damage, short[1].context.heard],
        [long[1].clock, long[1].damage, long[1].context.heard],
      )
    }
  })
}

/** Of what a router might say: addresses and numbers that are facts, parts of facts, or neither. */
const ODD: readonly [Said, ...Said[]] = [
  '|ISAKMP:(@): peer # is here',
  '|ISAKMP:(@): peer # is there',
  '|ISAKMP:(@): policy % is weak',
  '|ISAKMP:(@): policy % of #',
  '|ISAKMP:(@): node % at #',
  '|ISAKMP:(@): # for #',
  '|ISAKMP:(@): of % and %',
  '|ISAKMP:(@): of % and 10.0.0.1',
  '|ISAKMP:(@): 10.0.0.1x',
  '|IPSEC(%): peer # is here',
  '|ISAKMP:(@):beginning Main Mode exchange',
]

const { language: odd } = compiled(
  entry('theirs', ['peer {peer:address} is here', 'peer {peer:address} is'], { kind: 'duplicate' }),
  entry('weak', ['policy {policyPriority:int} is weak'], { kind: 'weak-policy' }),
  entry('weak-of', ['policy {_n:int} of {_peer:address}'], { kind: 'weak-policy' }),
  entry('node', ['node {peer:int} at {_peer:address}', '{_a:address} for {peer:address}'], { kind: 'duplicate' }),
  entry('another', ['of {_n:int} and {peer:word}'], { kind: 'duplicate' }),
)

for (const seed of [5, 6])
  mixed(`mean what their addresses and numbers make of them, if they do (${seed})`, () => {
    let short = listenState(fresh(odd))
    let long = longState(fresh(odd))
    for (const input of inputsOf(consoleOf(seed, 1500, 0, ODD), seed)) {
      const [next, heard] = listen(short, input)
      short = next
      const [after, same] = longWay(long, input)
      long = after
      assert.equal(heard, same)
      assert.equal(accountsOf(short[1]), accountsOf(long[1]))
    }
  })

mixed.run()
