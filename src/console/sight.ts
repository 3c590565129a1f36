/**
 * Can we still see? (REFERENCE 1.7, 1.8) A router that restarted has its debugging off, an operator can switch it off, and a
 * busy logger drops lines. In all three, silence proves nothing; this stage says so before the line itself goes on.
 */
import { flowing, type Passing, type Stage } from '../stage.ts'
import type { DebugRecord, Sight, SightNotice } from './record.ts'
import { PROMPT } from './records.ts'

/** Records without a loss after which a console counts as whole again. */
const WHOLE_AFTER = 200

export type SightState = {
  sight: Sight
  sequence: number | undefined
  sinceLoss: number
  /** Inside one restart, whose many signs count once. */
  booting: boolean
}

export const sightState = (): SightState => ({
  sight: 'unknown',
  sequence: undefined,
  sinceLoss: 0,
  booting: false,
})

const BOOT_TEXT =
  /^(?:System Bootstrap, Version|rommon \d+ >|Self decompressing the image|--- System Configuration Dialog ---|Press RETURN to get started!|Cisco IOS Software.*RELEASE SOFTWARE)/
const BOOT_TAGS: ReadonlySet<string> = new Set(['%SYS-5-RELOAD', '%SYS-5-RESTART', '%SYS-6-BOOTTIME'])
const LOSS_TAGS: ReadonlySet<string> = new Set(['%SYS-3-LOGGER_DROPPED', '%SYS-3-LOGGER_DROPPING', '%SYS-3-MSGLOST'])
const OFF_TEXT = /^(?:All possible debugging has been turned off|Crypto ISAKMP debugging is off)/
const ON_TEXT = /^Crypto ISAKMP debugging is on/
const OFF_TYPED = /^(?:do )?no logging con|^logging con\S* (?:[0-6]|emerg|alert|crit|err|warn|notif|info)/

type Cause = SightNotice['cause']

const change = (state: SightState, record: DebugRecord, sight: Sight, cause: Cause, lines?: number): SightNotice => {
  state.sight = sight
  return { kind: 'sight-notice', sight, cause, lines, record }
}

const isBoot = (record: DebugRecord): boolean =>
  BOOT_TAGS.has(record.tag) ||
  (record.tag === '%SYS-5-CONFIG_I' && record.body.includes('Configured from memory')) ||
  (record.tag === '' && BOOT_TEXT.test(record.body))

const restart = (state: SightState, record: DebugRecord): SightNotice[] => {
  if (state.booting) return []
  state.booting = true
  state.sequence = undefined
  return [change(state, record, 'blind', 'restarted')]
}

/** Sequence numbers are the best loss detector there is: a hole is lost text, a fall (below 0 here) is a restart of the counter. */
const hole = (state: SightState, record: DebugRecord): number => {
  const { sequence } = record
  if (sequence === undefined) return 0
  const before = state.sequence ?? sequence
  state.sequence = sequence
  return sequence - before - 1
}

const lost = (state: SightState, record: DebugRecord, lines: number | undefined): SightNotice => {
  state.sinceLoss = 0
  return change(state, record, state.sight === 'blind' ? 'blind' : 'gappy', 'lines-lost', lines)
}

const COUNT = /(\d+) messages? lost/

/** What this record says of our sight. At most one change each. */
const look = (state: SightState, record: DebugRecord): SightNotice[] => {
  const { tag, body } = record
  const missing = hole(state, record)
  if (missing > 0) return [lost(state, record, missing)]
  if (tag.startsWith('ISAKMP') || tag.startsWith('IKEv1')) {
    state.booting = false
    state.sinceLoss++
    if (state.sight === 'gappy' && state.sinceLoss >= WHOLE_AFTER) return [change(state, record, 'seeing', 'recovered')]
    if (state.sight === 'unknown' || state.sight === 'blind') return [change(state, record, 'seeing', 'heard')]
    return []
  }
  if (LOSS_TAGS.has(tag)) return [lost(state, record, Number(COUNT.exec(body)?.[1]) || undefined)]
  if (isBoot(record)) return restart(state, record)
  if (tag === '' ? OFF_TEXT.test(body) : tag === PROMPT && OFF_TYPED.test(body)) {
    return state.sight === 'blind' ? [] : [change(state, record, 'blind', 'muted')]
  }
  if (tag === '' && ON_TEXT.test(body)) {
    state.booting = false
    return [change(state, record, 'seeing', 'debugging-on')]
  }
  return []
}

/** Whether this record, on a console that is seen, changes nothing: most do not. It bears no sequence number. */
export const saysNothingOfSight = (record: DebugRecord): boolean =>
  look({ ...sightState(), sight: 'seeing' }, record).length === 0

/** Most lines say nothing of sight: they pass without a second look. */
const isPlain = (state: SightState, { sequence, tag }: DebugRecord): boolean =>
  state.sight === 'seeing' && sequence === undefined && tag === 'ISAKMP'

export const sight: Stage<SightState, DebugRecord | Passing, DebugRecord | SightNotice | Passing> = flowing(
  (state, input, emit) => {
    if (input.kind === 'record' && !isPlain(state, input)) for (const notice of look(state, input)) emit(notice)
    emit(input)
    return state
  },
)
