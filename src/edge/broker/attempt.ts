/** One connection to one broker with one MQTT version, from the first packet to its end. MQTT.js is only its transport. */
import mqtt, { type MqttClient } from 'mqtt'
import { clientOptions } from './client-options.ts'
import { readCredentials } from './credentials.ts'
import type { BrokerOptions, Limits, Outcome, Outgoing, ProtocolVersion, Received, Will } from './options.ts'

/** How a connection ended. `answered`: a CONNACK had come; `error` is undefined for a plain close. */
export type Ending = { readonly answered: boolean; readonly error: unknown; readonly takenOver: boolean }

export type ConnectionHandlers = {
  online(connection: Connection): void
  received(message: Received): void
  ended(ending: Ending): void
}

export type Connection = {
  readonly protocol: ProtocolVersion
  readonly limits: Limits
  /** `done` is not called when the connection ends first. */
  publish(message: Outgoing, done: (outcome: Outcome) => void): void
  subscribe(filter: string, failed: (why: string) => void): void
  /** Leaves in order: the broker does not publish the will. */
  disconnect(): Promise<void>
  /** Cuts: `ended` follows, with this error. */
  cut(error: unknown): void
}

const DEFAULT_CONNECT_TIMEOUT_MS = 10_000
const GOODBYE_MS = 1_000
const TAKEN_OVER = 0x8e

/** Starts a connection. The function returned cuts it, whatever its state. */
export const openConnection = (
  url: string,
  version: ProtocolVersion,
  options: BrokerOptions,
  will: Will,
  handlers: ConnectionHandlers,
): ((error: unknown) => void) => {
  let ended = false
  let client: MqttClient | undefined
  let answered = false
  let takenOver = false
  let leaving = false

  const end = (error: unknown): void => {
    if (ended) return
    ended = true
    clearTimeout(timeout)
    client?.end(true)
    if (!leaving) handlers.ended({ answered, error, takenOver })
  }

  const timeoutMs = options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS
  const timeout = setTimeout(
    () => end(new Error(`no answer within ${timeoutMs / 1000} s: check the network, and that the port speaks MQTT`)),
    timeoutMs,
  )

  const begin = async (): Promise<void> => {
    const settings = clientOptions(url, version, options, will, await readCredentials(options))
    if (ended) return
    client = mqtt.connect(settings)
    // The last error before a close is its cause. MQTT.js keeps those without a code to itself.
    let cause: unknown
    client.stream.on('error', (error) => {
      cause ??= error
    })
    client.on('error', (error) => end(answered || 'code' in error ? error : notMqtt(error)))
    client.on('disconnect', (packet) => {
      takenOver = packet.reasonCode === TAKEN_OVER
      cause = Object.assign(new Error('the broker ended the session'), { code: packet.reasonCode })
    })
    client.on('close', () => end(cause))
    client.on('message', (topic, payload, packet) => {
      const { responseTopic, correlationData } = packet.properties ?? {}
      handlers.received({
        topic,
        payload: payload.toString('utf8'),
        ...(responseTopic === undefined ? {} : { responseTopic }),
        ...(correlationData === undefined ? {} : { correlationData }),
      })
    })
    const own = client
    client.once('connect', (connack) => {
      answered = true
      clearTimeout(timeout)
      const { receiveMaximum = 65_535, maximumPacketSize = 268_435_455 } = connack.properties ?? {}
      handlers.online(connectionOver(own, version, { receiveMaximum, maximumPacketSize }))
    })
  }

  const connectionOver = (own: MqttClient, protocol: ProtocolVersion, limits: Limits): Connection => ({
    protocol,
    limits,
    publish: (message, done) => {
      own.publish(message.topic, message.payload, publishOptions(message, protocol), (error) => {
        if (ended) return
        const { code } = (error ?? {}) as { code?: unknown }
        if (!error) done({ kind: 'acknowledged' })
        else if (typeof code === 'number') done({ kind: 'refused', code, text: error.message })
        // Not now: MQTT.js is going through its pending publishes and does not bear being ended by one of them.
        else setImmediate(end, error)
      })
    },
    subscribe: (filter, failed) => {
      own.subscribe(filter, { qos: 1 }, (error, granted) => {
        if (ended) return
        if (error) failed(error.message)
        else if (granted?.some(({ qos }) => qos >= 128)) failed('the broker refuses the subscription')
      })
    },
    disconnect: () =>
      new Promise((resolve) => {
        leaving = true
        // Where acknowledgements are missing MQTT.js would wait for ever; then the will speaks for us.
        const patience = setTimeout(() => {
          end(undefined)
          resolve()
        }, GOODBYE_MS)
        own.end(false, { reasonCode: 0 }, () => {
          clearTimeout(patience)
          end(undefined)
          resolve()
        })
      }),
    cut: end,
  })

  begin().catch(end)
  return end
}

/** Before the CONNACK an error without a code is the parser's. */
const notMqtt = (error: Error): Error =>
  new Error(`the port does not speak MQTT (${error.message}): correct the port in broker.url`)

const publishOptions = (message: Outgoing, protocol: ProtocolVersion) => {
  const { qos, retain, contentType, correlationData } = message
  if (protocol === 4) return { qos, retain }
  const properties = {
    ...(contentType === undefined ? {} : { contentType }),
    ...(correlationData === undefined ? {} : { correlationData: Buffer.from(correlationData) }),
  }
  return { qos, retain, properties }
}
