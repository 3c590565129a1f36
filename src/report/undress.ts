/** Published events back to observations, for whoever tells a story from the broker. The inverse of `dressPhase1`. */
import type { ConsoleEvent, Moment, NegotiationRef, Observation, Phase1Event } from '../phase1/event.ts'
import type { Loose } from './loose.ts'
import type { CloudEvent } from './schemas.ts'

type Of<T extends CloudEvent['type']> = Extract<CloudEvent, { type: T }>
type OfPhase1 = Extract<CloudEvent, { type: `ikewatch.phase1.${string}` }>
type OfSight = Of<'ikewatch.console.restarted' | 'ikewatch.console.blind'> | Of<'ikewatch.console.gap'>

const SIGHT: ReadonlySet<string> = new Set(['restarted', 'blind', 'gap'].map((name) => `ikewatch.console.${name}`))

const momentOf = (routerTime: string | undefined): Moment => ({ at: 0, stamp: routerTime ?? '', device: undefined })

/** `tokyo-3-17` is number 17 of the console's third boot. */
const numberOf = (id: string): number => Number(id.slice(id.lastIndexOf('-') + 1))

const phase1 = ({ type, data }: OfPhase1): Phase1Event => {
  const { peer, negotiation, routerTime, ...own } = data
  const ref: NegotiationRef = { ...negotiation, id: numberOf(negotiation.id) }
  const event: Loose<Record<string, unknown>> = {
    ...own,
    kind: 'phase1',
    type: type.slice('ikewatch.phase1.'.length),
    moment: momentOf(routerTime),
    peer: peer?.address,
    remotePort: peer?.port ?? 0,
    negotiation: ref,
  }
  // A reader of the story has no use for the id of an event.
  delete event.recovers
  return event as unknown as Phase1Event
}

const ofConsole = (event: OfSight): ConsoleEvent => {
  const { routerTime, ...own } = event.data
  const type = event.type.slice('ikewatch.console.'.length)
  return { kind: 'console', type, moment: momentOf(routerTime), ...own } as ConsoleEvent
}

/** What was observed; undefined for what the line or the agent say of themselves. */
export const observationOf = (event: CloudEvent): Observation | undefined => {
  if (event.type.startsWith('ikewatch.phase1.')) return phase1(event as OfPhase1)
  return SIGHT.has(event.type) ? ofConsole(event as OfSight) : undefined
}
