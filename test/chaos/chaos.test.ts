import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { chaos } from './chaos.ts'

const round = suite('chaos')

/** All faults at all sites take minutes: CI runs `npm run chaos -- --short` beside the tests. */
const ARGS = ['--brief', '--seconds', '12', '--seed', '3']

round('whatever fails between cable and broker: no event lost, none twice by two names, none wrong', async () => {
  const outcome = await chaos(ARGS)
  if (outcome === undefined) return
  const { kinds } = outcome.rows
  assert.equal(outcome.reasons, [])
  assert.ok(
    kinds.some(({ times }) => times > 0),
    'faults came',
  )
  assert.ok(
    kinds.some(({ events }) => events > 0),
    'events came',
  )
  const lost = kinds.reduce((all, row) => all + row.lost, 0)
  assert.is(lost, 0)
})

round.run()
