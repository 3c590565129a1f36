import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { alarms, observed, ofType, verdicts } from './observed.ts'
import { staged, TRAINS } from './staged.ts'

const rulings = suite('rulings (REFERENCE 5.22; 1 to 3 are rows of the matrix)')

rulings(
  '4: peer_reap, purging SA and errors of the key management are hints, and a probe of which nothing else is known ends in no verdict',
  () => {
    for (const train of TRAINS) {
      const hints = [
        'ike0 Deleting peer node by peer_reap for {peer}: 646C5A24',
        'ike0 purging SA., sa=646C5A24, delme=646C5A24',
        'err Error while processing KMI message 0, error 2.',
        'err Error while processing SA request: Failed to initialize SA',
      ]
      for (const hint of hints) {
        assert.equal(verdicts(observed(staged(hint, { seat: 'initiator main', train }))), [], `${train}: ${hint}`)
        const live = observed(
          staged(`step i-s1 / ${hint} / step i-r2 / step i-s3 / step i-r4 / step i-s5 / step i-r6`, {
            seat: 'initiator main',
            train,
          }),
        )
        assert.equal(verdicts(live), ['172.16.6.2 established'], `${train}: ${hint}`)
      }
    }
  },
)

rulings('5: failing at the first BAD_MESSAGE in R_MM5, failed only at the end, and success in between ends it', () => {
  const toR5 =
    'step r-r1 / step r-s2 / step r-r3 / step r-s4 / step r-r5 / set n=1 stuck=MM_KEY_EXCH state=IKE_R_MM4 / step rubbish'
  for (const train of TRAINS) {
    const first = observed(staged(toR5, { seat: 'responder main', train }))
    assert.equal(alarms(first), ['172.16.6.2 failing/psk-mismatch'], train)
    const dead = observed(staged(`${toR5} / repeat 2-5 rubbish-again / step death`, { seat: 'responder main', train }))
    assert.equal(alarms(dead), ['172.16.6.2 failing/psk-mismatch', '172.16.6.2 failed/psk-mismatch'], train)
    const mended = observed(
      staged(`${toR5} / set n=2 / step rubbish-again / step r-mm4-again / step r-s6`, {
        seat: 'responder main',
        train,
      }),
    )
    assert.equal(verdicts(mended), ['172.16.6.2 established'], train)
    assert.type(ofType(mended, 'established')[0]?.recovers, 'number', `${train}: it names the failure that it ends`)
  }
})

rulings('8: one BAD_MESSAGE of a peer with no negotiation in message 5 is malformed', () => {
  const bad = 'log %CRYPTO-4-IKMP_BAD_MESSAGE: IKE message from {peer} failed its sanity check or is malformed'
  for (const train of TRAINS) {
    const events = observed(staged(`step r-r1 / step r-s2 / ${bad}`, { seat: 'responder main', train }))
    assert.equal(alarms(events), ['172.16.6.2 failing/malformed'], train)
  }
})

rulings('9: tables of show commands and configuration are never negotiations', () => {
  const shown = [
    'Tokyo#show crypto isakmp sa',
    'dst             src             state          conn-id slot status',
    '172.16.6.2      172.16.5.1      MM_NO_STATE          0    0 ACTIVE (deleted)',
    '172.16.7.2      172.16.5.1      QM_IDLE           1001    0 ACTIVE',
    'Tokyo#show running-config',
    'crypto isakmp policy 10',
    ' authentication pre-share',
    'banner motd ^C deleting SA reason "Death by retransmission P1" state (I) MM_NO_STATE (peer 172.16.6.2) ^C',
    'insert sa successfully sa = 66825864',
    'Old State = IKE_I_MM6  New State = IKE_P1_COMPLETE',
    'Tokyo#show crypto isakmp policy',
    'no offers accepted!',
    'Tokyo#',
  ]
  for (const dialect of ['ios-12', 'ios-15', 'ios-xe', 'asa'])
    assert.equal(observed(shown, { profile: dialect }), [], dialect)
})

rulings('9: the log buffer repeats what was said before, and no negotiation happens twice', () => {
  for (const train of TRAINS) {
    const lines = staged('step i-main / step qm-initiator', { seat: 'initiator main', train })
    for (const command of ['show logging', 'sh log', 'show log | include ISAKMP']) {
      const events = observed([
        ...lines,
        `Tokyo#${command}`,
        'Syslog logging: enabled (0 messages dropped)',
        ...lines,
        'Tokyo#',
      ])
      assert.equal(verdicts(events), ['172.16.6.2 established'], `${train}: ${command}`)
    }
  }
})

rulings('10: after completion every end is down', () => {
  for (const train of TRAINS)
    for (const why of [
      'XAuthenticate fail',
      'peers alive',
      'P1 delete notify (in)',
      'IKE SA Lifetime Exceeded',
      'No reason',
    ]) {
      const rows = `step r-main / wait 5000 / step up / set why=${why.replaceAll(' ', '{_}')} / step destroyed`
      const events = observed(staged(rows, { seat: 'responder main', train }))
      assert.equal([ofType(events, 'failed').length, ofType(events, 'down').length], [0, 1], `${train}: ${why}`)
    }
})

rulings('11: an attempt that another replaces without its own death line has no verdict', () => {
  for (const train of TRAINS) {
    const rows = 'step r-r1 / step r-s2 / wait 20000 / sa b responder main / step r-main'
    const events = observed(staged(rows, { seat: 'responder main', train }))
    assert.equal(verdicts(events), ['172.16.6.2 established'], train)
  }
})

rulings.run()
