import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { listScenarios, renderByName } from '../../src/simulator/catalogue.ts'
import { ASA_TRAINS } from '../../src/simulator/trains.ts'
import { observed, VERDICTS, verdicts } from './observed.ts'

const scenarios = suite('scenarios of an ASA in the simulator')

/** At severity 5 much is not said, and what is not said is unknown; it must not be wrong. */
const TERSE = 'asa-notices'

for (const { name, seats } of listScenarios('asa'))
  for (const seat of seats)
    for (const train of ASA_TRAINS)
      scenarios(`${name}, ${seat}, ${train}: exactly the verdicts that are true`, () => {
        const rendered = renderByName(name, { dialect: 'asa', seat, choice: { train } })
        assert.ok(rendered)
        const want = rendered.truth
          .filter(({ outcome }) => VERDICTS.includes(outcome))
          .map(({ peer, outcome, reason }) => `${peer} ${outcome}${reason ? `/${reason}` : ''}`)
        const got = verdicts(observed(rendered.lines.map(({ text }) => text)))
        if (train !== TERSE) assert.equal(got, want)
        else for (const said of got) assert.ok(want.includes(said) || /unfinished|unknown/.test(said), said)
      })

scenarios.run()
