/** Evidence to verdict: the first cause that fits, with its proof and its remedy. */

import { NOTIFY_TYPES } from '../vocabulary/isakmp.ts'
import { lookup } from '../vocabulary/table.ts'
import { type Cause, holds, UNKNOWN } from './cause.ts'
import { CAUSES } from './causes.ts'
import type { Diagnosis, EvidenceLine, Mismatch } from './diagnosis.ts'
import type { Evidence } from './evidence.ts'
import { attributeText, nearest } from './mismatch.ts'
import { remedies } from './remedies.ts'

/** Enough to prove, short enough to read in an alert. */
const EVIDENCE_LINES = 8

const proofLines = (cause: Cause, evidence: Evidence): EvidenceLine[] => {
  const lines: EvidenceLine[] = []
  for (const mark of cause.proof) {
    const proof = evidence.marks[mark]
    if (proof === undefined) continue
    // One line may be a proof of two things.
    for (const line of [proof.first, proof.last]) if (!lines.some(({ text }) => text === line.text)) lines.push(line)
  }
  return lines.slice(0, EVIDENCE_LINES)
}

const mismatches = ({ classes, comparisons }: Evidence): Mismatch[] => {
  const pair = nearest(comparisons)
  if (classes.length > 0 || pair === undefined) return classes
  return pair.differs.map((attribute) => ({ attribute, offered: attributeText(pair.offered, attribute) }))
}

const describe = (mismatch: readonly Mismatch[]): string =>
  mismatch.length === 0
    ? 'the console does not say which attribute differs'
    : mismatch
        .map(
          ({ attribute, offered, local }) =>
            `${attribute} offered ${offered || 'nothing'}${local === undefined ? '' : `, here ${local}`}`,
        )
        .join('; ')

const detailOf = (cause: Cause, evidence: Evidence): string => {
  for (const mark of cause.proof) {
    const detail = evidence.marks[mark]?.detail
    // The sentence around it brings its own full stop.
    if (detail !== undefined && detail !== '') return detail.replace(/[.!\s]+$/, '')
  }
  return ''
}

const fill = (cause: Cause, evidence: Evidence, mismatch: readonly Mismatch[]): string => {
  const detail = detailOf(cause, evidence)
  const sentence = detail === '' ? cause.summary.replace(/(?:: | \()\{detail\}\)?/, '') : cause.summary
  const summary = evidence.peer === '' ? sentence.replace('he peer {peer}', 'he peer') : sentence
  return summary
    .replace('{peer}', () => evidence.peer || 'the peer')
    .replace('{state}', () => evidence.lastState || 'a state that was not seen')
    .replace('{detail}', () => detail)
    .replace('{mismatch}', () => describe(mismatch))
}

/** A refusal's detail may also be a sentence of the router: a notify type has no blanks. */
const NOTIFY_TYPE = /^[A-Z0-9-]+$/

const notifyOf = (cause: Cause, evidence: Evidence): Diagnosis['notify'] => {
  const name = evidence.marks['refused-in-clear']?.detail ?? ''
  if (!cause.proof.includes('refused-in-clear') || !NOTIFY_TYPE.test(name)) return undefined
  const number = lookup(NOTIFY_TYPES, name)
  return number === undefined ? { name } : { name, number }
}

/** A refusal without any comparison seen may be another negotiation's. */
const isGuess = (cause: Cause, evidence: Evidence): boolean =>
  cause.restsOnSilence === true ||
  (cause.reason === 'proposal-mismatch' &&
    evidence.marks.difference === undefined &&
    evidence.marks['refused-in-clear'] === undefined)

/** On a damaged console a verdict that rests on what was not said is only the first guess. */
const asGuess = (cause: Cause, evidence: Evidence): Cause => {
  if (!evidence.rough || !isGuess(cause, evidence)) return cause
  const guess = {
    reason: cause.reason,
    discriminator: `not all of it was seen here; what was seen fits it: ${cause.summary}`,
  }
  const alternatives = [
    { ...guess, discriminator: fill({ ...cause, summary: guess.discriminator }, evidence, []) },
    ...(cause.alternatives ?? []),
  ]
  return { ...UNKNOWN, alternatives, proof: cause.proof }
}

const causeOf = (evidence: Evidence): Cause =>
  asGuess(CAUSES.find((row) => holds(row.when, evidence)) ?? UNKNOWN, evidence)

/** The reason alone: for whoever only asks whether there is a new one. */
export const reasonOf = (evidence: Evidence): Diagnosis['reason'] => causeOf(evidence).reason

/** The verdict on what has been seen so far. Always gives one: `unknown` is a verdict, too. */
export const diagnose = (evidence: Evidence): Diagnosis => {
  const cause = causeOf(evidence)
  const mismatch = cause.reason === 'proposal-mismatch' ? mismatches(evidence) : []
  const notify = notifyOf(cause, evidence)
  const diagnosis: Partial<Diagnosis> = {
    reason: cause.reason,
    certainty: cause.certainty,
    summary: fill(cause, evidence, mismatch),
  }
  // Not spread, where most are absent: that costs more than the verdict itself (measured).
  if (notify !== undefined) diagnosis.notify = notify
  if (mismatch.length > 0) diagnosis.mismatch = mismatch
  if (cause.alternatives !== undefined) diagnosis.alternatives = [...cause.alternatives]
  diagnosis.remedy = remedies(cause.reason, evidence)
  diagnosis.evidence = proofLines(cause, evidence)
  return diagnosis as Diagnosis
}
