import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { USUAL_STAMPING } from '../../src/simulator/catalogue.ts'
import { delayed, interleave } from '../../src/simulator/interleave.ts'
import { print, render } from '../../src/simulator/render.ts'
import { type Seat, scenario } from '../../src/simulator/scenarios/scenario.ts'
import { DIALECT_OF } from '../../src/simulator/trains.ts'
import { alarms, isPhase1, observed, ofType, verdicts } from './observed.ts'
import { staged, TRAINS } from './staged.ts'

const whose = suite('whose line it is (REFERENCE 1.3)')
const OTHER = '172.16.7.2'

/** Two peers on one console, merged burst by burst; the second begins `later` ms after the first. */
const together = (
  first: string,
  second: string,
  seats: readonly [Seat, Seat],
  train: (typeof TRAINS)[number],
  later: number,
): string[] => {
  const dialect = DIALECT_OF[train]
  const play = (rows: string, seat: Seat, peer: string, saCount: number) => {
    const table = rows.split(' / ').map((row) => `| ${row.replace(' ', ' | ')}`)
    return render(scenario('x', 'x', { [seat]: table.join('\n') }), seat, dialect, {
      train,
      peer,
      saCount,
      seed: saCount + 1,
    })
  }
  const stories = [play(first, seats[0], '172.16.6.2', 0), delayed(play(second, seats[1], OTHER, 1), later)]
  return print(interleave(stories), USUAL_STAMPING[dialect]).lines.map(({ text }) => text)
}

const DELAYS = [0, 3, 20, 45, 90, 150, 400]

whose('two healthy negotiations without keys share (0), and both are told whole', () => {
  for (const train of TRAINS)
    for (const seats of [
      ['initiator main', 'initiator main'],
      ['responder main', 'responder main'],
      ['initiator main', 'responder main'],
    ] as const)
      for (const later of DELAYS) {
        const rows = seats.map((seat) => (seat === 'initiator main' ? 'step i-main' : 'step r-main'))
        const events = observed(together(rows[0] ?? '', rows[1] ?? '', [...seats], train, later))
        const where = `${train}, ${seats}, ${later} ms`
        assert.equal(verdicts(events).sort(), ['172.16.6.2 established', `${OTHER} established`], where)
        assert.equal(alarms(events), [], where)
        for (const peer of ['172.16.6.2', OTHER]) {
          const told = ofType(events, 'transition')
            .filter((event) => event.peer === peer)
            .map(({ message }) => message)
          assert.equal(
            [...new Set(told.filter((message) => message !== undefined))].sort(),
            [1, 2, 3, 4, 5, 6],
            `${where}, ${peer}`,
          )
        }
      }
})

whose('one fails while the other succeeds, and neither takes the other’s verdict', () => {
  const failing = 'step i-s1 / step i-r2 / step i-s3 / set stuck=MM_SA_SETUP state=IKE_I_MM3 / step five-silent'
  for (const train of TRAINS)
    for (const later of DELAYS) {
      const events = observed(together(failing, 'step r-main', ['initiator main', 'responder main'], train, later))
      assert.equal(
        verdicts(events).sort(),
        ['172.16.6.2 failed/ke-timeout', `${OTHER} established`],
        `${train}, ${later} ms`,
      )
    }
})

whose('an SA that is up dies while the same peer negotiates its successor', () => {
  const dying = 'sa a / step up / set why=IKE{_}SA{_}Lifetime{_}Exceeded / step destroyed'
  for (const train of TRAINS) {
    const rows = `step i-main / wait 3000000 / sa b initiator main / step i-s1 / step i-r2 / ${dying} / sa b / step i-s3 / step i-r4 / step i-s5 / step i-r6`
    const events = observed(staged(rows, { seat: 'initiator main', train }))
    assert.equal(
      verdicts(events),
      ['172.16.6.2 established', '172.16.6.2 down/deleted-locally', '172.16.6.2 established'],
      train,
    )
  }
})

whose('the conn-id appears in the middle and is told from then on', () => {
  for (const train of ['12.4', '15', 'xe'] as const) {
    const events = observed(staged('step i-main', { seat: 'initiator main', train, choice: { saCount: 4 } })).filter(
      isPhase1,
    )
    const ids = events.map(({ negotiation }) => negotiation.connId)
    assert.is(ids[0], 0, train)
    assert.is(ids.at(-1), train === '12.4' ? 5 : 1005, train)
    assert.equal(new Set(events.map(({ negotiation }) => negotiation.id)).size, 1, train)
  }
})

whose('a conn-id that another negotiation had before is another’s now', () => {
  for (const train of TRAINS) {
    const first = staged('step i-main / wait 60000 / step up / set why=BY{_}user{_}command / step destroyed', {
      seat: 'initiator main',
      train,
    })
    const second = staged('step r-main', { seat: 'responder main', train, choice: { peer: OTHER } })
    const events = observed([...first, ...second])
    assert.equal(
      verdicts(events),
      ['172.16.6.2 established', '172.16.6.2 down/deleted-locally', `${OTHER} established`],
      train,
    )
    assert.is(new Set(events.filter(isPhase1).map(({ negotiation }) => negotiation.id)).size, 2, train)
  }
})

whose('a conn-id that is used again although the end of its first owner was not seen is the new one’s', () => {
  for (const train of TRAINS) {
    const first = staged('step i-main', { seat: 'initiator main', train })
    const second = staged('step i-main', { seat: 'initiator main', train, choice: { peer: OTHER } })
    assert.equal(verdicts(observed([...first, ...second])), ['172.16.6.2 established', `${OTHER} established`], train)
  }
})

whose('simultaneous attempts in opposite roles are two negotiations of one peer', () => {
  for (const train of TRAINS) {
    const rows =
      'step i-s1 / wait 5 / sa b responder main / step r-r1 / step r-s2 / sa a / step i-r2 / step i-s3 / sa b / step r-r3 / step r-s4 / sa a / step i-r4 / step i-s5 / sa b / step r-r5 / step r-s6 / sa a / step i-r6'
    const events = observed(staged(rows, { seat: 'initiator main', train }))
    const told = ofType(events, 'established')
      .map(({ negotiation }) => negotiation.role)
      .sort()
    assert.equal(told, ['initiator', 'responder'], train)
    assert.equal(alarms(events), [], train)
  }
})

whose('lines of a peer in the middle of whose attempt a system message names another stay its own', () => {
  const foreign = `log %CRYPTO-4-IKMP_NO_SA: IKE message from ${OTHER} has no SA and is not an initialization offer`
  for (const train of TRAINS) {
    const rows = `step i-s1 / ${foreign} / step i-r2 / step i-s3 / ${foreign} / step i-r4 / step i-s5 / step i-r6`
    const events = observed(staged(rows, { seat: 'initiator main', train }))
    assert.equal(verdicts(events), ['172.16.6.2 established'], train)
    assert.equal([...new Set(events.filter(isPhase1).map(({ peer }) => peer))], ['172.16.6.2'], train)
  }
})

whose('one met in the middle keeps its state lines, though another stands where they begin', () => {
  for (const train of TRAINS) {
    const rows =
      'step i-s1 / set stuck=MM_NO_STATE / repeat 1-3 silence / wait 4000 / step i-r2 / step i-s3 / step i-r4'
    const silent = 'step i-s1 / set stuck=MM_NO_STATE / step five-silent'
    const lines = together(rows, silent, ['initiator main', 'initiator main'], train, 25_000)
    const heardFrom = lines.findIndex((line) => line.includes(OTHER)) - 1
    const events = observed(lines.slice(heardFrom))
    const states = ofType(events, 'transition').map(({ peer, to }) => `${peer} ${to}`)
    assert.ok(states.includes('172.16.6.2 IKE_I_MM2'), `${train}: ${states}`)
    assert.not.ok(states.includes(`${OTHER} IKE_I_MM2`), `${train}: ${states}`)
    assert.ok(verdicts(events).includes(`${OTHER} failed/no-response`), `${train}: ${verdicts(events)}`)
  }
})

whose.run()
