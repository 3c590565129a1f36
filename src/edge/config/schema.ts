/** The configuration (contract, section 4): every key, its values and its default. Durations are read as milliseconds, sizes as bytes. */
import { EXPECTATIONS } from '../../report/setup.ts'
import { group, list, optional, type Resolved, required, table, withDefault } from './shape.ts'
import { duration, size } from './units.ts'
import { brokerUrl, device } from './urls.ts'
import { address, filePath, flag, oneOf, plainText, topicBase, topicName } from './values.ts'

/** Rates that a Cisco console has, and `auto`: found by listening. */
const BAUD_RATES = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 'auto'] as const

const peer = group({
  address: required(address),
  /**
   * `always`: should be up at all times, its absence is news. `sometimes`: comes and goes, its failures are news.
   * `never`: known, and counted with the strangers.
   */
  expect: withDefault(oneOf(EXPECTATIONS), 'sometimes'),
})

const line = group({
  device: required(device),
  baud: withDefault(oneOf(BAUD_RATES), 9600),
  /** Name of a firmware profile, or `auto`: found by listening. */
  profile: withDefault(topicName, 'auto'),
  silentAfter: withDefault(duration('10 min', '1 s', '30 d'), 600_000),
  peers: table('peer', peer),
})

const broker = group({
  /** Tried in turn. */
  url: list(brokerUrl, ['mqtt://127.0.0.1:1883']),
  username: optional(plainText),
  passwordFile: optional(filePath),
  caFile: optional(filePath),
  certFile: optional(filePath),
  keyFile: optional(filePath),
  base: withDefault(topicBase, 'ikewatch'),
})

/** What only the machine knows. */
export type Machine = { readonly agent: string; readonly directory: string }

export const configShape = ({ agent, directory }: Machine) =>
  group({
    agent: withDefault(topicName, agent),
    broker,
    outbox: group({
      directory: withDefault(filePath, directory),
      maxBytes: withDefault(size('16 MiB', '256 KiB', '1024 GiB'), 16 * 1024 ** 2),
    }),
    consoles: table('console', line),
    homeAssistant: withDefault(flag, false),
  })

export type Config = Resolved<ReturnType<typeof configShape>>
export type BrokerConfig = Config['broker']
