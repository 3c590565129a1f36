import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Pty } from '../../../src/edge/pty.ts'
import { temporaryDirectory, until } from '../outbox/support.ts'
import { SER2NET, ser2net } from './ser2net.ts'
import { bytesWrittenToPtys, countedPty, record } from './support.ts'

const behind = suite('console behind ser2net')

if (SER2NET === undefined) console.log('SKIPPED: console behind ser2net: it is not installed')

type Server = { readonly port: number; readonly pty: Pty; stop(): Promise<void> }

const start = async (protocol: 'tcp' | 'telnet'): Promise<Server> => {
  const directory = temporaryDirectory()
  const pty = await countedPty()
  const server = await ser2net(protocol, pty.path, directory.path)
  server.start()
  return {
    port: server.port,
    pty,
    stop: async () => {
      await server.kill()
      await pty.close()
      directory.remove()
    },
  }
}

const through = (name: string, protocol: 'tcp' | 'telnet', use: (server: Server) => Promise<void>): void => {
  behind(name, async () => {
    if (SER2NET === undefined) return
    const server = await start(protocol)
    try {
      await use(server)
    } finally {
      await server.stop()
    }
  })
}

const everyByte = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7 + (index >> 8)) & 255))

for (const protocol of ['tcp', 'telnet'] as const) {
  through(`every byte of a ${protocol} port arrives as it was`, protocol, async ({ port, pty }) => {
    const { console, comesTo, bytes } = record({ device: `${protocol}://127.0.0.1:${port}` })
    await comesTo('open')
    // What comes before the server has opened its own device is lost there: wait for a first byte.
    const timer = setInterval(() => pty.write('>'), 20)
    await until(() => bytes().length > 0, 'a first byte')
    clearInterval(timer)
    pty.write(everyByte)
    await until(() => bytes().subarray(-everyByte.length).equals(everyByte), 'every byte')
    assert.match(bytes().subarray(0, -everyByte.length).toString(), /^>+$/)
    await console.close()
  })
}

through('a second reader is told that the port is taken', 'telnet', async ({ port }) => {
  const first = record({ device: `telnet://127.0.0.1:${port}` })
  await first.comesTo('open')
  const second = record({ device: `telnet://127.0.0.1:${port}` })
  assert.match((await second.comesTo('locked')).why, 'has another reader')
  await second.console.close()
  await first.console.close()
})

behind('nothing was ever written to the console', () => {
  assert.is(bytesWrittenToPtys(), 0)
})

behind.run()
