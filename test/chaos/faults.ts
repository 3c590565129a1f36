/** All kinds of faults by their names. */
import { AGENT_FAULTS } from './faults/agent.ts'
import { BROKER_FAULTS } from './faults/broker.ts'
import { CONSOLE_FAULTS } from './faults/console.ts'
import { DISK_FAULTS } from './faults/disk.ts'
import { LINK_FAULTS } from './faults/link.ts'
import type { Fault } from './parts.ts'

export const FAULTS = {
  ...AGENT_FAULTS,
  ...BROKER_FAULTS,
  ...CONSOLE_FAULTS,
  ...DISK_FAULTS,
  ...LINK_FAULTS,
} as const satisfies { readonly [kind: string]: Fault }

export type Kind = keyof typeof FAULTS
