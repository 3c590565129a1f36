import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { REASONS } from '../../src/diagnosis/diagnosis.ts'
import type { Observation } from '../../src/phase1/event.ts'
import { listScenarios, renderByName, seatsOf, USUAL_STAMPING } from '../../src/simulator/catalogue.ts'
import type { Truth } from '../../src/simulator/entry.ts'
import { print, render } from '../../src/simulator/render.ts'
import { LOOK_ALIKES } from '../../src/simulator/scenarios/look-alikes.ts'
import type { Seat } from '../../src/simulator/scenarios/scenario.ts'
import { DIALECT_OF, TRAINS, type Train } from '../../src/simulator/trains.ts'
import { consoleEvents, observed, VERDICTS, verdicts } from './observed.ts'

const scenarios = suite('scenarios of the simulator')

/** 12.2 and 12.3 refuse aggressive mode in a line without the peer, before any other has named it. */
const nameless = (name: string, seat: Seat, train: Train): boolean =>
  name === 'aggressive-rejected' && seat === 'initiator aggressive' && (train === '12.2' || train === '12.3')

/** The capture ends after sight was lost: an attempt that was open then may be called unfinished. */
const OPEN_WHEN_BLIND: readonly string[] = ['console-muted', 'undebug-midway']

type Played = { name: string; seat: Seat; train: Train; truth: readonly Truth[]; seen: readonly Observation[] }

const play = function* (): Generator<Played> {
  for (const { name, seats } of listScenarios())
    for (const seat of seats)
      for (const train of TRAINS) {
        const rendered = renderByName(name, { dialect: DIALECT_OF[train], seat, choice: { train } })
        if (rendered === undefined) throw new Error(`${name} is not rendered for ${seat}`)
        yield { name, seat, train, truth: rendered.truth, seen: observed(rendered.lines.map(({ text }) => text)) }
      }
}

const everything: readonly Played[] = [...play()]

const wanted = ({ name, seat, train, truth }: Played): string[] =>
  truth
    .filter(({ outcome }) => VERDICTS.includes(outcome))
    .map(
      ({ peer, outcome, reason }) =>
        `${nameless(name, seat, train) ? '?' : peer} ${outcome}${reason ? `/${reason}` : ''}`,
    )
    .sort()

scenarios('come to exactly the verdicts that are true, in every seat and on every train', () => {
  const wrong: string[] = []
  for (const played of everything) {
    const got = verdicts(played.seen).sort()
    const want = wanted(played)
    if (OPEN_WHEN_BLIND.includes(played.name) && got.every((verdict) => verdict.endsWith(' unfinished'))) continue
    if (JSON.stringify(got) !== JSON.stringify(want))
      wrong.push(`${played.name}, ${played.seat}, ${played.train}: want ${want}; got ${got}`)
  }
  assert.equal(wrong, [])
})

scenarios(
  'come to no verdict where the truth has none, but say when sight is lost and when the router restarts',
  () => {
    for (const { name, truth, seen, train } of everything) {
      const said = consoleEvents(seen).map(({ type }) => type)
      for (const { outcome } of truth) {
        if (outcome === 'restarted' || outcome === 'blind')
          assert.ok(said.includes(outcome), `${name}, ${train}: ${outcome}`)
      }
      if (!truth.some(({ outcome }) => outcome === 'restarted')) assert.not.ok(said.includes('restarted'), name)
    }
  },
)

/** Reasons that no debug text of IOS gives: an ASA's refusal by configuration, and a peer of which nothing is seen at all. */
const NOT_OF_IOS: readonly string[] = ['vendor-policy', 'not-seen']

scenarios('cover every reason of the contract that IOS can give on every dialect', () => {
  const seen = new Map<string, Set<string>>()
  for (const { truth, train } of everything) {
    for (const { reason } of truth) {
      if (reason === undefined) continue
      const dialects = seen.get(reason) ?? new Set()
      dialects.add(DIALECT_OF[train])
      seen.set(reason, dialects)
    }
  }
  for (const reason of REASONS) {
    if (NOT_OF_IOS.includes(reason)) continue
    assert.equal([...(seen.get(reason) ?? [])].sort(), ['ios-12', 'ios-15', 'ios-xe'], reason)
  }
})

scenarios('cover both roles for every reason that both can meet', () => {
  const roles = new Map<string, Set<string>>()
  for (const { truth } of everything)
    for (const { reason, role } of truth) if (reason) roles.set(reason, (roles.get(reason) ?? new Set()).add(role))
  const oneSided: { readonly [reason: string]: string } = {
    'no-response': 'initiator', // a message 1 that never came leaves nothing on the responder
    'unsupported-exchange': 'responder', // only who receives the foreign exchange can say so
    unknown: 'initiator', // an end without any reason looks alike on both sides
    'id-mismatch': 'responder', // the initiator sees what a wrong key looks like (REFERENCE 5.22, 2)
  }
  for (const [reason, seen] of roles) {
    assert.equal(
      [...seen].sort(),
      oneSided[reason] === undefined ? ['initiator', 'responder'] : [oneSided[reason]],
      reason,
    )
  }
})

scenarios('that look alike are told apart by their one line', () => {
  const wrong: string[] = []
  for (const scenario of LOOK_ALIKES)
    for (const seat of seatsOf(scenario))
      for (const train of TRAINS)
        for (const twin of [false, true]) {
          if (scenario.not?.includes(train)) continue
          const dialect = DIALECT_OF[train]
          const { lines, truth } = print(render(scenario, seat, dialect, { train, twin }), USUAL_STAMPING[dialect])
          const want = wanted({ name: scenario.name, seat, train, truth, seen: [] })
          const got = verdicts(observed(lines.map(({ text }) => text))).sort()
          if (JSON.stringify(got) !== JSON.stringify(want))
            wrong.push(`${scenario.name}${twin ? ' (twin)' : ''}, ${train}: want ${want}; got ${got}`)
        }
  assert.equal(wrong, [])
})

scenarios.run()
