import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ASA_TRAINS } from '../../src/simulator/trains.ts'
import { shipped } from '../profile/language.ts'
import { emptyTally, matrix, score, scoreSeed, verdictsOn } from './confusion.ts'

const confusion = suite('verdicts beside the truth of the simulator')
const CROWD = { peers: 12, perPeer: 8, noise: 0.5 }

confusion('are all right on a clean line', () => {
  const tally = emptyTally()
  for (let seed = 1; tally.negotiations < 500; seed++) scoreSeed(tally, shipped, seed, CROWD, {})
  const report = matrix(tally)
  assert.is(tally.right, tally.truths, report)
  assert.is(tally.extra, 0, report)
})

confusion('are hardly ever wrong with one byte in a hundred damaged or lost', () => {
  const tally = emptyTally()
  for (let seed = 101; tally.negotiations < 500; seed++)
    scoreSeed(tally, shipped, seed, CROWD, { drop: 0.005, damage: 0.005 })
  assert.ok(tally.wrong / tally.negotiations < 0.01, matrix(tally))
  assert.ok(tally.right / tally.truths > 0.6, matrix(tally))
})

/** At severity 5 an ASA leaves much unsaid. */
const TERSE = 'asa-notices'

confusion('on firewalls are all right on a clean line, and where they say little never wrong', () => {
  for (const train of ASA_TRAINS) {
    const tally = emptyTally()
    for (let seed = 1; tally.negotiations < 150; seed++) scoreSeed(tally, shipped, seed, { ...CROWD, train }, {})
    const report = `${train}: ${matrix(tally)}`
    if (train === TERSE) assert.is(tally.wrong, 0, report)
    else assert.is(tally.right, tally.truths, report)
    assert.is(tally.extra, 0, report)
  }
})

confusion('count each verdict once, and tell right, wrong, unknown, missing and extra apart', () => {
  const tally = emptyTally()
  const truth = (negotiation: number, peer: string, outcome: 'failed' | 'established', reason?: string) =>
    ({
      negotiation,
      peer,
      role: 'initiator',
      exchange: 'main',
      outcome,
      at: 0,
      ...(reason === undefined ? {} : { reason }),
    }) as const
  const verdict = (peer: string, outcome: string, reason = '') => ({ peer, outcome, reason, matched: false })
  score(
    tally,
    [
      truth(1, 'a', 'failed', 'no-response'),
      truth(2, 'a', 'failed', 'psk-mismatch'),
      truth(3, 'b', 'failed', 'malformed'),
      truth(4, 'c', 'established'),
      truth(5, 'd', 'established'),
    ],
    [
      verdict('a', 'failed', 'psk-mismatch'),
      verdict('a', 'failed', 'ke-timeout'),
      verdict('b', 'failed', 'unknown'),
      verdict('c', 'established'),
      verdict('c', 'established'),
    ],
    'x',
  )
  const { negotiations, truths, right, wrong, unknown, missing, extra } = tally
  assert.equal(
    { negotiations, truths, right, wrong, unknown, missing, extra },
    { negotiations: 5, truths: 5, right: 2, wrong: 1, unknown: 1, missing: 1, extra: 1 },
  )
  assert.match(matrix(tally), /1 {2}failed\/no-response initiator main -> ke-timeout {2}\(x:a@0\)/)
})

confusion('are none where nothing was heard', () => {
  assert.equal(verdictsOn(shipped, []), [])
})

confusion.run()
