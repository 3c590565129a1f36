/**
 * Console text as a terminal would show it: escape sequences gone, erased characters erased, odd blanks and quotes
 * of web pages turned into plain ones. Hostile text ends here; nothing past this file sees a control character.
 */

const ESCAPE = /\x1b(?:\[[0-?]*[ -/]*[@-~]?|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~]?)/g
const BLANKS = /[\t\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]/g
const SILENT = /[\0\x07]/g
const CONTROL = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd]/
const CONTROLS = new RegExp(CONTROL, 'g')

/** Applies backspaces as a terminal does: the cursor goes back, what follows overwrites (`--More--` is erased so). */
const overwrite = (text: string): string => {
  const cells: string[] = []
  let at = 0
  for (const char of text) {
    if (char === '\b') at = Math.max(0, at - 1)
    else cells[at++] = char
  }
  return cells.join('')
}

/** The text of one line without terminator, and whether bytes had to be taken out that no console means. */
export const clean = (raw: string): { text: string; damaged: boolean } => {
  let text = raw
  if (text.includes('\x1b')) text = text.replace(ESCAPE, '')
  if (text.includes('\b')) text = overwrite(text)
  text = text
    .replace(BLANKS, ' ')
    .replace(SILENT, '')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
  const damaged = CONTROL.test(text)
  return { text: damaged ? text.replace(CONTROLS, '?') : text, damaged }
}
