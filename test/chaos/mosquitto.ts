/** mosquitto as a site: its listeners, and who may do what there. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ChildBroker, freePort, mosquitto } from '../edge/broker/brokers.ts'
import { certificates, tlsLines } from '../edge/broker/certificates.ts'
import type { Door, Ways } from './doors.ts'
import { LOGIN, ROOT } from './recorder.ts'

/** Changed while it runs. */
export type Access = {
  /** Lets in only those with a login, or everybody again. */
  onlyWithLogin(only: boolean): Promise<void>
  /** Refuses the agent's events, or takes them again. */
  refuseEvents(refuse: boolean): Promise<void>
}

export type MosquittoName = 'mosquitto' | 'mosquitto by TLS' | 'mosquitto by websocket'

/** Everything that was acknowledged has gone to the recorder before: no limit of what is under way to it. */
const LINES = ['persistence true', 'max_inflight_messages 0', 'max_queued_messages 0', 'allow_anonymous true']

const listener = (name: MosquittoName, port: number, directory: string): readonly string[] => {
  if (name === 'mosquitto') return []
  const lines = [`listener ${port} 127.0.0.1`]
  if (name === 'mosquitto by websocket') return [...lines, 'protocol websockets']
  certificates(directory)
  return [...lines, ...tlsLines(directory)]
}

const DOOR: { readonly [N in MosquittoName]: Door } = {
  mosquitto: 'first',
  'mosquitto by TLS': 'encrypted',
  'mosquitto by websocket': 'websocket',
}

/** `directory` holds the certificates, too. Not started. */
export const startMosquitto = async (
  name: MosquittoName,
  directory: string,
): Promise<{ broker: ChildBroker; ways: Ways; access: Access }> => {
  const own = join(directory, name.replaceAll(' ', '-'))
  mkdirSync(own)
  const passwords = join(own, 'passwords')
  execFileSync('mosquitto_passwd', ['-c', '-b', passwords, LOGIN.username, LOGIN.password])
  const list = join(own, 'access')
  const writeList = (refuse: boolean): void => {
    const deny = refuse ? [`topic deny ${ROOT}console/+/event`] : []
    writeFileSync(list, [...deny, 'topic readwrite #', `user ${LOGIN.username}`, 'topic readwrite #', ''].join('\n'))
  }
  writeList(false)

  const second = await freePort()
  const broker = await mosquitto(own, [
    ...LINES,
    `persistence_location ${own}/`,
    `password_file ${passwords}`,
    `acl_file ${list}`,
    ...listener(name, second, directory),
  ])
  const config = join(own, `mosquitto-${broker.port}.conf`)
  const access: Access = {
    onlyWithLogin: async (only) => {
      writeFileSync(config, readFileSync(config, 'utf8').replace(/allow_anonymous \w+/, `allow_anonymous ${!only}`))
      await broker.signal('SIGHUP')
    },
    refuseEvents: async (refuse) => {
      writeList(refuse)
      await broker.signal('SIGHUP')
    },
  }
  return { broker, ways: [[DOOR[name], name === 'mosquitto' ? broker.port : second]], access }
}
