/**
 * Sight once lines are understood (REFERENCE 1.8). A damaged line of ours that no template fits is lost text. One that is
 * understood has lost nothing, whatever bytes a stranger put into a name that the router repeats.
 */
import type { DebugRecord } from '../console/record.ts'
import type { Sight, SightChange } from '../phase1/message.ts'
import { heardFrom } from './understand.ts'

/** Lines of ours without a torn one after which a console counts as whole again. */
const WHOLE_AFTER = 200

export type Wholeness = {
  /** As `console/` sees it. */
  sight: Sight
  /** Lines of ours since the last torn one. */
  since: number
}

export const wholeness = (): Wholeness => ({ sight: 'unknown', since: WHOLE_AFTER })

export const isWhole = ({ since }: Wholeness): boolean => since >= WHOLE_AFTER

const sightOf = (state: Wholeness): Sight => (state.sight === 'seeing' && !isWhole(state) ? 'gappy' : state.sight)

/** Takes over what the console shows of sight. */
export const passSight = (state: Wholeness, change: SightChange): SightChange => {
  state.sight = change.sight
  if (change.cause === 'restarted') state.since = WHOLE_AFTER
  return { ...change, sight: sightOf(state) }
}

const isOurs = ({ tag }: DebugRecord): boolean => tag.startsWith('ISAKMP') || tag.startsWith('IKEv1')

const changed = (state: Wholeness, record: DebugRecord, cause: SightChange['cause']): SightChange => {
  const heard = heardFrom(record, record.line.text, record.line.damaged, '')
  return { kind: 'sight', sight: sightOf(state), cause, lines: undefined, heard }
}

/** A line, before its message: `understood` as it stands. Gives what it changes, if anything. */
export const hearWhole = (state: Wholeness, record: DebugRecord, understood: boolean): SightChange | undefined => {
  if (!isOurs(record)) return undefined
  const before = sightOf(state)
  if (record.line.damaged && !understood) {
    state.since = 0
    return before === 'seeing' ? changed(state, record, 'lines-lost') : undefined
  }
  if (isWhole(state)) return undefined
  state.since++
  return sightOf(state) === before ? undefined : changed(state, record, 'recovered')
}
