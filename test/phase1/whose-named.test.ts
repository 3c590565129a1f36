import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { DebugMessage } from '../../src/phase1/message.ts'
import { verdicts } from './observed.ts'
import { ASA, dies, type Input, knock, moves, others, owner, sent, told, tracked } from './tracked.ts'

const PEER = '172.16.6.2'
const OTHER = '172.16.7.2'

const up = (peer: string, conn: number): Input[] => [
  knock(peer),
  sent(peer, 'R', 'MM_KEY_EXCH', { conn }),
  moves('IKE_R_MM5', 'IKE_P1_COMPLETE', { conn }),
]
const LEAVES = moves('IKE_READY', 'IKE_R_MM1')
const failed: readonly Input[] = [knock(PEER), dies(PEER, 'R', 'MM_SA_SETUP', 'no reason')]
const refused = (name: string | undefined = undefined) => told('no-proposal', name === undefined ? {} : { peer: name })

const named = suite('whose a line is that names the peer')

named('with a conn-id it is its owner’s, unless that is another peer’s or the line is of a beginning', () => {
  const line = (conn: number) => told('notify', { notify: 'INVALID_COOKIE', number: 4 }, { conn, peer: PEER })
  const two = [...up(PEER, 1001), ...up(PEER, 1002), knock(OTHER)]
  assert.is(owner(two, line(1001)), 1)
  assert.is(owner(two, line(1002)), 2)
  assert.is(owner([...up(OTHER, 1001), knock(PEER), knock(OTHER)], line(1001)), 2)
  const nameless = [moves('IKE_R_MM3', 'IKE_R_MM4', { conn: 7 }), knock(OTHER)]
  assert.is(owner(nameless, line(7)), 1, 'of whom the peer was not known')
  const refusal = told('no-proposal', { peer: PEER }, { conn: 1001 })
  assert.is(owner([...up(PEER, 1001), knock(PEER), knock(OTHER)], refusal), 2)
})

const asks: readonly (readonly [string, DebugMessage])[] = [
  ['traffic asks for an SA', told('request', { peer: PEER })],
  ['the peer is recorded', told('peer-created', { peer: PEER })],
]
for (const [name, line] of asks) {
  named(`${name}: of an attempt that has only begun, else a new one`, () => {
    assert.is(owner([told('sa-created', {})], line), 1, 'that names nobody')
    assert.is(owner([knock(PEER)], line), 1)
    assert.is(owner([knock(PEER), moves('IKE_READY', 'IKE_READY')], line), 1)
    assert.is(owner([knock(PEER), LEAVES], line), 1)
    assert.is(owner([knock(PEER), LEAVES, moves('IKE_R_MM1', 'IKE_R_MM2')], line), 2, 'a state further on')
    assert.is(owner([knock(PEER), moves('IKE_READY', 'IKE_R_AM1')], line), 2, 'a state of aggressive mode')
    assert.is(owner([knock(PEER), sent(PEER, 'R', 'MM_SA_SETUP')], line), 2, 'message 2 is sent')
    const heard3 = [knock(PEER), LEAVES, told('payload', { payload: 'KE', messageId: '0' })]
    assert.is(owner(heard3, line), 2, 'message 3 is heard')
    assert.is(owner(failed, line), 2, 'it is over')
    assert.is(owner([LEAVES, told('cannot-start', {})], line), 2, 'what named nobody is over')
    assert.is(owner([knock(OTHER)], line), 2, 'another peer’s')
    assert.is(owner([], line), 1, 'none was heard of')
  })
}

named('traffic that asks while this router negotiates as initiator begins nothing', () => {
  const [request, created] = [told('request', { peer: PEER }), told('peer-created', { peer: PEER })]
  const begun = [sent(PEER, 'I', 'MM_SA_SETUP'), knock(OTHER)]
  assert.is(owner(begun, request), 1)
  assert.is(owner(begun, created), 3)
  assert.is(owner([knock(PEER), sent(PEER, 'R', 'MM_SA_SETUP'), knock(OTHER)], request), 3, 'as responder')
  assert.is(
    owner([sent(PEER, 'I', 'MM_SA_SETUP'), dies(PEER, 'I', 'MM_SA_SETUP'), knock(OTHER)], request),
    3,
    'it is over',
  )
})

named('a refusal is told twice, first without the name: it is one', () => {
  const compared = told('comparison', { transform: 1 })
  const differs = told('difference', { attribute: 'authentication' })
  const missing = told('key-missing', {})
  for (const first of [
    [compared, differs, refused()],
    [compared, differs, missing, refused()],
  ]) {
    assert.is(owner(first, refused(PEER)), 1)
    assert.is(owner(first, told('mode-failure', { mode: 'Main', peer: PEER })), 1)
    assert.is(owner([...first, ...others(3)], refused(PEER)), 1)
    assert.is(owner([...first, ...others(4)], refused(PEER)), 2, 'some lines later')
    assert.is(owner(first, told('malformed', { peer: PEER })), 2, 'another line')
  }
  assert.is(owner([knock(OTHER), refused(OTHER)], refused(PEER)), 2, 'it had a name')
  assert.is(owner([LEAVES, told('cannot-start', {})], refused(PEER)), 2, 'it ended otherwise')
  assert.is(owner([], refused(PEER)), 1, 'nothing was heard of before')
})

named('what names nobody yet gets its name by it', () => {
  const missing = told('key-missing', { peer: PEER })
  assert.is(owner([LEAVES], missing), 1)
  assert.is(owner([knock(OTHER)], missing), 2, 'it has another name')
  assert.is(owner([LEAVES, told('cannot-start', {})], missing), 2, 'it is over')
})

named('but not right behind the end of one of this peer: then it is of that', () => {
  const line = told('authenticated', { peer: PEER })
  const begins = moves('IKE_READY', 'IKE_I_MM1')
  assert.is(owner([...failed, ...others(38), begins], line), 1)
  assert.is(owner([...failed, ...others(39), begins], line), 2)
})

named('nor by a system message, which may be of anybody, unless it says what the line before said', () => {
  const malformed = told('malformed', { peer: PEER })
  assert.is(owner([LEAVES], malformed), 2)
  assert.is(owner([told('undecipherable', {})], malformed), 1)
  assert.is(owner([told('undecipherable', {})], told('hash-invalid', { peer: PEER })), 2, 'another message')
  assert.is(owner([knock(OTHER), told('undecipherable', {})], malformed), 2, 'the line before was another peer’s')
})

const anyLine = told('identity-refused', { peer: PEER })

named('it is of what is spoken of, else of the attempt that goes on, else of the SA that is up', () => {
  const both = [...up(PEER, 1001), knock(PEER)]
  assert.is(owner([...both, sent(PEER, 'R', 'QM_IDLE', { conn: 1001 })], anyLine), 1)
  assert.is(owner([...both, knock(OTHER)], anyLine), 2)
  assert.is(owner([...up(PEER, 1001), knock(OTHER)], anyLine), 1)
  assert.is(owner([...failed, knock(OTHER)], anyLine), 1, 'else of the one that is over')
  assert.is(owner([...up(PEER, 1001), ...failed], anyLine), 2, 'spoken of, though it is over')
  assert.is(owner([knock(OTHER)], anyLine), 2, 'else of one of which nothing was heard')
  assert.is(owner([knock(OTHER)], told('key-found', { peer: PEER })), undefined, 'if it tells of one')
})

named('of one that is over it is for some time only, where it is a system message', () => {
  const malformed = told('malformed', { peer: PEER })
  for (const elsewhere of [[], [knock(OTHER)]]) {
    const later = elsewhere.length + 2
    const over = [...failed, ...elsewhere]
    assert.is(owner([...over, ...others(499 - elsewhere.length)], malformed), 1)
    assert.is(owner([...over, ...others(500)], malformed), later)
    assert.is(owner([...over, ...others(500)], anyLine), 1, 'else for ever')
  }
})

named('what is news whatever ended before is of a new one where none goes on', () => {
  const news = [
    told('key-missing', { peer: PEER }),
    told('admission-denied', { peer: PEER }),
    told('unsupported-exchange', { peer: PEER, exchange: 'x' }),
    told('policy-refused', { peer: PEER }),
    refused(PEER),
  ]
  for (const line of news) {
    assert.is(owner(failed, line), 2, line.kind)
    assert.is(owner([...failed, knock(OTHER)], line), 3, line.kind)
    assert.is(owner([knock(PEER), knock(OTHER)], line), 1, `${line.kind}: one goes on`)
  }
})

named('a refusal by configuration is news beside an SA that is up, and of a beginning that has no name yet', () => {
  for (const kind of ['admission-denied', 'unsupported-exchange', 'policy-refused'] as const) {
    const line = told(kind, { peer: PEER })
    assert.is(owner([...up(PEER, 1001), knock(OTHER)], line), 3, kind)
    assert.is(owner([LEAVES], line), 1, kind)
    assert.is(owner([LEAVES, moves('IKE_R_MM1', 'IKE_R_MM2')], line), 2, `${kind}: it has gone on`)
    assert.is(owner([knock(OTHER)], line), 2, `${kind}: it has a name`)
  }
})

named('a refusal that is said of every packet is told once', () => {
  const policy = told('policy-refused', { peer: PEER })
  const again = [
    [policy, [policy]],
    [refused(PEER), [knock(PEER), told('comparison', { transform: 1 }), refused(PEER)]],
    [refused(PEER), [knock(PEER), told('key-missing', { peer: PEER }), refused(PEER)]],
  ] as const
  for (const [line, before] of again)
    for (const elsewhere of [[], [knock(OTHER)]]) assert.is(owner([ASA, ...before, ...elsewhere], line), 1, line.kind)
})

named('a peer that was refused for good is refused still, though an SA of its is up', () => {
  const policy = told('policy-refused', { peer: PEER })
  assert.is(owner([policy, ...up(PEER, 1001), knock(OTHER)], policy), 2)
})

named('that an ASA tears a tunnel down is news of phase 2 behind an attempt that failed', () => {
  const torn = (why?: string) => told('torn-down', { peer: PEER, ...(why === undefined ? {} : { why }) })
  for (const why of ['Phase 2 Mismatch', 'crypto map policy not found']) assert.is(owner(failed, torn(why)), 2, why)
  for (const why of ['User Requested', undefined]) assert.is(owner(failed, torn(why)), 1, why)
  const gone = [...up(PEER, 1001), dies(PEER, 'R', 'QM_IDLE', 'BY user command')]
  assert.is(owner(gone, torn('Phase 2 Mismatch')), 1, 'behind an SA that was up')
  assert.is(owner([knock(OTHER)], torn('User Requested')), 2, 'of a peer that was not heard of')
})

const DECODED = (direction: 'sent' | 'received', payloads: string, messageId?: string): DebugMessage =>
  told('decoded', { direction, payloads, ...(messageId === undefined ? {} : { messageId }) }, { peer: PEER })

named('message 1 on an ASA is a new attempt behind one that is over, and beside an SA that is up', () => {
  const first = 'HDR + SA (1) + VENDOR (13) + NONE (0)'
  const isUp = [ASA, told('complete', { peer: PEER })]
  const over = [ASA, DECODED('received', first), told('attempt-died', { peer: PEER })]
  for (const before of [isUp, over])
    for (const elsewhere of [[], [knock(OTHER)]]) {
      const behind = (line: DebugMessage) => owner([...before, ...elsewhere], line)
      for (const id of [undefined, '0', '00000000'])
        assert.is(behind(DECODED('received', first, id)), 2 + elsewhere.length, id)
      assert.is(behind(DECODED('received', 'HDR + KE (4) + NONCE (10)')), 1, 'message 3')
      assert.is(behind(DECODED('received', 'HDR + HASH (8) + SA (1)', 'dead1234')), 1, 'quick mode')
    }
})

named('an ASA that repeats its own message 1 where the identity was refused begins nothing', () => {
  const first = 'HDR + SA (1) + VENDOR (13) + NONE (0)'
  const over = [
    ASA,
    DECODED('received', first),
    told('identity-refused', { peer: PEER }),
    told('attempt-died', { peer: PEER }),
  ]
  assert.equal(verdicts(tracked(over)), [`${PEER} failed/id-mismatch`])
  assert.is(owner(over, DECODED('sent', first)), 1)
  assert.is(owner(over, DECODED('received', first)), 2)
  const otherwise = [ASA, DECODED('received', first), told('attempt-died', { peer: PEER })]
  assert.is(owner(otherwise, DECODED('sent', first)), 2)
})

named('one that is known by a system message only gets no verdict when the capture ends', () => {
  for (const kind of ['malformed', 'hash-invalid', 'refused-in-clear'] as const)
    assert.equal(verdicts(tracked([told(kind, { peer: PEER })])), [], kind)
  assert.equal(verdicts(tracked([told('undecipherable', { peer: PEER })])), [`${PEER} unfinished/psk-mismatch`])
})

named.run()
