/** An ASA whose console shows debugging and syslog says the same twice, in two forms (REFERENCE 4.4). */

const SYSLOG = /%(?:ASA|PIX|FTD)-\d-\d+: */
const DEBUG = /\[IKEv1[A-Z ]*\]:? */

const afterTag = (text: string, tag: RegExp): string | undefined => {
  const found = tag.exec(text)
  return found === null ? undefined : text.slice(found.index + found[0].length)
}

/** Whether one text is the debug line and the other the syslog of one message. */
export const isEcho = (one: string, other: string): boolean => {
  if (one.at(-1) !== other.at(-1)) return false
  const syslog = afterTag(other, SYSLOG) ?? afterTag(one, SYSLOG)
  const debug = afterTag(one, DEBUG) ?? afterTag(other, DEBUG)
  return syslog !== undefined && syslog === debug
}
