/** Forms of network addresses as routers print them. */

const IPV6 = /^[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?::\d{1,3}(?:\.\d{1,3}){3})?$/

/** Four numbers up to 255 with dots between. A scanner: it runs for every line that names a peer. */
const isIPv4 = (text: string): boolean => {
  let dots = 0
  let value = 0
  let digits = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 48 && code <= 57) {
      value = value * 10 + code - 48
      if (++digits > 3 || value > 255) return false
    } else if (code === 46 && digits > 0) {
      dots++
      value = 0
      digits = 0
    } else return false
  }
  return dots === 3 && digits > 0
}

/** The text asked about last, and the answer: neighbouring lines name the same peer. */
const latest = { text: '', is: false }

/** Whether this is an IPv4 or IPv6 address: each part of IPv4 up to 255. */
export const isIP = (text: string): boolean => {
  if (text !== latest.text) {
    latest.is = isIPv4(text) || (text.includes(':') && IPV6.test(text))
    latest.text = text
  }
  return latest.is
}

const MASKED = /^(?:\d{1,3}|[A-Za-z]{1,3}|\*{1,3})(?:\.(?:\d{1,3}|[A-Za-z]{1,3}|\*{1,3})){3}$/

/**
 * An address as people hide it before they publish a console: `x.x.x.x`, `203.0.x.y`, `A.B.C.D`, `203.0.*.*`. A single letter
 * among digits is a damaged byte, unless it is an x.
 */
export const isMasked = (text: string): boolean => {
  if (!MASKED.test(text)) return false
  const letters = text.match(/[A-Za-z*]+/g) ?? []
  return letters.length > 1 || /^(?:x+|\*+)$/i.test(letters[0] ?? '')
}

const HOST = /^[A-Za-z][\w-]*(?:\.[\w-]+)*$/

/** A name as an ASA may print in the place of an address. */
export const isHostName = (text: string): boolean => HOST.test(text)

const MARKS = /[.!?UM]/g

/** What the text is without one mark of a ping that ran meanwhile (REFERENCE 1.6). */
export function* unmarked(text: string): Generator<string> {
  for (const { index } of text.matchAll(MARKS)) yield text.slice(0, index) + text.slice(index + 1)
}

/** Whether the first is the second with one byte lost: what a serial line does most. A changed byte seldom is a digit again. */
export const isCut = (cut: string, whole: string): boolean => {
  if (whole.length !== cut.length + 1) return false
  let at = 0
  while (at < cut.length && cut[at] === whole[at]) at++
  return cut.slice(at) === whole.slice(at + 1)
}

const DIGITS = '0123456789'

/** IPv4 addresses that this one may be with one digit lost. About a hundred and fifty; none for IPv6. */
export function* uncut(address: string): Generator<string> {
  if (address.includes(':')) return
  for (let at = 0; at <= address.length; at++)
    for (const digit of DIGITS) yield address.slice(0, at) + digit + address.slice(at)
}
