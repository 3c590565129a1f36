/** Readers of what names another machine or a device: broker URLs and console devices. */
import { parseAddress } from '../console/address.ts'
import { shown } from './problem.ts'
import { fine, type Reader, type Verdict, wrong } from './shape.ts'

const BROKER_SCHEMES = ['mqtt:', 'mqtts:', 'ws:', 'wss:']

/** mqtt, mqtts, ws or wss, without a login. */
export const brokerUrl: Reader<string> = (raw) => {
  const url = typeof raw === 'string' && URL.canParse(raw.trim()) ? new URL(raw.trim()) : undefined
  if (typeof raw !== 'string' || url === undefined || !BROKER_SCHEMES.includes(url.protocol) || url.hostname === '') {
    return wrong(
      `is ${shown(raw)}, which is no broker URL.`,
      'Write mqtt, mqtts, ws or wss, as in mqtts://broker.example.net:8883.',
    )
  }
  if (url.username !== '' || url.password !== '') {
    return wrong(
      `for ${url.host} holds a login.`,
      'Take it out of the URL: the user goes to username, the password into the file that passwordFile names.',
    )
  }
  return fine(raw.trim())
}

const NETWORK = /^(tcp|telnet):\/\//

const networkDevice = (text: string): Verdict<string> => {
  const bare = /^[a-z]+:\/\/[^/@?#]+\/?$/.test(text)
  if (bare && parseAddress(text) !== undefined) return fine(text)
  return wrong(`is ${shown(text)}, which does not name host and port.`, 'Write it as tcp://console-server:2003.')
}

/** A device path, `tcp://host:port` or `telnet://host[:port]`. */
export const device: Reader<string> = (raw) => {
  if (typeof raw !== 'string' || raw.trim() === '') {
    return wrong(
      `is ${shown(raw)}, which is no device.`,
      'Write a path as /dev/serial/by-id/…, or tcp://host:port or telnet://host.',
    )
  }
  const text = raw.trim()
  if (NETWORK.test(text)) return networkDevice(text)
  if (text.startsWith('/')) return fine(text)
  const mend = /^[A-Za-z]+\d+$/.test(text)
    ? `Write /dev/${text}.`
    : 'Write a path from "/" on, tcp://host:port or telnet://host.'
  return wrong(`is ${shown(text)}, which is neither an absolute path nor a tcp:// or telnet:// address.`, mend)
}
