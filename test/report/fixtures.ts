/** Observations as phase 1 makes them, and a setup in which nothing is left to chance. */
import type { Diagnosis, Reason } from '../../src/diagnosis/diagnosis.ts'
import type { Publication } from '../../src/outbox/publication.ts'
import type { Established, Failed, Moment, Phase1Event, Started, Transition } from '../../src/phase1/event.ts'
import { rfc3339 } from '../../src/report/calendar.ts'
import { type PublishInput, type PublishState, publish, startPublishing } from '../../src/report/publish.ts'
import type { CloudEvent } from '../../src/report/schemas.ts'
import type { Setup } from '../../src/report/setup.ts'

export const setup = (change: Partial<Setup> = {}): Setup => {
  let sequence = 0
  return {
    agent: 'branch-042',
    console: 'tokyo',
    base: 'ikewatch',
    boot: 3,
    peers: {},
    nextSequence: () => ++sequence,
    timeOf: ({ at }) => rfc3339(Date.UTC(2026, 2, 7, 16, 14, 29) + at),
    clock: () => 'synchronised',
    ...change,
  }
}

export const moment = (at: number): Moment => ({ at, stamp: '*Mar  7 16:14:29.027', device: undefined })

const common = (at: number, number: number, peer: string) => ({
  kind: 'phase1' as const,
  moment: moment(at),
  peer,
  remotePort: 500,
  negotiation: { id: number, role: 'initiator' as const, exchange: 'main' as const, connId: 0 },
})

export const OSAKA = '172.16.6.2'

export const started = (at: number, number = 1, peer = OSAKA): Started => ({
  ...common(at, number, peer),
  type: 'started',
  exchange: 'main',
  role: 'initiator',
  ports: { local: 500, remote: 500 },
})

export const transition = (at: number, number = 1, peer = OSAKA): Transition => ({
  ...common(at, number, peer),
  type: 'transition',
  from: 'IKE_READY',
  to: 'IKE_I_MM1',
  message: 1,
  direction: 'sent',
  elapsedMs: 0,
  certainty: 'stated',
})

export const established = (at: number, number = 1, peer = OSAKA): Established => ({
  ...common(at, number, peer),
  type: 'established',
  proposal: { encryption: 'DES-CBC', hash: 'MD5', group: 1, authentication: 'pre-share', lifetimeSeconds: 86400 },
  durationMs: 164,
  timeline: [
    { message: 1, direction: 'sent', atMs: 0 },
    { message: 2, direction: 'received', atMs: 40 },
  ],
  vendorIds: ['Cisco Unity'],
  natTraversal: false,
  weaknesses: [{ item: 'DES-CBC', judgement: 'broken, must not be used', source: 'RFC 8247' }],
  certainty: 'stated',
})

export const diagnosis = (reason: Reason): Diagnosis => ({
  reason,
  certainty: 'inferred',
  summary: `It is ${reason}.`,
  remedy: [{ where: 'peer', text: 'Compare the keys.', config: ['crypto isakmp key …'] }],
  evidence: [{ text: 'ISAKMP:(0): retransmitting phase 1 MM_KEY_EXCH', at: '*Mar  7 16:14:39.027' }],
})

export const failing = (at: number, reason: Reason, number = 1, peer = OSAKA): Phase1Event => ({
  ...common(at, number, peer),
  type: 'failing',
  diagnosis: diagnosis(reason),
})

export const failed = (at: number, reason: Reason, number = 1, peer = OSAKA): Failed => ({
  ...common(at, number, peer),
  type: 'failed',
  diagnosis: diagnosis(reason),
  lastState: 'IKE_I_MM5',
  retransmissions: 5,
  offered: [{ encryption: 'AES-CBC', keyLength: 256, hash: 'SHA', group: 14 }],
})

export const recovered = (at: number, reason: Reason, number = 1, peer = OSAKA): Phase1Event => ({
  ...common(at, number, peer),
  type: 'recovered',
  reason,
})

export const down = (at: number, reason: Reason, number = 1, peer = OSAKA): Phase1Event => ({
  ...common(at, number, peer),
  type: 'down',
  diagnosis: diagnosis(reason),
  upForMs: 1000,
})

export type Run = { state: PublishState; all: Publication[]; last: readonly Publication[] }

/** Runs inputs through a fresh publisher, or on with one. */
export const run = (inputs: readonly PublishInput[], change: Partial<Setup> = {}, before?: PublishState): Run => {
  let state = before ?? startPublishing(setup(change))
  const all: Publication[] = []
  let last: readonly Publication[] = []
  for (const input of inputs) {
    ;[state, last] = publish(state, input)
    all.push(...last)
  }
  return { state, all, last }
}

export const eventsOf = (publications: readonly Publication[]): CloudEvent[] =>
  publications.filter(({ topic }) => topic.endsWith('/event')).map(({ payload }) => JSON.parse(payload) as CloudEvent)

/** Data of an event for looking at single values. */
export const dataOf = (event: CloudEvent | undefined): { [key: string]: unknown } => ({ ...event?.data })

/** What a late subscriber finds: the last payload of each retained topic that is not empty. */
export const retainedOf = (publications: readonly Publication[]): Map<string, unknown> => {
  const broker = new Map<string, unknown>()
  for (const { topic, payload, retain } of publications) {
    if (!retain) continue
    if (payload === '') broker.delete(topic)
    else broker.set(topic, JSON.parse(payload))
  }
  return broker
}

export const CONSOLE = 'ikewatch/1/branch-042/console/tokyo'
