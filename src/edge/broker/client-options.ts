import type { IClientOptions } from 'mqtt'
import type { BrokerOptions, ProtocolVersion, Will } from './options.ts'

const DEFAULT_KEEPALIVE_S = 30
const DEFAULT_WILL_DELAY_S = 5

/** Options of MQTT.js for one connection: no queue, no reconnection, no session that outlives the will's delay. */
export const clientOptions = (
  url: string,
  version: ProtocolVersion,
  options: BrokerOptions,
  will: Will,
  credentials: IClientOptions,
): IClientOptions => {
  const { protocol, hostname, port, pathname } = new URL(url)
  const scheme = protocol.slice(0, -1) as 'mqtt' | 'mqtts' | 'ws' | 'wss'
  const host = hostname.replace(/^\[|\]$/g, '')
  const tls = { minVersion: 'TLSv1.2', ...(options.servername === undefined ? {} : { servername: options.servername }) }
  const websocket = scheme === 'ws' || scheme === 'wss'
  const { ca, cert, key, ...login } = credentials
  return {
    protocol: scheme,
    hostname: websocket ? hostname : host,
    host,
    ...(port === '' ? {} : { port: Number(port) }),
    ...(websocket ? { path: pathname, wsOptions: scheme === 'wss' ? tls : {} } : tls),
    ...login,
    // With a certificate MQTT.js would turn mqtt:// into mqtts:// by itself.
    ...(scheme === 'mqtts' || scheme === 'wss' ? withoutUndefined({ ca, cert, key }) : {}),
    protocolVersion: version,
    protocolId: 'MQTT',
    clientId: options.clientId,
    clean: true,
    keepalive: options.keepaliveSeconds ?? DEFAULT_KEEPALIVE_S,
    reconnectPeriod: 0,
    connectTimeout: 2 ** 31 - 1,
    resubscribe: false,
    queueQoSZero: false,
    // 65,536 small buffers, 10 MB, that save us nothing at some events a second.
    writeCache: false,
    timerVariant: 'native',
    will: {
      topic: will.topic,
      payload: will.payload,
      qos: 1,
      retain: true,
      ...(version === 5 ? { properties: { willDelayInterval: options.willDelaySeconds ?? DEFAULT_WILL_DELAY_S } } : {}),
    },
    ...(version === 5
      ? { properties: { sessionExpiryInterval: options.willDelaySeconds ?? DEFAULT_WILL_DELAY_S } }
      : {}),
  } as IClientOptions
}

const withoutUndefined = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Partial<T>
