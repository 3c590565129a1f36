import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { forgetStuck, prove } from '../../src/diagnosis/evidence.ts'
import { type About, given, lineOf, SILENT } from './given.ts'

const verdicts = suite('verdicts')

const reason = (about: About): string => diagnose(given(about)).reason

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
    const { reason: found, certainty } = diagnose(given({ sent: 1, ...SILENT, said: [mark] }))
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
    assert.is.not(reason({ ...about, ...SILENT }), 'unknown', JSON.stringify(about))
  }
})

verdicts('on silence become a guess where lines were lost, and keep the guess among the alternatives', () => {
  const { reason: why, alternatives } = diagnose(given({ sent: 1, ...SILENT, rough: true }))
  assert.is(why, 'unknown')
  assert.ok(alternatives?.some((alternative) => alternative.reason === 'no-response'))
  assert.is(reason({ sent: 1, ...SILENT, rough: true, said: ['admission-denied'] }), 'admission-denied')
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

verdicts('take each sign of being stuck for one', () => {
  const silentPeer = { sent: 5, heard: 4 } as const
  for (const about of [
    { retransmissions: 1 },
    { deadlinePassed: true },
    { said: ['retransmission-death'] },
    { said: ['timed-out'] },
  ] as const)
    assert.is(reason({ ...silentPeer, ...about }), 'auth-timeout', JSON.stringify(about))
  assert.is(reason({ ...silentPeer, duplicates: 1 }), 'psk-mismatch')
  assert.is(reason({ ...silentPeer, packets: 1 }), 'unknown')
})

verdicts('on words need no sign of being stuck', () => {
  assert.is(reason({ role: 'responder', sent: 4, heard: 5, said: ['process-error'] }), 'id-mismatch')
  assert.is(reason({ role: 'responder', sent: 4, heard: 5, said: ['identity-shown'] }), 'unknown')
  assert.is(reason({ sent: 5, heard: 4, said: ['mode-failed'] }), 'psk-mismatch')
})

verdicts('on a console that lost lines may blame the key alone, with the policies as the second reading', () => {
  const pair = { offered: { authentication: 'pre-share' }, differs: ['authentication' as const], accepted: false }
  const hinted: About = { role: 'responder', heard: 1, said: ['key-hint', 'no-proposal'], comparisons: [pair] }
  const { reason: why, certainty, summary, alternatives, evidence } = diagnose(given({ ...hinted, rough: true }))
  assert.equal([why, certainty], ['psk-missing', 'inferred'])
  assert.match(summary, /192\.0\.2\.77/)
  assert.is(alternatives?.[0]?.reason, 'proposal-mismatch')
  assert.match(alternatives?.[0]?.discriminator ?? '', /key is configured/)
  assert.equal(
    evidence.map(({ text }) => text),
    [lineOf('key-hint'), lineOf('no-proposal')],
  )
  assert.is(reason(hinted), 'proposal-mismatch')
})

verdicts('name the notify with its number, or without one where RFC 2408 has none', () => {
  const refusedBy = (detail: string) => {
    const evidence = given({ sent: 1 })
    prove(evidence, 'refused-in-clear', { text: 'x', at: '' }, detail)
    return diagnose(evidence).notify
  }
  assert.equal(refusedBy('NO-PROPOSAL-CHOSEN'), { name: 'NO-PROPOSAL-CHOSEN', number: 14 })
  assert.equal(refusedBy('ODD-NOTIFY'), { name: 'ODD-NOTIFY' })
})

verdicts('take no sentence of the router for a notify', () => {
  const evidence = given({ sent: 1 })
  prove(evidence, 'refused-in-clear', { text: 'x', at: '' }, 'Recevied fatal informational')
  assert.not.ok('notify' in diagnose(evidence))
  assert.not.ok('notify' in diagnose(given({ sent: 1, said: ['refused-in-clear'] })))
  const other = given({ sent: 1, said: ['admission-denied'] })
  prove(other, 'refused-in-clear', { text: 'x', at: '' }, 'NO-PROPOSAL-CHOSEN')
  assert.not.ok('notify' in diagnose(other), 'it is no proof of this verdict')
})

verdicts('carry the first and the last line that prove them, and no more than can be read', () => {
  const evidence = given({ role: 'responder', sent: 4, heard: 5, ...SILENT })
  for (let n = 1; n <= 50; n++) prove(evidence, 'undecipherable', { text: `rubbish ${n}`, at: String(n) })
  const texts = () => diagnose(evidence).evidence.map(({ text }) => text)
  assert.equal(texts(), ['rubbish 1', 'rubbish 50'])
  for (const mark of ['hash-invalid', 'malformed', 'key-fallback', 'process-error'] as const)
    for (const n of [1, 2]) prove(evidence, mark, { text: `${mark} ${n}`, at: '' })
  assert.is(texts().length, 8)
  assert.equal(texts().slice(0, 3), ['rubbish 1', 'rubbish 50', 'hash-invalid 1'])
})

verdicts('show a line that was said again and again once', () => {
  assert.is(diagnose(given({ sent: 1, ...SILENT, said: ['repeated', 'repeated'] })).evidence.length, 1)
})

verdicts('carry a line as far as it can be read, whatever its length', () => {
  const evidence = given({ sent: 1 })
  prove(evidence, 'admission-denied', { text: 'x'.repeat(10_000), at: '1'.repeat(10_000) }, 'y'.repeat(10_000))
  const { summary, evidence: lines } = diagnose(evidence)
  assert.equal([lines[0]?.text.length, lines[0]?.at.length], [400, 400])
  assert.ok(summary.length < 600)
})

verdicts('of which nobody knows a cause show how it ended', () => {
  const said = ['deleted', 'timed-out', 'retransmission-death', 'mode-failed', 'process-error'] as const
  assert.equal(
    diagnose(given({ complete: false, sent: 2, lastState: 'MM_SA_SETUP', said })).evidence.map(({ text }) => text),
    said.map(lineOf),
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
    [
      evidence.retransmissions,
      evidence.duplicates,
      evidence.packets,
      evidence.marks.repeated,
      evidence.marks.duplicate,
    ],
    [0, 0, 0, undefined, undefined],
  )
})

verdicts.run()
