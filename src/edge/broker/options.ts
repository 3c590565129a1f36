/** How to reach a broker, and what a session tells of itself. */

export type BrokerOptions = {
  /** mqtt, mqtts, ws or wss; several are tried in turn. */
  readonly urls: readonly string[]
  readonly clientId: string
  readonly username?: string
  /** Files are read at each connect, so a renewed secret needs no restart. */
  readonly passwordFile?: string
  readonly caFile?: string
  readonly certFile?: string
  readonly keyFile?: string
  /** Name to expect in the broker's certificate, where it is not the host of the URL. */
  readonly servername?: string
  readonly keepaliveSeconds?: number
  readonly connectTimeoutMs?: number
  /** Seconds that the broker waits before it publishes the will; MQTT 5 only. */
  readonly willDelaySeconds?: number
  readonly backoff?: Backoff
  /** A number from 0 up to 1, for the jitter. */
  readonly random?: () => number
}

export type Backoff = { readonly firstMs: number; readonly longestMs: number }

export type Will = { readonly topic: string; readonly payload: string }

export type ProtocolVersion = 4 | 5

/** What the broker allows, from its CONNACK. */
export type Limits = { readonly receiveMaximum: number; readonly maximumPacketSize: number }

export type SessionState =
  | { readonly state: 'connecting'; readonly url: string }
  | { readonly state: 'online'; readonly url: string; readonly protocol: ProtocolVersion; readonly limits: Limits }
  /** `why` is one sentence with the mend; `retryMs` is absent when the session was closed. */
  | { readonly state: 'offline'; readonly url: string; readonly why: string; readonly retryMs?: number }

/** A message received: payload and, on MQTT 5, where the answer is wanted. */
export type Received = {
  readonly topic: string
  readonly payload: string
  readonly responseTopic?: string
  readonly correlationData?: Uint8Array
}

/** One message on its way to the broker. */
export type Outgoing = {
  readonly topic: string
  readonly payload: string
  readonly qos: 0 | 1
  readonly retain: boolean
  readonly contentType?: string
  readonly correlationData?: Uint8Array
}

/** `refused` carries the reason code of the PUBACK; nothing is said when the connection is lost first. */
export type Outcome =
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'refused'; readonly code: number; readonly text: string }
