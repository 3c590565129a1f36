/** How much bytes look like the text of a console. */

const TAB_TO_CR = [9, 10, 11, 12, 13] as const
const BELL_AND_BACKSPACE = [7, 8] as const
const ESCAPE = 27

const PRINTABLE = new Uint8Array(256)
for (const byte of [...TAB_TO_CR, ...BELL_AND_BACKSPACE, ESCAPE]) PRINTABLE[byte] = 1
for (let byte = 0x20; byte < 0x7f; byte++) PRINTABLE[byte] = 1

/** How many of the bytes a console prints: ASCII text, line ends, and what moves a cursor. */
export const countPrintable = (bytes: Uint8Array): number => {
  let count = 0
  for (const byte of bytes) count += PRINTABLE[byte] ?? 0
  return count
}

/** The same after the eighth bit is taken off, as if it were a parity bit. */
export const countPrintable7 = (bytes: Uint8Array): number => {
  let count = 0
  for (const byte of bytes) count += PRINTABLE[byte & 0x7f] ?? 0
  return count
}

const LINE_END = /[\r\n]/
// What consoles of routers print: debugging tags, syslog mnemonics, prompts, time stamps, interface names, the boot.
const WORDS =
  /ISAKMP|IPSEC|IKEv[12]|%[A-Z][A-Z0-9_]*-\d-[A-Z]|\w: \w|\b\d\d:\d\d:\d\d\b|\w[\w.-]*(?:\([\w-]+\))?[>#]|Ethernet|Press RETURN|[Pp]assword|[Uu]ser(name)?\b|rommon|Cisco/

/**
 * From 0, noise, to 1, console text. Above 0.8 it is text for certain; 0.7 is clean text without a line end or a word
 * that a console would print. Bytes read at a wrong baud rate stay below 0.5.
 */
export const consoleScore = (bytes: Uint8Array): number => {
  if (bytes.length === 0) return 0
  const clean = countPrintable(bytes) / bytes.length
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return clean ** 2 * (0.7 + (LINE_END.test(text) ? 0.1 : 0) + (WORDS.test(text) ? 0.2 : 0))
}
