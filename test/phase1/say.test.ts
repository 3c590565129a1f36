import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { isPhase1, ofType, verdicts } from './observed.ts'
import { PEER, received, say, sent, state, told } from './told.ts'
import type { Input } from './tracked.ts'

const saying = suite('what is told of a negotiation, and when')

const CONN = { conn: 1001 }
const OTHER = '203.0.113.78'
const withoutPeer = (text: string): string => text.replace(`${PEER} `, '')
const types = (...lines: readonly Input[]): string[] => told(lines, { open: true }).map(({ type }) => type)

const BEGUN = [state('IKE_READY', 'IKE_I_MM1'), sent('I', 'MM_NO_STATE')]
const AFTER_3 = [
  ...BEGUN,
  received('I', 'MM_NO_STATE'),
  state('IKE_I_MM1', 'IKE_I_MM2'),
  sent('I', 'MM_SA_SETUP'),
  state('IKE_I_MM2', 'IKE_I_MM3'),
]
const AFTER_5 = [
  ...AFTER_3,
  received('I', 'MM_SA_SETUP'),
  state('IKE_I_MM3', 'IKE_I_MM4'),
  sent('I', 'MM_KEY_EXCH', CONN),
  state('IKE_I_MM4', 'IKE_I_MM5', CONN),
]
const DONE = [
  ...AFTER_5,
  received('I', 'MM_KEY_EXCH', CONN),
  state('IKE_I_MM5', 'IKE_I_MM6', CONN),
  state('IKE_I_MM6', 'IKE_P1_COMPLETE', CONN),
]
const died = (saState = 'QM_IDLE', around = {}): Input =>
  say('sa-deleted', { peer: PEER, why: 'No reason', saState, role: 'I' }, around)
const count = (attempt?: number): Input => say('attempt-count', attempt === undefined ? {} : { attempt }, CONN)

saying('nothing of an attempt before its peer has a name, then all of it, as what it is known to be by then', () => {
  const nameless = [state('IKE_READY', 'IKE_I_MM1'), state('IKE_I_MM1', 'IKE_I_MM2')]
  assert.equal(types(...nameless), [])
  assert.equal(types(say('input', { source: 'x', event: 'IKE_MM_EXCH' }), ...nameless, received('I', 'MM_NO_STATE')), [
    'started',
    'transition',
    'transition',
  ])
  assert.equal(types(...nameless, received('I', 'MM_NO_STATE'), received('I', 'MM_NO_STATE')).length, 3, 'once')
  const learnt = [
    say('ports', { localPort: 500, remotePort: 1024 }),
    say('input', { source: 'x', event: 'IKE_SA_REQ_AM' }),
  ]
  const packet = say('packet', { direction: 'sent', peer: PEER })
  const events = told([state('IKE_X', 'IKE_NEW_STATE'), ...learnt, packet]).filter(isPhase1)
  assert.equal(
    events.map(({ type, peer, remotePort, negotiation }) => [
      type,
      peer,
      remotePort,
      negotiation.role,
      negotiation.exchange,
    ]),
    ['started', 'transition', 'unfinished'].map((type) => [type, PEER, 1024, 'initiator', 'aggressive']),
  )
})

saying('of an attempt that stays without a name only so many events are kept', () => {
  const states = Array.from({ length: 40 }, (_, i) => state(`IKE_X${i}`, `IKE_X${i + 1}`))
  const events = told([...states, sent('I', 'MM_NO_STATE')], { open: true })
  assert.equal([events[0]?.type, events.length], ['started', 16])
})

saying('a negotiation starts once, with role, exchange and ports', () => {
  const [started, ...more] = ofType(told(AFTER_5), 'started')
  assert.equal(more, [])
  assert.equal([started?.role, started?.exchange, started?.ports], ['initiator', 'main', { local: 500, remote: 500 }])
  assert.is(started?.moment.device, 100, 'at its first line')
})

saying('each event has its time since the first message, on the router’s clock', () => {
  assert.equal(
    ofType(told(AFTER_5), 'transition').map(({ elapsedMs }) => elapsedMs),
    [0, 300, 500, 700, 900],
  )
  const [established] = ofType(told(DONE), 'established')
  assert.is(established?.durationMs, 1_200)
  assert.equal(established?.timeline, [
    { message: 1, direction: 'sent', atMs: 0 },
    { message: 2, direction: 'received', atMs: 300 },
    { message: 3, direction: 'sent', atMs: 400 },
    { message: 4, direction: 'received', atMs: 700 },
    { message: 5, direction: 'sent', atMs: 800 },
    { message: 6, direction: 'received', atMs: 1_100 },
  ])
})

saying('of a phase 1 met when it was up no duration is known, and it is not told as started', () => {
  const events = told([say('session', { up: true, peer: PEER })])
  assert.equal(
    events.map(({ type }) => type),
    ['established'],
  )
  assert.equal(ofType(events, 'established')[0]?.durationMs, 0)
})

saying('established tells what was agreed and what is weak about it', () => {
  const agreed = [
    say('comparison', { transform: 1, policyPriority: 10 }, CONN),
    say('attribute', { attribute: 'hash', value: 'MD5' }, CONN),
    say('compared', { accepted: true }, CONN),
  ]
  const [established] = ofType(told([...AFTER_3, ...agreed, ...DONE.slice(AFTER_3.length)]), 'established')
  assert.equal(established?.proposal, { transform: 1, policyPriority: 10, hash: 'MD5' })
  assert.equal(
    established?.weaknesses.map(({ item }) => item),
    ['MD5'],
  )
  const [unknown] = ofType(told(DONE), 'established')
  assert.is(unknown !== undefined && 'proposal' in unknown, false)
  assert.is(unknown !== undefined && 'recovers' in unknown, false)
})

saying('NAT traversal is where NAT was found, or either side floated to UDP 4500', () => {
  const seen = (...lines: readonly Input[]) =>
    ofType(told([...lines, ...DONE.slice(-2)]), 'established')[0]?.natTraversal
  const packet = (localPort: number, remotePort: number) => sent('I', 'MM_KEY_EXCH', CONN, { localPort, remotePort })
  assert.is(seen(packet(500, 500)), false)
  assert.is(seen(packet(4500, 1024)), true)
  assert.is(seen(packet(1024, 4500)), true)
  assert.is(seen(packet(500, 500), say('nat', { verdict: 'both' }, CONN)), true)
})

saying('an SA is established once', () => {
  assert.equal(
    verdicts(told([...DONE, say('complete', { peer: PEER }, CONN), say('session', { up: true, peer: PEER })])),
    [`${PEER} established`],
  )
})

saying('one cause is said once; another is said again', () => {
  const failing = (...lines: readonly Input[]) =>
    ofType(told(lines), 'failing').map(({ diagnosis }) => diagnosis.reason)
  assert.equal(failing(...AFTER_5, count(1), count(2), count(3), count(4)), ['auth-timeout'])
  const duplicate = say('duplicate', { peer: PEER })
  assert.equal(failing(...AFTER_5, count(1), count(2), duplicate, duplicate, count(3)), [
    'auth-timeout',
    'psk-mismatch',
  ])
})

saying('trouble of an attempt that was not told of yet begins it; over a phase 1 that is up it begins none', () => {
  assert.equal(types(say('malformed', { peer: PEER })), ['started', 'failing'])
  const up = [1, 2].map(() => sent('I', 'QM_IDLE', CONN))
  assert.equal(types(...up, say('quickmode', { step: 'refused' }, CONN)), ['established', 'failing'])
})

const REFUSED = say('quickmode', { step: 'refused', why: '256' }, CONN)
const AGREED = say('quickmode', { step: 'done' }, CONN)

saying(
  'what phase 2 was refused for is over when it is agreed, once, and then the peer has no failure any more',
  () => {
    assert.equal(types(...DONE, REFUSED, AGREED, AGREED).slice(-2), ['failing', 'recovered'])
    assert.equal(types(...DONE, AGREED).at(-1), 'established', 'where nothing was said, nothing is over')
    const again = (...between: readonly Input[]) =>
      ofType(told([...DONE, ...between, ...DONE.map((line) => withConn(line, 1002))]), 'established').at(-1)?.recovers
    assert.is(again(REFUSED), 1)
    assert.is(again(REFUSED, AGREED), undefined)
    assert.is(again(), undefined)
  },
)

const withConn = (line: Input, conn: number): Input =>
  'heard' in line && line.heard.conn === 1001 ? { ...line, heard: { ...line.heard, conn } } : line

saying('phase 2 that is agreed ends its own failure, not one that came later, and none of an SA that is down', () => {
  const third = DONE.map((line) => withConn(line, 1003))
  const failed = [
    ...AFTER_5.map((line) => withConn(line, 1002)),
    say('sa-deleted', { saState: 'MM_KEY_EXCH' }, { conn: 1002 }),
  ]
  assert.is(ofType(told([...DONE, REFUSED, ...failed, AGREED, ...third]), 'established').at(-1)?.recovers, 2)
  assert.is(types(...DONE, REFUSED, died(), AGREED).at(-1), 'down')
})

saying('what was said of an attempt is forgotten when it succeeds: its end has causes of its own', () => {
  const clear = say('refused-in-clear', { peer: PEER, notify: 'INVALID_COOKIE' })
  assert.equal(verdicts(told([...AFTER_5, clear, ...DONE.slice(AFTER_5.length), died()])).map(withoutPeer), [
    'established',
    'down/unknown',
  ])
})

saying('success names the failure of the same peer that it ends, whether an attempt or an SA', () => {
  const again = (...first: readonly Input[]) =>
    ofType(told([...first, ...DONE.map((line) => withConn(line, 1002))]), 'established').at(-1)?.recovers
  assert.is(again(...AFTER_5, died('MM_KEY_EXCH')), 1)
  assert.is(again(...AFTER_5, count(1), count(2), died('MM_KEY_EXCH', CONN)), 1)
  assert.is(again(...DONE, died()), 1)
  const other: Input = { ...say('session', { up: true, peer: OTHER }) }
  assert.is(again(...AFTER_5, died('MM_KEY_EXCH'), other), 1)
})

saying('the end of a phase 1 that was up tells how long it was', () => {
  const [down] = ofType(told([...DONE, died('QM_IDLE', { device: 61_300 })]), 'down')
  assert.is(down?.upForMs, 60_000)
})

saying('the end of an SA that a later one of its peer has replaced is no news', () => {
  const later = DONE.map((line) => withConn(line, 1002))
  const first = say('sa-deleted', { why: 'No reason', saState: 'QM_IDLE' }, CONN)
  assert.equal(verdicts(told([...DONE, ...later, first])).map(withoutPeer), ['established', 'established'])
  const second = say('sa-deleted', { why: 'No reason', saState: 'QM_IDLE' }, { conn: 1002 })
  assert.equal(verdicts(told([...DONE, ...later, second])).map(withoutPeer), [
    'established',
    'established',
    'down/unknown',
  ])
  const attempt = AFTER_5.map((line) => withConn(line, 1002))
  assert.equal(
    verdicts(told([...DONE, ...attempt, first], { open: true })).map(withoutPeer),
    ['established', 'down/unknown'],
    'one that is not up yet replaces nothing',
  )
})

const comparison = (transform: number, policyPriority: number, ...lines: readonly Input[]): Input[] => [
  say('comparison', { transform, policyPriority }),
  ...lines,
  say('compared', { accepted: false }),
]
const offered = (attribute: 'encryption' | 'hash' | 'group', value: string): Input =>
  say('attribute', { attribute, value })

saying('a failure tells the offers, and what they show of the own policies', () => {
  const compared = [
    ...comparison(
      1,
      10,
      offered('encryption', 'AES-CBC'),
      offered('hash', 'MD5'),
      say('difference', { attribute: 'hash' }),
    ),
    ...comparison(2, 10, offered('encryption', '3DES-CBC'), say('difference', { attribute: 'encryption' })),
  ]
  const begun = [received('N', 'NEW SA'), state('IKE_READY', 'IKE_R_MM1')]
  const [failed] = ofType(told([...begun, ...compared, say('no-proposal', { peer: PEER })]), 'failed')
  assert.equal(failed?.offered, [
    { transform: 1, encryption: 'AES-CBC', hash: 'MD5' },
    { transform: 2, encryption: '3DES-CBC' },
  ])
  assert.equal(failed?.local, [{ policyPriority: 10, encryption: 'AES-CBC' }])
  const [bare] = ofType(told([...begun, say('no-proposal', { peer: PEER })]), 'failed')
  assert.equal(bare && [bare.lastState, 'offered' in bare, 'local' in bare], ['IKE_R_MM1', false, false])
})

saying('a failure of one that was never told of begins and ends it', () => {
  assert.equal(types(say('admission-denied', { peer: PEER })), ['started', 'failed'])
})

saying('what a capture leaves unfinished tells where it stood, what it waited for, and what is known so far', () => {
  const [unfinished] = ofType(told(AFTER_3), 'unfinished')
  assert.equal(unfinished && [unfinished.lastState, unfinished.waitingFor, 'diagnosis' in unfinished], [
    'IKE_I_MM3',
    'message 4, the peer’s key exchange value and nonce',
    false,
  ])
  const [old] = ofType(told([sent('I', 'MM_SA_SETUP')]), 'unfinished')
  assert.equal([old?.lastState, old?.waitingFor], ['MM_SA_SETUP', 'the next message'])
  const [stuck] = ofType(told([...AFTER_5, count(1), count(2)]), 'unfinished')
  assert.is(stuck?.diagnosis?.reason, 'auth-timeout')
})

saying('where lines are missing, what was said of an unfinished attempt holds unless it rests on silence', () => {
  const lost: Input = { kind: 'sight', sight: 'gappy', cause: 'lines-lost', heard: say('note', {}).heard }
  const left = (...lines: readonly Input[]) => ofType(told(lines), 'unfinished')[0]?.diagnosis?.reason
  assert.is(left(...AFTER_5, count(1), count(2), lost), undefined)
  const duplicate = say('duplicate', { peer: PEER })
  assert.is(left(...AFTER_5, duplicate, duplicate, lost), 'psk-mismatch', 'repeats are no silence')
  assert.is(left(...AFTER_5, say('malformed', { peer: PEER }), lost), 'psk-mismatch')
  const clear = say('refused-in-clear', { peer: PEER, notify: 'PROPOSAL_NOT_CHOSEN' })
  assert.is(left(...BEGUN, clear, lost), 'proposal-mismatch')
  assert.is(left(...BEGUN, lost, state('IKE_I_MM2', 'IKE_I_MM3'), say('key-missing', { peer: PEER })), undefined)
})

saying('a mended line is no end: it is told as trouble, and the capture leaves the attempt unfinished', () => {
  const denied = say('admission-denied', { peer: PEER, why: 'LIMIT' }, { repaired: true })
  assert.equal(
    told([...BEGUN, denied])
      .slice(-2)
      .map(({ type }) => type),
    ['failing', 'unfinished'],
  )
})

saying.run()
