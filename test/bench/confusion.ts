/**
 * `node dist/test/bench/confusion.js [--asa] [--negotiations N] [--from SEED] [--damage SHARE] [--operator TIMES] [--split]`:
 * the confusion matrix of random consoles, of routers or of firewalls. SHARE is the part of the bytes that is damaged or lost,
 * half of it each. `--train NAME` and `--scenario NAME` keep to one.
 */
import { parseArgs } from 'node:util'
import { loadProfiles } from '../../src/edge/profiles.ts'
import type { Train } from '../../src/simulator/trains.ts'
import { emptyTally, matrix, scoreSeed } from '../properties/confusion.ts'

const { values } = parseArgs({
  options: {
    negotiations: { type: 'string', default: '10000' },
    from: { type: 'string', default: '1' },
    damage: { type: 'string', default: '0' },
    operator: { type: 'string', default: '0' },
    split: { type: 'boolean', default: false },
    asa: { type: 'boolean', default: false },
    train: { type: 'string' },
    scenario: { type: 'string', multiple: true },
  },
})

const share = Number(values.damage) / 2
const tally = emptyTally()
const { language } = loadProfiles()
for (let seed = Number(values.from); tally.negotiations < Number(values.negotiations); seed++) {
  const options = {
    peers: 12,
    perPeer: 8,
    noise: 0.5,
    operator: Number(values.operator),
    split: values.split,
    asa: values.asa,
    ...(values.train !== undefined && { train: values.train as Train }),
    ...(values.scenario !== undefined && { scenarios: values.scenario }),
  }
  scoreSeed(tally, language, seed, options, { drop: share, damage: share })
}
console.log(matrix(tally))
