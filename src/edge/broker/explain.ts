/** Why a broker could not be reached, in one sentence that names the mend. */

const NETWORK: Readonly<Record<string, string>> = {
  ENOTFOUND: 'DNS does not know the name: check broker.url and the DNS server',
  EAI_AGAIN: 'DNS does not answer: check the network and /etc/resolv.conf',
  ECONNREFUSED: 'nothing listens there: start the broker or correct the port in broker.url',
  EHOSTUNREACH: 'there is no route to it: check the network',
  ENETUNREACH: 'there is no route to it: check the network',
  ETIMEDOUT: 'it does not answer: check the network and any firewall between',
  ECONNRESET: 'it cut the connection: check that the port speaks this protocol and look into its log',
  EPIPE: 'it cut the connection: look into its log',
}

const TLS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "its certificate has expired: renew it, or set this host's clock",
  CERT_NOT_YET_VALID: "its certificate is not valid yet: set this host's clock",
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed: name it in broker.caFile',
  SELF_SIGNED_CERT_IN_CHAIN: "the certificate's authority is unknown here: name it in broker.caFile",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the certificate's authority is unknown here: name it in broker.caFile",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the certificate's authority is unknown here: name it in broker.caFile",
  UNABLE_TO_GET_ISSUER_CERT: "the certificate's authority is unknown here: name it in broker.caFile",
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name: use that name in broker.url or broker.servername',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the port does not speak TLS: use mqtt:// or the TLS port',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'it does not speak TLS 1.2 or later: update it',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'it does not speak TLS 1.2 or later: update it',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'it wants a client certificate: set broker.certFile and broker.keyFile',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'the TLS handshake failed: it may want a client certificate or other ciphers',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: "it does not know the authority of this agent's certificate: check broker.certFile",
}

/** CONNACK codes of 3.1.1 (1 to 5), CONNACK and DISCONNECT codes of 5 (128 and up). */
const REFUSED: Readonly<Record<number, string>> = {
  1: 'it does not speak this MQTT version',
  2: 'it refuses the client id: change agent in the configuration',
  3: 'it is not available now: look into its log',
  4: 'user name or password is wrong: check broker.username and the file in broker.passwordFile',
  5: 'this agent may not connect: check broker.username, broker.passwordFile and the access list of the broker',
  128: 'it gives no reason: look into its log',
  132: 'it does not speak this MQTT version',
  133: 'it refuses the client id: change agent in the configuration',
  134: 'user name or password is wrong: check broker.username and the file in broker.passwordFile',
  135: 'this agent may not connect: check broker.username, broker.passwordFile and the access list of the broker',
  136: 'it is not available now: look into its log',
  137: 'it is busy: nothing to do but wait',
  138: 'this client is banned: ask the operator of the broker',
  139: 'it is shutting down: nothing to do but wait',
  141: 'it heard nothing from this agent in time: check the network',
  149: 'the will is too large for it: raise its maximum packet size',
  151: 'a quota is used up: raise it at the broker',
  152: 'its operator ended the connection: ask there',
  154: 'it does not keep retained messages: allow them',
  155: 'it does not support QoS 1: allow it',
  156: 'it wants another broker to be used: change broker.url',
  157: 'it has moved: change broker.url',
  159: 'too many connections in a short time: nothing to do but wait',
}

/** A CONNACK whose code means: try 3.1.1. */
export const isVersionRefusal = (error: unknown): boolean => {
  const { code } = (error ?? {}) as { code?: unknown }
  return code === 1 || code === 132
}

export const TAKEN_OVER =
  'another client took over the same client id: two agents have one name, give each its own agent name'

/** One sentence on a failed attempt or lost connection to `url` (already redacted). */
export const explain = (url: string, error: unknown): string => `${url}: ${reasonOf(error)}`

const reasonOf = (error: unknown): string => {
  const { code, message } = error as { code?: string | number; message?: string }
  if (typeof code === 'number') {
    return `refused (${code}): ${REFUSED[code] ?? 'look up the reason code in the MQTT 5 standard'}`
  }
  const known = NETWORK[code ?? ''] ?? TLS[code ?? '']
  if (known !== undefined) return `${known} (${code})`
  if (code?.startsWith('ERR_SSL') || code === 'EPROTO')
    return `the TLS handshake failed (${code}): check port and ciphers`
  const status = /Unexpected server response: (\d+)/.exec(message ?? '')
  if (status !== null) return `answers HTTP ${status[1]} instead of a websocket: check the path in broker.url`
  if (message === 'Keepalive timeout')
    return 'Keepalive timeout, it has stopped answering: check the network and the broker'
  return message ?? String(error)
}
