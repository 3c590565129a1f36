/** What each capture type takes from a body. Each looks at a character once, so a match stays linear. */
import type { CaptureType } from './template.ts'

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isHexLetter = (code: number): boolean => (code >= 65 && code <= 70) || (code >= 97 && code <= 102)
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
const isName = (code: number): boolean => isDigit(code) || isLetter(code) || code === 95 || code === 45

const int = (body: string, from: number): number => {
  let i = body.charCodeAt(from) === 45 ? from + 1 : from
  const start = i
  while (isDigit(body.charCodeAt(i))) i++
  return i === start ? from : i
}

const hex = (body: string, from: number): number => {
  let i = body.charCodeAt(from) === 48 && body.charCodeAt(from + 1) === 120 ? from + 2 : from
  while (isDigit(body.charCodeAt(i)) || isHexLetter(body.charCodeAt(i))) i++
  return i
}

const name = (body: string, from: number): number => {
  let i = from
  while (isName(body.charCodeAt(i))) i++
  return i
}

/** People hide what they publish behind it. */
const ASTERISK = 42
const isEndOfAddress = (code: number): boolean => isDigit(code) || isLetter(code) || code === ASTERISK

/** IPv4, IPv6 or a host name. A colon belongs to it only where no dot came before: `10.0.0.1:500` ends at the colon. */
const address = (body: string, from: number): number => {
  let i = from
  let dots = 0
  for (; ; i++) {
    const code = body.charCodeAt(i)
    if (code === 46) dots++
    else if (code === 58 ? dots > 0 : !isName(code) && code !== ASTERISK) break
  }
  while (i > from && !isEndOfAddress(body.charCodeAt(i - 1))) i--
  return i
}

/** A run without blanks that ends early at `stop`, the character the spelling goes on with. */
const word = (body: string, from: number, stop: number): number => {
  let i = from
  for (; i < body.length; i++) {
    const code = body.charCodeAt(i)
    if (code === 32 || code === stop) break
  }
  return i
}

/** `0x0 0x1 0x51 0x80`: bytes in hex, blanks between. */
const vpi = (body: string, from: number): number => {
  let end = from
  for (let i = from; body.charCodeAt(i) === 48 && body.charCodeAt(i + 1) === 120; i = end + 1) {
    const stop = hex(body, i)
    if (stop === i + 2 || stop > i + 4) break
    end = stop
    if (body.charCodeAt(end) !== 32) break
  }
  return end
}

/**
 * Where a capture that begins at `from` ends; `from` itself where it takes nothing. `text` and `rest` are not here:
 * they depend on what follows, which the matcher knows.
 */
export const scan = (type: CaptureType, body: string, from: number, stop: number): number => {
  switch (type) {
    case 'int':
      return int(body, from)
    case 'hex':
      return hex(body, from)
    case 'name':
      return name(body, from)
    case 'address':
      return address(body, from)
    case 'word':
      return word(body, from, stop)
    case 'vpi':
      return vpi(body, from)
    default:
      return body.length
  }
}
