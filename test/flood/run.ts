/** The flood for real: a pty, the agent as a process of its own, mosquitto, a subscriber. */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Pty } from '../../src/edge/pty.ts'
import type { AgentHealth } from '../../src/report/schema/agent.ts'
import type { Truth } from '../../src/simulator/entry.ts'
import { arrives, askHealth, configFile, ikewatch, ROOT, type Subscriber, subscriber } from '../edge/agent/support.ts'
import { mosquitto } from '../edge/broker/brokers.ts'
import { bytesWrittenToPtys, countedPty } from '../edge/console/support.ts'
import { temporaryDirectory, until } from '../edge/outbox/support.ts'
import { faultsOf } from './findings.ts'
import { floodText, REAL } from './text.ts'
import { reference } from './undisturbed.ts'

export type FloodOptions = {
  readonly seed: number
  readonly strangers: number
  /** Strangers and hostile lines in each story of the tunnel. */
  readonly each: number
  readonly hostile: number
  /** Told each time when a further share of the strangers, a tenth, has been read. */
  readonly onTenth?: (tenth: Tenth) => void
}

export type Tenth = {
  readonly strangers: number
  readonly seconds: number
  readonly lines: number
  readonly bytes: number
  readonly events: number
  readonly rssBytes: number
}

export type Flood = {
  readonly faults: readonly string[]
  readonly tenths: readonly Tenth[]
  readonly health: AgentHealth
}

const PATIENCE_MS = 600_000

/** The agent's account when all that was written is read and all that was made of it is delivered. */
const settled = async (seen: Subscriber, written: number): Promise<AgentHealth> => {
  for (const end = performance.now() + PATIENCE_MS; ; ) {
    const health = await askHealth(seen.client)
    if (health.consoles.tokyo?.read === written && health.outbox.depth === 0) return health
    if (performance.now() > end) throw new Error(`of ${written} bytes: ${JSON.stringify(health)}`)
    await pause(100)
  }
}

/** Runs it with brokers and files of its own. Needs mosquitto. */
export const flood = async (options: FloodOptions): Promise<Flood> => {
  const directory = temporaryDirectory()
  const broker = await mosquitto(directory.path, ['allow_anonymous true', 'log_type error'])
  await broker.start()
  const pty = await countedPty({ link: join(directory.path, 'tokyo') })
  try {
    return await floodOver(pty, broker.url, directory.path, options)
  } finally {
    await pty.close()
    await broker.signal('SIGKILL')
    directory.remove()
  }
}

const floodOver = async (pty: Pty, url: string, directory: string, options: FloodOptions): Promise<Flood> => {
  const { seed, strangers, each, hostile, onTenth } = options
  const seen = await subscriber(url)
  const settings = { directory, url, consoles: { tokyo: pty.path }, peers: { osaka: REAL } }
  const agent = ikewatch(['run', '--config', configFile(settings)])
  await arrives(seen, 'tokyo', 'console.open')
  const alone = reference('osaka', REAL)
  const truths: Truth[] = []
  const ends: { [reason: string]: number } = {}
  const tenths: Tenth[] = []
  const begun = performance.now()
  const seconds = (): number => (performance.now() - begun) / 1_000
  let [come, lines, written] = [0, 0, 0]

  for (const chapter of floodText(seed, each, hostile)) {
    truths.push(...chapter.truths)
    for (const { reason = '' } of chapter.strangers) ends[reason] = (ends[reason] ?? 0) + 1
    alone.hear(chapter.undisturbed)
    if (!pty.write(chapter.bytes)) await new Promise<void>((resolve) => pty.onDrain(resolve))
    come += each
    lines += chapter.lines
    written += chapter.bytes.length
    if (come < ((tenths.length + 1) * strangers) / 10) continue
    const { outbox, rssBytes = 0 } = await settled(seen, written)
    const tenth = { strangers: come, seconds: seconds(), lines, bytes: written, events: outbox.made, rssBytes }
    tenths.push(tenth)
    onTenth?.(tenth)
    if (come >= strangers) break
  }

  seen.client.publish(`${ROOT}cmd/snapshot`, '', { qos: 1 })
  await until(() => seen.last('rsp/snapshot') !== undefined, 'the counts of strangers as they stand')
  const health = await settled(seen, written)
  const took = seconds()
  const status = await agent.end('SIGTERM')
  await seen.close()
  const heard = {
    seen,
    log: agent.log(),
    health,
    seconds: took,
    written,
    truths,
    undisturbed: alone.said,
    strangers: ends,
  }
  const faults = [
    ...faultsOf(heard),
    ...(status === 0 ? [] : [`the agent ended with ${status}`]),
    ...(bytesWrittenToPtys() === 0 ? [] : ['bytes were written to the console']),
  ]
  return { faults, tenths, health }
}
