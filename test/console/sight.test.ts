import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { saysNothingOfSight } from '../../src/console/sight.ts'
import { noticesOf, outputsOf, recordsOf } from './heard.ts'

const sights = suite('sight')
const DEBUG = '*Mar  1 00:13:31.891: ISAKMP:(0): beginning Main Mode exchange'

/** Changes as `sight cause`, beginning with a console that is seen. */
const changes = (...text: string[]) => noticesOf(...text).map(({ sight, cause }) => `${sight} ${cause}`)
const after = (...text: string[]) => changes(DEBUG, ...text).slice(1)

sights('begins unknown; a debug line or the word that debugging is on makes it seeing', () => {
  assert.equal(changes('R1#', '%SYS-5-CONFIG_I: Configured from console by console'), [])
  assert.equal(changes(DEBUG, DEBUG), ['seeing heard'])
  assert.equal(changes('R1#debug crypto isakmp', 'Crypto ISAKMP debugging is on'), ['seeing debugging-on'])
  assert.equal(changes('[IKEv1]: IP = 192.0.2.9, x'), ['seeing heard'])
  assert.equal(changes('*Mar  1 00:13:31.891: ISAKMP-PAK: (0):x'), ['seeing heard'])
})

sights('is lost with every way to switch debugging or console logging off (REFERENCE 1.7)', () => {
  for (const text of [
    'All possible debugging has been turned off',
    'Crypto ISAKMP debugging is off',
    'R1(config)#no logging console',
    'R1(config)#no logging con',
    'R1(config)#do no logging console',
    'R1(config)#logging console warnings',
    'R1(config)#logging console 4',
    'R1(config)#logging con informational',
  ]) {
    assert.equal(after(text), ['blind muted'], text)
  }
})

sights('stays where debugging is kept on', () => {
  for (const text of [
    'R1(config)#logging console',
    'R1(config)#logging console 7',
    'R1(config)#logging console debugging',
    'R1#no debug ip packet',
    'IP packet debugging is off',
  ]) {
    assert.equal(after(text), [], text)
  }
})

sights('is said once for one blindness', () => {
  assert.equal(
    after('R1#undebug all', 'All possible debugging has been turned off', 'Crypto ISAKMP debugging is off'),
    ['blind muted'],
  )
})

sights('is lost with every sign of a restart, once each (REFERENCE 1.8)', () => {
  for (const text of [
    '%SYS-5-RELOAD: Reload requested by console. Reload Reason: Reload Command.',
    'System Bootstrap, Version 12.4(13r)T, RELEASE SOFTWARE (fc1)',
    'rommon 1 > boot',
    'rommon 12 > boot',
    'Cisco IOS Software, 2900 Software (C2900-UNIVERSALK9-M), Version 15.1(4)M, RELEASE SOFTWARE (fc1)',
    'Self decompressing the image : ###### [OK]',
    '         --- System Configuration Dialog ---',
    'Press RETURN to get started!',
    '*Mar  1 00:00:31.891: %SYS-5-RESTART: System restarted --',
    '*Mar  1 00:00:31.891: %SYS-5-CONFIG_I: Configured from memory by console',
    '*Mar  1 00:00:31.891: %SYS-6-BOOTTIME: Time taken to reboot after reload = 365 seconds',
  ]) {
    assert.equal(after(text), ['blind restarted'], text)
  }
  assert.equal(
    after(
      '%SYS-5-RELOAD: Reload requested',
      'System Bootstrap, Version 12.4(13r)T',
      'Self decompressing the image : #### [OK]',
      'Press RETURN to get started!',
      '*Mar  1 00:00:07.000: %SYS-5-RESTART: System restarted --',
    ),
    ['blind restarted'],
  )
})

sights('is not lost when somebody logs out, and configuration from the console is no restart', () => {
  assert.equal(
    after(
      'R1 con0 is now available',
      'Press RETURN to get started.',
      '%SYS-5-CONFIG_I: Configured from console by vty0',
    ),
    [],
  )
})

sights('comes back after a restart with the first debug line, and the next restart counts again', () => {
  assert.equal(after('%SYS-5-RESTART: System restarted --', DEBUG, '%SYS-5-RESTART: System restarted --'), [
    'blind restarted',
    'seeing heard',
    'blind restarted',
  ])
})

sights('is gappy where the router says that it dropped text', () => {
  for (const text of [
    '%SYS-3-LOGGER_DROPPING: System dropping console debugging messages.',
    '%SYS-3-LOGGER_DROPPED: System dropped 2210 bytes of console debugging messages.',
    '%SYS-3-MSGLOST: 31 messages lost because of queue overflow',
  ]) {
    assert.equal(after(text), ['gappy lines-lost'], text)
  }
  assert.is(noticesOf('%SYS-3-MSGLOST: 31 messages lost because of queue overflow')[0]?.lines, 31)
})

sights('is not gappy where the router only paused', () => {
  assert.equal(after('%SYS-3-LOGGER_FLUSHING: System pausing to ensure console debugging output.'), [])
})

sights('is gappy where sequence numbers have a hole, and says how many lines are missing', () => {
  const [, hole] = noticesOf(`000100: ${DEBUG}`, `000101: ${DEBUG}`, `000105: ${DEBUG}`)
  assert.equal([hole?.sight, hole?.cause, hole?.lines], ['gappy', 'lines-lost', 3])
  assert.equal(
    changes(`000100: ${DEBUG}`, DEBUG, `000101: ${DEBUG}`),
    ['seeing heard'],
    'lines without a number are no hole',
  )
  assert.is(noticesOf(`000100: ${DEBUG}`, 'CryptoEngine0: x', `000105: ${DEBUG}`)[1]?.lines, 4, 'nor do they hide one')
  assert.equal(
    changes(`000100: ${DEBUG}`, `000001: ${DEBUG}`, `000002: ${DEBUG}`),
    ['seeing heard'],
    'the counter began anew',
  )
})

sights('recovers after two hundred lines without a loss', () => {
  const said = after(
    '%SYS-3-MSGLOST: 31 messages lost because of queue overflow',
    ...new Array<string>(199).fill(DEBUG),
  )
  assert.equal(said, ['gappy lines-lost'])
  assert.equal(
    after('%SYS-3-MSGLOST: 31 messages lost because of queue overflow', ...new Array<string>(200).fill(DEBUG)),
    ['gappy lines-lost', 'seeing recovered'],
  )
})

sights('recovers once, and is not told again what it knows', () => {
  const asa = '[IKEv1]: IP = 192.0.2.9, x'
  assert.equal(changes(...new Array<string>(450).fill(asa)), ['seeing heard'])
  assert.equal(
    changes(asa, '%SYS-3-MSGLOST: 31 messages lost because of queue overflow', ...new Array<string>(450).fill(asa)),
    ['seeing heard', 'gappy lines-lost', 'seeing recovered'],
  )
})

sights('hands every record on, behind what it shows', () => {
  const restart = '%SYS-5-RESTART: System restarted --'
  const off = 'All possible debugging has been turned off'
  assert.equal(outputsOf(DEBUG, 'R1#', restart, restart, off), [
    ...['sight-notice', 'record', 'record'],
    ...['sight-notice', 'record', 'record', 'record'],
  ])
})

sights('stays blind when a blind console loses text', () => {
  assert.equal(
    after('All possible debugging has been turned off', '%SYS-3-MSGLOST: 31 messages lost because of queue overflow'),
    ['blind muted', 'blind lines-lost'],
  )
})

sights('hangs on the router’s own words, not on the same words elsewhere', () => {
  for (const text of [
    '%SYS-5-OTHER: Configured from memory',
    'it said: All possible debugging has been turned off',
    'it said: System Bootstrap, Version 12.4',
    'R1#where is no logging console',
    'R1#where is logging console 4',
    'CryptoEngine0: no logging console',
    'CryptoEngine0: All possible debugging has been turned off',
    'CryptoEngine0: System Bootstrap, Version 12.4',
    'R1#All possible debugging has been turned off',
  ])
    assert.equal(after(text), [], text)
  for (const text of ['CryptoEngine0: Crypto ISAKMP debugging is on', 'now Crypto ISAKMP debugging is on'])
    assert.equal(changes(text), [], text)
  assert.equal(changes('[IKEv1 DEBUG]: IP = 192.0.2.9, x'), ['seeing heard'])
})

sights('counts sequence numbers from the first one on', () => {
  assert.equal(changes(`000900: ${DEBUG}`), ['seeing heard'])
  assert.equal(changes(`000900: ${DEBUG}`, `000900: ${DEBUG}`, `000901: ${DEBUG}`), ['seeing heard'])
  assert.equal(
    changes(`000900: ${DEBUG}`, '%SYS-5-RESTART: System restarted --', `000950: ${DEBUG}`),
    ['seeing heard', 'blind restarted', 'seeing heard'],
    'a restart begins anew',
  )
})

sights('is told how many lines were lost, if it is one', () => {
  assert.is(noticesOf('%SYS-3-MSGLOST: 1 message lost because of queue overflow')[0]?.lines, 1)
})

sights('comes with the word that debugging is on, and the next restart counts', () => {
  const restart = '%SYS-5-RESTART: System restarted --'
  assert.equal(after(restart, 'Crypto ISAKMP debugging is on', restart), [
    'blind restarted',
    'seeing debugging-on',
    'blind restarted',
  ])
})

sights('on a console that is seen is not touched by most lines, and by some', () => {
  const untouched = (text: string) => recordsOf(text).map(saysNothingOfSight)
  assert.equal([DEBUG, 'R1#', 'IPSEC(x): y'].flatMap(untouched), [true, true, true])
  assert.equal(
    ['%SYS-5-RESTART: x', 'All possible debugging has been turned off', '%SYS-3-MSGLOST: 3 messages lost'].flatMap(
      untouched,
    ),
    [false, false, false],
  )
})

sights.run()
