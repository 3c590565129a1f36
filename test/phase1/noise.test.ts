import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { alarms, observed, ofType } from './observed.ts'
import { staged, TRAINS } from './staged.ts'

const noise = suite('noise that raises no alarm (REFERENCE 5.21)')

/** Rows of a table: the way each line is tagged, and what it says. */
const LINES: readonly string[] = [
  'ike Can not start Aggressive mode, trying Main mode.',
  'ike_ vendor ID seems Unity/DPD but major 69 mismatch',
  'ike_ vendor ID seems Unity/DPD but major 245 mismatch',
  'ike_ vendor ID seems Unity/DPD but hash mismatch',
  'ike His hash no match - this node outside NAT',
  'dbl peer matches *none* of the profiles',
  'ike peer does not do paranoid keepalives.',
  'err Failed to find peer index node to update peer_info_list',
  'err ignoring request to send delete notify (no ISAKMP sa) src {local} dst {peer} for SPI 0x63F1A2B4',
  'ike_ Support for IKE Fragmentation not enabled',
  'log %CRYPTO-4-IKMP_NO_SA: IKE message from {peer} has no SA and is not an initialization offer',
  "log %CRYPTO-4-RECVD_PKT_INV_SPI: decaps: rec'd IPSEC packet has invalid spi for destaddr={local}, prot=50, spi=0x63F1A2B4(1676780212), srcaddr={peer}",
  'log %CRYPTO-6-IKMP_NO_ID_CERT_ADDR_MATCH: ID of {peer} (type 1) and certificate addr with 10.9.9.9',
  'log %CRYPTO-6-IKMP_NO_ID_CERT_FQDN_MATCH: ID of osaka.example.net (type 2) and certificate fqdn with tokyo.example.net',
  'ike0 purging SA., sa=646C5A24, delme=646C5A24',
  'ike0 purging node 1201896175',
  'ike0 deleting node 1201896175 error FALSE reason "No Error"',
  'ike0 deleting node -1201896175 error FALSE reason "Informational (in) state 1"',
  'ike0 deleting node -1201896175 error FALSE reason "IKE deleted"',
  'err (65507): Either (3DES) encryption algorithm or (SHA) hash algorithmis not CSDL compliant',
  'err (65508): DH Group (2) is not CSDL compliant',
  'ike0 Deleting peer node by peer_reap for 198.51.100.7: 646C5A24',
  'err Error while processing KMI message 0, error 2.',
  'err Error while processing SA request: Failed to initialize SA',
]

/** Places inside a healthy negotiation. */
const AFTER = {
  'initiator main': ['step i-s1', 'step i-r2', 'step i-s3', 'step i-r4', 'step i-s5', 'step i-r6', 'step qm-initiator'],
  'responder main': ['step r-r1', 'step r-s2', 'step r-r3', 'step r-s4', 'step r-r5', 'step r-s6', 'step qm-responder'],
} as const

for (const line of LINES) {
  noise(line.slice(line.indexOf(' ') + 1, 90), () => {
    for (const train of TRAINS)
      for (const seat of ['initiator main', 'responder main'] as const) {
        const steps = AFTER[seat]
        for (let place = 0; place < steps.length; place++) {
          const rows = [...steps.slice(0, place + 1), line, ...steps.slice(place + 1)].join(' / ')
          const events = observed(staged(rows, { seat, train }))
          const where = `${train}, ${seat}, after ${steps[place]}`
          assert.equal(alarms(events), [], where)
          assert.is(ofType(events, 'established').length, 1, where)
        }
      }
  })
}

noise('refused pairs before one that fits are no trouble', () => {
  for (const train of TRAINS)
    for (const seat of ['initiator main', 'responder main'] as const) {
      const rows = AFTER[seat].join(' / ')
      const events = observed(
        staged(rows, {
          seat,
          train,
          differ: [['encryption'], ['hash', 'group'], []],
          offers: seat === 'initiator main' ? 1 : 3,
        }),
      )
      assert.equal(alarms(events), [], `${train}, ${seat}`)
      assert.is(ofType(events, 'established').length, 1)
    }
})

noise('a single retransmission before the answer is no trouble', () => {
  for (const train of TRAINS) {
    const rows =
      'step i-s1 / set stuck=MM_NO_STATE n=1 / step silence / step i-r2 / step i-s3 / set stuck=MM_SA_SETUP / step silence / step i-r4 / step i-s5 / step i-r6'
    assert.equal(alarms(observed(staged(rows, { seat: 'initiator main', train }))), [], train)
  }
})

noise.run()
