import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { OUTPUT, operator, operatorState } from '../../src/console/operator.ts'
import { recordsOf } from './heard.ts'

const operators = suite('operator')
const tags = (...text: string[]) => recordsOf(...text).map(({ tag }) => tag)

operators('prints tables with show commands, which are no debug text (REFERENCE 5.22, 9)', () => {
  for (const command of [
    'show crypto isakmp sa',
    'sh cry isa sa',
    'do show crypto isakmp sa',
    'more nvram:startup-config',
    'sho run',
  ]) {
    assert.equal(
      tags(`R1#${command}`, 'dst src state conn-id', '10.0.0.2 10.0.0.1 MM_NO_STATE 0 ACTIVE (deleted)', 'R1#'),
      ['prompt', OUTPUT, OUTPUT, 'prompt'],
      command,
    )
  }
})

operators('ends a table with the next prompt', () => {
  assert.equal(
    tags('R1#show ip route', 'Gateway of last resort is not set', 'R1#conf t', 'insert sa successfully sa = 1'),
    ['prompt', OUTPUT, 'prompt', ''],
  )
})

operators('ends a table with the first debug message, too: a pager may stand for hours', () => {
  const text = [
    'R1#show running-config',
    ' --More-- ',
    '00:00:01: ISAKMP (0:1): x',
    'Old State = IKE_READY  New State = IKE_I_MM1',
  ]
  assert.equal(tags(...text), ['prompt', OUTPUT, 'ISAKMP', ''])
})

operators('repeats with show logging what was on the console before, and nothing newer', () => {
  const old = '*Mar  1 00:13:31.891: ISAKMP:(0): beginning Main Mode exchange'
  const fresh = '*Mar  1 00:15:00.002: ISAKMP:(0): beginning Main Mode exchange'
  for (const command of ['show logging', 'sh log', 'sho logging', 'do show log'])
    assert.equal(
      tags(
        old,
        `R1#${command}`,
        'Syslog logging: enabled',
        old,
        'Old State = IKE_READY New State = IKE_I_MM1',
        fresh,
        fresh,
      ),
      ['ISAKMP', 'prompt', OUTPUT, OUTPUT, OUTPUT, 'ISAKMP', 'ISAKMP'],
      command,
    )
  assert.equal(tags(old, 'R1#sh log | i ISAKMP', old, 'R1#', old), ['ISAKMP', 'prompt', OUTPUT, 'prompt', 'ISAKMP'])
})

operators('types other commands without any such effect', () => {
  for (const command of ['debug crypto isakmp', 'configure terminal', 'ping 10.0.0.2', 'shutdown', 'shell', '']) {
    assert.equal(tags(`R1#${command}`, 'insert sa successfully sa = 1'), ['prompt', ''], command)
  }
})

operators('ends a table with whatever has a stamp or a tag, and it is the router that talks', () => {
  for (const [line, tag] of [
    ['ISAKMP:(0): x', 'ISAKMP'],
    ['*Mar  1 00:13:31.891: continued', ''],
  ] as const)
    assert.equal(
      tags('*Mar  1 00:13:30.000: ISAKMP:(0): x', 'R1#show run', 'row', line, 'row'),
      ['ISAKMP', 'prompt', OUTPUT, tag, ''],
      line,
    )
})

operators('repeats with show logging only lines: a tagged one without a time is new', () => {
  const old = '*Mar  1 00:13:31.891: ISAKMP:(0): x'
  assert.equal(tags(old, 'R1#show log', 'text', 'ISAKMP:(0): y', 'text'), [
    'ISAKMP',
    'prompt',
    OUTPUT,
    'ISAKMP',
    OUTPUT,
  ])
  assert.equal(
    tags('R1#show log', 'text', old, old, 'text'),
    ['prompt', '', 'ISAKMP', 'ISAKMP', ''],
    'with no time before, nothing can be old',
  )
  assert.equal(
    tags(old, 'ISAKMP:(0): y', 'R1#show log', old),
    ['ISAKMP', 'ISAKMP', 'prompt', OUTPUT],
    'a line without a time does not make one forget the last',
  )
  assert.equal(
    tags(old, 'R1#show log', old, '*Mar  1 00:13:31.892: ISAKMP:(0): x', 'text'),
    ['ISAKMP', 'prompt', OUTPUT, 'ISAKMP', ''],
    'what is newer ends it',
  )
})

operators(
  'repeats with show logging lines whose time does not compare: an ASA leaves out the year in debug lines',
  () => {
    const live = 'Mar  1 00:13:31 [IKEv1]IP = 192.0.2.9, x'
    const shown = 'Mar  1 2026 00:13:30: %ASA-5-713119: IP = 192.0.2.9, PHASE 1 COMPLETED'
    const later = 'Mar  1 00:13:32 [IKEv1]IP = 192.0.2.9, x'
    assert.equal(tags(live, 'fw# show logging', shown, later), ['IKEv1', 'prompt', OUTPUT, 'IKEv1'])
    assert.equal(tags(shown, 'fw# show logging', live, shown, 'fw# '), [
      '%ASA-5-713119',
      'prompt',
      OUTPUT,
      OUTPUT,
      'prompt',
    ])
  },
)

operators('shows something with the bare word, and with no longer one', () => {
  assert.equal(tags('R1#show', 'row'), ['prompt', OUTPUT])
  for (const command of ['no show x', 'showx', 'debug show x'])
    assert.equal(tags(`R1#${command}`, 'row'), ['prompt', ''], command)
})

operators('is shown a table for as long as it takes: time that passes ends none', () => {
  const [prompt, row] = [...recordsOf('R1#show run'), ...recordsOf('row')]
  let state = operatorState()
  const told: unknown[] = []
  for (const input of [prompt, row, { kind: 'tick', now: 1000, quiet: 1000 } as const, row]) {
    if (input === undefined) continue
    const [next, outputs] = operator(state, input)
    state = next
    for (const output of outputs) told.push(output.kind === 'record' ? output.tag : output.kind)
  }
  assert.equal(told, ['prompt', OUTPUT, 'tick', OUTPUT])
})

operators.run()
