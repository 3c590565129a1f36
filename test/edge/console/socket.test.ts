import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { until } from '../outbox/support.ts'
import { farEnd, QUICK, record } from './support.ts'

const socket = suite('console behind a console server')

socket('the bytes of a raw port arrive as they were, and nothing is sent', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
  const far = await farEnd((peer) => peer.write(bytes))
  const recorded = record({ device: `tcp://127.0.0.1:${far.port}` })
  await until(() => recorded.bytes().length === 256, 'all bytes')
  assert.is(recorded.told[0]?.state, 'open')
  assert.is(recorded.told[0]?.why, `Connected to 127.0.0.1:${far.port}.`)
  assert.ok(recorded.bytes().equals(bytes))
  assert.is(far.received().length, 0)
  await recorded.console.close()
  await far.close()
})

socket('on a telnet port the refusals are all that is sent', async () => {
  const far = await farEnd((peer) => peer.write(Buffer.from([255, 251, 1, 255, 253, 24, 65, 255, 255, 13, 0, 66])))
  const recorded = record({ device: `telnet://127.0.0.1:${far.port}` })
  await until(() => recorded.bytes().length === 4, 'the data')
  assert.equal([...recorded.bytes()], [65, 255, 13, 66])
  await until(() => far.received().length === 6, 'the refusals')
  assert.equal([...far.received()], [255, 254, 1, 255, 252, 24])
  await recorded.console.close()
  await far.close()
})

socket('a server that goes away is lost, and connected to again when it is back', async () => {
  const far = await farEnd((peer) => peer.write('one '))
  const { console, comesTo, text } = record({ device: `tcp://127.0.0.1:${far.port}` })
  await until(() => text() === 'one ', 'text')
  await far.close()
  await until(() => console.state().why.includes('refuses the connection'), 'the refusal as reason')
  const back = await farEnd((peer) => peer.write('two'), far.port)
  await comesTo('open')
  await until(() => text() === 'one two', 'text of the second connection')
  await console.close()
  await back.close()
})

socket('a port that somebody else reads is locked', async () => {
  const far = await farEnd((peer) => peer.end('Port already in use\r\n'))
  const { console, comesTo } = record({ device: `tcp://127.0.0.1:${far.port}` })
  assert.match((await comesTo('locked')).why, 'has another reader ("Port already in use")')
  await console.close()
  await far.close()
})

socket('a silent connection is said to be silent and kept', async () => {
  const far = await farEnd(() => {})
  const { console, comesTo, states } = record({ device: `tcp://127.0.0.1:${far.port}`, silentAfter: 100 })
  await comesTo('silent')
  await new Promise((resolve) => setTimeout(resolve, 250))
  assert.is(far.sockets.length, 1)
  far.sockets[0]?.write('Tokyo#')
  await comesTo('open')
  await comesTo('silent')
  assert.equal(states(), ['open', 'silent', 'open', 'silent'])
  await console.close()
  await far.close()
})

socket('a name that nobody knows and a port that nobody serves are told apart', async () => {
  const unknown = record({
    device: 'tcp://console-server.invalid:2003',
    timing: { ...QUICK, firstMs: 60_000, longestMs: 60_000 },
  })
  await until(() => /cannot be resolved/.test(unknown.console.state().why), 'the name as reason')
  assert.is(unknown.console.state().state, 'lost')
  await unknown.console.close()
})

socket.run()
