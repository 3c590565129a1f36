import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { DebugMessage } from '../../src/phase1/message.ts'
import { alarms, consoleEvents, ofType, verdicts } from './observed.ts'
import { at, dies, type Input, knock, moves, others, received, sent, told, tracked } from './tracked.ts'

const PEER = '172.16.6.2'
const payload = (name: string, messageId = '0', conn?: number): DebugMessage =>
  told('payload', { payload: name, messageId }, { conn })
const live = (lines: readonly Input[]) => tracked(lines, { open: true })

/** Messages in the timeline of a success, as `number direction`. */
const timeline = (lines: readonly Input[]): string[] =>
  (ofType(live(lines), 'established')[0]?.timeline ?? []).map(({ message, direction }) => `${message} ${direction}`)

const messages = suite('which message a packet is')

messages('what is sent is told by role and state of the SA', () => {
  const initiator = [sent(PEER, 'I', 'MM_NO_STATE'), sent(PEER, 'I', 'MM_SA_SETUP'), sent(PEER, 'I', 'MM_KEY_EXCH')]
  assert.equal(timeline([...initiator, moves('IKE_I_MM6', 'IKE_P1_COMPLETE')]), ['1 sent', '3 sent', '5 sent'])
  const responder = [sent(PEER, 'R', 'MM_SA_SETUP'), sent(PEER, 'R', 'MM_KEY_EXCH')]
  assert.equal(timeline([knock(PEER), ...responder, moves('IKE_I_MM6', 'IKE_P1_COMPLETE')]), ['2 sent', '4 sent'])
})

messages('the responder sends message 4 and 6 in one state: 6 is the one behind message 5', () => {
  const last = [moves('IKE_R_MM4', 'IKE_R_MM5'), sent(PEER, 'R', 'MM_KEY_EXCH'), told('complete', { peer: PEER })]
  assert.equal(timeline([knock(PEER), sent(PEER, 'R', 'MM_KEY_EXCH'), ...last]), ['4 sent', '5 received', '6 sent'])
})

messages('an identity in the first message that comes in is aggressive mode’s', () => {
  const exchange = (...lines: readonly Input[]): string | undefined =>
    ofType(tracked([knock(PEER), ...lines]), 'unfinished')[0]?.negotiation.exchange
  assert.is(exchange(payload('SA'), payload('ID')), 'aggressive')
  assert.is(exchange(payload('SA')), 'unknown')
  assert.is(exchange(payload('SA'), payload('ID', '77')), 'unknown', 'a damaged number')
  assert.is(exchange(moves('IKE_READY', 'IKE_R_MM1'), payload('ID')), 'main', 'what the router says itself')
})

messages('aggressive mode has three, of which the last two show in the state that ends it', () => {
  const first = sent(PEER, 'I', 'AG_INIT_EXCH')
  const done = moves('IKE_I_AM1', 'IKE_P1_COMPLETE')
  const authenticated = told('authenticated', { peer: PEER })
  for (const begin of [first, sent(PEER, 'I', 'AG_NO_STATE')])
    assert.equal(timeline([begin, authenticated, first, done]), ['1 sent', '2 received', '3 sent'])
  assert.equal(timeline([sent(PEER, 'I', 'AG_NO_STATE'), done]), ['1 sent', '2 received', '3 sent'])
  const responder = [knock(PEER), sent(PEER, 'R', 'AG_INIT_EXCH'), moves('IKE_R_AM2', 'IKE_P1_COMPLETE')]
  assert.equal(timeline(responder), ['2 sent', '3 received'])
})

messages('the third of aggressive mode is no repeat of the first, which is sent in the same state', () => {
  const first = sent(PEER, 'I', 'AG_INIT_EXCH')
  const died = dies(PEER, 'I', 'AG_INIT_EXCH', 'no reason')
  const retransmissions = (lines: readonly DebugMessage[]) =>
    ofType(tracked([...lines, died]), 'failed').map((event) => event.retransmissions)
  assert.equal(retransmissions([first, told('authenticated', { peer: PEER }), first]), [0])
  assert.equal(retransmissions([first, first]), [1])
})

messages('role, exchange and ports are told with the start', () => {
  const started = (line: DebugMessage) => {
    const [event] = ofType(live([line]), 'started')
    return [event?.role, event?.exchange, event?.ports.local, event?.ports.remote]
  }
  assert.equal(started(sent(PEER, 'I', 'MM_NO_STATE')), ['initiator', 'main', 500, 500])
  assert.equal(started(sent(PEER, 'R', 'MM_SA_SETUP')), ['responder', 'main', 500, 500])
  assert.equal(started(sent(PEER, 'I', 'AG_INIT_EXCH')), ['initiator', 'aggressive', 500, 500])
  const floated = {
    direction: 'sent',
    peer: PEER,
    localPort: 4500,
    remotePort: 1024,
    role: 'R',
    saState: 'AG_INIT_EXCH',
  } as const
  assert.equal(started(told('packet', floated)), ['responder', 'aggressive', 4500, 1024])
  const over = sent(PEER, 'I', 'QM_IDLE', { conn: 7 })
  const idle = live([over, over])
  assert.is(ofType(idle, 'established')[0]?.negotiation.exchange, 'unknown', 'a state of neither')
})

messages('a damaged line is none: its state may be another', () => {
  const lines = [...others(4), sent(PEER, 'I', 'MM_NO_STATE'), sent(PEER, 'I', 'MM_SA_SETUP', { repaired: true })]
  assert.equal(timeline([...lines, moves('IKE_I_MM6', 'IKE_P1_COMPLETE')]), ['1 sent'])
})

messages('what is received is told by its payloads', () => {
  const three = [payload('SA'), payload('KE'), payload('ID')]
  const complete = moves('IKE_I_MM6', 'IKE_P1_COMPLETE')
  const odd = ['1 received', '3 received', '5 received']
  assert.equal(timeline([knock(PEER), moves('IKE_READY', 'IKE_R_MM1'), ...three, complete]), odd)
  const even = ['1 sent', '2 received', '4 received', '6 received']
  assert.equal(timeline([sent(PEER, 'I', 'MM_NO_STATE'), ...three, complete]), even)
  const none: readonly (readonly [string, Input[]])[] = [
    ['the role is not known', [moves('IKE_READY', 'IKE_READY'), told('input', { source: 'x', event: 'IKE_MM_EXCH' })]],
    ['aggressive mode', [sent(PEER, 'R', 'AG_INIT_EXCH')]],
  ]
  for (const [name, lines] of none)
    assert.not.ok(
      timeline([...lines, ...three, received(PEER, 'R', 'MM_KEY_EXCH'), complete]).some((each) =>
        each.includes('received'),
      ),
      name,
    )
  const mended = told('payload', { payload: 'KE', messageId: '0' }, { repaired: true })
  assert.equal(timeline([sent(PEER, 'I', 'MM_NO_STATE'), mended, complete]), ['1 sent'], 'a damaged line')
  const other = [payload('VENDOR'), payload('NONCE'), payload('constructor')]
  assert.equal(timeline([sent(PEER, 'I', 'MM_NO_STATE'), ...other, complete]), ['1 sent'], 'payloads of any message')
  const noId = told('payload', { payload: 'KE' })
  assert.equal(timeline([sent(PEER, 'I', 'MM_NO_STATE'), noId, complete]), ['1 sent', '4 received'], 'an old image')
})

messages('a new SA makes this router responder, which has heard message 1', () => {
  const says = (facts: { role?: 'N'; saState?: string }) =>
    told('packet', { direction: 'received', peer: PEER, ...facts })
  for (const first of [knock(PEER), says({ role: 'N' }), says({ saState: 'NEW SA' })]) {
    const seen = tracked([first, moves('IKE_R_MM1', 'IKE_R_MM2')])
    assert.match(consoleEvents(seen)[0]?.why ?? '', /IKE_R_MM1 where IKE_READY was expected/)
    assert.is(ofType(seen, 'started')[0]?.role, 'responder')
    assert.is(ofType(tracked([first]), 'unfinished')[0]?.negotiation.exchange, 'unknown')
  }
})

messages('the role in a tag is learned by one that was begun without', () => {
  for (const [role, name] of [
    ['I', 'initiator'],
    ['R', 'responder'],
  ] as const) {
    const seen = live([
      told('key-missing', { peer: PEER }),
      received(PEER, role, 'MM_SA_SETUP'),
      sent(PEER, role, 'MM_SA_SETUP'),
    ])
    const [started] = ofType(seen, 'started')
    assert.equal([started?.negotiation.id, started?.role, started?.exchange], [1, name, 'main'])
  }
})

messages('one that is met with a packet of the peer has sent what stands in the tag', () => {
  // From message 4 on, what cannot be read speaks of the keys; before, nothing was encrypted.
  const unread = (saState: string, role: 'I' | 'R', ...more: Input[]) =>
    alarms(live([received(PEER, role, saState), ...more, told('undecipherable', {})]))
  assert.equal(unread('MM_KEY_EXCH', 'R'), [`${PEER} failing/psk-mismatch`])
  assert.equal(unread('MM_SA_SETUP', 'R'), [`${PEER} failing/malformed`])
  assert.equal(unread('MM_KEY_EXCH', 'I'), [`${PEER} failing/psk-mismatch`])
  assert.equal(unread('MM_SA_SETUP', 'I'), [`${PEER} failing/malformed`])
  const begun = [sent(PEER, 'R', 'MM_SA_SETUP')]
  const behind = alarms(live([...begun, received(PEER, 'R', 'MM_KEY_EXCH'), told('undecipherable', {})]))
  assert.equal(behind, [`${PEER} failing/malformed`], 'the tag of one that was seen to send lags')
})

messages('and has heard all before it: that is the first guess at what silence means', () => {
  const guess = (role: 'I' | 'R', saState: string) =>
    ofType(live([received(PEER, role, saState), dies(PEER, role, saState)]), 'failed')[0]?.diagnosis.alternatives?.[0]
      ?.reason
  assert.is(guess('R', 'MM_KEY_EXCH'), 'auth-timeout')
  assert.is(guess('R', 'MM_SA_SETUP'), 'ke-timeout')
  assert.is(guess('I', 'MM_NO_STATE'), 'no-response')
})

const repeats = suite('packets that are repeated')

repeats('the same message sent again is a repeat, counted once where its number was printed before', () => {
  const again = sent(PEER, 'I', 'MM_NO_STATE')
  const count = told('attempt-count', { attempt: 1, max: 5 })
  const repeated = (...lines: Input[]) =>
    ofType(live([...others(4), again, ...lines, dies(PEER, 'I', 'MM_NO_STATE')]), 'failed')[0]?.retransmissions
  assert.is(repeated(), 0)
  assert.is(repeated(again, again), 2)
  assert.is(repeated(count, again, count, again), 2)
  assert.is(repeated(count, again, again), 2)
  assert.is(repeated(sent(PEER, 'I', 'MM_SA_SETUP')), 0, 'the next message')
  const five = [knock(PEER), sent(PEER, 'R', 'MM_KEY_EXCH'), moves('IKE_R_MM4', 'IKE_R_MM5')]
  const six = live([...five, sent(PEER, 'R', 'MM_KEY_EXCH'), dies(PEER, 'R', 'MM_KEY_EXCH')])
  assert.is(ofType(six, 'failed')[0]?.retransmissions, 0, 'message 6 behind message 4')
  const begun = [...others(4), again, sent(PEER, 'I', 'MM_KEY_EXCH'), payload('ID'), sent(PEER, 'I', 'MM_KEY_EXCH')]
  const answered = live([...begun, dies(PEER, 'I', 'MM_KEY_EXCH')])
  assert.is(ofType(answered, 'failed')[0]?.retransmissions, 1, 'message 5 behind message 6')
})

repeats('one that repeats itself is stuck, though it is deleted for another reason', () => {
  const three = [...others(4), sent(PEER, 'I', 'MM_NO_STATE'), sent(PEER, 'I', 'MM_SA_SETUP')]
  const end = dies(PEER, 'I', 'MM_SA_SETUP', 'no reason')
  assert.equal(verdicts(live([...three, end])), [`${PEER} failed/unknown`])
  assert.equal(verdicts(live([...three, sent(PEER, 'I', 'MM_SA_SETUP'), end])), [`${PEER} failed/ke-timeout`])
})

repeats('message 5 on UDP 4500 is blocked where the peer repeats itself on 500', () => {
  const port = (direction: 'sent' | 'received', localPort?: number) => {
    const ports = localPort === undefined ? {} : { localPort, remotePort: localPort }
    return told('packet', { direction, peer: PEER, role: 'I', saState: 'MM_KEY_EXCH', ...ports })
  }
  const five = [...others(4), sent(PEER, 'I', 'MM_NO_STATE'), moves('IKE_I_MM3', 'IKE_I_MM4')]
  const judged = (localPort?: number) =>
    verdicts(live([...five, port('sent', 4500), port('received', localPort), dies(PEER, 'I', 'MM_KEY_EXCH')]))
  for (const at500 of [500, undefined]) assert.equal(judged(at500), [`${PEER} failed/nat-t-blocked`])
  assert.equal(judged(4500), [`${PEER} failed/psk-mismatch`])
})

repeats('what the peer sends while we repeat shows that it is there', () => {
  const lines = [...others(4), sent(PEER, 'I', 'MM_NO_STATE', at(0)), received(PEER, 'I', 'MM_NO_STATE', at(100))]
  const silent = [...others(4), sent(PEER, 'I', 'MM_NO_STATE', at(0))]
  assert.equal(verdicts(live([...lines, told('ignored', {}, at(70_000))])), [`${PEER} failed/proposal-mismatch`])
  assert.equal(verdicts(live([...silent, told('ignored', {}, at(70_000))])), [`${PEER} failed/no-response`])
})

repeats('each packet that is sent gives the peer its time anew, a packet of the peer does not', () => {
  const first = [...others(4), sent(PEER, 'I', 'MM_NO_STATE', at(0))]
  const until = (ms: number, ...lines: Input[]) =>
    verdicts(live([...first, ...lines, told('ignored', {}, at(ms))])).length
  assert.is(until(70_000), 1)
  assert.is(until(70_000, sent(PEER, 'I', 'MM_SA_SETUP', at(20_000))), 0)
  assert.is(until(90_000, sent(PEER, 'I', 'MM_SA_SETUP', at(20_000))), 1)
  assert.is(until(70_000, received(PEER, 'I', 'MM_NO_STATE', at(20_000))), 1)
  const met = [received(PEER, 'R', 'MM_SA_SETUP', at(0)), told('ignored', {}, at(70_000))]
  assert.is(
    consoleEvents(live(met)).filter(({ why }) => why.startsWith('lost sight')).length,
    1,
    'but one that is met has it',
  )
  const isUp = [...first, moves('IKE_I_MM6', 'IKE_P1_COMPLETE'), sent(PEER, 'I', 'QM_IDLE', at(100))]
  for (const line of [sent(PEER, 'I', 'MM_KEY_EXCH', at(200)), received(PEER, 'I', 'QM_IDLE', at(200))])
    assert.equal(verdicts(live([...isUp, line, told('ignored', {}, at(90_000))])), [`${PEER} established`])
})

repeats('a DELETE of the peer is taken back by a packet that follows it', () => {
  const lines = [...others(4), sent(PEER, 'I', 'MM_NO_STATE'), payload('DELETE')]
  const end = dies(PEER, 'I', 'MM_NO_STATE', 'no reason')
  assert.equal(verdicts(live([...lines, end])), [`${PEER} failed/deleted-by-peer`])
  assert.equal(verdicts(live([...lines, received(PEER, 'I', 'MM_NO_STATE'), end])), [`${PEER} failed/unknown`])
})

const tags = suite('what else the tag of a packet and its payloads tell')

tags('without state lines the last state is that of the SA; with them it is theirs', () => {
  const lastState = (...lines: Input[]) =>
    ofType(live([...lines, told('timed-out', { peer: PEER })]), 'failed')[0]?.lastState
  const old = [sent(PEER, 'I', 'MM_NO_STATE'), sent(PEER, 'I', 'MM_SA_SETUP')]
  assert.is(lastState(...old), 'MM_SA_SETUP')
  assert.is(lastState(...old, told('packet', { direction: 'received', peer: PEER })), 'MM_SA_SETUP', 'a PIX says none')
  assert.is(lastState(moves('IKE_I_MM1', 'IKE_I_MM2'), ...old), 'IKE_I_MM2')
  const lost = [moves('IKE_I_MM1', 'IKE_I_MM2'), sent(PEER, 'I', 'MM_SA_SETUP', at(0)), told('ignored', {}, at(70_000))]
  assert.match(consoleEvents(live(lost))[0]?.why ?? '', / in IKE_I_MM2: /)
})

tags('a state of phase 2 on two packets shows that phase 1 is complete', () => {
  const idle = received(PEER, 'R', 'QM_IDLE', { conn: 7 })
  assert.equal(verdicts(live([idle])), [])
  assert.equal(verdicts(live([idle, idle])), [`${PEER} established`])
})

tags('what failed does not rise by packets of phase 2: its conn-id was given again', () => {
  const failed = [knock(PEER), sent(PEER, 'R', 'MM_SA_SETUP', { conn: 7 }), dies(PEER, 'R', 'MM_SA_SETUP')]
  const idle = received(PEER, 'R', 'QM_IDLE', { conn: 7 })
  assert.is(verdicts(live([...failed, idle, idle, idle])).length, 1)
})

tags('but not on message 6, which 12.x tags with the state that follows it', () => {
  const five = [knock(PEER), sent(PEER, 'R', 'MM_KEY_EXCH', { conn: 7 }), moves('IKE_R_MM4', 'IKE_R_MM5', { conn: 7 })]
  const authenticated = told('authenticated', { peer: PEER }, { conn: 7 })
  const certainty = (line: Input) =>
    ofType(live([...five, authenticated, line]), 'established').map((each) => each.certainty)
  assert.equal(certainty(sent(PEER, 'R', 'QM_IDLE', { conn: 7 })), [])
  assert.equal(certainty(received(PEER, 'R', 'QM_IDLE', { conn: 7 })), ['inferred'])
  const initiator = [sent(PEER, 'I', 'MM_KEY_EXCH', { conn: 7 }), told('authenticated', { peer: PEER }, { conn: 7 })]
  assert.is(ofType(live([...initiator, sent(PEER, 'I', 'QM_IDLE', { conn: 7 })]), 'established').length, 1, 'initiator')
  const four = [knock(PEER), sent(PEER, 'R', 'MM_KEY_EXCH', { conn: 7 })]
  const idle = sent(PEER, 'R', 'QM_IDLE', { conn: 7 })
  assert.is(ofType(live([...four, idle, idle]), 'established').length, 1, 'where message 5 was not heard')
})

tags('a payload with the message ID of quick mode shows it, too; a damaged 0 does not', () => {
  const begun = [knock(PEER), sent(PEER, 'R', 'MM_KEY_EXCH', { conn: 7 })]
  const isUp = (id: string) =>
    ofType(live([...begun, payload('HASH', id, 7), payload('HASH', id, 7)]), 'established').length === 1
  for (const id of ['587226351', '-1432212680', '123', '0x1A2B3C4D', '1a2b3c', 'DEADBEEF']) assert.ok(isUp(id), id)
  for (const id of [
    '0',
    '12',
    '-12',
    'H',
    '0þ',
    'ABCDE',
    '0xABCD',
    'x587226351',
    '587226351x',
    'yDEADBEEF',
    'DEADBEEF1',
    'GHIJKL',
    '',
  ])
    assert.not.ok(isUp(id), id)
})

tags('an ID payload of phase 1 shows whose identity comes next', () => {
  const begun = [knock(PEER), sent(PEER, 'R', 'MM_KEY_EXCH'), moves('IKE_R_MM4', 'IKE_R_MM5')]
  const value = told('identity-field', { field: 'value', value: 'osaka.example.net' })
  const stuck = [
    told('retransmit', { saState: 'MM_KEY_EXCH' }, { conn: 7 }),
    told('duplicate', {}),
    told('duplicate', {}),
  ]
  const reasons = (...lines: Input[]) => verdicts(live([...begun, ...lines, ...stuck, dies(PEER, 'R', 'MM_KEY_EXCH')]))
  assert.equal(reasons(payload('ID'), value), [`${PEER} failed/id-mismatch`])
  for (const lines of [[payload('ID'), payload('HASH'), value], [value], [payload('ID')]])
    assert.not.equal(reasons(...lines), [`${PEER} failed/id-mismatch`])
})

tags('a PIX says of a packet neither role nor state: one with a proposal begins, where nothing came before', () => {
  const bare = told('packet', { direction: 'received', peer: PEER }, at(0))
  const missing = told('key-missing', { peer: PEER })
  const judged = (...lines: Input[]) => verdicts(live([...lines, missing, told('ignored', {}, at(70_000))]))
  assert.equal(judged(bare, payload('SA')), [`${PEER} failed/psk-missing`])
  assert.equal(judged(bare, payload('KE')), [], 'no proposal')
  assert.equal(judged(bare, bare, payload('SA')), [], 'the second packet')
  const two = sent(PEER, 'R', 'MM_SA_SETUP', at(0))
  assert.equal(judged(two, received(PEER, 'R', 'MM_SA_SETUP'), payload('SA')), [], 'something came before')
})

messages.run()
repeats.run()
tags.run()
