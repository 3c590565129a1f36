import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { observed, ofType, verdicts } from './observed.ts'
import { staged, TRAINS } from './staged.ts'

const reasons = suite('reason strings of deleting SA (REFERENCE 5.20)')

const dying = (why: string): string => `set why=${why.replaceAll(' ', '{_}')} / step destroyed`

/** What each string reads as where phase 1 was complete. */
const UP: readonly [why: string, reason: string][] = [
  ['P1 delete notify (in)', 'deleted-by-peer'],
  ['IKE SA Lifetime Exceeded', 'deleted-locally'],
  ['BY user command', 'deleted-locally'],
  ['gen_ipsec_isakmp_delete but doi isakmp', 'deleted-locally'],
  ['P1 errcounter exceeded (PEERS_ALIVE_TIMER)', 'dpd-timeout'],
  ['peers alive', 'dpd-timeout'],
  ['XAuthenticate fail', 'xauth-failed'],
  ['No reason', 'unknown'],
]

for (const [why, reason] of UP) {
  reasons(`“${why}” of an SA that was up reads as ${reason}`, () => {
    for (const train of TRAINS)
      for (const seat of ['initiator main', 'responder main'] as const) {
        const main = seat === 'initiator main' ? 'i-main' : 'r-main'
        const events = observed(staged(`step ${main} / wait 60000 / step up / ${dying(why)}`, { seat, train }))
        assert.equal(verdicts(events), ['172.16.6.2 established', `172.16.6.2 down/${reason}`], `${train}, ${seat}`)
      }
  })
}

reasons('“Receive initial contact” is no verdict: a newer SA takes the place of the old one', () => {
  for (const train of TRAINS) {
    const events = observed(
      staged(`step i-main / wait 60000 / step up / ${dying('Receive initial contact')}`, {
        seat: 'initiator main',
        train,
      }),
    )
    assert.equal(verdicts(events), ['172.16.6.2 established'], train)
  }
})

reasons('“No reason” behind a DELETE of the peer reads as deleted-by-peer', () => {
  for (const train of TRAINS) {
    const events = observed(staged('step i-main / wait 60000 / step sa-delete', { seat: 'initiator main', train }))
    assert.equal(verdicts(events), ['172.16.6.2 established', '172.16.6.2 down/deleted-by-peer'], train)
  }
})

reasons('“Recevied fatal informational” before completion reads as refused by the peer', () => {
  for (const train of TRAINS) {
    const rows = `step i-s1 / set stuck=MM_NO_STATE state=IKE_I_MM1 / wait 30 / receive MM_NO_STATE / ${dying('Recevied fatal informational')}`
    assert.equal(
      verdicts(observed(staged(rows, { seat: 'initiator main', train }))),
      ['172.16.6.2 failed/proposal-mismatch'],
      train,
    )
  }
})

reasons('“Phase1 SA policy proposal not accepted” reads as proposal-mismatch', () => {
  const rows = `step r-r1 / set stuck=MM_NO_STATE state=IKE_R_MM1 / ${dying('Phase1 SA policy proposal not accepted')}`
  for (const train of TRAINS)
    assert.equal(
      verdicts(observed(staged(rows, { seat: 'responder main', train }))),
      ['172.16.6.2 failed/proposal-mismatch'],
      train,
    )
})

reasons('“Death by retransmission P1” reads by the state it was stuck in', () => {
  const rows = `step i-s1 / set stuck=MM_NO_STATE state=IKE_I_MM1 / wait 60000 / ${dying('Death by retransmission P1')}`
  for (const train of TRAINS)
    assert.equal(
      verdicts(observed(staged(rows, { seat: 'initiator main', train }))),
      ['172.16.6.2 failed/no-response'],
      train,
    )
})

reasons('printed twice for one death make one verdict, with the router’s words as evidence', () => {
  const lines = staged(`step i-main / step up / ${dying('BY user command')}`, { seat: 'initiator main', train: '15' })
  assert.is(lines.filter((line) => line.includes('deleting SA reason')).length, 2)
  const [down, ...more] = ofType(observed(lines), 'down')
  assert.equal(more, [])
  assert.ok(down?.diagnosis.evidence.some(({ text }) => text.includes('deleting SA reason "BY user command"')))
  assert.is(down?.diagnosis.certainty, 'stated')
})

reasons('of nodes are about one exchange and say nothing of the SA', () => {
  for (const why of ['Informational (in) state 1', 'No Error', 'QM done (await)', 'IKE deleted', '']) {
    const rows = `step i-main / step qm-initiator / ike deleting node 17 error FALSE reason "${why}"`
    assert.equal(verdicts(observed(staged(rows, { seat: 'initiator main' }))), ['172.16.6.2 established'], why)
  }
})

reasons.run()
