import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { type Evidence, emptyEvidence, forgetStuck, type Mark, prove } from '../../src/diagnosis/evidence.ts'

const verdicts = suite('verdicts')

type About = Partial<Omit<Evidence, 'marks'>> & { readonly said?: readonly Mark[] }

const given = ({ said = [], ...more }: About): Evidence => {
  const evidence: Evidence = {
    ...emptyEvidence('ios'),
    peer: '192.0.2.77',
    role: 'initiator',
    exchange: 'main',
    ...more,
  }
  for (const mark of said) prove(evidence, mark, { text: `the line that says ${mark}`, at: '00:00:01' })
  return evidence
}

const reason = (about: About): string => diagnose(given(about)).reason
const silent = { retransmissions: 5, deadlinePassed: true }

verdicts('are unknown where nothing proves anything', () => {
  const { reason: why, certainty, summary, remedy } = diagnose(given({}))
  assert.equal([why, certainty], ['unknown', 'inferred'])
  assert.ok(summary.includes('192.0.2.77') && remedy.length > 0)
})

verdicts('rest on words before they rest on silence', () => {
  for (const [mark, why] of [
    ['admission-denied', 'admission-denied'],
    ['aggressive-refused', 'aggressive-rejected'],
    ['unsupported-exchange', 'unsupported-exchange'],
    ['policy-refused', 'vendor-policy'],
    ['certificate', 'cert-invalid'],
    ['identity-refused', 'id-mismatch'],
  ] as const) {
    const { reason: found, certainty } = diagnose(given({ sent: 1, ...silent, said: [mark] }))
    assert.equal([found, certainty], [why, 'stated'], mark)
  }
})

verdicts('on silence need a sign of being stuck', () => {
  for (const about of [
    { sent: 1 },
    { sent: 3, heard: 2 },
    { sent: 5, heard: 4 },
    { role: 'responder', sent: 2, heard: 1 },
    { role: 'responder', sent: 4, heard: 3 },
  ] as const) {
    assert.is(reason(about), 'unknown', JSON.stringify(about))
    assert.is.not(reason({ ...about, ...silent }), 'unknown', JSON.stringify(about))
  }
})

verdicts('on silence become a guess where lines were lost, and keep the guess among the alternatives', () => {
  const { reason: why, alternatives } = diagnose(given({ sent: 1, ...silent, rough: true }))
  assert.is(why, 'unknown')
  assert.ok(alternatives?.some((alternative) => alternative.reason === 'no-response'))
  assert.is(reason({ sent: 1, ...silent, rough: true, said: ['admission-denied'] }), 'admission-denied')
})

verdicts('tell a missing key from a refused proposal by what else differs', () => {
  const compared = (...differs: ('hash' | 'authentication')[]) => ({
    offered: { transform: 1, policyPriority: 10, hash: 'MD5', authentication: 'pre-share' },
    differs,
    accepted: false,
  })
  const refused = { role: 'responder', heard: 1 } as const
  assert.is(
    reason({ ...refused, said: ['key-missing', 'no-proposal'], comparisons: [compared('authentication')] }),
    'psk-missing',
  )
  assert.is(
    reason({ ...refused, said: ['key-missing', 'no-proposal'], comparisons: [compared('hash')] }),
    'proposal-mismatch',
  )
  assert.is(
    reason({ ...refused, said: ['no-proposal'], comparisons: [compared('authentication')] }),
    'proposal-mismatch',
  )
})

verdicts('after completion are about what ended the SA', () => {
  for (const [mark, why] of [
    ['xauth-failed', 'xauth-failed'],
    ['phase2-refused', 'phase2-failed'],
    ['dpd-dead', 'dpd-timeout'],
    ['cleared', 'deleted-locally'],
    ['expired', 'deleted-locally'],
    ['delete-received', 'deleted-by-peer'],
    ['deleted', 'unknown'],
  ] as const) {
    assert.is(reason({ complete: true, sent: 5, heard: 6, ...silent, said: [mark] }), why, mark)
  }
})

verdicts('on a certificate are no verdict on a key', () => {
  const complained = { sent: 5, heard: 4, said: ['refused-in-clear'] } as const
  assert.is(reason({ ...complained, method: 'pre-share' }), 'psk-mismatch')
  assert.is(reason({ ...complained, method: 'RSA sig' }), 'cert-invalid')
  assert.is(reason({ sent: 5, heard: 4, method: 'RSA sig', said: ['hash-invalid'] }), 'cert-invalid')
})

verdicts('on a malformed message go by whether it was encrypted', () => {
  assert.is(reason({ role: 'responder', sent: 2, heard: 3, said: ['malformed'] }), 'malformed')
  assert.is(reason({ role: 'responder', sent: 4, heard: 5, said: ['malformed'] }), 'psk-mismatch')
  assert.is(reason({ sent: 3, heard: 4, said: ['malformed'] }), 'malformed')
  assert.is(reason({ sent: 5, heard: 4, said: ['malformed'] }), 'psk-mismatch')
})

verdicts('name the notify with its number', () => {
  const evidence = given({ sent: 1 })
  prove(evidence, 'refused-in-clear', { text: 'x', at: '' }, 'NO-PROPOSAL-CHOSEN')
  assert.equal(diagnose(evidence).notify, { name: 'NO-PROPOSAL-CHOSEN', number: 14 })
})

verdicts('carry the first and the last line that prove them, and no more than can be read', () => {
  const evidence = given({ sent: 1, ...silent })
  for (let n = 1; n <= 50; n++) prove(evidence, 'repeated', { text: `repeat ${n}`, at: String(n) })
  assert.equal(
    diagnose(evidence).evidence.map(({ text }) => text),
    ['repeat 1', 'repeat 50'],
  )
})

verdicts('forget signs of being stuck with a step forward', () => {
  const evidence = given({
    sent: 3,
    heard: 2,
    retransmissions: 3,
    duplicates: 2,
    packets: 2,
    said: ['repeated', 'duplicate'],
  })
  forgetStuck(evidence)
  assert.equal(
    [evidence.retransmissions, evidence.duplicates, evidence.packets, Object.keys(evidence.marks)],
    [0, 0, 0, []],
  )
})

verdicts.run()
