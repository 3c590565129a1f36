import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Observation } from '../../src/phase1/event.ts'
import { brief, isPhase1, observed, ofType, verdicts } from './observed.ts'
import { staged, TRAINS } from './staged.ts'
import { ASA, dies, type Input, knock, moves, ROUGH, received, sent, told, tracked } from './tracked.ts'

const book = suite('the book of peers, negotiations and conn-ids')
const PEER = '172.16.6.2'
const OTHER = '172.16.7.2'
const THIRD = '172.16.8.2'

/** This peer begins, and its SA is up under this conn-id. */
const up = (peer: string, conn: number): Input[] => [
  knock(peer),
  moves('IKE_READY', 'IKE_R_MM1'),
  sent(peer, 'R', 'MM_KEY_EXCH', { conn }),
  moves('IKE_R_MM5', 'IKE_P1_COMPLETE', { conn }),
]
const down = (peer: string, conn?: number): Input => dies(peer, 'R', 'QM_IDLE', 'IKE SA Lifetime Exceeded', { conn })
const refused = (conn: number): Input => told('quickmode', { step: 'refused', why: '256' }, { conn })

/** Number of the negotiation and what is said of it, where that is a verdict. */
const numbered = (events: readonly Observation[]): string[] =>
  events
    .filter(isPhase1)
    .filter(({ type }) => type !== 'started' && type !== 'transition')
    .map((event) => `${event.negotiation.id} ${brief(event)}`)

book('an ASA calls a user the peer, too: whom it names in front of the line is the peer', () => {
  const line = told('complete', { peer: 'osaka' }, { peer: PEER })
  assert.equal(verdicts(tracked([ASA, line])), [`${PEER} established`])
  assert.equal(verdicts(tracked([ASA, told('complete', {}, { peer: 'vpn.example.net' })])), [
    'vpn.example.net established',
  ])
})

book('what is named neither by address nor in front of the line is no peer: the line is of what was spoken of', () => {
  const decoded = told('decoded', { direction: 'received', payloads: 'HDR + SA (1)', messageId: '0' }, { peer: PEER })
  assert.equal(verdicts(tracked([ASA, decoded, told('complete', { peer: 'osaka' })])), [`${PEER} established`])
})

book('a key for 0.0.0.0 is the one for any address, and the peer whose attempt it is in has it', () => {
  const [established] = ofType(
    tracked([knock(PEER), told('key-found', { peer: '0.0.0.0' }), moves('IKE_R_MM5', 'IKE_P1_COMPLETE')]),
    'established',
  )
  assert.is(established?.peer, PEER)
  assert.ok(established?.weaknesses.some(({ item }) => item === 'wildcard pre-shared key'))
})

book('a peer whose SA is up is remembered, however many strangers knock', () => {
  const strangers = Array.from({ length: 200 }, (_, n) => knock(`198.51.100.${n}`))
  const failure = [knock(PEER), dies(PEER, 'R', 'MM_SA_SETUP', 'IKMP policy proposal not accepted')]
  const seen = tracked([...failure, ...up(PEER, 1001), ...strangers, down(PEER)], { maxPeers: 3, open: true })
  assert.equal(numbered(seen), [
    `1 ${PEER} failed/proposal-mismatch`,
    `2 ${PEER} established`,
    `2 ${PEER} down/deleted-locally`,
  ])
})

book('an expected peer is remembered, and of the strangers those that knocked last', () => {
  for (const expected of [[PEER], []]) {
    const strangers = Array.from({ length: 200 }, (_, n) => knock(`198.51.100.${n}`))
    const told = numbered(tracked([knock(PEER), ...strangers], { maxPeers: 3, expected }))
    const last = [197, 198, 199].map((n) => `${n + 2} 198.51.100.${n} unfinished`)
    assert.equal(told, expected.length > 0 ? [`1 ${PEER} unfinished`, ...last.slice(1)] : last)
  }
})

book('where all are up, the first that nobody expects is forgotten: what is remembered has its limit', () => {
  const three = [...up(PEER, 1001), ...up(OTHER, 1002), ...up(THIRD, 1003), knock('198.51.100.9')]
  for (const expected of [PEER, OTHER]) {
    const forgotten = expected === PEER ? OTHER : THIRD
    const seen = tracked([...three, down(PEER), down(OTHER), down(THIRD)], {
      maxPeers: 3,
      expected: [expected],
      open: true,
    })
    const twice = ofType(seen, 'established').map(({ peer }) => peer)
    assert.equal(twice.slice(3), [forgotten])
  }
})

/** Who takes a step, in order. */
const steps = (events: readonly Observation[]): string[] =>
  ofType(events, 'transition').map(({ peer, to }) => `${peer ?? '?'} ${to}`)

book('nothing more is said of what was forgotten: its conn-id, and a line that names nobody, are another’s', () => {
  const unknown = told('key-found', { peer: OTHER })
  const byConn = [moves('IKE_R_MM1', 'IKE_R_MM2', { conn: 1001 }), received(THIRD, 'R', 'MM_SA_SETUP', { conn: 1001 })]
  assert.equal(
    steps(tracked([knock(PEER), moves('IKE_READY', 'IKE_R_MM1', { conn: 1001 }), unknown, ...byConn], { maxPeers: 1 })),
    [`${PEER} IKE_R_MM1`, `${THIRD} IKE_R_MM2`],
  )
  const nameless = [moves('IKE_READY', 'IKE_R_MM1'), sent(THIRD, 'R', 'MM_SA_SETUP')]
  assert.equal(steps(tracked([knock(PEER), unknown, ...nameless], { maxPeers: 1 })), [`${THIRD} IKE_R_MM1`])
})

book('what is spoken of stays so when somebody else is forgotten', () => {
  const lines = [knock(PEER), knock(OTHER), told('key-found', { peer: THIRD }), moves('IKE_READY', 'IKE_R_MM1')]
  assert.equal(steps(tracked(lines, { maxPeers: 2 })), [`${OTHER} IKE_R_MM1`])
})

book('a conn-id that was given again after a restart stays with its new owner when the old one is forgotten', () => {
  const heard = told('ignored', {}).heard
  const restart = { kind: 'sight', sight: 'unknown', cause: 'restarted', heard } as const
  const lines = [...up(PEER, 1001), restart, ...up(OTHER, 1001), knock(THIRD), refused(1001)]
  assert.equal(numbered(tracked(lines, { maxPeers: 2 })).at(2), `2 ${OTHER} failing/phase2-failed`)
})

book('whose conn-id another got has none any more: it is known by its next one', () => {
  const lines = [...up(PEER, 1001), ...up(OTHER, 1001), sent(PEER, 'R', 'QM_IDLE', { conn: 1002 }), refused(1002)]
  assert.equal(numbered(tracked(lines)), [
    `1 ${PEER} established`,
    `2 ${OTHER} established`,
    `1 ${PEER} failing/phase2-failed`,
  ])
})

book('a later attempt of which it is learned later who it is with does not end one that was begun after it', () => {
  const seen = tracked([
    moves('IKE_READY', 'IKE_R_MM1', { conn: 1001 }),
    knock(PEER),
    sent(PEER, 'R', 'MM_SA_SETUP', { conn: 1001 }),
  ])
  assert.equal(numbered(seen).sort(), [`1 ${PEER} unfinished`, `2 ${PEER} unfinished`])
})

book('an attempt of which the role was not seen is superseded by the next', () => {
  const seen = tracked([told('key-missing', { peer: PEER }), knock(PEER)])
  assert.equal(numbered(seen), [`2 ${PEER} unfinished`])
})

book('an SA that is up is kept while attempts come and go beside it', () => {
  const attempt = [knock(PEER), sent(PEER, 'R', 'MM_SA_SETUP')]
  const death = dies(PEER, 'R', 'MM_SA_SETUP')
  for (const lines of [attempt, [...attempt, death]]) {
    const many = Array.from({ length: 12 }, () => lines).flat()
    const seen = tracked([...up(PEER, 1001), ...many, down(PEER)], { open: true })
    assert.is(numbered(seen).at(-1), `1 ${PEER} down/deleted-locally`, `${lines.length}`)
  }
})

book('of the SAs of one peer the last six are known by their conn-ids', () => {
  const sas = (count: number) => Array.from({ length: count }, (_, n) => up(PEER, 1001 + n)).flat()
  for (const count of [6, 7, 12]) {
    const told = numbered(tracked([...sas(count), refused(1001 + count - 6), refused(1000 + count)], { open: true }))
    assert.equal(
      told.slice(count),
      [`${count - 5} ${PEER} failing/phase2-failed`, `${count} ${PEER} failing/phase2-failed`],
      `${count} SAs`,
    )
  }
  const forgotten = numbered(tracked([...sas(7), refused(1001)], { open: true }))
  assert.equal(forgotten.slice(7), [], 'the seventh but last')
})

const unheard = suite('an SA that was up before anything was heard of it')
const FIRST = 'step i-main / wait 3000000'
const DYING = 'sa a / step up / set why=IKE{_}SA{_}Lifetime{_}Exceeded / step destroyed'

/** What is said where the console is heard from the successor’s beginning on. */
const heardLate = (rows: string, train: (typeof TRAINS)[number]): Observation[] => {
  const staging = { seat: 'initiator main', train } as const
  return observed(staged(`${FIRST} / ${rows}`, staging).slice(staged(FIRST, staging).length))
}

unheard('dies while its successor is negotiated: that one goes on, and is told as one', () => {
  for (const train of TRAINS) {
    const rows = `sa b initiator main / step i-s1 / step i-r2 / ${DYING} / sa b / step i-s3 / step i-r4 / step i-s5 / step i-r6`
    const events = heardLate(rows, train)
    assert.equal(
      verdicts(events),
      [`${PEER} established`, `${PEER} down/deleted-locally`, `${PEER} established`],
      train,
    )
    const started = ofType(events, 'started').map(({ negotiation }) => negotiation.id)
    assert.equal([started, ofType(events, 'established').at(-1)?.negotiation.id], [[1], 1], train)
    assert.equal(new Set(ofType(events, 'transition').map(({ message }) => message)).size >= 6, true, train)
  }
})

unheard('dies behind its successor, as after every rekeying: the peer is not down', () => {
  for (const train of TRAINS) {
    const rows = `sa b initiator main / step i-main / wait 20000 / ${DYING}`
    assert.equal(verdicts(heardLate(rows, train)), [`${PEER} established`], train)
  }
})

unheard('is taken down by the peer behind its successor, or heard of only then: the peer is not down', () => {
  for (const train of TRAINS)
    for (const step of ['sa-delete', 'ipsec-delete', 'dpd-answered']) {
      const rows = `sa b initiator main / step i-main / wait 20000 / sa a / step ${step}`
      const events = heardLate(rows, train)
      assert.equal(verdicts(events), [`${PEER} established`], `${train}, ${step}`)
      assert.is(ofType(events, 'started').length, 1, `${train}, ${step}`)
    }
})

unheard('and does not rise by what is heard of it later, whether its lines name the peer or not', () => {
  const conn = 1001
  const dpd = told('dpd', { step: 'answer' }, { conn })
  const idle = received(PEER, 'R', 'QM_IDLE', { conn })
  for (const lines of [
    [idle, idle, idle],
    [idle, dpd, dpd],
    [dpd, dpd, idle, dpd],
  ])
    assert.equal(numbered(tracked([...up(PEER, 1002), ...lines, down(PEER, conn)])), [`1 ${PEER} established`])
})

unheard('but one with a higher conn-id than the SA that is known is its successor, and the peer is down', () => {
  const death = (conn: number, role: 'I' | 'R') => dies(PEER, role, 'QM_IDLE', 'BY user command', { conn })
  for (const conn of [1002, 1003, 0])
    assert.equal(numbered(tracked([...up(PEER, 1002), death(conn, 'R')], { open: true })), [
      `1 ${PEER} established`,
      `1 ${PEER} down/deleted-locally`,
    ])
  for (const role of ['I', 'R'] as const)
    assert.equal(numbered(tracked([...up(PEER, 1002), death(1001, role), death(1001, role)], { open: true })), [
      `1 ${PEER} established`,
    ])
})

unheard(
  'nor does an attempt end that dies before its successor, or the damaged conn-id of a rough console mean another',
  () => {
    const begun = [knock(PEER), sent(PEER, 'R', 'MM_SA_SETUP', { conn: 1002 })]
    const older = (conn: number) => dies(PEER, 'R', 'MM_SA_SETUP', 'no reason', { conn })
    assert.equal(numbered(tracked([...begun, older(1001)])), [`1 ${PEER} unfinished`])
    assert.equal(numbered(tracked([...begun, older(1003)])), [`1 ${PEER} failed/unknown`])
    const newer = sent(PEER, 'R', 'MM_SA_SETUP', { conn: 1001 })
    assert.equal(
      numbered(tracked([...begun, newer])),
      [`2 ${PEER} unfinished`],
      'a packet of phase 1 is of a newer one',
    )
    const cut = down(PEER, 102)
    assert.is(numbered(tracked([...ROUGH, ...up(PEER, 1002), cut])).at(-1), `1 ${PEER} down/deleted-locally`)
  },
)

book.run()
unheard.run()
