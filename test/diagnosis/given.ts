/** Evidence as a negotiation of main mode with 192.0.2.77 leaves it behind. */
import { type Evidence, emptyEvidence, type Mark, prove } from '../../src/diagnosis/evidence.ts'

export type About = Partial<Omit<Evidence, 'marks'>> & { readonly said?: readonly Mark[] }

export const lineOf = (mark: Mark): string => `the line that says ${mark}`

/** What was said, each by a line of its own, and what is known beside that. */
export const given = ({ said = [], ...more }: About): Evidence => {
  const evidence: Evidence = {
    ...emptyEvidence('ios'),
    peer: '192.0.2.77',
    role: 'initiator',
    exchange: 'main',
    ...more,
  }
  for (const mark of said) prove(evidence, mark, { text: lineOf(mark), at: '00:00:01' })
  return evidence
}

/** Five repeats without an answer. */
export const SILENT = { retransmissions: 5, deadlinePassed: true } as const
