import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { temporaryDirectory, until } from '../outbox/support.ts'
import { bytesWrittenToPtys, countedPty, QUICK, record } from './support.ts'

const serial = suite('serial console')

const LINE = 'ISAKMP:(0):Old State = IKE_I_MM1  New State = IKE_I_MM2\r\n'

serial('bytes of a pty arrive as they were', async () => {
  const pty = await countedPty()
  const { console, comesTo, bytes } = record({ device: pty.path })
  await comesTo('open')
  const sent = Buffer.from(Array.from({ length: 20_000 }, (_, index) => 32 + ((index * 7) % 95)))
  pty.write(sent)
  await until(() => bytes().length === sent.length, 'all bytes')
  assert.ok(bytes().equals(sent))
  assert.is(console.state().bytes, sent.length)
  await console.close()
  await pty.close()
})

serial('the first opening says at which rate it listens', async () => {
  const pty = await countedPty()
  const { console, comesTo } = record({ device: pty.path, baud: 38_400 })
  const { why } = await comesTo('open')
  assert.is(why, 'Listening at 38400 baud.')
  assert.match(execFileSync('stty', ['-F', pty.path]).toString(), 'speed 38400 baud')
  await console.close()
  await pty.close()
})

serial('a pulled cable is lost, and the console is opened again at the same path by itself', async () => {
  const directory = temporaryDirectory()
  const link = join(directory.path, 'router')
  const { console, comesTo, states, text } = record({ device: link })
  await until(() => console.state().why.includes(`no ${link}`), 'the first attempt')
  for (const round of ['first', 'second', 'third']) {
    const pty = await countedPty({ link })
    await comesTo('open')
    pty.write(`${round} `)
    await until(() => text().endsWith(`${round} `), `text of the ${round} pty`)
    await pty.close()
    await comesTo('lost')
  }
  assert.is(text(), 'first second third ')
  assert.equal(
    states().filter((state, index) => state !== states()[index - 1]),
    ['lost', 'open', 'lost', 'open', 'lost', 'open', 'lost'],
  )
  await console.close()
  directory.remove()
})

serial('a console whose wait is long is opened at once when its device is there again', async () => {
  const directory = temporaryDirectory()
  const link = join(directory.path, 'router')
  const { console, comesTo } = record({
    device: link,
    timing: { ...QUICK, firstMs: 3_600_000, longestMs: 3_600_000 },
  })
  await until(() => /no .*router/.test(console.state().why), 'the first attempt')
  const pty = await countedPty({ link })
  assert.is((await comesTo('open')).why, 'Listening at 9600 baud.')
  await console.close()
  await pty.close()
  directory.remove()
})

serial('a cable pulled in the moment of opening is lost and no endless reading', async () => {
  const directory = temporaryDirectory()
  const link = join(directory.path, 'router')
  const { console, comesTo } = record({ device: link })
  for (let round = 0; round < 20; round++) {
    const pty = await countedPty({ link })
    if (round % 2 === 0) await comesTo('open')
    else await new Promise((resolve) => setTimeout(resolve, round * 2))
    await pty.close()
    // A reader that goes round and round at the hang-up never hears of it.
    await comesTo('lost')
  }
  const pty = await countedPty({ link })
  await comesTo('open')
  await console.close()
  await pty.close()
  directory.remove()
})

serial('a device that another process has locked is locked, and its holder is named', async () => {
  const pty = await countedPty()
  const first = record({ device: pty.path })
  await first.comesTo('open')
  const holder = spawn('flock', ['--nonblock', pty.path, 'sleep', '3600'], { stdio: 'ignore' })
  assert.is(await exitOf(holder), 1, 'our own lock keeps others out')
  await first.console.close()

  const other = spawn('flock', ['--nonblock', '--no-fork', pty.path, 'sleep', '3600'], { stdio: 'ignore' })
  await until(() => lockedBy(other), 'the lock of another process')
  const second = record({ device: pty.path })
  const { why } = await second.comesTo('locked')
  assert.match(why, `in use by sleep 3600 (pid ${other.pid})`)
  other.kill('SIGKILL')
  await second.comesTo('open')
  await second.console.close()
  await pty.close()
})

serial('two consoles of one agent with the same device: the second says so', async () => {
  const pty = await countedPty()
  const first = record({ device: pty.path })
  await first.comesTo('open')
  const second = record({ device: pty.path })
  assert.match((await second.comesTo('locked')).why, 'another console of this agent')
  await second.console.close()
  await first.console.close()
  await pty.close()
})

serial('a silent console is said once and opened anew each time, and a byte ends it', async () => {
  const pty = await countedPty()
  const { console, comesTo, states, text } = record({ device: pty.path, silentAfter: 150 })
  assert.match((await comesTo('silent')).why, 'Nothing came for 0.2 s')
  await new Promise((resolve) => setTimeout(resolve, 400))
  assert.equal(states(), ['open', 'silent'])
  pty.write(LINE)
  await until(() => text() === LINE, 'the line')
  assert.equal(states().slice(0, 3), ['open', 'silent', 'open'])
  await console.close()
  await pty.close()
})

serial('silence makes the device be opened anew', async () => {
  const directory = temporaryDirectory()
  const link = join(directory.path, 'router')
  // A dead adapter that never hung up, and the living device under the same name: only a new opening finds it.
  const dead = await countedPty()
  symlinkSync(dead.path, link)
  const { console, comesTo, text } = record({ device: link, silentAfter: 200 })
  await comesTo('open')
  const living = await countedPty({ link })
  await comesTo('silent')
  const timer = setInterval(() => living.write(LINE), 50)
  await until(() => text().includes(LINE), 'a line of the living device')
  clearInterval(timer)
  await console.close()
  await Promise.all([dead.close(), living.close()])
  directory.remove()
})

serial('rubbish makes a console noisy with its likely cause, clean text ends it', async () => {
  const pty = await countedPty()
  const { console, comesTo, states } = record({ device: pty.path })
  await comesTo('open')
  pty.write(LINE.repeat(5))
  pty.write(Buffer.from(Array.from({ length: 900 }, (_, index) => (index * 97) & 255 || 0xe0)))
  const { why } = await comesTo('noisy')
  assert.match(why, /\d+ % of the bytes are no text, most likely because the baud rate is wrong/)
  pty.write(LINE.repeat(20))
  await comesTo('open')
  assert.equal(states(), ['open', 'noisy', 'open'])
  await console.close()
  await pty.close()
})

serial('reopen opens at once, and close frees the device and ends all telling', async () => {
  const pty = await countedPty()
  const { console, comesTo, told, text } = record({ device: pty.path })
  await comesTo('open')
  console.reopen()
  // What is sent while the port is closed is lost, as on a real line: send until one comes.
  const timer = setInterval(() => pty.write(LINE), 20)
  await until(() => text().includes(LINE), 'a line after the reopening')
  clearInterval(timer)
  await console.close()
  const said = told.length
  const free = spawn('flock', ['--nonblock', pty.path, 'true'], { stdio: 'ignore' })
  assert.is(await exitOf(free), 0)
  await pty.close()
  assert.is(told.length, said)
})

serial('a file is no serial device, and a rate must be one', async () => {
  const directory = temporaryDirectory()
  const file = join(directory.path, 'capture.txt')
  writeFileSync(file, LINE)
  const { console, comesTo } = record({ device: file })
  await until(() => console.state().why.includes('is not a serial device'), 'the reason')
  assert.is((await comesTo('lost')).state, 'lost')
  await console.close()
  for (const baud of [-1, 0, 1.5, 49, 4_000_001, Number.NaN]) {
    assert.throws(() => record({ device: file, baud }), /is not a whole number from 50 to 4000000/)
  }
  assert.throws(() => record({ device: 'http://router' }), /neither a device path nor/)
  directory.remove()
})

serial('with rate auto the one that yields console text is kept, also over a new opening', async () => {
  const pty = await countedPty()
  const { console, comesTo, text } = record({ device: pty.path, baud: 'auto' })
  await comesTo('open')
  // A pty has no rate, so the far end plays the router of 38400 baud: rubbish to whoever listens at another one.
  const rubbish = Buffer.from(Array.from({ length: 60 }, (_, index) => 0x80 | (index * 29)))
  const timer = setInterval(() => {
    const rate = Number(/speed (\d+)/.exec(execFileSync('stty', ['-F', pty.path]).toString())?.[1])
    pty.write(rate === 38_400 ? LINE : rubbish)
  }, 20)
  await until(() => console.state().why === 'Listening at 38400 baud, found by listening.', 'the right rate')
  await until(() => text().includes(LINE), 'text')
  assert.not(text().includes('\x80'), 'rubbish of other rates is handed to nobody')
  const { discarded } = console.state()
  assert.ok(discarded > 0, 'but counted')
  console.reopen()
  await until(() => console.state().why === 'Listening for the baud rate, 38400 first.', 'the known rate first')
  await until(() => console.state().why === 'Listening at 38400 baud, found by listening.', 'the same rate')
  clearInterval(timer)
  await console.close()
  await pty.close()
})

serial('nothing was ever written to the far end', () => {
  assert.is(bytesWrittenToPtys(), 0)
})

const exitOf = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('exit', resolve))

const lockedBy = ({ pid }: ChildProcess): boolean =>
  execFileSync('cat', ['/proc/locks']).toString().includes(`FLOCK  ADVISORY  WRITE ${pid} `)

serial.run()
