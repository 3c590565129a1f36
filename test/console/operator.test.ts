import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { OUTPUT } from '../../src/console/operator.ts'
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

operators('may be interrupted by debug messages, which carry a tag or a stamp', () => {
  assert.equal(
    tags(
      'R1#show version',
      'Cisco IOS Software',
      'ISAKMP:(0): x',
      '00:00:01: insert sa successfully sa = 1',
      'uptime is 1 day',
    ),
    ['prompt', OUTPUT, 'ISAKMP', '', OUTPUT],
  )
})

operators('repeats with show logging what was on the console before, and nothing newer', () => {
  const old = '*Mar  1 00:13:31.891: ISAKMP:(0): beginning Main Mode exchange'
  const fresh = '*Mar  1 00:15:00.002: ISAKMP:(0): beginning Main Mode exchange'
  assert.equal(
    tags(old, 'R1#sh log', 'Syslog logging: enabled', old, 'Old State = IKE_READY New State = IKE_I_MM1', fresh, fresh),
    ['ISAKMP', 'prompt', OUTPUT, OUTPUT, OUTPUT, 'ISAKMP', 'ISAKMP'],
  )
  assert.equal(tags(old, 'R1#sh log | i ISAKMP', old, 'R1#', old), ['ISAKMP', 'prompt', OUTPUT, 'prompt', 'ISAKMP'])
})

operators('types other commands without any such effect', () => {
  for (const command of ['debug crypto isakmp', 'configure terminal', 'ping 10.0.0.2', '']) {
    assert.equal(tags(`R1#${command}`, 'insert sa successfully sa = 1'), ['prompt', ''], command)
  }
})

operators.run()
