import { existsSync, lstatSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { SerialPort } from 'serialport'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { openPty } from '../../src/edge/pty.ts'
import { temporaryDirectory, until } from './outbox/support.ts'

const pty = suite('pty')

const everyByte = Buffer.from(Array.from({ length: 65_536 }, (_, index) => (index * 7 + (index >> 8)) & 255))

pty('every byte written comes out at the device as it was, and the other way round', async () => {
  const line = await openPty()
  const port = new SerialPort({ path: line.path, baudRate: 9600 })
  const there: Buffer[] = []
  const back: Uint8Array[] = []
  port.on('data', (bytes: Buffer) => there.push(bytes))
  line.onData((bytes) => back.push(bytes))
  await new Promise((resolve) => port.once('open', resolve))
  line.write(everyByte)
  await until(() => Buffer.concat(there).length === everyByte.length, 'all bytes at the device')
  assert.ok(Buffer.concat(there).equals(everyByte))
  assert.is(back.length, 0, 'no echo')
  port.write(everyByte.subarray(0, 1024))
  await until(() => Buffer.concat(back).length === 1024, 'all bytes back')
  assert.ok(Buffer.concat(back).equals(everyByte.subarray(0, 1024)))
  await new Promise((resolve) => port.close(resolve))
  await line.close()
})

pty('the pulled cable takes device and link away', async () => {
  const directory = temporaryDirectory()
  const link = join(directory.path, 'router')
  const line = await openPty({ link })
  const device = readlinkSync(link)
  assert.is(line.path, link)
  assert.ok(existsSync(device))
  await line.close()
  assert.not(existsSync(device))
  assert.throws(() => lstatSync(link))
  directory.remove()
})

pty('a second pty takes over the link, and the first leaves it alone when it goes', async () => {
  const directory = temporaryDirectory()
  const link = join(directory.path, 'router')
  const first = await openPty({ link })
  const second = await openPty({ link })
  await first.close()
  assert.ok(existsSync(link))
  await second.close()
  directory.remove()
})

pty.run()
