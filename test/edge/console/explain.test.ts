import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { busy, forbidden, missing, obstacle, openFailure, rubbish } from '../../../src/edge/console/explain.ts'
import type { Holder } from '../../../src/edge/holders.ts'

const explain = suite('reasons of a console that cannot be had')

const PATH = '/dev/ttyUSB7'
const minicom: Holder = { pid: 4321, command: 'minicom ttyUSB7', how: 'lock-file' }
const maker: Holder = { pid: 99, command: 'script', how: 'open' }
const own = (how: Holder['how']): Holder => ({ pid: process.pid, command: 'node', how })

explain('a missing device: what is there instead', () => {
  assert.match(missing(PATH, []), 'plug the adapter in')
  assert.match(
    missing(PATH, ['/dev/serial/by-id/usb-FTDI', '/dev/ttyS0']),
    'there: /dev/serial/by-id/usb-FTDI, /dev/ttyS0.',
  )
})

explain('a forbidden device: the group and the command', () => {
  assert.match(forbidden(PATH, 'dialout', 'pi'), 'sudo usermod -aG dialout pi')
  assert.match(forbidden(PATH, undefined, 'pi'), 'udev rule')
})

explain('a device in use: by whom, those with a lock before those who merely have it open', () => {
  assert.equal(busy(PATH, [minicom, maker, own('open')]), {
    state: 'locked',
    why: `${PATH} is in use by minicom ttyUSB7 (pid 4321): end it, and the console is opened.`,
  })
  assert.match(busy(PATH, [maker]).why, 'script (pid 99)')
  assert.match(busy(PATH, []).why, `sudo fuser -v ${PATH}`)
  assert.match(busy(PATH, [own('locked'), maker]).why, 'another console of this agent')
})

explain('a device that many hold, by a few of them', () => {
  const many = Array.from({ length: 9 }, (_, index) => ({ pid: 100 + index, command: 'cat', how: 'open' as const }))
  assert.match(busy(PATH, many).why, 'cat (pid 100), cat (pid 101), cat (pid 102), 6 more: end it')
})

explain('a device that is not one', async () => {
  assert.is(await obstacle('/dev/ptmx'), undefined)
  assert.match(
    (await openFailure('/dev/ptmx', 'Error: Inappropriate ioctl for device setting custom baud rate of 9600')).why,
    'is not a serial device',
  )
  for (const other of ['/', '/dev/null', '/dev/zero'])
    assert.match((await obstacle(other))?.why ?? '', 'is not a serial device', other)
})

explain('what serialport says is handed on without its wrapping', async () => {
  const { state, why } = await openFailure('/dev/ptmx', 'Error: Input/output error, cannot open /dev/ptmx')
  assert.is(state, 'lost')
  assert.match(why, 'cannot be opened (Input/output error)')
})

explain('rubbish names the likelier cause and where to mend it', () => {
  assert.match(rubbish(45, false, true), 'set "baud" to')
  assert.match(rubbish(45, false, false), 'at the console server')
  assert.match(rubbish(45, true, true), '"parity none"')
})

explain.run()
