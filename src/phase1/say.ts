/** The events of a negotiation. Nothing is said of it before `started`, and nothing before its peer has a name. */
import { diagnose, reasonOf } from '../diagnosis/diagnose.ts'
import type { Certainty, Diagnosis, Reason } from '../diagnosis/diagnosis.ts'
import { inferPolicies, offeredTransforms, printedParts } from '../diagnosis/mismatch.ts'
import { weaknesses } from '../diagnosis/weaknesses.ts'
import type { Direction } from '../vocabulary/isakmp.ts'
import type { Moment, Observation, Phase1Event } from './event.ts'
import { between, conclude, forgetDetails, holdBack, type Negotiation, type Peer } from './negotiation.ts'
import { stateRow } from './transitions.ts'

/** Where events go, and what the saying needs to know of the peer. */
export type Saying = {
  out: Observation[]
  /** Messages heard so far: the router's clock may be set, and a line's time be damaged, but order stays. */
  heard: number
  /** Console time if the last stamp is right, though it be a leap. Milliseconds. */
  latest: number
  /** Lines that must name a peer before it is spoken of: on a damaged line, one address may be a damaged one. */
  namings: number
  peerOf: (n: Negotiation) => Peer | undefined
}

/** Many lines of this console are damaged: what a single one says, or that one is missing, proves little. */
export const isRough = (saying: Saying): boolean => saying.namings > 1

/** Enough lines named its peer for it to be spoken of. */
export const isNamed = (saying: Saying, n: Negotiation): boolean => n.namings >= saying.namings && !n.doubtful

type Writable<T> = { -readonly [K in keyof T]: T[K] }
type Body<T extends Phase1Event['type']> = Writable<
  Omit<Extract<Phase1Event, { type: T }>, 'kind' | 'type' | 'moment' | 'peer' | 'remotePort' | 'negotiation'>
>

const emit = <T extends Phase1Event['type']>(
  saying: Saying,
  n: Negotiation,
  moment: Moment,
  type: T,
  body: Body<T>,
): void => {
  const made: Record<string, unknown> = {
    kind: 'phase1',
    type,
    moment,
    peer: n.peer,
    remotePort: n.remotePort,
    negotiation: { id: n.id, role: n.evidence.role, exchange: n.evidence.exchange, connId: n.conn },
  }
  // Not spread: with bodies of so many shapes that made the whole pipeline 1.18 times as slow (measured, seven pairs).
  for (const key in body) made[key] = (body as Readonly<Record<string, unknown>>)[key]
  const event = made as unknown as Phase1Event
  if (!isNamed(saying, n)) holdBack(n, event)
  else saying.out.push(event)
}

/** Says what waited for the peer’s name. */
export const sayHeldBack = (saying: Saying, n: Negotiation): void => {
  for (const event of n.unsaid) {
    const negotiation = { ...event.negotiation, role: n.evidence.role, exchange: n.evidence.exchange }
    saying.out.push({ ...event, peer: n.peer, remotePort: n.remotePort, negotiation })
  }
  n.unsaid = []
}

/** An exchange begins, or is met in its middle. */
export const sayStarted = (saying: Saying, n: Negotiation, moment: Moment): void => {
  if (n.started) return
  n.started = true
  n.begun = moment
  const { role, exchange } = n.evidence
  emit(saying, n, moment, 'started', { exchange, role, ports: { local: n.localPort, remote: n.remotePort } })
}

/** Notes a message in the timeline, once. */
export const noteMessage = (n: Negotiation, moment: Moment, message: number, direction: Direction): void => {
  if (n.timeline.some((entry) => entry.message === message)) return
  n.timeline.push({ message, direction, atMs: between(n.begun, moment) })
}

export const sayTransition = (
  saying: Saying,
  n: Negotiation,
  moment: Moment,
  { from, to }: { readonly from: string; readonly to: string },
  by: { readonly message: number; readonly direction: Direction } | undefined,
  certainty: Certainty,
): void => {
  sayStarted(saying, n, moment)
  const elapsedMs = between(n.begun, moment)
  if (by === undefined) return emit(saying, n, moment, 'transition', { from, to, elapsedMs, certainty })
  const { message, direction } = by
  noteMessage(n, moment, message, direction)
  emit(saying, n, moment, 'transition', { from, to, message, direction, elapsedMs, certainty })
}

/** The new SA of a peer takes the place of the one before; an ASA calls neither by a name, and what is said is of the new one. */
const replaceOlder = (saying: Saying, peer: Peer): void => {
  for (const other of peer.negotiations) {
    if (other.status === 'established') conclude(other, saying)
  }
}

export const sayEstablished = (saying: Saying, n: Negotiation, moment: Moment, certainty: Certainty): void => {
  n.completion = certainty
  if (n.status === 'established') return
  const peer = saying.peerOf(n)
  const recovers = peer?.failure
  if (n.evidence.family === 'asa' && peer !== undefined) replaceOlder(saying, peer)
  n.status = 'established'
  n.deadline = Number.POSITIVE_INFINITY
  n.establishedAt = moment
  n.evidence.complete = true
  const { accepted, exchange } = n.evidence
  const body: Partial<Body<'established'>> = {}
  if (accepted !== undefined) body.proposal = accepted
  body.durationMs = n.started ? between(n.begun, moment) : 0
  body.timeline = n.timeline
  body.vendorIds = n.vendorIds
  body.natTraversal = n.evidence.nat || n.remotePort === 4500 || n.localPort === 4500
  body.weaknesses = weaknesses(accepted, exchange, n.wildcardKey)
  if (recovers !== undefined) body.recovers = recovers
  body.certainty = certainty
  emit(saying, n, moment, 'established', body as Body<'established'>)
  if (peer !== undefined) peer.failure = undefined
  n.failingAs = ''
  // That it was up may show in its end only, and then the command behind that was heard before.
  const { cleared } = n.evidence.marks
  forgetDetails(n)
  n.evidence.marks.cleared = cleared
}

/** What was not heard of it may have been said. */
const mayBeIncomplete = (saying: Saying, n: Negotiation): boolean => n.gap || isRough(saying)

const judge = (saying: Saying, n: Negotiation): Diagnosis => {
  n.evidence.rough = mayBeIncomplete(saying, n)
  return diagnose(n.evidence)
}

/** First evidence of trouble; again only where the cause turned out to be another. */
export const sayFailing = (saying: Saying, n: Negotiation, moment: Moment): void => {
  if (n.status === 'ended') return
  n.evidence.rough = mayBeIncomplete(saying, n)
  const reason = reasonOf(n.evidence)
  if (reason === 'unknown' || reason === n.failingAs) return
  n.failingAs = reason
  if (n.status !== 'established') sayStarted(saying, n, moment)
  const peer = saying.peerOf(n)
  if (peer !== undefined) peer.failure = n.id
  emit(saying, n, moment, 'failing', { diagnosis: judge(saying, n) })
}

/** Something was seen to work for want of which a phase 1 that is up was said to be failing. */
export const sayRecovered = (saying: Saying, n: Negotiation, moment: Moment, reason: Reason): void => {
  if (n.status !== 'established' || n.failingAs !== reason) return
  n.failingAs = ''
  const peer = saying.peerOf(n)
  if (peer?.failure === n.id) peer.failure = undefined
  emit(saying, n, moment, 'recovered', { reason })
}

const failed = (saying: Saying, n: Negotiation, moment: Moment, diagnosis: Diagnosis): void => {
  sayStarted(saying, n, moment)
  const { comparisons, classes } = n.evidence
  const offered = [...offeredTransforms(comparisons), ...printedParts(classes, 'offered')]
  const local = [...inferPolicies(comparisons).values(), ...printedParts(classes, 'local')]
  emit(saying, n, moment, 'failed', {
    diagnosis,
    lastState: n.state || n.evidence.lastState,
    retransmissions: n.totalRetransmissions,
    ...(offered.length === 0 ? {} : { offered }),
    ...(local.length === 0 ? {} : { local }),
  })
}

/** The attempt or the SA is over: `down` after completion, `failed` before. A later SA of the same peer makes it no news. */
export const sayEnd = (saying: Saying, n: Negotiation, moment: Moment): void => {
  if (n.status === 'ended') return
  const wasUp = n.status === 'established'
  conclude(n, saying)
  n.deadline = Number.POSITIVE_INFINITY
  const peer = saying.peerOf(n)
  const successor = peer?.negotiations.some((other) => other.id > n.id && other.status === 'established')
  if (successor !== true) {
    const diagnosis = judge(saying, n)
    n.verdict = diagnosis.reason
    if (wasUp) emit(saying, n, moment, 'down', { diagnosis, upForMs: between(n.establishedAt ?? n.begun, moment) })
    else failed(saying, n, moment, diagnosis)
    if (peer !== undefined) peer.failure = n.id
  }
  forgetDetails(n)
}

/** The capture ended first. */
export const sayUnfinished = (saying: Saying, n: Negotiation, moment: Moment): void => {
  const diagnosis = judge(saying, n)
  const row = stateRow(n.state)
  emit(saying, n, moment, 'unfinished', {
    lastState: n.state || n.evidence.lastState,
    waitingFor: row?.waitingFor ?? 'the next message',
    // Where lines are missing, what was said of it already holds.
    ...(diagnosis.reason === 'unknown' || (n.gap && diagnosis.reason !== n.failingAs) ? {} : { diagnosis }),
  })
}
