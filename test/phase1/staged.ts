/** Console text composed row by row with the steps of the simulator, for cases that no scenario of its own has. */
import { USUAL_STAMPING } from '../../src/simulator/catalogue.ts'
import type { TimedLine } from '../../src/simulator/entry.ts'
import { type Choice, print, render } from '../../src/simulator/render.ts'
import { type Scenario, type Seat, scenario } from '../../src/simulator/scenarios/scenario.ts'
import { DIALECT_OF, type Train } from '../../src/simulator/trains.ts'

export type Staging = Partial<Scenario> & { readonly seat: Seat; readonly train?: Train; readonly choice?: Choice }

/** One train for each dialect. */
export const TRAINS: readonly Train[] = ['12.2', '12.4', '15', 'xe']

/** The lines, with their time. Rows are separated by ` / `, each `operation text`, perhaps behind a condition and ` | `. */
export const stagedLines = (
  rows: string,
  { seat, train = '15', choice = {}, ...options }: Staging,
): readonly TimedLine[] => {
  const table = rows
    .split(' / ')
    .map((row) => {
      const [condition, said] = row.includes(' | ') ? row.split(' | ') : ['', row]
      const [operation = '', ...text] = (said ?? '').trim().split(' ')
      return `${condition} | ${operation} | ${text.join(' ')}`
    })
    .join('\n')
  const { name: _, about: __, seats: ___, ...rest } = options
  const dialect = DIALECT_OF[train]
  const played = scenario('staged', 'a case of a test', { [seat]: table }, rest)
  return print(render(played, seat, dialect, { ...choice, train }), USUAL_STAMPING[dialect]).lines
}

export const staged = (rows: string, staging: Staging): string[] => stagedLines(rows, staging).map(({ text }) => text)
