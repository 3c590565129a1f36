import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { CAUSES } from '../../src/diagnosis/causes.ts'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { emptyEvidence, type Mark, prove } from '../../src/diagnosis/evidence.ts'
import { type About, given, SILENT } from './given.ts'

const sentences = suite('the sentence of a verdict')

const summary = (about: About): string => diagnose(given(about)).summary

const worded = (mark: Mark, ...details: string[]): string => {
  const evidence = given({ sent: 1 })
  for (const detail of details) prove(evidence, mark, { text: 'x', at: '' }, detail)
  return diagnose(evidence).summary
}

sentences('speaks of the peer where its address is not known', () => {
  assert.is(
    diagnose({ ...emptyEvidence('ios'), role: 'initiator', exchange: 'main', sent: 1, ...SILENT }).summary,
    'The peer does not answer message 1.',
  )
  assert.is(
    summary({ peer: '', role: 'responder', said: ['key-missing'] }),
    'This router has no pre-shared key for the peer.',
  )
})

sentences('names the last state, or says that none was seen', () => {
  assert.match(summary({ lastState: 'MM_KEY_EXCH' }), /ended in MM_KEY_EXCH, /)
  assert.match(summary({}), /ended in a state that was not seen, /)
})

sentences('of every cause is whole, names whose message it means, and sends nobody to look for a question', () => {
  for (const { summary: said, alternatives = [] } of CAUSES) {
    assert.match(said, /^[A-Z].*\.$/)
    for (const { discriminator } of alternatives) assert.not.match(discriminator, /look .* for (?:whether|which)|[.]$/)
    for (const text of [said, ...alternatives.map(({ discriminator }) => discriminator)])
      assert.not.match(text, /\bour\b|\bthe own\b| {2}/, text)
  }
})

sentences('gives the router’s words without their full stop, the last ones where they were said again', () => {
  assert.match(worded('admission-denied', 'call limit reached!.. '), /admission control: call limit reached\.$/)
  assert.match(worded('admission-denied', 'first', 'second'), /: second\.$/)
  assert.match(worded('admission-denied', 'first', ''), /: first\.$/)
})

sentences('is whole where the router gave no reason', () => {
  assert.match(worded('admission-denied', ''), /by call admission control\.$/)
  assert.match(worded('unsupported-exchange', ''), /does not support\.$/)
  assert.match(worded('unsupported-exchange', 'IKEv2'), /does not support \(IKEv2\)\.$/)
})

sentences('takes the reason from the first line of its proof that has one', () => {
  const evidence = given({ complete: true })
  prove(evidence, 'cleared', { text: 'x', at: '' })
  prove(evidence, 'deleted', { text: 'x', at: '' }, 'BY user command')
  assert.match(diagnose(evidence).summary, /: BY user command\.$/)
})

sentences('on a refused proposal names what differs, in the router’s values', () => {
  const comparisons = [{ offered: { policyPriority: 10, hash: 'MD5' }, differs: ['hash' as const], accepted: false }]
  const refused = { role: 'responder', said: ['no-proposal'] } as const
  assert.match(summary({ ...refused, comparisons }), /: hash offered MD5\.$/)
  assert.match(summary(refused), /: the console does not say which attribute differs\.$/)
  assert.match(
    summary({ ...refused, comparisons: [{ offered: {}, differs: ['key-length'], accepted: false }] }),
    /: key-length offered nothing\.$/,
  )
  const classes = [
    { attribute: 'group' as const, offered: 'Group 2', local: 'Group 5' },
    { attribute: 'hash' as const, offered: 'MD5' },
  ]
  assert.match(
    summary({ ...refused, comparisons, classes }),
    /: group offered Group 2, here Group 5; hash offered MD5\.$/,
  )
})

sentences('of a guess on a console that lost lines is kept as what fits', () => {
  const {
    alternatives = [],
    summary: said,
    mismatch,
  } = diagnose(given({ role: 'responder', rough: true, said: ['no-proposal'] }))
  assert.match(said, /nothing seen here says why/)
  assert.match(
    alternatives[0]?.discriminator ?? '',
    /^not all .* fits it: No proposal .* does not say which attribute differs\.$/,
  )
  assert.is(mismatch, undefined)
})

sentences.run()
