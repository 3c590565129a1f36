/** Where the agent delivers: Debian's brokers, reached in several ways, each with the recorder at it. */
import { type ChildBroker, MOSQUITTO, NATS, nats, RABBITMQ, rabbitmq } from '../edge/broker/brokers.ts'
import { OPENSSL } from '../edge/broker/certificates.ts'
import { type Cluster, natsCluster } from '../edge/broker/cluster.ts'
import type { Ways } from './doors.ts'
import { type Access, startMosquitto } from './mosquitto.ts'
import type { Follower, Recorder } from './recorder.ts'

export type SiteName =
  | 'mosquitto'
  | 'mosquitto by TLS'
  | 'mosquitto by websocket'
  | 'nats-server'
  | 'three nats-servers'
  | 'rabbitmq'

export type Site = {
  readonly name: SiteName
  /** The broker to which the recorder goes. */
  readonly broker: ChildBroker
  readonly ways: Ways
  readonly follower: Follower
  /** Undefined where it cannot be changed while the broker runs. */
  readonly access: Access | undefined
  /** Its other nodes are those to which the ways lead, in that order. */
  readonly cluster: Cluster | undefined
}

/** What is missing for a site; undefined where nothing is. */
export const missingFor = (name: SiteName): string | undefined => {
  if (name === 'rabbitmq') return RABBITMQ === undefined ? 'rabbitmq-server' : undefined
  if (name === 'nats-server' || name === 'three nats-servers') return NATS === undefined ? 'nats-server' : undefined
  if (MOSQUITTO === undefined) return 'mosquitto'
  return name === 'mosquitto by TLS' && !OPENSSL ? 'openssl' : undefined
}

type Made = Pick<Site, 'broker' | 'ways'> & {
  readonly access?: Access
  readonly cluster?: Cluster
  readonly beside?: readonly ChildBroker[]
}

const makeBroker = async (name: SiteName, directory: string): Promise<Made> => {
  if (name === 'rabbitmq') {
    const { names, broker } = await rabbitmq(directory)
    return { broker, ways: [['first', broker.port]], beside: [names] }
  }
  if (name === 'nats-server') {
    const broker = await nats(directory)
    return { broker, ways: [['first', broker.port]] }
  }
  if (name === 'three nats-servers') {
    const cluster = await natsCluster(directory)
    const [broker, second, third] = cluster.nodes
    const ways: Ways = [
      ['first', second.port],
      ['second', third.port],
    ]
    return { broker, ways, cluster, beside: [second, third] }
  }
  return startMosquitto(name, directory)
}

/** What is begun is entered in `ends`, also where this rejects on the way. */
export const startSite = async (
  name: SiteName,
  directory: string,
  recorder: Recorder,
  ends: (() => unknown)[],
): Promise<Site> => {
  const { broker, ways, access, cluster, beside = [] } = await makeBroker(name, directory)
  ends.push(async () => {
    for (const each of [broker, ...beside]) await each.signal('SIGKILL')
  })
  if (cluster !== undefined) await cluster.start()
  else for (const each of [...beside, broker]) await each.start()
  const follower = await recorder.follow(broker.url, access === undefined ? 4 : 5)
  ends.push(follower.close)
  return { name, broker, ways, follower, access, cluster }
}
