import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { at, dies, type Input, knock, moves, others, owner, received, sent, told } from './tracked.ts'

const PEER = '172.16.6.2'
const OTHER = '172.16.7.2'

const MESSAGE_1 = [...others(4), sent(PEER, 'I', 'MM_NO_STATE')]
const up = (peer: string, conn: number): Input[] => [
  knock(peer),
  sent(peer, 'R', 'MM_KEY_EXCH', { conn }),
  moves('IKE_R_MM5', 'IKE_P1_COMPLETE', { conn }),
]
const down = (conn?: number) => dies(PEER, 'R', 'QM_IDLE', 'BY user command', { conn })

const packet = suite('whose a packet line is')

packet('a new SA is a new attempt, whatever there was before', () => {
  const noState = told('packet', { direction: 'received', peer: PEER, role: 'N' })
  for (const line of [knock(PEER), received(PEER, 'R', 'NEW SA'), noState]) {
    assert.is(owner([knock(PEER)], line), 2)
    assert.is(owner([moves('IKE_READY', 'IKE_R_MM1')], line), 2)
  }
})

packet('with a conn-id it is its owner’s, of whom the peer may not be known yet', () => {
  const two = [...up(PEER, 1001), ...up(PEER, 1002)]
  for (const [conn, id] of [
    [1001, 1],
    [1002, 2],
  ] as const)
    assert.is(owner(two, sent(PEER, 'R', 'QM_IDLE', { conn })), id)
  const nameless = [moves('IKE_R_MM3', 'IKE_R_MM4', { conn: 1001 }), knock(OTHER)]
  assert.is(owner(nameless, sent(PEER, 'R', 'MM_KEY_EXCH', { conn: 1001 })), 1)
  assert.is(owner(up(OTHER, 1001), sent(PEER, 'R', 'MM_KEY_EXCH', { conn: 1001 })), 2, 'of another peer')
})

packet('with the conn-id of one that is over it is of the one that goes on; of the SA it is for some time', () => {
  const over = [knock(PEER), sent(PEER, 'R', 'MM_SA_SETUP', { conn: 5 }), dies(PEER, 'R', 'MM_SA_SETUP')]
  assert.is(owner([...over, knock(PEER)], sent(PEER, 'R', 'MM_SA_SETUP', { conn: 5 })), 2)
  const idle = sent(PEER, 'R', 'QM_IDLE', { conn: 5 })
  assert.is(owner([...over, ...others(499)], idle), 1)
  assert.is(owner([...over, ...others(500)], idle), 2)
})

packet('without a conn-id it is of what is spoken of, where that has no name yet and is in this role', () => {
  const noRole = told('packet', { direction: 'received', peer: PEER })
  assert.is(owner([moves('IKE_READY', 'IKE_R_MM1')], sent(PEER, 'R', 'MM_SA_SETUP')), 1)
  assert.is(owner([moves('IKE_READY', 'IKE_I_MM1')], received(PEER, 'I', 'MM_NO_STATE')), 1)
  assert.is(owner([moves('IKE_READY', 'IKE_I_MM1')], noRole), 1, 'a PIX says no role')
  assert.is(
    owner([told('comparison', { transform: 1 })], received(PEER, 'I', 'MM_NO_STATE')),
    1,
    'nor does a comparison',
  )
  assert.is(owner([moves('IKE_READY', 'IKE_I_MM1')], sent(PEER, 'R', 'MM_SA_SETUP')), 2, 'the other role')
  const refused = [told('comparison', { transform: 1 }), told('no-proposal', {})]
  assert.is(owner(refused, sent(PEER, 'R', 'MM_NO_STATE')), 2, 'it is over')
})

packet('it is of the peer’s negotiation in this role whose conn-id it has, or that has none', () => {
  const begun = [knock(PEER), knock(OTHER)]
  const born = [knock(PEER), sent(PEER, 'R', 'MM_SA_SETUP', { conn: 1001 }), knock(OTHER)]
  assert.is(owner(begun, sent(PEER, 'R', 'MM_SA_SETUP')), 1)
  assert.is(owner(begun, sent(PEER, 'R', 'MM_SA_SETUP', { conn: 1001 })), 1)
  assert.is(owner(begun, sent(PEER, 'I', 'MM_SA_SETUP')), 3, 'the other role')
  assert.is(owner(born, sent(PEER, 'R', 'MM_KEY_EXCH', { conn: 1002 })), 3, 'another conn-id')
  for (const conn of [undefined, 0, 1001]) assert.is(owner(born, sent(PEER, 'R', 'MM_KEY_EXCH', { conn })), 1)
})

packet('of an SA that is up it is of one that is, or that is authenticated', () => {
  const idle = received(PEER, 'R', 'QM_IDLE')
  assert.is(owner([...up(PEER, 1001), knock(PEER), knock(OTHER)], idle), 1)
  assert.is(owner([knock(PEER), knock(OTHER)], idle), 3)
  const authenticated = [knock(PEER), told('authenticated', { peer: PEER })]
  assert.is(owner([...authenticated, knock(OTHER)], idle), 1)
  assert.is(owner([...authenticated, dies(PEER, 'R', 'MM_KEY_EXCH'), knock(OTHER)], idle), 3, 'it is over')
})

packet('of phase 1 it is of an attempt; only the last message may be repeated over an SA that is up', () => {
  const isUp = [...up(PEER, 1001), knock(OTHER)]
  for (const [saState, id] of [
    ['MM_KEY_EXCH', 1],
    ['MM_SA_SETUP', 3],
    ['MM_NO_STATE', 3],
  ] as const)
    assert.is(owner(isUp, received(PEER, 'R', saState)), id, saState)
  assert.is(owner(up(PEER, 1001), received(PEER, 'R', 'MM_SA_SETUP')), 2, 'though the SA is spoken of')
  assert.is(owner(isUp, told('packet', { direction: 'received', peer: PEER })), 1, 'a PIX says no state')
  assert.is(owner(isUp, received(PEER, 'I', 'MM_KEY_EXCH')), 3, 'the other role')
  assert.is(owner(isUp, received(PEER, 'R', 'MM_KEY_EXCH', { conn: 1002 })), 3, 'another conn-id')
  assert.is(owner([...isUp, knock(PEER), knock(OTHER)], received(PEER, 'R', 'MM_KEY_EXCH')), 3, 'an attempt goes on')
})

packet('message 1 sent once more behind a later message is a new attempt, but not where a repeat was announced', () => {
  const beyond = [...MESSAGE_1, sent(PEER, 'I', 'MM_SA_SETUP')]
  const again = sent(PEER, 'I', 'MM_NO_STATE')
  assert.is(owner(beyond, again), 2)
  assert.is(owner(MESSAGE_1, again), 1, 'a repeat of message 1')
  for (const line of [told('retransmit', { saState: 'MM_NO_STATE' }), told('attempt-count', { attempt: 1, max: 5 })])
    assert.is(owner([...beyond, line], again), 1, line.kind)
  for (const line of [
    received(PEER, 'I', 'MM_NO_STATE'),
    sent(PEER, 'I', 'MM_SA_SETUP'),
    told('packet', { direction: 'sent', peer: PEER, saState: 'MM_NO_STATE' }),
  ])
    assert.is(owner(beyond, line), 1, JSON.stringify({ ...line, heard: '' }))
})

const trailing = suite('whose a packet line is when the negotiation is over')

const DEATH = dies(PEER, 'I', 'MM_NO_STATE')
const LATE = received(PEER, 'I', 'MM_NO_STATE')

trailing('it is still of one that just ended, or that is spoken of', () => {
  const over = [...MESSAGE_1, DEATH]
  assert.is(owner([...over, ...others(60)], LATE), 1, 'spoken of')
  assert.is(owner([...over, knock(OTHER), ...others(38)], LATE), 1)
  assert.is(owner([...over, knock(OTHER), ...others(39)], LATE), 3)
  assert.is(owner([...over, knock(OTHER)], received(PEER, 'R', 'MM_SA_SETUP')), 3, 'the other role')
  assert.is(
    owner([...over, knock(OTHER), ...others(60)], received(PEER, 'I', 'MM_KEY_EXCH')),
    3,
    'of whichever message',
  )
  assert.is(owner(over, sent(PEER, 'I', 'MM_NO_STATE')), 2, 'message 1 is sent anew')
})

trailing('for longer it is of one that was judged by its silence: the console was late', () => {
  const silent = [...others(4), sent(PEER, 'I', 'MM_NO_STATE', { ...at(0), conn: 3 }), told('ignored', {}, at(70_000))]
  const elsewhere = [...silent, knock(OTHER)]
  assert.is(owner([...elsewhere, ...others(60)], LATE), 1)
  assert.is(owner([...elsewhere, ...others(498)], LATE), 1)
  assert.is(owner([...elsewhere, ...others(499)], LATE), 3)
  const again = (conn: number | undefined) => sent(PEER, 'I', 'MM_NO_STATE', { conn })
  assert.is(owner(silent, again(3)), 1, 'message 1 again under the same conn-id')
  assert.is(owner(silent, again(4)), 2, 'under another')
  assert.is(owner(silent, again(undefined)), 2, 'under none')
  assert.is(owner([...silent, ...others(500)], again(3)), 2, 'long ago')
  const dead = [...others(4), sent(PEER, 'I', 'MM_NO_STATE', { conn: 3 }), DEATH]
  assert.is(owner(dead, again(3)), 2, 'where the router said that it is dead')
})

trailing('what is sent over an SA is of the one that was up', () => {
  const idle = (conn?: number) => sent(PEER, 'R', 'QM_IDLE', { conn })
  const gone = [...up(PEER, 1001), down(), knock(OTHER), ...others(60)]
  assert.is(owner(gone, idle()), 1)
  assert.is(owner(gone, idle(1001)), 1)
  assert.is(owner(gone, idle(1002)), 3, 'another conn-id')
  for (const conn of [undefined, 1001]) assert.is(owner([...gone, ...others(500)], idle(conn)), 1, 'however long ago')
  const failed = [knock(PEER), dies(PEER, 'R', 'MM_SA_SETUP'), knock(OTHER)]
  assert.is(owner(failed, idle()), 3, 'it never was up')
})

const death = suite('whose death it is')

death('printed twice, it is of the same', () => {
  for (const between of [[], [knock(OTHER)]]) {
    assert.is(owner([...up(PEER, 1001), down(), ...between], down()), 1)
    assert.is(owner([knock(PEER), dies(PEER, 'R', 'MM_SA_SETUP'), ...between], dies(PEER, 'R', 'MM_SA_SETUP')), 1)
  }
})

death('printed twice, it is of the same, though another SA of the peer is up', () => {
  assert.is(owner([...up(PEER, 1001), ...up(PEER, 1002), down(1002)], down()), 2)
})

death(
  'of an SA right behind that of an attempt is no second copy, nor is one of an attempt behind that of an SA',
  () => {
    const both = [...up(PEER, 1001), knock(PEER), sent(PEER, 'R', 'MM_SA_SETUP')]
    const ofAttempt = dies(PEER, 'R', 'MM_SA_SETUP')
    assert.is(owner([...both, ofAttempt], down()), 1)
    assert.is(owner([...both, down()], ofAttempt), 2)
  },
)

death('of an SA that is up it is of that, otherwise of the attempt', () => {
  const both = [...up(PEER, 1001), knock(PEER)]
  for (const between of [[], [knock(OTHER)]]) {
    assert.is(owner([...both, ...between], down()), 1)
    assert.is(owner([...both, ...between], dies(PEER, 'R', 'MM_SA_SETUP')), 2)
  }
})

death('is of one in the role that the line names', () => {
  const both = [...up(PEER, 1001), sent(PEER, 'I', 'MM_NO_STATE'), dies(PEER, 'I', 'MM_NO_STATE')]
  assert.is(owner(both, down()), 1, 'the other that just died')
  assert.is(owner([...up(PEER, 1001), down()], dies(PEER, 'I', 'QM_IDLE')), 2, 'none in this role')
  assert.is(owner([knock(PEER)], dies(PEER, 'I', 'MM_NO_STATE')), 2, 'an attempt in the other role')
})

death('of another peer than the one spoken of is not of that one', () => {
  const over = [...up(PEER, 1001), knock(OTHER), dies(OTHER, 'R', 'MM_SA_SETUP')]
  assert.is(owner(over, down()), 1)
})

packet.run()
trailing.run()
death.run()
