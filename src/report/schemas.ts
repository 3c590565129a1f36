/** The machine-readable contract: every published message by name. Only whoever prints or checks it loads TypeBox. */
import type { TSchema } from '@sinclair/typebox'
import { AGENT_DATA, type AgentData, AgentHealth, AgentInfo, AgentStatus } from './schema/agent.ts'
import { CONSOLE_DATA, type ConsoleData, ConsoleStatus } from './schema/console.ts'
import { PeerAlert, PeerSnapshot, Unexpected } from './schema/documents.ts'
import { type Envelope, envelope } from './schema/envelope.ts'
import { PHASE1_DATA, type Phase1Data } from './schema/phase1.ts'
import { schemaUri } from './version.ts'

/** Data of every event, by type. */
export type EventData = Phase1Data & ConsoleData & AgentData
export type EventType = keyof EventData

/** An event as it is published. */
export type CloudEvent = { [T in EventType]: Envelope & { type: T; data: EventData[T] } }[EventType]

const EVENT_DATA: { readonly [T in EventType]: TSchema } = { ...PHASE1_DATA, ...CONSOLE_DATA, ...AGENT_DATA }

const DOCUMENTS = {
  'agent.status': AgentStatus,
  'agent.info': AgentInfo,
  'agent.health': AgentHealth,
  'console.status': ConsoleStatus,
  'console.unexpected': Unexpected,
  'peer.phase1': PeerSnapshot,
  'peer.alert': PeerAlert,
} as const
export type DocumentName = keyof typeof DOCUMENTS

const named = (name: string, schema: TSchema): TSchema => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: schemaUri(name),
  title: name,
  ...schema,
})

/** JSON Schemas by event type (`ikewatch.phase1.started` …, the whole event) and by document (`peer.phase1` …). */
export const schemas = (): { [name: string]: TSchema } => {
  const all: { [name: string]: TSchema } = {}
  for (const [type, data] of Object.entries(EVENT_DATA)) all[type] = named(type, envelope(type, schemaUri(type), data))
  for (const [name, schema] of Object.entries(DOCUMENTS)) all[name] = named(name, schema)
  return all
}
