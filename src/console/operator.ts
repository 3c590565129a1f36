/**
 * What an operator makes the router print is no news: tables of show commands, and the log buffer, which repeats lines that
 * were on this console before (REFERENCE 5.22, 9). Such records get the tag `output`; nobody interprets them.
 */
import { flowing, type Passing, type Stage } from '../stage.ts'
import type { DebugRecord } from './record.ts'
import { PROMPT } from './records.ts'

/** The tag of what a show command prints. */
export const OUTPUT = 'output'

export type OperatorState = {
  showing: 'nothing' | 'table' | 'log'
  /** The newest time on the router's clock before the command. */
  newest: number | undefined
}

export const operatorState = (): OperatorState => ({ showing: 'nothing', newest: undefined })

const SHOW = /^(?:do )?(?:sho?w?|more)(?: (\S*)|$)/

const typed = (command: string): OperatorState['showing'] => {
  const show = SHOW.exec(command)
  if (show === null) return 'nothing'
  return show[1]?.startsWith('log') ? 'log' : 'table'
}

/** Milliseconds of two years: a time of day and month alone is less. */
const TWO_YEARS = 730 * 86_400_000
const bearsYear = (device: number): boolean => device >= TWO_YEARS

const isOutput = (state: OperatorState, record: DebugRecord): boolean => {
  if (state.showing === 'nothing') return false
  if (state.showing === 'table') {
    // A debug line among the rows: a pager holds the table, or its prompt was overwritten, and the router talks on.
    if (record.tag !== '' || record.stamp !== '') state.showing = 'nothing'
    return state.showing === 'table'
  }
  if (record.device === undefined || state.newest === undefined) return state.newest !== undefined && record.tag === ''
  // An ASA prints the year in system messages only: what cannot be compared is part of the log.
  if (record.device <= state.newest || bearsYear(record.device) !== bearsYear(state.newest)) return true
  state.showing = 'nothing'
  return false
}

export const operator: Stage<OperatorState, DebugRecord | Passing, DebugRecord | Passing> = flowing(
  (state, input, emit) => {
    if (input.kind === 'record') {
      if (input.tag === PROMPT) state.showing = typed(input.body)
      else if (isOutput(state, input)) {
        emit({ ...input, tag: OUTPUT })
        return state
      }
      if (state.showing === 'nothing' && input.device !== undefined) state.newest = input.device
    }
    emit(input)
    return state
  },
)
