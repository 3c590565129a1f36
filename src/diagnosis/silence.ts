/**
 * What silence proves on a console that loses or damages lines. One line that was not seen proves nothing. But a peer that
 * answers, answers every repeat: that all of its answers were lost while our own repeats were seen is not to be believed.
 */
import type { Evidence } from './evidence.ts'

/** Lines of our own repeats that make their silence whole; a router prints four for each repeat. */
const WITNESSED = 6

/** Chance, from which on it is believed no more that all lines were lost which would have told another cause. */
const CHANCE = 0.05

/**
 * Lines that tell another cause and are printed once only: NAT in front of a responder in one, a complaint about message 5 in
 * three, a proof of aggressive mode that does not verify in two. 0 where every repeat would bring them again.
 */
const toldOnce = ({ role, exchange, sent, nat, sentToPort }: Evidence): number => {
  if (exchange !== 'main') return 2
  if (nat || sentToPort === 4500) return 0
  if (role === 'responder') return sent === 4 ? 1 : 0
  return sent === 5 ? 3 : 0
}

/** Whether silence since the last step forward stands although lines are missing. */
export const isSilenceProven = (evidence: Evidence): boolean => {
  const lines = toldOnce(evidence)
  return evidence.witnessed >= WITNESSED && (lines === 0 || evidence.missing ** lines <= CHANCE)
}
