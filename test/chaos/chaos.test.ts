import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { chaos } from './chaos.ts'
import type { Row } from './table.ts'

const round = suite('chaos')

round('the agent and the broker killed, the link cut, a cable pulled: no event lost, none wrong', async () => {
  const outcome = await chaos(['--gate', '--seconds', '12', '--seed', '3'])
  if (outcome === undefined) return
  const sum = (count: (row: Row) => number): number => outcome.rows.reduce((all, row) => all + count(row), 0)
  assert.equal(outcome.reasons, [])
  assert.ok(sum(({ times }) => times) >= 2, 'faults came')
  assert.ok(sum(({ expected }) => expected) > 0, 'verdicts were due')
  const lost = sum((row) => row.lost)
  assert.is(lost, 0)
})

round.run()
