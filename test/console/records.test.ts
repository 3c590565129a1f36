import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { DebugRecord } from '../../src/console/record.ts'
import { PROMPT, toRecord } from '../../src/console/records.ts'

const recordsOfLines = suite('records')

const record = (text: string): DebugRecord =>
  toRecord({ kind: 'line', text, at: 0, bytes: text.length, damaged: false })

/** Stamp, tag, conn-id and body. */
const read = (text: string) => {
  const { stamp, tag, conn, body } = record(text)
  return [stamp, tag, conn, body]
}

const BODY = 'beginning Main Mode exchange'

recordsOfLines('take number, flag, stamp, tag and conn-id off and collapse the blanks', () => {
  const found = record('000042: *Mar  1 00:13:31.891 UTC: ISAKMP:(1001): New State =  IKE_R_MM1  ')
  assert.equal(
    [found.sequence, found.flag, found.stamp, found.tag, found.conn, found.body],
    [42, '*', '*Mar  1 00:13:31.891 UTC', 'ISAKMP', 1001, 'New State = IKE_R_MM1'],
  )
})

recordsOfLines('of continuation lines have neither', () => {
  assert.equal(read('        authenticated'), ['', '', undefined, 'authenticated'])
  assert.equal(read('insert sa successfully sa = 66825864'), [
    '',
    '',
    undefined,
    'insert sa successfully sa = 66825864',
  ])
  assert.equal(read('\taddress      : 10.0.0.2'), ['', '', undefined, 'address : 10.0.0.2'])
})

recordsOfLines('are found behind a prompt, a bullet, a syslog header or the tail of another line', () => {
  const tagged = `ISAKMP:(0): ${BODY}`
  const stamped = `*Mar  1 00:13:31.891: ${tagged}`
  for (const front of [
    'R2#',
    'Tokyo(config-if)#',
    '> - ',
    '- ',
    '  * ',
    'Nov 25 02:00:00 192.0.2.1 77: ',
    '<189>77: 000077: ',
    '.!!!! ',
  ]) {
    assert.equal(read(front + stamped), ['*Mar  1 00:13:31.891', 'ISAKMP', 0, BODY], front + stamped)
  }
  for (const front of ['R2#', '> ', '!!!!!', 'Success rate is 80 percent (4/5) ']) {
    assert.equal(read(front + tagged), ['', 'ISAKMP', 0, BODY], front + tagged)
  }
  assert.is(record('HQ#%CRYPTO-6-ISAKMP_ON_OFF: ISAKMP is ON').tag, '%CRYPTO-6-ISAKMP_ON_OFF')
  assert.is(record('x [IKEv1]: IP = 192.0.2.9, text').peer, '192.0.2.9')
})

recordsOfLines('of a paste may have a bullet, a quote mark or a number before each line, tagged or not', () => {
  for (const front of ['- ', '> - ', '  * ', '\u2022 ', '> > ', '  12. ', '7) ']) {
    assert.equal(read(`${front}        authenticated`), ['', '', undefined, 'authenticated'], front)
    assert.equal(read(`${front}00:01:11: ISAKMP (0:1): ${BODY}`), ['00:01:11', 'ISAKMP', 1, BODY], front)
    assert.is(record(`${front}x`).line.text, `${front}x`, 'the line stays whole')
  }
  assert.is(record('*Mar  1 00:13:31.891: ISAKMP:(0): x').flag, '*')
  assert.is(record('000042: *Mar  1 00:13:31.891: ISAKMP:(0): x').sequence, 42)
})

recordsOfLines('of an FTD name the class of the message in the tag', () => {
  const { tag, peer } = record('- <165>:2026-11-24T09:14:05Z: %FTD-vpn-5-713041: IP = 192.0.2.9, text')
  assert.equal([tag, peer], ['%FTD-vpn-5-713041', '192.0.2.9'])
})

recordsOfLines('of a prompt hold what the operator types', () => {
  for (const prompt of ['Tokyo#', 'Tokyo>', 'branch-1.example(config)#', 'R1(config-isakmp)#', 'R1(ca-trustpoint)#']) {
    assert.equal(read(`${prompt}undebug all`), ['', PROMPT, undefined, 'undebug all'], prompt)
    assert.equal(read(prompt), ['', PROMPT, undefined, ''], prompt)
  }
})

recordsOfLines('take no arrow, bar or comment for a prompt', () => {
  for (const text of [
    'a => b',
    'EV_ERROR->EV_TIMEOUT',
    'EV_RETRY-->MM_WAIT_MSG2',
    '#### ####',
    'a##b',
    'a#=b',
    'MM_DONE, EV_ERROR-->MM_WAIT',
  ]) {
    assert.is.not(record(text).tag, PROMPT, text)
  }
})

recordsOfLines('keep an XR node name out of the way', () => {
  const { tag, body } = record('RP/0/RSP0/CPU0:Apr  1 12:00:00.123 UTC: ike[1045]: %SECURITY-IKE-6-UPDOWN : x')
  assert.ok(tag === '' || tag.startsWith('%'), tag)
  assert.ok(body.includes('UPDOWN'))
})

recordsOfLines('are the same for the same line', () => {
  const text = 'R2#*Mar  1 00:13:31.891: ISAKMP:(0): x'
  for (let turn = 0; turn < 3; turn++) assert.equal(read(text), ['*Mar  1 00:13:31.891', 'ISAKMP', 0, 'x'])
})

recordsOfLines('of a syslog feed bear the time of the router, not that of the feed', () => {
  const feed = 'Nov 25 02:00:00 192.0.2.1 77: *Mar  1 00:13:31.891: '
  assert.equal(read(`${feed}ISAKMP:(0): x`), ['*Mar  1 00:13:31.891', 'ISAKMP', 0, 'x'])
  assert.equal(read(`${feed}host *Mar  2 00:00:00.001: ISAKMP:(0): x`), ['*Mar  2 00:00:00.001', 'ISAKMP', 0, 'x'])
  assert.is(record('since Nov 25 02:00:00 nothing but % was seen').tag, '')
})

recordsOfLines('are found behind text wherever a message may begin', () => {
  for (const tag of ['ISAKMP:(0):', 'ISAKMP (0:1):', 'ISAKMP-PAK: (0):', 'ISAKMP/xauth:', 'ISAKMP: ', 'ISAKMP:('])
    for (const front of ['junk ', 'junk#', 'junk>', 'junk!', 'junk.', 'junk:'])
      assert.match(record(`${front}${tag} text`).tag, /^ISAKMP/, `${front}${tag}`)
  for (const tag of ['%SYS-5-CONFIG_I', '%FAC-SUB-5-X', '%FTD-vpn-5-713041', '%S2_X-0-A9'])
    assert.is(record(`junk ${tag}: text`).tag, tag, tag)
  for (const text of [
    'junk%SYS-5-CONFIG_I: x',
    'junkISAKMP:(0): x',
    'an ISAKMP-like thing',
    '50 % of 100',
    'junk %sys-5-X: y',
  ])
    assert.is(record(text).tag, '', text)
  assert.equal(read('junk ISAKMP(0:1): text'), ['', 'ISAKMP', 1, 'text'])
  for (const text of ['junk ISAKMP(text): x', 'junk ISAKMP-1: x', 'junk ISAKMP/: x', 'junk ISAKMP'])
    assert.is(record(text).tag, '', text)
})

recordsOfLines('keep a stamp that something stands before, with a year or without, however its clock is set', () => {
  for (const stamp of ['Mar  1 00:13:31.891', '.Nov 25 00:13:31.891 UTC', '*Jul 25 2026 00:13:31.891'])
    assert.equal(read(`R2#${stamp}: ISAKMP:(0): x`), [stamp, 'ISAKMP', 0, 'x'], stamp)
  const words = 'R2#*Mar  1 00:13:31.891: since May Nov 25 ISAKMP:(0): x'
  assert.equal(read(words), ['*Mar  1 00:13:31.891', 'ISAKMP', 0, 'x'], 'a month alone is no stamp')
})

recordsOfLines('take the words of a neighbour for its own, though they speak of ISAKMP', () => {
  const neighbour = 'CryptoEngine0: key of ISAKMP: x'
  for (const front of ['', '*Mar  1 00:13:31.891: ', 'R2#*Mar  1 00:13:31.891: '])
    assert.equal([record(front + neighbour).tag, record(front + neighbour).body], ['CryptoEngine0', 'key of ISAKMP: x'])
  assert.is(
    record('*Mar  1 00:13:31.891: it said ISAKMP:(0): x').tag,
    '',
    'a line with a stamp of its own begins there',
  )
})

recordsOfLines('lose the marks of a paste at their beginning only', () => {
  for (const [text, body] of [
    ['12. - text', 'text'],
    ['12) > 7. text', 'text'],
    ['-  - text', 'text'],
    ['5 packets - lost', '5 packets - lost'],
    ['- ab) - text', 'ab) - text'],
    ['12x - text', '12x - text'],
    ['123456. text', '123456. text'],
  ] as const)
    assert.is(record(text).body, body, text)
  for (const front of ['>   ', '7)   ', '- -   '])
    assert.equal(read(`${front}R1#show run`), ['', PROMPT, undefined, 'show run'], front)
})

recordsOfLines(
  'of a prompt are none where a message stands there, whatever it says: nobody types a stamp first',
  () => {
    for (const prompt of ['R2#', 'Tokyo>', 'Other-Router(config-if)# ']) {
      const stamp = '*Mar  1 00:13:31.891'
      const says = 'insert sa successfully sa = 66825864'
      assert.equal(read(`${prompt}${stamp}: ${says}`), [stamp, '', undefined, says])
      assert.equal(read(`${prompt}${stamp}: IPSEC(key_engine): got`), [stamp, 'IPSEC', undefined, '(key_engine): got'])
      assert.is(record(`${prompt}000042: ${stamp}: ${says}`).sequence, 42)
      assert.equal(read(`${prompt}00:13:31: ${says}`), ['00:13:31', '', undefined, says])
      for (const typed of [`show logging | include ${stamp}: `, 'clock set 00:13:31 1 Mar 2026', `${stamp}:`, says])
        assert.equal(read(prompt + typed), ['', PROMPT, undefined, typed.replace('  ', ' ').trim()])
    }
  },
)

recordsOfLines('of a prompt begin with a host name of one letter or more, and bear no stamp', () => {
  assert.equal(read('R#show'), ['', PROMPT, undefined, 'show'])
  assert.equal(read('R1#  show   run\t| i  x'), ['', PROMPT, undefined, 'show run | i x'])
  assert.is(record(`${'a'.repeat(63)}#x`).tag, PROMPT)
  for (const text of [
    `${'a'.repeat(64)}#x`,
    'see R1#show',
    '-R1#show',
    'R1-#show',
    'R1(if)#show',
    '*Mar  1 00:13:31.891: R1#show',
  ])
    assert.is(record(text).tag, '', text)
})

recordsOfLines('of a syslog feed have the date that is nearest to the message, whatever words stand between', () => {
  const message = '%ASA-5-713119: Group = g, IP = 192.0.2.9, PHASE 1 COMPLETED'
  const own = 'Nov 24 2026 09:14:05'
  for (const [front, stamp] of [
    [`${own} fw-1 : `, own],
    [`<165>${own} fw-1.example.net : `, own],
    [`Nov 24 10:14:06 192.0.2.1 ${own} fw-1 : `, own],
    [`Nov 24 10:14:06 fw-1 ${own}: `, own],
    ['<165>:Nov 24 09:14:05 CET: ', 'Nov 24 09:14:05 CET'],
    [`2026-11-24 10:14:06\tLocal7.Notice\t192.0.2.1\t${own}: `, own],
    [`"${own}: `, own],
    ['Nov 24 09:14:05 fw-1 ', 'Nov 24 09:14:05'],
    ['Nov  4 09:14:05.123 192.0.2.1 77: fw-1: 2d03h: ', 'Nov  4 09:14:05.123'],
    ['2026-11-24T09:14:05.123+01:00 fw-1 ', '2026-11-24T09:14:05.123+01:00'],
    ['<165>1 2026-11-24T09:14:05Z fw-1 : ', '2026-11-24T09:14:05Z'],
    ['fw-1 ', ''],
    ['Nov 24 09:14:05 of a log that somebody wrote and sent us ', ''],
  ] as const) {
    const found = record(front + message)
    assert.equal([found.stamp, found.tag, found.peer], [stamp, '%ASA-5-713119', '192.0.2.9'], front)
    if (stamp !== '') assert.is(found.device, record(`${stamp}: x`).device, front)
  }
  assert.is(record('Nov 24 09:14:05 rtr-1 77: ISAKMP:(0): x').stamp, '', 'debug lines are timed by their router alone')
})

recordsOfLines('of ASDM are system messages in columns, their date and time in one column or two', () => {
  const text = 'Group = g, IP = 192.0.2.9, PHASE 1 COMPLETED'
  const fronts = [
    '5|Nov 24 2026|09:14:05|713119|||||',
    '5|Nov 24 2026|09:14:05|713119|192.0.2.9|500|192.0.2.1||',
    '5|Nov 24 2026|09:14:05|713119|||',
    '5|Nov 24 2026 09:14:05|713119: ',
    '  5|Nov 24 2026|09:14:05|713119|||||',
    '> 5|Nov 24 2026|09:14:05|713119|||||',
  ]
  for (const front of fronts) {
    const { stamp, tag, peer, body, device, line } = record(front + text)
    assert.equal(
      [stamp, tag, peer, body],
      ['Nov 24 2026 09:14:05', '%ASA-5-713119', '192.0.2.9', 'PHASE 1 COMPLETED'],
      front,
    )
    assert.is(device, record('Nov 24 2026 09:14:05: x').device, front)
    assert.is(line.text, front + text, 'what was printed is kept')
  }
  assert.equal(read('4|Nov 24 2026|09:14:05|713903|||||IKE Receiver: Runt ISAKMP packet'), [
    'Nov 24 2026 09:14:05',
    '%ASA-4-713903',
    undefined,
    'IKE Receiver: Runt ISAKMP packet',
  ])
  for (const odd of [
    '8|Nov 24 2026|09:14:05|713119|||||x',
    '5|Nov 24 2026|09:14|713119|||||x',
    '5|Nov 24|09:14:05|713119|||||x',
    '5|Nov 24 2026|09:14:05|71311|||||x',
    '5 |Nov 24 2026|09:14:05|713119|||||x',
  ])
    assert.is(record(odd).tag, '', odd)
})

recordsOfLines.run()
