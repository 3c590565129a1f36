import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { REASONS } from '../../src/diagnosis/diagnosis.ts'
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

type Play = { name: string; seat: Seat; train: Train }

const PLAYS: readonly Play[] = listScenarios().flatMap(({ name, seats }) =>
  seats.flatMap((seat) => TRAINS.map((train) => ({ name, seat, train }))),
)

const rendered = ({ name, seat, train }: Play) => {
  const found = renderByName(name, { dialect: DIALECT_OF[train], seat, choice: { train } })
  if (found === undefined) throw new Error(`${name} is not rendered for ${seat}`)
  return found
}

const wanted = ({ name, seat, train }: Play, truth: readonly Truth[]): string[] =>
  truth
    .filter(({ outcome }) => VERDICTS.includes(outcome))
    .map(
      ({ peer, outcome, reason }) =>
        `${nameless(name, seat, train) ? '?' : peer} ${outcome}${reason ? `/${reason}` : ''}`,
    )
    .sort()

for (const play of PLAYS) {
  // One test for each: the mutation tests run those that reach a mutant, and no other.
  scenarios(
    `${play.name}, ${play.seat}, ${play.train}: exactly the verdicts that are true, and what sight tells`,
    () => {
      const { lines, truth } = rendered(play)
      const seen = observed(lines.map(({ text }) => text))
      const got = verdicts(seen).sort()
      const unfinished = OPEN_WHEN_BLIND.includes(play.name) && got.every((verdict) => verdict.endsWith(' unfinished'))
      if (!unfinished) assert.equal(got, wanted(play, truth))
      const said = consoleEvents(seen).map(({ type }) => type)
      for (const outcome of ['restarted', 'blind'] as const)
        if (truth.some((each) => each.outcome === outcome)) assert.ok(said.includes(outcome), outcome)
      if (!truth.some(({ outcome }) => outcome === 'restarted')) assert.not.ok(said.includes('restarted'))
    },
  )
}

/** Reasons that no debug text of IOS gives: an ASA's refusal by configuration, and a peer of which nothing is seen at all. */
const NOT_OF_IOS: readonly string[] = ['vendor-policy', 'not-seen']

scenarios('cover every reason of the contract that IOS can give on every dialect', () => {
  const seen = new Map<string, Set<string>>()
  for (const play of PLAYS) {
    for (const { reason } of rendered(play).truth) {
      if (reason === undefined) continue
      const dialects = seen.get(reason) ?? new Set()
      dialects.add(DIALECT_OF[play.train])
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
  for (const play of PLAYS)
    for (const { reason, role } of rendered(play).truth)
      if (reason) roles.set(reason, (roles.get(reason) ?? new Set()).add(role))
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
          const want = wanted({ name: scenario.name, seat, train }, truth)
          const got = verdicts(observed(lines.map(({ text }) => text))).sort()
          if (JSON.stringify(got) !== JSON.stringify(want))
            wrong.push(`${scenario.name}${twin ? ' (twin)' : ''}, ${train}: want ${want}; got ${got}`)
        }
  assert.equal(wrong, [])
})

scenarios.run()
