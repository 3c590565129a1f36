/** The comparison of offers with policies. */
import { type Attribute, isCutName, type Proposal } from '../vocabulary/ike.ts'
import { own } from '../vocabulary/own.ts'
import type { Context } from './context.ts'
import { end, note, trouble } from './context.ts'
import type { DebugMessage } from './message.ts'
import type { Negotiation } from './negotiation.ts'
import { learn } from './progress.ts'
import { isRough } from './say.ts'

type Of<K extends DebugMessage['kind']> = Extract<DebugMessage, { kind: K }>

/** A flood of transforms must not grow the memory. */
const COMPARISONS = 64

export const onComparison = (_: Context, n: Negotiation, m: Of<'comparison'>): void => {
  const { transform, policyPriority } = m
  n.comparing = {
    offered: { transform, ...(policyPriority === undefined ? {} : { policyPriority }) },
    differs: [],
    accepted: false,
  }
}

const set = (offered: Proposal, attribute: Attribute, value: string): void => {
  const named = attribute === 'encryption' || attribute === 'hash' || attribute === 'authentication'
  if (named && isCutName(attribute === 'hash' ? value.toUpperCase() : value)) return
  const number = Number.parseInt(value, 10)
  if (attribute === 'encryption') offered.encryption = value
  else if (attribute === 'hash') offered.hash = value.toUpperCase()
  else if (attribute === 'authentication') offered.authentication = value
  else if (Number.isNaN(number)) return
  else if (attribute === 'key-length') offered.keyLength = number
  else if (attribute === 'group') offered.group = number
  else offered.lifetimeSeconds = number
}

export const onAttribute = (_: Context, n: Negotiation, m: Of<'attribute'>): void => {
  if (n.comparing !== undefined) set(n.comparing.offered, m.attribute, m.value)
}

export const onDifference = (_: Context, n: Negotiation, m: Of<'difference'>): void => {
  if (n.comparing?.differs.includes(m.attribute) === false) n.comparing.differs.push(m.attribute)
  note(n, 'difference', m.heard)
  if (m.keyHint === true) note(n, 'key-hint', m.heard)
}

export const onCompared = (_: Context, n: Negotiation, m: Of<'compared'>): void => {
  const { transform, policyPriority } = m
  const pair = n.comparing ?? { offered: {}, differs: [], accepted: false }
  if (transform !== undefined) pair.offered.transform = transform
  if (policyPriority !== undefined) pair.offered.policyPriority = policyPriority
  pair.accepted = m.accepted
  if (m.accepted) {
    n.evidence.accepted = { ...n.evidence.accepted, ...pair.offered }
    n.evidence.method = pair.offered.authentication ?? n.evidence.method
  }
  if (n.comparing !== undefined && n.evidence.comparisons.length < COMPARISONS) n.evidence.comparisons.push(pair)
  n.comparing = undefined
}

export const onLifetime = (_: Context, n: Negotiation, m: Of<'lifetime'>): void => {
  if (n.evidence.accepted !== undefined && m.seconds > 0) n.evidence.accepted.lifetimeSeconds = m.seconds
}

/** No pair fitted: this router refuses, and that is the end of it. */
export const onNoProposal = (context: Context, n: Negotiation, m: Of<'no-proposal'>): void => {
  if (n.status !== 'open' || n.evidence.heard > 2) return
  if (m.local !== undefined) n.evidence.local = m.local
  learn(n, 'responder', 'unknown')
  note(n, 'no-proposal', m.heard)
  // On a damaged console the line that names the peer must say it.
  if (!isRough(context) || m.peer !== undefined || n.evidence.family === 'asa') end(context, n, m.heard)
}

const CLASSES: readonly (readonly [RegExp, Attribute])[] = [
  [/group/i, 'group'],
  [/hash/i, 'hash'],
  [/encr|cipher/i, 'encryption'],
  [/auth/i, 'authentication'],
  [/key ?len/i, 'key-length'],
  [/life/i, 'lifetime'],
]

/** Longest value kept of an attribute. Characters. */
const VALUE = 60

/** ASA names class, received and configured value: the most exact line of all, but other pairs may still fit. */
export const onClassMismatch = (_: Context, n: Negotiation, m: Of<'class-mismatch'>): void => {
  const attribute = CLASSES.find(([form]) => form.test(m.class))?.[1]
  if (attribute === undefined) return note(n, 'class-mismatch', m.heard)
  note(n, 'class-mismatch', m.heard)
  const named = { attribute, offered: own(m.received.slice(0, VALUE)), local: own(m.configured.slice(0, VALUE)) }
  // A line for each pair that was compared: the last word on a class stands.
  n.evidence.classes = [...n.evidence.classes.filter((each) => each.attribute !== attribute), named]
}

export const onNotOffered = (context: Context, n: Negotiation, m: Of<'not-offered'>): void =>
  trouble(context, n, 'not-offered', m.heard)
