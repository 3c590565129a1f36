import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Readable } from 'node:stream'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { openPty } from '../../src/edge/pty.ts'
import { environment, ikewatch, jsonLines, MAIN, transcript } from './program-under-test.ts'

const tail = suite('tail')
const TOKYO = transcript('ios-12/tokyo-osaka')

type Running = { until(text: RegExp): Promise<string>; stop(): Promise<number | null>; err(): string }

/** The program on a live console; Ctrl-C ends it. */
const start = (args: readonly string[]): Running => {
  const child = spawn(process.execPath, [MAIN, ...args], { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.on('data', (bytes: Buffer) => {
    out += bytes
  })
  child.stderr.on('data', (bytes: Buffer) => {
    err += bytes
  })
  const heard = async (stream: Readable, done: () => boolean): Promise<void> => {
    while (!done()) await once(stream, 'data')
  }
  return {
    until: async (text) => {
      await heard(text.source.startsWith('^open') ? child.stderr : child.stdout, () => text.test(out) || text.test(err))
      return out
    },
    stop: async () => {
      child.kill('SIGINT')
      const [status] = (await once(child, 'close')) as [number | null]
      return status
    },
    err: () => err,
  }
}

tail('explains a capture and standard input as replay --explain does', () => {
  const explained = ikewatch(['replay', '--explain', TOKYO]).out
  assert.equal(ikewatch(['tail', TOKYO]), { status: 0, out: explained, err: '' })
  assert.equal(ikewatch(['tail', '-'], { input: readFileSync(TOKYO) }), { status: 0, out: explained, err: '' })
})

tail('gives each line with its meaning and place as JSON', () => {
  const lines = jsonLines(ikewatch(['tail', '--json', TOKYO]).out)
  assert.is(lines.length, 53)
  assert.ok(lines.every(({ meaning }) => typeof meaning === 'string' && meaning !== ''))
  const keys = lines.find(({ text }) => String(text).includes('processing KE payload'))
  assert.is(keys?.position, 'main mode, message 4')
})

tail('explains a serial console as it speaks, writes nothing to it, and ends at Ctrl-C', async () => {
  const pty = await openPty()
  let written = 0
  pty.onData((bytes) => {
    written += bytes.length
  })
  const running = start(['tail', pty.path])
  try {
    await running.until(/^open: /m)
    for (const line of readFileSync(TOKYO, 'utf8').split('\n').slice(3, 10)) pty.write(`${line}\n`)
    const out = await running.until(/message 1 sent after 0 ms/)
    assert.match(out, /Main Mode exchange\n {4}\[main mode, message 1\]/)
    assert.is(await running.stop(), 0)
    assert.is(written, 0)
  } finally {
    await pty.close()
  }
})

tail('explains a console behind a console server', async () => {
  const server = createServer((socket) => socket.end(readFileSync(TOKYO)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const running = start(['tail', `tcp://127.0.0.1:${port}`])
  assert.match(await running.until(/established in 164 ms/), /\*\* the lines are worded as by Cisco IOS 12/)
  assert.is(await running.stop(), 0)
  server.close()
})

tail.run()
