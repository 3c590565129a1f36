/**
 * `node dist/test/bench/confusion.js [--asa] [--negotiations N] [--from SEED] [--damage SHARE] [--operator TIMES] [--split]`:
 * the confusion matrix of random consoles, of routers or of firewalls. SHARE is the part of the bytes that is damaged or lost,
 * half of it each. `--train NAME` and `--scenario NAME` keep to one. `--midway FORM` (`begun`, `restarted` or `away`): consoles
 * that are not heard whole; the negotiations that were heard in part are counted, and above them all others.
 */
import { parseArgs } from 'node:util'
import { loadProfiles } from '../../src/edge/profiles.ts'
import type { Train } from '../../src/simulator/trains.ts'
import { emptyTally, matrix, scoreSeed } from '../properties/confusion.ts'
import { FORMS, scoreMidway } from '../properties/midway.ts'

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
    midway: { type: 'string' },
  },
})

const share = Number(values.damage) / 2
const [tally, whole] = [emptyTally(), emptyTally()]
const form = FORMS.find((name) => name === values.midway)
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
  if (form === undefined) scoreSeed(tally, language, seed, options, { drop: share, damage: share })
  else scoreMidway(tally, whole, language, seed, options, form)
}
if (form !== undefined) console.log(`heard whole: ${matrix(whole)}\nheard in part:`)
console.log(matrix(tally))
