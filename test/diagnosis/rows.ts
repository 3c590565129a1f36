/** A way to fail or to go down: what a negotiation left behind, and the whole verdict on it, with the lines that prove it. */
import type { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import type { Certainty, Reason } from '../../src/diagnosis/diagnosis.ts'
import { type About, given, lineOf } from './given.ts'

/** `said` are the lines, in the order in which they prove the verdict. On a rough console some verdicts are only a guess. */
export type Row = readonly [
  what: string,
  about: About,
  verdict: `${Reason} ${Certainty}`,
  or?: Reason[],
  onRough?: 'guess',
]

export const RSA = { method: 'RSA sig' } as const

export const initiator = (sent: number, more: About): About => ({ sent, heard: sent - 1, ...more })
export const responder = (sent: number, more: About): About => ({
  role: 'responder',
  sent,
  heard: Math.max(1, sent - 1),
  ...more,
})
export const aggressive = (about: About): About => ({ ...about, exchange: 'aggressive' })

export const judged = (verdicts: ReturnType<typeof suite>, rows: readonly Row[]): void => {
  for (const [what, about, verdict, or = [], onRough] of rows) {
    verdicts(`${what}: ${verdict}`, () => {
      const { reason, certainty, summary, alternatives = [], evidence } = diagnose(given(about))
      assert.is(`${reason} ${certainty}`, verdict)
      assert.equal(
        alternatives.map((each) => each.reason),
        or,
      )
      assert.equal(
        evidence.map(({ text }) => text),
        about.said?.map(lineOf),
      )
      assert.match(summary, /^[A-Z][^{}]* 192\.0\.2\.77[^{}]*\.$/)
      for (const { discriminator } of alternatives) assert.match(discriminator, /^[a-z“].{20,}/)
      const rough = diagnose(given({ ...about, rough: true }))
      assert.is(rough.reason, onRough === undefined ? reason : 'unknown')
      if (onRough !== undefined) {
        assert.equal(
          rough.alternatives?.map((each) => each.reason),
          [reason, ...or],
        )
        assert.ok(rough.alternatives?.[0]?.discriminator.endsWith(summary))
      }
    })
  }
}
