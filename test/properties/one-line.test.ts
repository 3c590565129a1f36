import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Listed, listScenarios, renderByName } from '../../src/simulator/catalogue.ts'
import { ASA_TRAINS, DIALECT_OF, TRAINS, type Train } from '../../src/simulator/trains.ts'
import { observed, verdicts } from '../phase1/observed.ts'

const oneLine = suite('one line that is lost, doubled or out of place')

/** Every so many lines one is disturbed, another in each console. */
const EVERY = 37

/** What rests on a single line looks like something else without it, and what rests on no line at all is easily misled. */
const LEFT_OUT: readonly string[] = [
  ...['psk-missing', 'recovery', 'malformed', 'ends-without-reason'],
  ...['undebug-midway', 'console-muted', 'lines-lost', 'reload'],
]

type Played = { readonly name: string; readonly lines: readonly string[]; readonly allowed: ReadonlySet<string> }

const outcome = (verdict: string): string => verdict.replace(/^\S+ /, '')

const played = (listed: readonly Listed[], trains: readonly Train[]): readonly Played[] =>
  listed
    .filter(({ name }) => !LEFT_OUT.includes(name))
    .flatMap(({ name, seats }) =>
      seats.flatMap((seat) =>
        trains.map((train) => {
          const { lines: printed = [] } =
            renderByName(name, { dialect: DIALECT_OF[train], seat, choice: { train } }) ?? {}
          const lines = printed.map(({ text }) => text)
          return { name: `${name}, ${seat}, ${train}`, lines, allowed: new Set(verdicts(observed(lines)).map(outcome)) }
        }),
      ),
    )

const consoles = [...played(listScenarios(), TRAINS), ...played(listScenarios('asa'), ASA_TRAINS)]

/** Disturbed so, every console comes to its own verdicts, to fewer, or to doubt, never to another cause. */
const holds = (disturb: (lines: readonly string[], at: number) => string[]): void => {
  const wrong: string[] = []
  consoles.forEach(({ name, lines, allowed }, index) => {
    for (let at = index % EVERY; at < lines.length; at += EVERY) {
      for (const verdict of verdicts(observed(disturb(lines, at)))) {
        const said = outcome(verdict)
        if (!allowed.has(said) && !/^unfinished|\/unknown$/.test(said)) wrong.push(`${name}, at ${lines[at]}: ${said}`)
      }
    }
  })
  assert.equal(wrong, [])
}

oneLine('lost leads to no wrong verdict', () => holds((lines, at) => [...lines.slice(0, at), ...lines.slice(at + 1)]))

oneLine('doubled leads to no wrong verdict', () =>
  holds((lines, at) => [...lines.slice(0, at + 1), ...lines.slice(at)]),
)

oneLine('printed before the one it follows leads to no wrong verdict', () =>
  holds((lines, at) => [...lines.slice(0, at), ...lines.slice(at, at + 2).reverse(), ...lines.slice(at + 2)]),
)

oneLine('cut short leads to no wrong verdict', () =>
  holds((lines, at) => [
    ...lines.slice(0, at),
    (lines[at] ?? '').slice(0, Math.floor((lines[at]?.length ?? 0) * 0.7)),
    ...lines.slice(at + 1),
  ]),
)

oneLine.run()
