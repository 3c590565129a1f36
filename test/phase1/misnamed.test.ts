import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { brief, isPhase1, ofType } from './observed.ts'
import { dies, type Input, knock, moves, others, ROUGH, received, sent, told, tracked } from './tracked.ts'

const misnamed = suite(
  'whom a line means on a rough console that names an address with a digit less than that of a peer',
)
const PEER = '172.16.6.21'
/** The same with a digit lost. */
const CUT = '172.16.6.2'
/** Another of which it may be the rest. */
const TWIN = '172.16.6.22'
const OTHER = '192.0.2.77'

/** A line that names this peer and tells nothing. */
const naming = (peer: string): Input => told('key-found', { peer })
const wellKnown = (...peers: string[]): Input[] => peers.flatMap((peer) => [naming(peer), naming(peer), naming(peer)])
const up = (peer: string, conn: number): Input[] => [
  knock(peer),
  sent(peer, 'R', 'MM_KEY_EXCH', { conn }),
  moves('IKE_R_MM5', 'IKE_P1_COMPLETE', { conn }),
]
const down = (peer: string, conn?: number): Input => dies(peer, 'R', 'QM_IDLE', 'BY user command', { conn })
const isDown = 'down/deleted-locally'

/** What is said of each negotiation, transitions apart. */
const said = (inputs: readonly Input[], expected: readonly string[] = []): string[] =>
  tracked(inputs, { open: true, expected })
    .filter(isPhase1)
    .filter(({ type }) => type !== 'transition')
    .map(brief)
const isStarted = (inputs: readonly Input[], peer: string, expected?: readonly string[]): boolean =>
  said(inputs, expected).includes(`${peer} started`)

/** An attempt of the address that may be a damaged one: two lines name it. */
const ATTEMPT = [knock(CUT), sent(CUT, 'R', 'MM_SA_SETUP')]

misnamed('a peer is known well that three lines name, each within sixty lines of the last', () => {
  const doubts = (...names: Input[]) => !isStarted([...ROUGH, ...names, ...ATTEMPT], CUT)
  const name = naming(PEER)
  assert.ok(doubts(name, name, name))
  assert.not.ok(doubts(name, name), 'two')
  assert.ok(doubts(name, ...others(58), name, ...others(58), name), 'every 59 lines')
  assert.not.ok(doubts(name, ...others(59), name, ...others(59), name), 'every 60 lines')
  assert.not.ok(doubts(name, name, ...others(59), name, name), 'twice, and twice again later')
})

misnamed('what may be a damaged address of such a peer is spoken of when it is known well itself', () => {
  const before = [...ROUGH, ...wellKnown(PEER)]
  assert.not.ok(isStarted([...before, ...ATTEMPT], CUT))
  assert.ok(isStarted([...before, ...ATTEMPT, received(CUT, 'R', 'MM_SA_SETUP')], CUT), 'named by three lines')
  assert.ok(isStarted([...before, ...ATTEMPT], CUT, [CUT]), 'expected')
  assert.ok(isStarted([...wellKnown(PEER), ...ATTEMPT], CUT), 'on a console that is not rough')
  assert.ok(isStarted([...before, knock(OTHER), sent(OTHER, 'R', 'MM_SA_SETUP')], OTHER), 'an address unlike it')
})

misnamed('a line that bears the conn-id of the peer, or follows one of it, is the peer’s', () => {
  const before = [...ROUGH, ...wellKnown(PEER), ...up(PEER, 1001)]
  assert.is(said([...before, knock(OTHER), down(CUT, 1001)]).at(-1), `${PEER} ${isDown}`, 'by conn-id')
  assert.is(said([...before, down(CUT)]).at(-1), `${PEER} ${isDown}`, 'behind a line of it')
  const others: readonly (readonly [string, Input[]])[] = [
    ['neither', [knock(OTHER), down(CUT)]],
    ['the conn-id of nobody', [knock(OTHER), down(CUT, 1009)]],
  ]
  for (const [name, lines] of others) assert.not.ok(said([...before, ...lines]).includes(`${PEER} ${isDown}`), name)
})

misnamed('the conn-id of a peer whose address is unlike says nothing', () => {
  const lines = [...ROUGH, ...wellKnown(PEER, OTHER), ...up(OTHER, 1002), down(CUT, 1002)]
  assert.equal(
    said(lines).filter((each) => each.includes(isDown)),
    [],
  )
})

misnamed('the conn-id of a peer that is not known well itself says nothing', () => {
  const lines = [...ROUGH, knock(PEER), sent(PEER, 'R', 'MM_KEY_EXCH', { conn: 1001 })]
  const end = dies(CUT, 'R', 'MM_KEY_EXCH', 'BY user command', { conn: 1001 })
  assert.not.ok(said([...lines, end]).some((each) => each.startsWith(`${PEER} failed`)))
  assert.ok(said([...lines, naming(PEER), end]).some((each) => each.startsWith(`${PEER} failed`)))
})

misnamed('a line is believed where an attempt under this very address begins with it, or was heard to begin', () => {
  const before = [...ROUGH, ...wellKnown(PEER), ...up(PEER, 1001)]
  const once = said(before)
  for (const beginning of [knock(CUT), told('request', { peer: CUT }), told('peer-created', { peer: CUT })]) {
    const lines = [beginning, naming(PEER), received(CUT, 'R', 'MM_SA_SETUP'), sent(CUT, 'R', 'MM_SA_SETUP')]
    assert.equal(
      said([...before, ...lines]).filter((each) => each.startsWith(`${PEER} `)),
      once,
      beginning.kind,
    )
  }
  const between = [knock(CUT), knock(OTHER), sent(PEER, 'R', 'QM_IDLE', { conn: 1001 }), sent(CUT, 'R', 'MM_SA_SETUP')]
  assert.ok(isStarted([...before, ...between, received(CUT, 'R', 'MM_SA_SETUP')], CUT))
})

misnamed('a line is not believed for an attempt that is over, or of which no beginning was heard', () => {
  const over = [knock(CUT), dies(CUT, 'R', 'MM_SA_SETUP')]
  const middle = [received(CUT, 'R', 'MM_KEY_EXCH')]
  for (const stray of [over, middle]) {
    const lines = [...ROUGH, ...stray, ...others(80), ...wellKnown(PEER), ...up(PEER, 1001), down(CUT)]
    assert.is(said(lines).at(-1), `${PEER} ${isDown}`)
  }
})

misnamed('a packet of nobody else is that of the only such peer that has an attempt or an SA', () => {
  const destroyed = [sent(CUT, 'R', 'QM_IDLE'), moves('IKE_P1_COMPLETE', 'IKE_DEST_SA')]
  const ended = [knock(PEER), dies(PEER, 'R', 'MM_SA_SETUP')]
  const before = [...ROUGH, ...wellKnown(PEER, TWIN), ...ended, ...up(PEER, 1001)]
  assert.is(said([...before, knock(OTHER), ...destroyed]).at(-1), `${PEER} ${isDown.replace(/\/.*/, '/unknown')}`)
  const twins = said([...before, ...up(TWIN, 1002), knock(OTHER), ...destroyed])
  assert.not.ok(
    twins.some((each) => each.includes(' down')),
    'two such peers',
  )
  const gone = said([...before, ...up(TWIN, 1002), down(TWIN, 1002), knock(OTHER), ...destroyed])
  assert.is(gone.at(-1), `${PEER} down/unknown`, 'the SA of the other is gone')
  const none = [...before, down(PEER, 1001), knock(OTHER)]
  assert.equal(said([...none, ...destroyed, sent(CUT, 'R', 'QM_IDLE'), sent(CUT, 'R', 'QM_IDLE')]), said(none))
})

/** Numbers of the negotiations that were begun with a peer, as far as they are told. */
const begun = (inputs: readonly Input[]): string[] =>
  ofType(tracked(inputs, { open: true }), 'started').map(({ peer, negotiation }) => `${negotiation.id} ${peer}`)

const AND_ON = [sent(PEER, 'R', 'MM_SA_SETUP'), received(PEER, 'R', 'MM_SA_SETUP'), sent(PEER, 'R', 'MM_KEY_EXCH')]

misnamed('an attempt that begins under a damaged address is the peer’s that the next line names', () => {
  const before = [...ROUGH, ...wellKnown(PEER)]
  assert.equal(begun([...before, knock(CUT), ...AND_ON]), [`1 ${PEER}`])
})

misnamed('an attempt stays its own where something speaks against that', () => {
  const before = [...ROUGH, ...wellKnown(PEER)]
  const own: readonly (readonly [string, Input[]])[] = [
    ['the console is not rough', [...wellKnown(PEER), knock(CUT)]],
    ['the peer is not known well', [...ROUGH, knock(CUT)]],
    ['its own address is known well', [...before, ...wellKnown(CUT), knock(CUT)]],
    ['the addresses are unlike', [...before, knock(OTHER)]],
    ['it is over', [...before, knock(CUT), dies(CUT, 'R', 'MM_SA_SETUP')]],
    ['its beginning was not heard', [...before, received(CUT, 'R', 'MM_SA_SETUP')]],
  ]
  for (const [name, lines] of own) assert.ok(begun([...lines, ...AND_ON]).includes(`2 ${PEER}`), name)
})

misnamed('once told of the peer, an attempt is not doubted for a line with the damaged address', () => {
  const lines = [...ROUGH, ...wellKnown(PEER), knock(CUT), ...AND_ON, sent(CUT, 'R', 'MM_KEY_EXCH')]
  const [step] = ofType(tracked([...lines, moves('IKE_R_MM3', 'IKE_R_MM4')], { open: true }), 'transition')
  assert.is(step?.peer, PEER)
})

misnamed.run()
