/** IP addresses as text, brought to one spelling each (RFC 5952), so that equal addresses are equal strings. */

const ipv4 = (text: string): string | undefined => {
  const parts = text.split('.')
  const fine = parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
  return fine ? text : undefined
}

const HEX = /^[0-9a-f]{1,4}$/

/** The last 32 bits may be written as IPv4. */
const unfoldIpv4 = (text: string): string | undefined => {
  const start = text.lastIndexOf(':') + 1
  if (!text.includes('.', start)) return text
  const tail = ipv4(text.slice(start))
  if (tail === undefined) return undefined
  const [a = 0, b = 0, c = 0, d = 0] = tail.split('.').map(Number)
  return `${text.slice(0, start)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
}

const groupsOf = (text: string): string[] | undefined => {
  const [head = '', tail, more] = text.split('::')
  if (more !== undefined) return undefined
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const missing = 8 - left.length - right.length
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  return [...left, ...new Array<string>(missing).fill('0'), ...right]
}

/** The longest run of two or more zero groups becomes `::`, the first of equals (RFC 5952, 4.2). */
const compress = (groups: readonly string[]): string => {
  let best = { from: 0, length: 1 }
  for (let from = 0; from < 8; from++) {
    let length = 0
    while (groups[from + length] === '0') length++
    if (length > best.length) best = { from, length }
  }
  if (best.length < 2) return groups.join(':')
  return `${groups.slice(0, best.from).join(':')}::${groups.slice(best.from + best.length).join(':')}`
}

const ipv6 = (text: string): string | undefined => {
  const unfolded = unfoldIpv4(text.toLowerCase())
  const groups = unfolded === undefined ? undefined : groupsOf(unfolded)
  if (!groups?.every((group) => HEX.test(group))) return undefined
  return compress(groups.map((group) => group.replace(/^0+(?=.)/, '')))
}

/** The one spelling of an IPv4 or IPv6 address; undefined where the text is neither. */
export const ipAddress = (text: string): string | undefined => (text.includes(':') ? ipv6(text) : ipv4(text))

const MAX_HOST = 253

/** What a peer is known by: its address, else the host name that the router printed in its place. */
export const peerAddress = (printed: string): string => ipAddress(printed) ?? printed.toLowerCase().slice(0, MAX_HOST)
