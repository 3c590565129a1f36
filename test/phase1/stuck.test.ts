import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { observed, ofType } from './observed.ts'
import { type Staging, staged, TRAINS } from './staged.ts'

const stuck = suite('stuck-where matrix (REFERENCE 5.0.1)')

type Row = {
  readonly name: string
  readonly rows: string
  readonly reason: string
  /** A second reading that must be named. */
  readonly or?: string
  readonly staging: Staging
}

const TO_I1 = 'step i-s1 / set stuck=MM_NO_STATE state=IKE_I_MM1'
const TO_I3 = 'step i-s1 / step i-r2 / step i-s3 / set stuck=MM_SA_SETUP state=IKE_I_MM3'
const TO_I5 = 'step i-s1 / step i-r2 / step i-s3 / step i-r4 / step i-s5 / set stuck=MM_KEY_EXCH state=IKE_I_MM5'
const TO_R2 = 'step r-r1 / step r-s2 / set stuck=MM_SA_SETUP state=IKE_R_MM2'
const TO_R4 = 'step r-r1 / step r-s2 / step r-r3 / step r-s4 / set stuck=MM_KEY_EXCH state=IKE_R_MM4'
const INITIATOR = { seat: 'initiator main' } as const
const RESPONDER = { seat: 'responder main' } as const
const NO_122 = { not: ['12.2'] } as const

const MATRIX: readonly Row[] = [
  {
    name: 'I_MM1, nothing comes',
    rows: `${TO_I1} / step five-silent`,
    reason: 'no-response',
    or: 'psk-missing',
    staging: INITIATOR,
  },
  {
    name: 'I_MM1, a complaint in clear',
    rows: `${TO_I1} / step refused-in-clear / step five-silent`,
    reason: 'proposal-mismatch',
    or: 'psk-missing',
    staging: INITIATOR,
  },
  {
    name: 'I_MM3, nothing comes',
    rows: `${TO_I3} / step five-silent`,
    reason: 'ke-timeout',
    or: 'psk-missing',
    staging: INITIATOR,
  },
  { name: 'I_MM3, message 2 again', rows: `${TO_I3} / step five-duplicates`, reason: 'ke-timeout', staging: INITIATOR },
  {
    name: 'I_MM5, message 4 again, no NAT',
    rows: `${TO_I5} / step five-duplicates`,
    reason: 'psk-mismatch',
    or: 'id-mismatch',
    staging: INITIATOR,
  },
  {
    name: 'I_MM5 on 4500, message 4 again on 500',
    rows: `${TO_I5} / step five-duplicates`,
    reason: 'nat-t-blocked',
    or: 'psk-mismatch',
    staging: { ...INITIATOR, ...NO_122, nat: 'self' },
  },
  {
    name: 'I_MM5, a complaint in clear',
    rows: `${TO_I5} / step refused-in-clear / step five-silent`,
    reason: 'psk-mismatch',
    or: 'id-mismatch',
    staging: INITIATOR,
  },
  {
    name: 'I_MM5, message not encrypted',
    rows: `${TO_I5} / log %CRYPTO-6-IKMP_NOT_ENCRYPTED: IKE packet from {peer} was not encrypted and it should've been. / step five-silent`,
    reason: 'psk-mismatch',
    or: 'id-mismatch',
    staging: INITIATOR,
  },
  {
    name: 'I_MM5, nothing comes',
    rows: `${TO_I5} / step five-silent`,
    reason: 'auth-timeout',
    or: 'psk-mismatch',
    staging: INITIATOR,
  },
  {
    name: 'I_MM5, message 6 is rubbish',
    rows: `${TO_I5} / receive MM_KEY_EXCH / log %CRYPTO-4-IKMP_BAD_MESSAGE: IKE message from {peer} failed its sanity check or is malformed / step five-silent`,
    reason: 'psk-mismatch',
    staging: INITIATOR,
  },
  { name: 'R_MM2, message 1 again', rows: `${TO_R2} / step five-duplicates`, reason: 'ke-timeout', staging: RESPONDER },
  {
    name: 'R_MM4, nothing comes, NAT found',
    rows: `${TO_R4} / step five-silent`,
    reason: 'nat-t-blocked',
    or: 'auth-timeout',
    staging: { ...RESPONDER, ...NO_122, nat: 'both' },
  },
  {
    name: 'R_MM4, nothing comes, no NAT',
    rows: `${TO_R4} / step five-silent`,
    reason: 'auth-timeout',
    or: 'ke-timeout',
    staging: RESPONDER,
  },
  {
    name: 'R_MM4, message 3 again',
    rows: `${TO_R4} / step five-duplicates`,
    reason: 'ke-timeout',
    or: 'auth-timeout',
    staging: RESPONDER,
  },
  {
    name: 'R_MM5, each message 5 is rubbish',
    rows: `${TO_R4} / step r-r5 / set n=1 / step rubbish / repeat 2-5 rubbish-again / step death`,
    reason: 'psk-mismatch',
    or: 'malformed',
    staging: RESPONDER,
  },
]

for (const { name, rows, reason, or, staging } of MATRIX) {
  stuck(`${name}: ${reason}`, () => {
    for (const train of TRAINS) {
      if (staging.not?.includes(train)) continue
      const [failed, ...more] = ofType(observed(staged(rows, { ...staging, train })), 'failed')
      assert.equal(more, [], train)
      assert.is(failed?.diagnosis.reason, reason, train)
      assert.is(failed?.diagnosis.certainty, 'inferred', train)
      const others = failed?.diagnosis.alternatives?.map((alternative) => alternative.reason) ?? []
      if (or !== undefined) assert.ok(others.includes(or as 'unknown'), `${train}: ${others}`)
      assert.not.ok(others.includes(reason as 'unknown'), 'the likelier is no alternative of itself')
      assert.ok((failed?.diagnosis.evidence.length ?? 0) > 0, `${train}: evidence`)
    }
  })
}

stuck('P1_COMPLETE, message 5 again: our message 6 is lost, and nothing failed here', () => {
  const again =
    'wait 10000 / receive MM_KEY_EXCH / ike phase 1 packet is a duplicate of a previous packet. / ike retransmitting due to retransmit phase 1 / send MM_KEY_EXCH'
  for (const train of TRAINS) {
    const events = observed(staged(`step r-main / ${again} / ${again} / ${again}`, { ...RESPONDER, train }))
    assert.equal(
      [ofType(events, 'established').length, ofType(events, 'failed').length, ofType(events, 'down').length],
      [1, 0, 0],
      train,
    )
  }
})

stuck('P1_COMPLETE, then a refusal of phase 2: down, phase2-failed', () => {
  const refused =
    'step info-in / ike_ processing NOTIFY PROPOSAL_NOT_CHOSEN protocol 3 / step info-end / wait 500 / step sa-delete'
  for (const train of TRAINS) {
    const events = observed(staged(`step i-main / step qm-begin / wait 300 / ${refused}`, { ...INITIATOR, train }))
    assert.equal(
      ofType(events, 'down').map(({ diagnosis }) => diagnosis.reason),
      ['phase2-failed'],
      train,
    )
    assert.equal(ofType(events, 'failed'), [], train)
  }
})

stuck('quick mode that is refused and then agreed: the trouble is over, once, and phase 1 was up all the time', () => {
  const steps = 'step i-main / step qm-begin / wait 300 / step qm-refused-by-peer / wait 9000 / step qm-initiator'
  for (const train of TRAINS) {
    const events = observed(staged(`${steps} / wait 9000 / step qm-initiator`, { ...INITIATOR, train }))
    assert.equal(
      events.flatMap((event) => (event.kind === 'phase1' && event.type !== 'transition' ? [event.type] : [])),
      ['started', 'established', 'failing', 'recovered'],
      train,
    )
    assert.equal(
      ofType(events, 'recovered').map(({ reason }) => reason),
      ['phase2-failed'],
    )
  }
})

stuck.run()
