import { spawn } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { holdersOf } from '../../src/edge/holders.ts'
import { listPorts } from '../../src/edge/ports.ts'
import { openPty } from '../../src/edge/pty.ts'
import { temporaryDirectory } from './outbox/support.ts'

const ports = suite('serial devices of a machine')

/** A machine as files: an FTDI adapter that minicom holds, a 16550 of the board, one that is not there, a terminal. */
const machine = (root: string): void => {
  const file = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const link = (path: string, target: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    symlinkSync(join(root, target), join(root, path))
  }
  const usb = 'sys/devices/pci0000:00/usb1/1-2'
  file(`${usb}/idVendor`, '0403\n')
  file(`${usb}/idProduct`, '6001\n')
  file(`${usb}/serial`, 'A50285BI\n')
  file(`${usb}/1-2:1.0/ttyUSB0/port_number`, '0\n')
  file('sys/bus/usb-serial/drivers/ftdi_sio/module', '')
  link(`${usb}/1-2:1.0/ttyUSB0/driver`, 'sys/bus/usb-serial/drivers/ftdi_sio')
  link('sys/class/tty/ttyUSB0/device', `${usb}/1-2:1.0/ttyUSB0`)
  file('sys/class/tty/ttyUSB0/dev', '188:0\n')
  file(
    'run/udev/data/c188:0',
    'S:serial/by-id/x\nE:ID_VENDOR_FROM_DATABASE=Future Technology\nE:ID_MODEL_FROM_DATABASE=FT232 Serial\n',
  )
  file('sys/devices/platform/serial8250/uevent', '')
  for (const [name, type] of [
    ['ttyS10', '4'],
    ['ttyS2', '4'],
    ['ttyS3', '0'],
  ] as const) {
    link(`sys/class/tty/${name}/device`, 'sys/devices/platform/serial8250')
    file(`sys/class/tty/${name}/type`, `${type}\n`)
    file(`dev/${name}`, '')
  }
  file('sys/class/tty/tty1/dev', '4:1\n')
  file('dev/ttyUSB0', '')
  link('dev/serial/by-id/usb-FTDI_FT232R_A50285BI-if00-port0', 'dev/ttyUSB0')
  file('proc/4321/comm', 'minicom\n')
  file('proc/4321/cmdline', '/usr/bin/minicom\0/dev/ttyUSB0\0--secret\0')
  link('proc/4321/fd/3', 'dev/ttyUSB0')
  file('proc/77/comm', 'cat\n')
  file('proc/77/cmdline', 'cat\0')
  link('proc/77/fd/0', 'dev/ttyUSB0')
  file('run/lock/LCK..ttyUSB0', '      4321\n')
  file('run/lock/LCK..ttyS2', '      5555\n')
}

ports('are listed with stable name, adapter and holders', async () => {
  const { path, remove } = temporaryDirectory()
  machine(path)
  assert.equal(await listPorts(path), [
    { path: '/dev/ttyS2', adapter: {}, permitted: true, holders: [] },
    { path: '/dev/ttyS10', adapter: {}, permitted: true, holders: [] },
    {
      path: '/dev/ttyUSB0',
      byId: '/dev/serial/by-id/usb-FTDI_FT232R_A50285BI-if00-port0',
      adapter: {
        driver: 'ftdi_sio',
        usb: '0403:6001',
        manufacturer: 'Future Technology',
        product: 'FT232 Serial',
        serialNumber: 'A50285BI',
      },
      permitted: true,
      holders: [
        { pid: 4321, how: 'lock-file', command: 'minicom ttyUSB0' },
        { pid: 77, how: 'open', command: 'cat' },
      ],
    },
  ])
  remove()
})

ports('a machine without any has an empty list', async () => {
  const { path, remove } = temporaryDirectory()
  assert.equal(await listPorts(path), [])
  remove()
})

ports('who has a device open and who has it locked is found on the running system', async () => {
  const pty = await openPty()
  const opener = spawn('sleep', ['3600'], { stdio: ['ignore', 'ignore', 'ignore'] })
  const locker = spawn('flock', ['--no-fork', pty.path, 'sleep', '3600'], { stdio: 'ignore' })
  let holders = await holdersOf(pty.path)
  for (let tries = 0; tries < 200 && !holders.some(({ how }) => how === 'locked'); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    holders = await holdersOf(pty.path)
  }
  assert.equal(
    holders.find(({ pid }) => pid === locker.pid),
    { pid: locker.pid, how: 'locked', command: 'sleep 3600' },
  )
  assert.ok(
    holders.some(({ how }) => how === 'open'),
    'the maker of the pty has it open',
  )
  assert.not(
    holders.some(({ pid }) => pid === opener.pid),
    'a stranger has not',
  )
  for (const child of [opener, locker]) {
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
  }
  await pty.close()
})

ports.run()
