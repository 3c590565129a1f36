import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { isWhole, type Recorded, startVerifying, verified, verifyEvent } from '../../src/report/verify.ts'

const verification = suite('recorded events')

const SOURCE = '/ikewatch/branch/console/tokyo'
const event = (sequence: number, id = `id-${sequence}`): Recorded => ({
  id,
  source: SOURCE,
  sequence,
  type: 'ikewatch.phase1.started',
})

const check = (events: readonly Recorded[]) => {
  const state = startVerifying()
  for (const each of events) verifyEvent(state, each)
  return verified(state)
}

verification('are whole when the sequence goes up by one', () => {
  const [report] = check([event(7), event(8), event(9)])
  assert.ok(report && isWhole(report))
  assert.equal([report.first, report.last, report.duplicates], [7, 9, 0])
})

verification('name each hole', () => {
  const [report] = check([event(1), event(2), event(5), event(9)])
  assert.equal(report?.holes, [
    [3, 4],
    [6, 8],
  ])
  assert.not.ok(report && isWhole(report))
})

verification('may come twice with the same id', () => {
  const [report] = check([event(1), event(2), event(1), event(2), event(3)])
  assert.is(report?.duplicates, 2)
  assert.ok(report && isWhole(report))
})

verification('may not use one number for two events', () => {
  const [report] = check([event(1), event(2), event(2, 'another')])
  assert.equal(report?.conflicts, [2])
})

verification('may come late, which closes the hole', () => {
  const [report] = check([event(1), event(3), event(2)])
  assert.equal(report?.holes, [])
  assert.is(report?.late, 1)
})

verification('are whole where the agent said what it gave up', () => {
  const dropped: Recorded = {
    ...event(6),
    type: 'ikewatch.agent.dropped',
    data: { consoles: { tokyo: { count: 3, ranges: [[3, 5]] } } },
  }
  const [report] = check([event(1), event(2), dropped])
  assert.equal(report?.holes, [])
  assert.equal(report?.givenUp, [[3, 5]])
})

verification('of several consoles are judged apart', () => {
  const other = { ...event(40), source: '/ikewatch/branch/console/osaka' }
  assert.equal(
    check([event(1), other, event(2)]).map(({ source, holes }) => [source, holes.length]),
    [
      [SOURCE, 0],
      ['/ikewatch/branch/console/osaka', 0],
    ],
  )
})

verification.run()
