import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { listScenarios } from '../../src/simulator/catalogue.ts'
import { environment, ikewatch, jsonLines, MAIN } from './program-under-test.ts'

const simulate = suite('simulate')

const played = (...args: string[]) => ikewatch(['simulate', ...args, '--pace', 'fast']).out

simulate('lists every scenario', () => {
  const names = jsonLines(ikewatch(['simulate', '--list', '--json']).out).map(({ name }) => name)
  assert.equal(
    names,
    listScenarios().map(({ name }) => name),
  )
  assert.match(ikewatch(['simulate', '--list']).out, /^success\n {4}\S/)
})

simulate('lists and plays what a firewall can show', () => {
  const listed = jsonLines(ikewatch(['simulate', '--list', '--json', '--dialect', 'asa']).out).map(({ name }) => name)
  assert.equal(
    listed,
    listScenarios('asa').map(({ name }) => name),
  )
  const console = played('psk-missing', '--dialect', 'asa', '--role', 'responder')
  assert.match(console, /^Nov 08 07:10:05 \[IKEv1\]IP = /)
  assert.match(ikewatch(['replay', '-'], { input: console }).out, /tunnel-group 172\.16\.6\.2 ipsec-attributes/)
  assert.match(ikewatch(['simulate', 'isakmp-off', '--dialect', 'asa']).err, /no scenario "isakmp-off"/)
})

simulate('plays a console that replay understands', () => {
  const console = played('success', '--dialect', 'ios-xe', '--role', 'responder', '--exchange', 'aggressive')
  const { out } = ikewatch(['replay', '-'], { input: console })
  assert.match(out, /aggressive mode, this router is the responder/)
  assert.match(out, /established in/)
})

simulate('gives the same bytes for the same seed, and faults only on request', () => {
  assert.is(played('success', '--seed', '7'), played('success', '--seed', '7'))
  assert.is.not(played('success', '--seed', '7'), played('success', '--seed', '8'))
  const clean = played('success')
  assert.ok(played('success', '--drop', '2%').length < clean.length)
  assert.is.not(played('success', '--noise', '0.02'), clean)
})

simulate('prints the path of a pty that tail can read', async () => {
  const router = spawn(process.execPath, [MAIN, 'simulate', 'success', '--pty', '--pace', '100x'], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [path] = (await once(router.stdout, 'data')) as [Buffer]
  const reader = spawn(process.execPath, [MAIN, 'tail', String(path).trim()], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let out = ''
  for await (const bytes of reader.stdout) {
    out += bytes
    if (/established in/.test(out)) break
  }
  const gone = Promise.all([once(reader, 'exit'), once(router, 'exit')])
  reader.kill('SIGINT')
  router.kill('SIGINT')
  await gone
  assert.match(out, /established in/)
})

simulate.run()
