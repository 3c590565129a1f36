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

const dropped = (sequence: number, count: number, ranges: readonly (readonly [number, number])[]): Recorded => ({
  ...event(sequence),
  type: 'ikewatch.agent.dropped',
  data: { consoles: { tokyo: { count, ranges } } },
})

verification('are whole where the agent said what it gave up', () => {
  const [report] = check([event(1), event(2), dropped(6, 3, [[3, 5]])])
  assert.equal(report?.holes, [])
  assert.equal(report?.givenUp, [[3, 5]])
  assert.equal([report?.said, report?.absent], [3, 3])
  assert.ok(report && isWhole(report))
})

verification('are not whole where more is missing from a run than was given up', () => {
  const joined = dropped(9, 2, [[2, 8]])
  const [whole] = check([event(1), event(3), event(4), event(5), event(6), event(7), joined])
  assert.equal([whole?.said, whole?.absent, whole && isWhole(whole)], [2, 2, true])
  const [less] = check([event(1), event(3), event(4), event(6), event(7), joined, joined])
  assert.equal(less?.holes, [])
  assert.equal(
    [less?.said, less?.absent, less && isWhole(less)],
    [2, 3, false],
    'a report that comes again counts once',
  )
})

verification('tell what came although it was given up, and what is older than the recording', () => {
  const [report] = check([
    event(4),
    event(5),
    event(6),
    dropped(8, 3, [
      [2, 2],
      [6, 7],
    ]),
  ])
  assert.equal([report?.holes.length, report?.first, report?.said, report?.absent], [0, 4, 3, 1])
  assert.ok(report && isWhole(report))
})

verification('of another console are not missing because a report that names them came first', () => {
  const osaka = (sequence: number): Recorded => ({ ...event(sequence), source: '/ikewatch/branch/console/osaka' })
  const report = { ...dropped(1, 0, []), data: { consoles: { osaka: { count: 2, ranges: [[3, 20]] } } } }
  const [, other] = check([report, osaka(17), osaka(18)])
  assert.equal([other?.first, other?.holes], [17, []])
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
