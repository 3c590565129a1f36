import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ofType } from './observed.ts'
import { ASA, told, tracked } from './tracked.ts'

const echo = suite('an ASA whose console shows debugging and syslog')
const PEER = '192.0.2.9'

const DEBUG = `Nov 08 07:10:05 [IKEv1]: Group = ${PEER}, IP = ${PEER}, PHASE 1 COMPLETED`
const SYSLOG = `Nov 08 2026 07:10:05: %ASA-5-713119: Group = ${PEER}, IP = ${PEER}, PHASE 1 COMPLETED`

/** How often completion is heard: of lines without a stamp each tells of an SA of its own. */
const completions = (...texts: readonly string[]): number =>
  ofType(
    tracked([ASA, ...texts.map((text) => told('complete', {}, { peer: PEER, text }))], { open: true }),
    'established',
  ).length

echo('says the same twice, whichever form comes first', () => {
  assert.is(completions(DEBUG, SYSLOG), 1)
  assert.is(completions(SYSLOG, DEBUG), 1)
})

echo('names itself in several ways', () => {
  for (const product of ['ASA', 'PIX', 'FTD']) assert.is(completions(DEBUG, SYSLOG.replace('ASA', product)), 1, product)
  for (const tag of ['[IKEv1]', '[IKEv1]: ', '[IKEv1 DEBUG]: ', '[IKEv1 DECODE]'])
    assert.is(completions(DEBUG.replace('[IKEv1]: ', tag), SYSLOG), 1, tag)
})

echo('says twice what it says twice in one form, or in no form that is known', () => {
  assert.is(completions(DEBUG, DEBUG), 2)
  assert.is(completions(SYSLOG, SYSLOG), 2)
  assert.is(completions('PHASE 1 COMPLETED', 'PHASE 1 COMPLETED'), 2)
  assert.is(completions(DEBUG, SYSLOG.replace('COMPLETED', 'COMPLETED (again)')), 2, 'other words')
})

echo('says each line in its other form once', () => {
  assert.is(completions(DEBUG, SYSLOG, DEBUG, SYSLOG), 2)
  assert.is(completions(DEBUG, DEBUG, SYSLOG, SYSLOG), 2)
  assert.is(completions(DEBUG, SYSLOG, SYSLOG), 2)
})

echo('is heard once whatever a ping left in one form', () => {
  assert.is(completions(DEBUG.replace('COMPLETED', 'COMP!LE.TED'), SYSLOG), 1)
  assert.is(completions(DEBUG, SYSLOG.replace('COMPLETED', '.COMPLETED!')), 1)
})

echo('says the other form soon: seven lines may come between, no more', () => {
  const between = (count: number): string[] =>
    Array.from({ length: count }, (_, i) => `[IKEv1]: Group = ${PEER}, IP = ${PEER}, another line, number ${i}`)
  const most = (count: number): number => completions(DEBUG, ...between(count), SYSLOG) - count
  assert.equal([most(0), most(7), most(8)], [1, 1, 2])
})

echo.run()
