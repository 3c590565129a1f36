/** An ASA whose console shows debugging and syslog says the same twice, in two forms (REFERENCE 4.4). */

const SYSLOG = /%(?:ASA|PIX|FTD)-\d-\d+: */
const DEBUG = /\[IKEv1[A-Z ]*\]:? */
/** A ping may leave one in either form. */
const MARKS = /[.!]/g

export type Said = { readonly syslog: boolean; readonly body: string }

const saying = (text: string): Said | undefined => {
  const syslog = SYSLOG.exec(text)
  const tag = syslog ?? DEBUG.exec(text)
  if (tag === null) return undefined
  return { syslog: syslog !== null, body: text.slice(tag.index + tag[0].length).replace(MARKS, '') }
}

/** Other lines may come between the two. */
const REMEMBERED = 8

/** Whether a line says in its other form what one of those before said; they are remembered, each for one echo. */
export const isSaidTwice = (said: Said[], text: string): boolean => {
  const now = saying(text)
  if (now === undefined) return false
  const twin = said.findIndex(({ syslog, body }) => syslog !== now.syslog && body === now.body)
  if (twin >= 0) said.splice(twin, 1)
  else if (said.push(now) > REMEMBERED) said.shift()
  return twin >= 0
}
