/** The brokers of a run: Debian's, each with the recorder at it. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ChildBroker, MOSQUITTO, mosquitto, NATS, nats, RABBITMQ, rabbitmq } from '../edge/broker/brokers.ts'
import { type Follower, LOGIN, type Recorder } from './recorder.ts'

export type BrokerName = 'mosquitto' | 'nats-server' | 'rabbitmq'

export type Site = {
  readonly name: BrokerName
  readonly broker: ChildBroker
  readonly follower: Follower
  /** Lets in only those with a login, or everybody again; undefined where the broker cannot change that while it runs. */
  readonly onlyWithLogin: ((only: boolean) => Promise<void>) | undefined
  close(): Promise<void>
}

export const INSTALLED: { readonly [B in BrokerName]: boolean } = {
  mosquitto: MOSQUITTO !== undefined,
  'nats-server': NATS !== undefined,
  rabbitmq: RABBITMQ !== undefined,
}

const site = async (
  name: BrokerName,
  broker: ChildBroker,
  recorder: Recorder,
  more: Partial<Site> = {},
  beside: readonly ChildBroker[] = [],
): Promise<Site> => {
  for (const each of [...beside, broker]) await each.start()
  const follower = await recorder.follow(broker.url, name === 'mosquitto' ? 5 : 4)
  const close = async (): Promise<void> => {
    await follower.close()
    for (const each of [broker, ...beside]) await each.signal('SIGKILL')
  }
  return { name, broker, follower, onlyWithLogin: undefined, close, ...more }
}

/** Everything that was acknowledged has gone to the recorder before: no limit of what is under way to it. */
const MOSQUITTO_LINES = ['persistence true', 'max_inflight_messages 0', 'max_queued_messages 0']

const startMosquitto = async (directory: string, recorder: Recorder): Promise<Site> => {
  const passwords = join(directory, 'passwords')
  execFileSync('mosquitto_passwd', ['-c', '-b', passwords, LOGIN.username, LOGIN.password])
  const lines = [...MOSQUITTO_LINES, `persistence_location ${directory}/`, `password_file ${passwords}`]
  const broker = await mosquitto(directory, [...lines, 'allow_anonymous true'])
  const config = join(directory, `mosquitto-${broker.port}.conf`)
  const onlyWithLogin = async (only: boolean): Promise<void> => {
    writeFileSync(config, readFileSync(config, 'utf8').replace(/allow_anonymous \w+/, `allow_anonymous ${!only}`))
    await broker.signal('SIGHUP')
  }
  return site('mosquitto', broker, recorder, { onlyWithLogin })
}

const startRabbitmq = async (directory: string, recorder: Recorder): Promise<Site> => {
  const { names, broker } = await rabbitmq(directory)
  return site('rabbitmq', broker, recorder, {}, [names])
}

export const startSite = async (name: BrokerName, directory: string, recorder: Recorder): Promise<Site> => {
  if (name === 'mosquitto') return startMosquitto(directory, recorder)
  if (name === 'rabbitmq') return startRabbitmq(directory, recorder)
  return site(name, await nats(directory), recorder)
}
