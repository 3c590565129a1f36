/**
 * The tag of a debug or system message (REFERENCE 1.3): which facility speaks, and the connection id it puts in
 * parentheses. The spelling changes from release to release and within one; nothing here knows what a tag means.
 */

/** The tag, what it carries, and the index where the message itself begins. */
export type Tag = { tag: string; conn: number | undefined; peer: string | undefined; end: number }

const BLANK = 32
const isBlank = (code: number): boolean => code === BLANK || code === 9
const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isWord = (code: number): boolean =>
  isDigit(code) ||
  (code >= 65 && code <= 90) ||
  (code >= 97 && code <= 122) ||
  code === 45 ||
  code === 95 ||
  code === 47

const skip = (text: string, from: number): number => {
  let i = from
  while (isBlank(text.charCodeAt(i))) i++
  return i
}

/** 12.3T and 12.4 put the engine into the upper bits on some lines: 0x08000001 is `0:1:SW:1`, 0x10000001 `0:1:HW:1`. */
const ENGINE = 0x08000000

/** `0`, `1001`, `0:1`, `0:1:SW:1`, `0:0:N/A:0`: the number that identifies the SA, 0 where none is assigned yet. */
const connection = (inside: string): number | undefined => {
  const fields = inside.split(':')
  const value = Number(fields.length > 1 ? fields[1] : fields[0])
  return Number.isInteger(value) ? value % ENGINE : undefined
}

const CONN = /^[0-9][0-9A-Z:/]*$/
/** Longest connection id in parentheses, and of those that are a number alone. Characters. */
const LONGEST = 24
const LONGEST_NUMBER = 8

/** Index behind the parentheses that `bracketed` read, 0 where it found no connection id. */
let behind = 0

/** The connection id in the parentheses that open at this place; undefined, too, where its fields name none. */
const bracketed = (text: string, from: number): number | undefined => {
  let value = 0
  let at = from + 1
  for (; isDigit(text.charCodeAt(at)) && at <= from + LONGEST_NUMBER; at++)
    value = value * 10 + text.charCodeAt(at) - 48
  if (text.charCodeAt(at) === 41 && at > from + 1) {
    behind = at + 1
    return value
  }
  const close = text.indexOf(')', at)
  const inside = close < 0 || close - from > LONGEST ? '' : text.slice(from + 1, close)
  behind = CONN.test(inside) ? close + 1 : 0
  return behind === 0 ? undefined : connection(inside)
}

/** `[blanks] [:] [blanks] [(conn)] [:] [:] [blanks]` behind a facility's name. */
const afterName = (text: string, tag: string, from: number): Tag | undefined => {
  let at = skip(text, from)
  let colon = false
  if (text.charCodeAt(at) === 58) {
    colon = true
    at = skip(text, at + 1)
  }
  let conn: number | undefined
  if (text.charCodeAt(at) === 40) {
    conn = bracketed(text, at)
    if (behind > 0) at = skip(text, behind)
    else if (!colon && from !== at) return undefined
  } else if (!colon) return undefined
  for (let colons = 0; colons < 2 && text.charCodeAt(at) === 58; colons++) at++
  return { tag, conn, peer: undefined, end: skip(text, at) }
}

/** `%FAC-SEV-MNEM:`; the message begins with the tag itself, because the mnemonic is half of what it says. */
const mnemonic = (text: string, from: number): Tag | undefined => {
  const colon = text.indexOf(':', from)
  if (colon < 0 || colon - from > 60) return undefined
  const tag = text.slice(from, colon)
  if (!/^%[A-Z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*-[0-7]-[A-Z0-9_]+$/.test(tag)) return undefined
  const ends = /^%(?:ASA|PIX|FTD)-/.test(tag)
  return ends ? prefixed(text, tag, skip(text, colon + 1)) : { tag, conn: undefined, peer: undefined, end: from }
}

/** An address ends at a blank, too: some feeds lose the comma behind it. */
const PREFIX = /(?:Group|Username) = [^,]*, ?|IP = ?([^, ]*)(?:, ?| )/y

/** ASA: `Group = g, Username = u, IP = a, ` in front of the message; the address names the peer. */
const prefixed = (text: string, tag: string, from: number): Tag => {
  let at = from
  let peer: string | undefined
  if (text.startsWith('Group = ', at) || text.startsWith('IP = ', at) || text.startsWith('Username = ', at)) {
    for (PREFIX.lastIndex = at; ; at = PREFIX.lastIndex) {
      const found = PREFIX.exec(text)
      if (found === null) break
      peer = found[1] ?? peer
    }
  }
  return { tag, conn: undefined, peer, end: skip(text, at) }
}

const asaDebug = (text: string, from: number): Tag | undefined => {
  const close = text.indexOf(']', from)
  if (close < 0) return undefined
  let at = skip(text, close + 1)
  if (text.charCodeAt(at) === 58) at = skip(text, at + 1)
  return prefixed(text, text.slice(from + 1, close), at)
}

/** Facilities whose name is followed by a function in parentheses or by other words before the colon. */
const named = (text: string, from: number): Tag | undefined => {
  let at = from
  while (isWord(text.charCodeAt(at))) at++
  if (at - from > 24) return undefined
  const name = text.slice(from, at)
  if (name === 'Group' || name === 'Username' || name === 'IP') {
    return text.startsWith(' = ', at) ? prefixed(text, 'Group', from) : undefined
  }
  if (!/^(?:ISAKMP|IKEv2|IPSEC|IPSec|CRYPTO|Crypto|crypto)/.test(name)) return undefined
  return afterName(text, name, at)
}

/** Reads the tag at this place, undefined where there is none. */
export const readTag = (text: string, from: number): Tag | undefined => {
  const first = text.charCodeAt(from)
  if (first === 73 && text.slice(from, from + 6) === 'ISAKMP') {
    let end = from + 6
    const next = text.charCodeAt(end)
    if (next !== 45 && next !== 47) return afterName(text, 'ISAKMP', end)
    do end++
    while (isWord(text.charCodeAt(end)))
    return afterName(text, text.slice(from, end), end)
  }
  if (first === 37) return mnemonic(text, from)
  if (first === 91) return text.startsWith('[IKEv1', from) ? asaDebug(text, from) : undefined
  if (first === 42 || first === 46) return mnemonic(text, from + 1)
  return isWord(first) ? named(text, from) : undefined
}
