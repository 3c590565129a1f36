/** An ASA whose console shows debugging and syslog says the same twice, in two forms (REFERENCE 4.4). */

const SYSLOG = /%(?:ASA|PIX|FTD)-\d-\d+: */
const DEBUG = /\[IKEv1[A-Z ]*\]:? */

const afterTag = (text: string, tag: RegExp): string | undefined => {
  const found = tag.exec(text)
  return found === null ? undefined : text.slice(found.index + found[0].length)
}

/** Whether one text is the debug line and the other the syslog of one message. */
const isEcho = (one: string, other: string): boolean => {
  if (one.at(-1) !== other.at(-1)) return false
  const syslog = afterTag(other, SYSLOG) ?? afterTag(one, SYSLOG)
  const debug = afterTag(one, DEBUG) ?? afterTag(other, DEBUG)
  return syslog !== undefined && syslog === debug
}

/** Other lines may come between the two. */
const REMEMBERED = 4

/** Whether a line says in its other form what one of those before said; they are remembered, each for one echo. */
export const isSaidTwice = (said: string[], text: string): boolean => {
  const twin = said.findIndex((before) => isEcho(before, text))
  if (twin >= 0) said.splice(twin, 1)
  else if (said.push(text) > REMEMBERED) said.shift()
  return twin >= 0
}
