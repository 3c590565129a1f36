import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { MINIMUM_CAPACITY } from '../../../src/outbox/outbox.ts'
import { type Report, startVerifying, verified, verifyEvent } from '../../../src/report/verify.ts'
import { type Recorded, recorder, verify } from '../broker/agent.ts'
import { MOSQUITTO, mosquitto } from '../broker/brokers.ts'
import { temporaryDirectory, until } from './support.ts'

const crash = suite('agent killed while it publishes')

if (MOSQUITTO === undefined) console.log('SKIPPED: agent killed while it publishes: mosquitto is not installed')

const ROUNDS = 8
const SEED = 20_251_125

/** A small generator, so that a failure can be repeated as far as a kill can. */
const numbers = (seed: number) => {
  let x = seed
  return (): number => {
    x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0
    return x / 2 ** 32
  }
}

const start = (directory: string, url: string, room?: number): { child: ChildProcess; said: () => string } => {
  const rest = room === undefined ? [] : [String(room)]
  const child = spawn(process.execPath, [join(import.meta.dirname, 'publisher.js'), directory, url, ...rest], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const onExit = (): void => {
    child.kill('SIGKILL')
  }
  process.once('exit', onExit)
  child.once('exit', () => process.removeListener('exit', onExit))
  let text = ''
  child.stdout?.on('data', (bytes) => {
    text += bytes
  })
  return { child, said: () => text }
}

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

crash('killed -9 at random moments: no number is missing, none given twice, order kept', async () => {
  if (MOSQUITTO === undefined) return
  const directory = temporaryDirectory()
  const broker = await mosquitto(directory.path)
  await broker.start()
  const seen = await recorder(broker.url)
  const random = numbers(SEED)
  const outbox = join(directory.path, 'outbox')
  for (let round = 1; round <= ROUNDS; round++) {
    const { child, said } = start(outbox, broker.url)
    await until(() => said().includes(`boot ${round}\n`) || ended(child), 'started')
    await new Promise((resolve) => setTimeout(resolve, random() * 500))
    child.kill('SIGKILL')
    await until(() => ended(child), 'killed')
    assert.not.match(said(), /^report /m)
  }
  const last = start(outbox, broker.url)
  await until(() => last.said().includes('online'), 'online')
  last.child.kill('SIGTERM')
  await until(() => ended(last.child), 'finished')
  const [, total, waiting] = /finished (\d+) (\d+)/.exec(last.said()) ?? []
  assert.is(waiting, '0')
  await until(() => verify(seen.messages).first.at(-1) === Number(total), 'the last event arrived')
  const { first, duplicates } = verify(seen.messages)
  assert.ok(first.length > 100)
  assert.equal(
    first,
    first.map((_, index) => index + 1),
  )
  console.log(`${ROUNDS} kills, ${first.length} events, 0 lost, ${duplicates} duplicates`)
  await seen.close()
  await broker.signal('SIGKILL')
  directory.remove()
})

crash(
  'killed -9 with a full outbox that has just come online: what was given up never comes, all else in order',
  async () => {
    if (MOSQUITTO === undefined) return
    const directory = temporaryDirectory()
    const broker = await mosquitto(directory.path)
    await broker.start()
    const seen = await recorder(broker.url)
    const random = numbers(SEED)
    const outbox = join(directory.path, 'outbox')
    // So that the recording begins with the first.
    const first = start(outbox, broker.url)
    await until(() => seen.messages.length > 0, 'an event')
    first.child.kill('SIGKILL')
    await until(() => ended(first.child), 'killed')
    for (let round = 1; round <= ROUNDS; round++) {
      await broker.signal('SIGSTOP')
      const { child, said } = start(outbox, broker.url, MINIMUM_CAPACITY)
      await until(() => said().includes('the outbox is full') || ended(child), 'full')
      await broker.signal('SIGCONT')
      await until(() => said().includes('online') || ended(child), 'online')
      await new Promise((resolve) => setTimeout(resolve, random() * 300))
      child.kill('SIGKILL')
      await until(() => ended(child), 'killed')
      assert.not.match(said(), /^report /m)
    }
    const last = start(outbox, broker.url, MINIMUM_CAPACITY)
    await until(() => last.said().includes('online'), 'online')
    last.child.kill('SIGTERM')
    await until(() => ended(last.child), 'finished')
    const [, total] = /finished (\d+) 0/.exec(last.said()) ?? []
    const received = startVerifying()
    let taken = 0
    const report = () => {
      for (; taken < seen.messages.length; taken++) {
        const { topic, payload } = seen.messages[taken] as Recorded
        if (topic.endsWith('/event')) verifyEvent(received, JSON.parse(payload))
      }
      return verified(received)[0]
    }
    await until(() => report()?.last === Number(total), 'the last event arrived')
    const { holes, conflicts, late, said, absent, duplicates } = report() as Report
    assert.ok(said >= ROUNDS, `${said} were given up`)
    assert.equal({ holes, conflicts, late, absent }, { holes: [], conflicts: [], late: 0, absent: said })
    console.log(`${ROUNDS} kills, ${total} events, ${said} given up, none of them came, ${duplicates} duplicates`)
    await seen.close()
    await broker.signal('SIGKILL')
    directory.remove()
  },
)

crash.run()
