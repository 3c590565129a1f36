/** Where every byte of a console went. */
import type { AgentState } from '../../agent.ts'
import { unaccounted } from '../../console/lines.ts'
import { keptBack } from '../../console/twice.ts'
import type { AgentHealth } from '../../report/schema/agent.ts'

export type Accounting = Required<AgentHealth['consoles'][string]>

/** Bytes by what they were, without those that are read and not told apart yet. */
export type Told = Omit<Accounting, 'read' | 'pending'>

export const NOTHING_TOLD: Told = { understood: 0, ignored: 0, unknown: 0, damaged: 0 }

export const toldBy = ([[, { bytes }]]: AgentState): Told => ({ ...bytes })

export const addTold = (a: Told, b: Told): Told => ({
  understood: a.understood + b.understood,
  ignored: a.ignored + b.ignored,
  unknown: a.unknown + b.unknown,
  damaged: a.damaged + b.damaged,
})

const total = ({ understood, ignored, unknown, damaged }: Told): number => understood + ignored + unknown + damaged

/** After a fault the pipeline begins anew; what it had taken in and not told apart yet counts as damaged. */
export const toldAfterFault = (before: Told, state: AgentState, read: number): Told => {
  const told = addTold(before, toldBy(state))
  return { ...told, damaged: told.damaged + Math.max(0, read - total(told)) }
}

/** Bytes of lines that have not ended, of lines heard before, and of a line whose second half is awaited. */
const pendingIn = ([[[[[line, [[wrapping, twice]]]]], { held }]]: AgentState): number =>
  unaccounted(line) + (wrapping.held?.bytes ?? 0) + keptBack(twice) + (held?.bytes ?? 0)

/** What a line counts: bytes handed on, and bytes read at a baud rate on trial. */
export type LineBytes = { readonly bytes: number; readonly discarded: number }

/** `read` as the line counts it, all else as the pipeline does: that the two agree is for others to check. */
export const accounting = (before: Told, state: AgentState, line: LineBytes): Accounting => {
  const told = addTold(before, toldBy(state))
  const { bytes, discarded } = line
  return { read: bytes + discarded, ...told, damaged: told.damaged + discarded, pending: pendingIn(state) }
}
