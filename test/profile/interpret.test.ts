import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { DebugMessage } from '../../src/phase1/message.ts'
import { compiled, entry } from './language.ts'
import { factsOf, listened, understood } from './listened.ts'

const interpreting = suite('interpretation')
const STAMP = '*Mar  1 00:13:31.891: '

const told = (...lines: string[]) => understood(...lines).map(factsOf)
const find = (messages: readonly DebugMessage[], kind: DebugMessage['kind']) =>
  messages.filter((message) => message.kind === kind)

const SENT = {
  kind: 'packet',
  direction: 'sent',
  peer: '172.16.6.2',
  localPort: 500,
  remotePort: 500,
  role: 'I',
  saState: 'MM_NO_STATE',
}

interpreting('reads a packet line in every dialect', () => {
  const rest = 'sending packet to 172.16.6.2 my_port 500 peer_port 500 (I) MM_NO_STATE'
  for (const tag of ['ISAKMP (0:1): ', 'ISAKMP:(0): ', 'ISAKMP:(0:0:N/A:0): ', 'ISAKMP-PAK: (0):', 'ISAKMP: (0): ']) {
    assert.equal(told(STAMP + tag + rest), [SENT], tag)
  }
  const { localPort: _, remotePort: __, ...old } = SENT
  assert.equal(told(`${STAMP}ISAKMP (0:1): sending packet to 172.16.6.2 (I) MM_NO_STATE`), [old])
})

interpreting('reads state lines with tag, without tag, and with leading blanks', () => {
  const state = { kind: 'state', from: 'IKE_READY', to: 'IKE_I_MM1' }
  for (const line of [
    `${STAMP}ISAKMP (0:1): Old State = IKE_READY  New State = IKE_I_MM1 `,
    'ISAKMP:(0):Old State = IKE_READY  New State = IKE_I_MM1 ',
    'Old State = IKE_READY  New State = IKE_I_MM1 ',
    '   Old State = IKE_READY  New State = IKE_I_MM1',
    `${STAMP}Old State = IKE_READY  New State = IKE_I_MM1`,
  ]) {
    assert.equal(told(line), [state], line)
  }
})

interpreting('folds a lifetime of several bytes', () => {
  assert.equal(told(`${STAMP}ISAKMP:      life duration (VPI) of  0x0 0x1 0x51 0x80 `), [
    { kind: 'attribute', attribute: 'lifetime', value: '86400' },
  ])
})

interpreting('passes over a quote mark or a bullet before nothing: it ends no block and is no unknown line', () => {
  const block = [`${STAMP}ISAKMP (1004): ID payload`, '        next-payload : 8', '        address      : 192.0.2.9']
  const plain = understood(...block).map(factsOf)
  const quoted = block.flatMap((line) => [`> ${line}`, ...['>', '> ', '> > ', ' -', '\u2022 '].flatMap((x) => [x, x])])
  const told = understood(...quoted)
  assert.equal(find(told, 'unrecognised'), [])
  assert.equal(told.filter(({ kind }) => kind !== 'ignored').map(factsOf), plain)
})

interpreting('joins a line that a page wrapped at a blank (REFERENCE 1.5)', () => {
  const whole = 'ISAKMP (0:1): sending packet to 172.16.6.2 my_port 500 peer_port 500 (I)'
  for (const between of [[], ['', ''], ['\u00a0']]) {
    const messages = understood(STAMP + whole, ...between, 'MM_NO_STATE')
    assert.equal(find(messages, 'packet').map(factsOf), [SENT])
    assert.is(find(messages, 'packet')[0]?.heard.repaired, false, 'a break at a blank is no damage')
  }
  assert.equal(told(`${STAMP}ISAKMP (0:1): Input = IKE_MESG_INTERNAL,`, 'IKE_PROCESS_MAIN_MODE'), [
    { kind: 'input', source: 'IKE_MESG_INTERNAL', event: 'IKE_PROCESS_MAIN_MODE' },
  ])
  const compared = find(
    understood(`${STAMP}ISAKMP (0:1): Checking ISAKMP transform 1 against priority 10`, 'policy'),
    'comparison',
  )
  assert.equal(compared.map(factsOf), [{ kind: 'comparison', transform: 1, policyPriority: 10 }])
})

interpreting('takes no line that is whole by itself for the rest of one that happens to fill 80 columns', () => {
  const full = '.Jan 17 06:49:55.608 UTC: ISAKMP (0:12): Input = IKE_MESG_FROM_PEER, IKE_MM_EXCH'
  assert.is(full.length, 80)
  assert.equal(told(full, 'Old State = IKE_I_MM1  New State = IKE_I_MM2 '), [
    { kind: 'input', source: 'IKE_MESG_FROM_PEER', event: 'IKE_MM_EXCH' },
    { kind: 'state', from: 'IKE_I_MM1', to: 'IKE_I_MM2' },
  ])
})

interpreting('joins a line broken inside a word, and calls it repaired', () => {
  const messages = find(understood(`${STAMP}ISAKMP:(0):Old State = IKE_READY  New St`, 'ate = IKE_I_MM1'), 'state')
  assert.equal(messages.map(factsOf), [{ kind: 'state', from: 'IKE_READY', to: 'IKE_I_MM1' }])
  assert.is(messages[0]?.heard.repaired, true)
})

interpreting('joins a line whose rest is glued to the prompt after a ping (REFERENCE 1.6)', () => {
  for (const marks of ['', '.!!!!', '!!!!!']) {
    const cut = `${STAMP}ISAKMP (0:2): Old State = IKE_READY  New St${marks}`
    const messages = find(understood(cut, 'Success rate is 80 percent (4/5)', 'R2#ate = IKE_I_MM1'), 'state')
    assert.equal(messages.map(factsOf), [{ kind: 'state', from: 'IKE_READY', to: 'IKE_I_MM1' }], cut)
    assert.is(messages[0]?.heard.repaired, true, cut)
  }
})

interpreting('takes ping marks out of words, and calls it repaired', () => {
  const rows: [string, Record<string, unknown>][] = [
    ['ins.ert sa successfully sa = 66825864', { kind: 'sa-created' }],
    [
      `${STAMP}ISAKMP:(0):Old State = .IKE_I_MM1  New State = IKE_I_MM2 `,
      { kind: 'state', from: 'IKE_I_MM1', to: 'IKE_I_MM2' },
    ],
    [
      `${STAMP}ISA!KMP:(0):Old State = IKE_I_MM1  New State = IKE_I_MM2 `,
      { kind: 'state', from: 'IKE_I_MM1', to: 'IKE_I_MM2' },
    ],
  ]
  for (const [line, facts] of rows) {
    const messages = understood(line)
    assert.equal(messages.map(factsOf), [facts], line)
    assert.is(messages[0]?.heard.repaired, true, line)
  }
})

interpreting('reads a line with ping marks glued to its end as it stands', () => {
  const [message] = understood(`${STAMP}ISAKMP:(1001):Old State = IKE_I_MM6  New State = IKE_P1_COMPLETE.....`)
  assert.equal(message && factsOf(message), { kind: 'state', from: 'IKE_I_MM6', to: 'IKE_P1_COMPLETE' })
})

interpreting('keeps the evidence as it was printed', () => {
  const head = `${STAMP}ISAKMP (0:1): sending packet to 172.16.6.2 my_port 500 peer_port 500 (I)`
  assert.is(find(understood(head, 'MM_NO_STATE'), 'packet')[0]?.heard.text, `${head}\nMM_NO_STATE`)
  const marked = `${STAMP}ISAKMP:(0):Old State = .IKE_I_MM1  New State = IKE_I_MM2`
  assert.is(understood(marked)[0]?.heard.text, marked)
})

interpreting('reads the lines of a block only inside it', () => {
  const dump = [
    'ISAKMP:(1001): processing ID payload. message ID = 0',
    'ISAKMP (1001): ID payload ',
    '\tnext-payload : 8',
    '\ttype         : 1 ',
    '\taddress      : 172.16.6.2 ',
    '\tprotocol     : 17 ',
  ]
  const fields = find(understood(...dump), 'identity-field').map(factsOf)
  assert.ok(
    fields.some(({ field, value }) => field === 'value' && value === '172.16.6.2'),
    JSON.stringify(fields),
  )
  assert.equal(find(understood('\taddress      : 172.16.6.2 '), 'identity-field'), [])
})

interpreting('finds the word authenticated on the line below', () => {
  const messages = understood(
    'ISAKMP:(1001):SA authentication status:',
    '        authenticated',
    'ISAKMP:(1001):SA has been authenticated with 172.16.6.2',
  )
  assert.equal(find(messages, 'authenticated').map(factsOf).at(-1), { kind: 'authenticated', peer: '172.16.6.2' })
})

interpreting('gives every record out exactly once', () => {
  const lines = [
    'R1#ping 10.0.0.2',
    `${STAMP}ISAKMP:(0):Old State = IKE_READY  New St`,
    'Sending 5, 100-byte ICMP Echos to 10.0.0.2, timeout is 2 seconds:',
    'something of somebody else',
    `${STAMP}ISAKMP:(0): what no profile knows`,
    `${STAMP}ISAKMP:(0):Old State = IKE_READY  New State = IKE`,
    '%SYS-5-CONFIG_I: Configured from console by console',
    `${STAMP}ISAKMP:(0):Old State = `,
  ]
  const { messages, state } = listened(lines)
  const { understood: known, ignored, unknown, damaged } = state[1].lines
  assert.is(known + ignored + unknown + damaged, lines.length)
  assert.is(messages.length, lines.length)
  const bytes = Object.values(state[1].bytes).reduce((sum, count) => sum + count, 0)
  assert.is(
    bytes,
    lines.reduce((sum, line) => sum + line.length + 2, 0),
  )
})

interpreting(
  'takes an unknown line for a torn one where it begins as a known one does, or bears what no router prints',
  () => {
    const torn = (line: string) => {
      const [message] = listened([line]).messages
      return message?.kind === 'unrecognised' ? message.torn : message?.kind
    }
    for (const line of [
      `${STAMP}ISAKMP:(0): proessing SA payload. message ID = 0`.replace('proessing', 'processng'),
      `${STAMP}ISAKMP:(0): be\u00feq`,
      `${STAMP}ISKMP:(0): processing vendor id payload`,
    ])
      assert.is(torn(line), true, line)
    assert.is(torn(`${STAMP}ISAKMP:(0): Frobnicating the quux`), false)
    assert.is(torn('1 IKE Peer: 192.0.2.9 Type : user'), false)
  },
)

interpreting('takes six letters of a known line for its beginning, no fewer', () => {
  const { language } = compiled(
    entry('sing', ['singing aloud']),
    entry('hum', ['humming {what:word} aloud']),
    entry('count', ['abc {n:int}/defghi {what:text} jkl']),
  )
  const torn = (line: string) => {
    const [message] = listened([line], { language }).messages
    return message?.kind === 'unrecognised' ? message.torn : message?.kind
  }
  assert.equal(['ISAKMP: singi', 'ISAKMP: singiXX', 'ISAKMP: singinXX'].map(torn), [false, false, true])
  assert.equal(['ISAKMP: humming low tones', 'ISAKMP: hum'].map(torn), [true, false])
  assert.equal(
    ['ISAKMP: abc 1/dXX', 'ISAKMP: abc /defghi', 'ISAKMP: abc 12/', 'ISAKMP: abc 1/defghi x jXX'].map(torn),
    [true, false, false, true],
    'what varies is not counted, and ends it where it is missing',
  )
})

interpreting('lets a held line go when nothing completes it', () => {
  const cut = `${STAMP}ISAKMP:(0):Old State = IKE_READY  New St`
  const { messages } = listened([cut, 'one', 'two', 'three', 'ate = IKE_I_MM1'])
  assert.equal(
    messages.map(({ kind }) => kind),
    new Array(5).fill('unrecognised'),
  )
  assert.equal(messages.map(({ heard }) => heard.text).sort(), [cut, 'ate = IKE_I_MM1', 'one', 'three', 'two'].sort())
})

interpreting('never completes a line by one that has a tag or a stamp of its own', () => {
  const cut = `${STAMP}ISAKMP:(0):Old State = IKE_READY  New St`
  assert.equal(told(cut, `${STAMP}ate = IKE_I_MM1`), [])
  assert.equal(told(cut, 'ISAKMP:(0): ate = IKE_I_MM1'), [])
})

interpreting('knows what belongs to nobody: prompts, and system messages of other parts of the router', () => {
  const { messages } = listened([
    'R1#show clock',
    'R1#',
    '%OSPF-5-ADJCHG: Process 1, Nbr 10.0.0.9 on Serial0/1 from LOADING to FULL',
  ])
  assert.ok(
    messages.every(({ kind }) => kind === 'ignored' || kind === 'note'),
    JSON.stringify(messages.map(({ kind }) => kind)),
  )
})

interpreting('hears a command that clears SAs, with what it names; what else is typed waits for nothing', () => {
  const { messages } = listened(['R1#clear crypto isakmp 1001', 'R1#', 'R1#clear', 'R1(config)#clear crypto', 'R1#'])
  assert.equal(
    messages.map((message) => [
      message.kind,
      message.kind === 'cleared' ? message.what : undefined,
      message.heard.repaired,
    ]),
    [['cleared', '1001', false], ...Array.from({ length: 4 }, () => ['ignored', undefined, false])],
  )
})

interpreting(
  'passes over empty lines of a quoted paste only: a stamp, a number or a tag with nothing behind is a cut line',
  () => {
    const heard = (line: string) => {
      const { messages, state } = listened([line])
      const { ignored, unknown } = state[1].bytes
      return [messages[0]?.kind, ignored, unknown]
    }
    for (const line of ['>', '> >', ' - ']) {
      const size = line.length + 2
      assert.equal(heard(line), ['ignored', size, 0], line)
      const [message] = listened([line]).messages
      assert.equal([message?.heard.repaired, message?.heard.entry], [false, ''], line)
    }
    for (const line of ['ISAKMP:(0): ', '*Mar  1 00:13:31.891: ', '000123: ', '000123: *Mar  1 00:13:31.891: '])
      assert.equal(heard(line), ['unrecognised', 0, line.length + 2], line)
  },
)

interpreting('takes a body that was said before for what its own tag, block and profile make of it', () => {
  const { language } = compiled(entry('alpha', ['a body said again and again']))
  const other = compiled(entry('beta', ['a body said again'], { bare: true })).language
  const line = 'ISAKMP:(0): a body said again and again'
  const entries = (lines: string[], of: typeof language) =>
    listened(lines, { language: of }).messages.map(({ heard }) => heard.entry)
  for (let turn = 0; turn < 4; turn++) {
    assert.equal(entries([line, line, 'a body said again and again'], language), ['alpha', 'alpha', ''])
    assert.equal(entries([line, line, 'a body said again and again'], other), ['beta', 'beta', 'beta'])
    assert.equal(entries(['%SYS-5-X: a body said again and again', line], language), ['', 'alpha'])
  }
})

interpreting('reads the peer from the prefix of an ASA', () => {
  const [message] = understood('Nov 08 07:10:05 [IKEv1]Group = 192.0.2.9, IP = 192.0.2.9, PHASE 1 COMPLETED')
  assert.equal([message?.kind, message?.heard.peer], ['complete', '192.0.2.9'])
})

interpreting.run()
