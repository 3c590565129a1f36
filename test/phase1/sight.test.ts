import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { consoleEvents, observed, verdicts } from './observed.ts'
import { staged, TRAINS } from './staged.ts'

const sight = suite('what is said of the console itself')
const INITIATOR = { seat: 'initiator main' } as const
const PEER = '172.16.6.2'

const said = (lines: readonly string[]) => consoleEvents(observed(lines))
const types = (lines: readonly string[]) =>
  said(lines).map((event) => (event.type === 'sight' ? `sight ${event.sight}` : event.type))

sight('begins with seeing, at the first debug line', () => {
  for (const train of TRAINS)
    assert.equal(types(staged('step i-main', { ...INITIATOR, train })), ['sight seeing'], train)
})

sight('tells of blindness what to type to see again', () => {
  for (const off of [
    'All possible debugging has been turned off',
    'Crypto ISAKMP debugging is off',
    'Tokyo(config)#no logging console',
  ]) {
    const [blind, ...more] = said([...staged('step i-main', INITIATOR), off]).slice(1)
    assert.equal([blind?.type, more.length], ['blind', 0], off)
    assert.match(blind?.why ?? '', /debug crypto isakmp/)
    assert.match(blind?.why ?? '', /logging console/)
    assert.equal(blind?.type === 'blind' ? blind.evidence : [], [off])
  }
})

sight('tells of each reload once, and that debugging is off with it', () => {
  const boot = [
    '%SYS-5-RELOAD: Reload requested by console. Reload Reason: Reload Command.',
    'System Bootstrap, Version 12.2(8r), RELEASE SOFTWARE (fc1)',
    'Press RETURN to get started!',
    '*Mar  1 00:00:08.000: %SYS-5-RESTART: System restarted --',
  ]
  const once = [...staged('step i-main', INITIATOR), ...boot]
  assert.equal(types(once).slice(1), ['restarted', 'blind'])
  assert.equal(types([...once, ...staged('step i-main', INITIATOR), ...boot]).slice(1), [
    'restarted',
    'blind',
    'sight seeing',
    'restarted',
    'blind',
  ])
})

sight('is told as lost lines, with their number where it is known', () => {
  const [, gap] = said([
    ...staged('step i-s1', INITIATOR),
    '%SYS-3-MSGLOST: 31 messages lost because of queue overflow',
  ])
  assert.equal([gap?.type, gap?.type === 'gap' ? gap.lines : 0], ['gap', 31])
})

sight('is told as a gap where the state of the router is not ours, and the router’s word is taken', () => {
  const lines = staged('step i-s1 / step i-r2 / step i-s3 / step i-r4 / step i-s5 / step i-r6', {
    ...INITIATOR,
    train: '15',
  })
  const without = lines.filter((line) => !/IKE_I_MM[34] |MM_SA_SETUP|KE payload|NONCE/.test(line))
  const gaps = said(without).filter(({ type }) => type === 'gap')
  assert.is(gaps.length, 1)
  assert.match(gaps[0]?.why ?? '', /^the router says IKE_I_MM5 where IKE_I_MM2 was expected/)
  assert.equal(verdicts(observed(without)), [`${PEER} established`])
})

sight('makes no gap of rekeying, of an exchange in the other direction, or of UNKNOWN', () => {
  for (const train of TRAINS) {
    const rows =
      'step i-main / wait 60000 / sa b responder main / step r-main / wait 60000 / sa c initiator main / step i-main'
    assert.equal(types(staged(rows, { ...INITIATOR, train })), ['sight seeing'], train)
  }
})

sight('is not changed by logging out, configuring, or a table', () => {
  const lines = [
    'Tokyo con0 is now available',
    'Press RETURN to get started.',
    '%SYS-5-CONFIG_I: Configured from console by console',
    'Tokyo#show version',
    'Cisco IOS Software, 3700 Software, Version 12.4(25d), RELEASE SOFTWARE (fc1)',
    'Tokyo#',
  ]
  assert.equal(types([...staged('step i-main', INITIATOR), ...lines]), ['sight seeing'])
})

sight.run()
