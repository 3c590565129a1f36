/** Helpers of the tests of the agent: the agent as a process of its own, and a subscriber that holds all to the contract. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import mqtt, { type MqttClient } from 'mqtt'
import type { Pty } from '../../../src/edge/pty.ts'
import type { AgentHealth } from '../../../src/report/schema/agent.ts'
import type { CloudEvent, DocumentName } from '../../../src/report/schemas.ts'
import { validateDocument, validateEvent } from '../../../src/report/validate.ts'
import { renderByName } from '../../../src/simulator/catalogue.ts'
import type { TimedLine } from '../../../src/simulator/entry.ts'
import { throughLine } from '../../../src/simulator/line.ts'
import type { Dialect } from '../../../src/simulator/trains.ts'
import { until } from '../outbox/support.ts'

const MAIN = join(import.meta.dirname, '../../../src/main.js')
const TRANSCRIPTS = join(import.meta.dirname, '../../../../test/transcripts')

export type Ran = {
  readonly child: ChildProcess
  /** Everything it wrote to stderr. */
  log(): string
  out(): string
  /** Sends a signal and waits for the end; the exit status, or the signal that ended it. */
  end(signal?: NodeJS.Signals): Promise<number | string>
}

/** `ikewatch` with these arguments. It goes when this process goes. */
export const ikewatch = (args: readonly string[]): Ran => {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => {
      process.off('exit', kill)
      resolve(code ?? signal ?? 'gone')
    }),
  )
  let [out, log] = ['', '']
  child.stdout?.on('data', (bytes) => {
    out += bytes
  })
  child.stderr?.on('data', (bytes) => {
    log += bytes
  })
  return {
    child,
    log: () => log,
    out: () => out,
    end: (signal) => {
      if (signal !== undefined) child.kill(signal)
      return ended
    },
  }
}

export type Settings = {
  readonly directory: string
  readonly url: string
  /** Devices by console. */
  readonly consoles: Readonly<Record<string, string>>
  /** Addresses by name, of every console. */
  readonly peers?: Readonly<Record<string, string>>
}

/** Writes a configuration of agent `branch` and gives the file. JSON is YAML. */
export const configFile = ({ directory, url, consoles, peers = {} }: Settings): string => {
  const file = join(directory, 'ikewatch.yaml')
  const known = Object.fromEntries(Object.entries(peers).map(([name, address]) => [name, { address }]))
  const lines = Object.entries(consoles).map(([name, device]) => [name, { device, peers: known }])
  const config = {
    agent: 'branch',
    broker: { url },
    outbox: { directory: join(directory, 'outbox') },
    consoles: Object.fromEntries(lines),
  }
  writeFileSync(file, JSON.stringify(config))
  return file
}

/** Puts lines on a pty at the pace of a line; returns when the last byte is out. */
const play = async (pty: Pty, lines: Iterable<TimedLine>, baud: number): Promise<void> => {
  const begun = performance.now()
  for (const { at, bytes } of throughLine(lines, { baud })) {
    const early = at - (performance.now() - begun)
    if (early > 0) await pause(early)
    pty.write(bytes)
  }
}

/** The first `count` lines of a transcript, or all; by its path without the ending. */
export const playTranscript = (pty: Pty, name: string, baud = 9600, count?: number): Promise<void> => {
  const text = readFileSync(join(TRANSCRIPTS, `${name}.console`), 'utf8')
  const lines = text
    .split(/\r?\n/)
    .slice(0, count)
    .map((line) => ({ at: 0, text: line }))
  return play(pty, lines, baud)
}

/** A scenario, faster than a real line. `saCount`: SAs that the router made before, as conn-ids show. */
export const playScenario = (pty: Pty, name: string, saCount = 0, dialect: Dialect = 'ios-12'): Promise<void> =>
  play(pty, renderByName(name, { dialect, choice: { saCount } })?.lines ?? [], 115_200)

export type Message = {
  readonly topic: string
  readonly payload: string
  readonly retain: boolean
  readonly qos: number
  readonly contentType: string | undefined
}

export type Subscriber = {
  readonly client: MqttClient
  readonly messages: readonly Message[]
  /** Events of one console, in the order they came. */
  events(console: string): CloudEvent[]
  /** Their types, without `ikewatch.`. */
  types(console: string): string[]
  /** The newest payload of a topic below `ikewatch/1/branch/`, as it is; undefined before the first. */
  last(topic: string): string | undefined
  /** Everything received that breaks the contract. */
  faults(): string[]
  close(): Promise<void>
}

export const ROOT = 'ikewatch/1/branch/'

const DOCUMENTS: readonly (readonly [RegExp, DocumentName])[] = [
  [/^status$/, 'agent.status'],
  [/^info$/, 'agent.info'],
  [/^health$/, 'agent.health'],
  [/^console\/[^/]+\/status$/, 'console.status'],
  [/^console\/[^/]+\/unexpected$/, 'console.unexpected'],
  [/^console\/[^/]+\/peer\/[^/]+\/phase1$/, 'peer.phase1'],
  [/^console\/[^/]+\/peer\/[^/]+\/alert\/[^/]+$/, 'peer.alert'],
]

const faultsOf = ({ topic, payload }: Message): string[] => {
  if (payload === '') return []
  const below = topic.slice(ROOT.length)
  if (/^(cmd|rsp)\//.test(below)) return []
  if (/^console\/[^/]+\/event$/.test(below)) return validateEvent(JSON.parse(payload))
  const name = DOCUMENTS.find(([form]) => form.test(below))?.[1]
  return name === undefined ? [`${topic}: no topic of the contract`] : validateDocument(name, JSON.parse(payload))
}

/** Subscribes to all that agent `branch` publishes. */
export const subscriber = async (url: string, protocolVersion: 4 | 5 = 5): Promise<Subscriber> => {
  const client = await mqtt.connectAsync(url, { protocolVersion, reconnectPeriod: 50 })
  const messages: Message[] = []
  client.on('error', () => {})
  client.on('message', (topic, payload, { retain, qos, properties }) => {
    messages.push({ topic, payload: payload.toString(), retain, qos, contentType: properties?.contentType })
  })
  await client.subscribeAsync(`${ROOT}#`, { qos: 1 })
  const events = (console: string): CloudEvent[] =>
    messages
      .filter(({ topic }) => topic === `${ROOT}console/${console}/event`)
      .map(({ payload }) => JSON.parse(payload) as CloudEvent)
  return {
    client,
    messages,
    events,
    types: (console) => events(console).map(({ type }) => type.replace('ikewatch.', '')),
    last: (topic) => messages.findLast((message) => message.topic === ROOT + topic)?.payload,
    faults: () => messages.flatMap((message) => faultsOf(message).map((fault) => `${message.topic} ${fault}`)),
    close: () => client.endAsync(true),
  }
}

/** Waits until an event of this type has come in a console's stream so often. */
export const arrives = (seen: Subscriber, console: string, type: string, times = 1): Promise<void> =>
  until(
    () => seen.types(console).filter((each) => each === type).length >= times,
    `${type} ${times} times, came: ${seen.types(console).join(' ')}`,
  )

/** The agent's account of itself, asked by a client that has subscribed to the answer. */
export const askHealth = (client: MqttClient): Promise<AgentHealth> =>
  new Promise((resolve) => {
    const take = (topic: string, payload: Buffer): void => {
      if (topic !== `${ROOT}rsp/health`) return
      client.off('message', take)
      resolve(JSON.parse(payload.toString()) as AgentHealth)
    }
    client.on('message', take)
    client.publish(`${ROOT}cmd/health`, '', { qos: 1 })
  })
