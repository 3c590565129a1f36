import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ofType, verdicts } from './observed.ts'
import { CONN, PEER, received, say, sent, state, told } from './told.ts'
import {
  dies,
  knock,
  told as line,
  moves,
  others,
  owner,
  sent as packet,
  received as received_,
  tracked,
} from './tracked.ts'

const part = suite('a story that is heard in part')
const OTHER = '203.0.113.78'

part('does not get the packets of another, whose conn-id differs from its own', () => {
  const nameless = moves('IKE_P1_COMPLETE', 'IKE_P1_COMPLETE', { conn: 5 })
  for (const conn of [0, 66])
    assert.is(owner([nameless], received_(PEER, 'R', 'MM_SA_SETUP', { conn })), 2, `conn-id ${conn}`)
  for (const conn of [5, undefined])
    assert.is(owner([nameless], received_(PEER, 'R', 'MM_KEY_EXCH', { conn })), 1, `conn-id ${conn}`)
  const another = [nameless, packet(PEER, 'I', 'AG_INIT_EXCH', { conn: 0 })]
  const later = [1, 2, 3].map(() => line('dpd', { step: 'probe' }, { conn: 5 }))
  assert.equal(
    ofType(tracked([...another, ...later]), 'established').filter(({ peer }) => peer === PEER),
    [],
  )
})

const REFUSED = [
  say('comparison', { transform: 1, policyPriority: 10 }),
  say('difference', { attribute: 'authentication', keyHint: true }),
  say('compared', { accepted: false, next: 0 }),
  say('no-proposal', { peer: PEER }),
]

part('that begins with the comparison may lack the line that says that a key is missing', () => {
  const [failed] = ofType(told(REFUSED), 'failed')
  assert.equal([failed?.diagnosis.reason, failed?.diagnosis.certainty], ['psk-missing', 'inferred'])
  assert.is(failed?.diagnosis.alternatives?.[0]?.reason, 'proposal-mismatch')
})

const deadInKeyExchange = [
  sent('R', 'MM_KEY_EXCH', CONN),
  state('IKE_R_MM3', 'IKE_R_MM4', CONN),
  say('sa-deleted', { why: 'Death by retransmission P1', role: 'R', saState: 'MM_KEY_EXCH', peer: PEER }, CONN),
]
const processed = state('IKE_R_MM3', 'IKE_R_MM3', CONN)
const entered = [state('IKE_R_MM1', 'IKE_R_MM2'), received('R', 'MM_SA_SETUP'), state('IKE_R_MM2', 'IKE_R_MM3')]

part('from the processing of message 3 on may have been told before that NAT was found', () => {
  assert.equal(verdicts(told([processed, ...deadInKeyExchange])), [`${PEER} failed/unknown`])
  assert.equal(verdicts(told([...entered, processed, ...deadInKeyExchange])), [`${PEER} failed/auth-timeout`])
  const found = say('nat', { verdict: 'both' }, CONN)
  assert.equal(verdicts(told([processed, found, ...deadInKeyExchange])), [`${PEER} failed/nat-t-blocked`])
})

part('is down once, though the SA that dies came up unheard in the place of one that is known', () => {
  const up = [
    knock(PEER),
    packet(PEER, 'R', 'MM_SA_SETUP', { conn: 96 }),
    moves('IKE_R_MM5', 'IKE_P1_COMPLETE', { conn: 96 }),
  ]
  const death = dies(PEER, 'R', 'QM_IDLE', 'IKE SA Lifetime Exceeded', { conn: 97 })
  const events = tracked([...up, death, packet(PEER, 'R', 'QM_IDLE', { conn: 97 }), death])
  assert.equal(verdicts(events), [`${PEER} established`, `${PEER} down/deleted-locally`])
  const payload = (conn: number) => line('payload', { payload: 'KE', messageId: '0' }, { conn })
  assert.equal([owner([...up, death], payload(97)), owner([...up, death], payload(96))], [1, undefined])
})

part('may have its end only, which says by its states that it was up', () => {
  const end = [state('IKE_P1_COMPLETE', 'IKE_DEST_SA', CONN), received('I', 'QM_IDLE', CONN)]
  assert.equal(verdicts(told(end)), [`${PEER} established`, `${PEER} down/unknown`])
})

part('may lack the refusal of quick mode, for which the peer deletes the SA', () => {
  const deleted = [
    received('I', 'QM_IDLE', CONN),
    say('payload', { payload: 'HASH', messageId: '1740631484' }, CONN),
    say('payload', { payload: 'DELETE', messageId: '1740631484' }, CONN),
    say('sa-deleted', { why: 'No reason', role: 'I', saState: 'QM_IDLE', peer: PEER }, CONN),
  ]
  const [down] = ofType(told(deleted), 'down')
  assert.equal(
    [down?.diagnosis.reason, down?.diagnosis.alternatives?.[0]?.reason],
    ['deleted-by-peer', 'phase2-failed'],
  )
})

part('is not told without a name where nothing of phase 1 was heard, though later lines prove that it is up', () => {
  const dpd = say('dpd', { step: 'answer' }, CONN)
  assert.equal(verdicts(told([dpd, dpd, dpd])), [])
  const completed = [state('IKE_I_MM5', 'IKE_I_MM6', CONN), state('IKE_I_MM6', 'IKE_P1_COMPLETE', CONN)]
  assert.equal(verdicts(told(completed)), ['? established'])
  const refused = say('quickmode', { step: 'refused' }, CONN)
  assert.equal(verdicts(told([refused])), ['? established'], 'trouble is told of whoever it is')
})

const between = suite('lines that are printed between those of one story')

between('do not take the repeat that is named by its packet line', () => {
  const begun = [
    moves('IKE_READY', 'IKE_I_MM1'),
    packet(PEER, 'I', 'MM_NO_STATE'),
    received_(PEER, 'I', 'MM_NO_STATE'),
    moves('IKE_I_MM1', 'IKE_I_MM2'),
  ]
  const up = [
    knock(OTHER),
    packet(OTHER, 'R', 'MM_SA_SETUP', { conn: 7 }),
    moves('IKE_R_MM5', 'IKE_P1_COMPLETE', { conn: 7 }),
  ]
  const repeat = [
    line('retransmit', { saState: 'MM_NO_STATE' }, { conn: 0 }),
    line('exchange-begins', { exchange: 'main' }, { conn: 0 }),
  ]
  assert.is(owner([...begun, packet(PEER, 'I', 'MM_SA_SETUP'), ...up, ...repeat], packet(PEER, 'I', 'MM_NO_STATE')), 1)
})

between('do not wait for a name where the error counter counts what is wrong with a packet', () => {
  const counted = line('attempt-count', { attempt: 5, max: 5, why: 'PAYLOAD_MALFORMED' }, { conn: 0 })
  const dead = dies(PEER, 'I', 'MM_SA_SETUP', 'No reason', { conn: 0 })
  const stories = [
    packet(PEER, 'I', 'MM_SA_SETUP'),
    moves('IKE_I_MM2', 'IKE_I_MM3'),
    received_(OTHER, 'R', 'MM_SA_SETUP'),
  ]
  assert.is(verdicts(tracked([...stories, counted, dead]))[0], `${PEER} failed/unknown`)
  const heard = [...others(4), packet(PEER, 'I', 'MM_NO_STATE'), knock(OTHER)]
  const timed = line('attempt-count', { attempt: 5, max: 5, why: 'retransmit phase 1' }, { conn: 0 })
  for (const [count, repeats] of [
    [counted, 0],
    [timed, 1],
  ] as const)
    assert.is(
      ofType(tracked([...heard, count, dies(PEER, 'I', 'MM_NO_STATE', 'No reason', { conn: 0 })]), 'failed')[0]
        ?.retransmissions,
      repeats,
    )
})

between('do not take the state line of the only attempt that stands there, whose conn-id is new', () => {
  const stands = [knock(PEER), moves('IKE_READY', 'IKE_R_MM1'), packet(PEER, 'R', 'MM_SA_SETUP', { conn: 0 })]
  const up = [received_(OTHER, 'R', 'QM_IDLE', { conn: 7 }), line('dpd', { step: 'answer' }, { conn: 7 })]
  assert.is(owner([...stands, ...up], moves('IKE_R_MM1', 'IKE_R_MM2', { conn: 9 })), 1)
  assert.is(owner([...stands, ...up], moves('IKE_R_MM3', 'IKE_R_MM4', { conn: 9 })), 3, 'none stands there')
  const two = [...stands, knock(OTHER), moves('IKE_READY', 'IKE_R_MM1'), packet(OTHER, 'R', 'MM_SA_SETUP', { conn: 0 })]
  assert.is(owner([...two, ...up], moves('IKE_R_MM1', 'IKE_R_MM2', { conn: 9 })), 4, 'two stand there')
})

part.run()
between.run()
