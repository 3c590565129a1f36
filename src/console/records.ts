/**
 * Lines to records: the front (sequence number, stamp) and the tag are taken off, whatever rubbish stands before them.
 * Prompts and the operator's typing become records of their own with the tag `prompt`.
 */
import { flowing, type Passing, type Stage } from '../stage.ts'
import type { DebugRecord, Line } from './record.ts'
import { type Front, readFront } from './stamp.ts'
import { readTag, type Tag } from './tag.ts'

/** The tag of a line in which an operator types. */
export const PROMPT = 'prompt'

const PROMPT_FORM = /^([A-Za-z0-9](?:[\w.-]{0,61}\w)?(?:\((?:config|cfg|tcl|dhcp|ca-)[^)]*\))?[#>])(?![#>=-])\s*(.*)/
const MANY_BLANKS = /[ \t]+/g
/** Where a message begins behind a prompt, a bullet, a syslog header or the tail of another line. */
const BURIED =
  /[\s#>!.:](?=(?:ISAKMP(?:[: ]|\(\d|-[A-Z]|\/\w)|%[A-Z][A-Z0-9_]*(?:-[A-Za-z0-9_]+)?-[0-7]-[A-Z0-9_]+:|\[IKEv1))/g
/** Where a stamp may begin behind a bullet or a syslog header. */
const BURIED_STAMP = /[\s#>:"-](?=[*.]?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) )/g

/**
 * What a log host, or a firewall that adds its own name, puts before a system message: a date, and a few words that are none.
 * The last date is the nearest to the router.
 */
const HEADER =
  /^(?:.*[\s>:"])?([A-Z][a-z]{2} {1,2}\d{1,2} (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d{1,6})?|\d{4}-\d\d-\d\dT[\d:.]{8,15}(?:Z|[+-]\d\d:\d\d))(?:\s+[\w.:-]+){0,5}[\s:]*$/

const frontBefore = (text: string, to: number): Front => {
  const found = HEADER.exec(text.slice(0, to))
  return readFront(found === null ? '' : `${found[1]}: `)
}

const collapse = (text: string): string => {
  const trimmed = text.trim()
  return trimmed.includes('  ') || trimmed.includes('\t') ? trimmed.replace(MANY_BLANKS, ' ') : trimmed
}

const untagged = (end: number): Tag => ({ tag: '', conn: undefined, peer: undefined, end })

/** A record from the text at `from`, given what stood in front of it. */
const build = (line: Line, front: Front, tag: Tag): DebugRecord => ({
  kind: 'record',
  line,
  sequence: front.sequence,
  flag: front.flag,
  stamp: front.stamp,
  device: front.device,
  tag: tag.tag,
  conn: tag.conn,
  peer: tag.peer,
  body: collapse(line.text.slice(tag.end)),
})

/** A stamp or tag that something else stands before: looked for only where the line does not begin with one. */
const buried = (line: Line): DebugRecord | undefined => {
  const { text } = line
  // The last date that a tag follows is the router's own: a syslog feed puts its date before it.
  let stamped: Front = readFront('')
  for (const found of text.matchAll(BURIED_STAMP)) {
    const from = found.index + found[0].length
    const front = readFront(text.slice(from))
    if (front.stamp === '') continue
    stamped = front
    const tag = readTag(text, from + front.end)
    if (tag !== undefined) return build(line, front, tag)
  }
  BURIED.lastIndex = 0
  for (let found = BURIED.exec(text); found !== null; found = BURIED.exec(text)) {
    const at = found.index + found[0].length
    const tag = readTag(text, at)
    const isSystem = text.charCodeAt(at) === 37
    if (tag !== undefined) return build(line, stamped.stamp === '' && isSystem ? frontBefore(text, at) : stamped, tag)
    BURIED.lastIndex = found.index + 1
  }
  return undefined
}

const mightHideMessage = (text: string): boolean =>
  text.includes('ISAKMP') || text.includes('%') || text.includes('[IKEv1')

/** What mails, forums and wikis put before each line of a paste: quote marks, bullets, line numbers. */
const ORNAMENT = /^\s*(?:(?:[-*>\u2022]|\d{1,5}[.)])\s+)*(?:[-*>\u2022](?:\s+|$)|\d{1,5}[.)]\s+)/

/** Index behind the ornaments of a line, 0 where there are none. */
export const ornamentEnd = (text: string): number => {
  let at = 0
  while (text.charCodeAt(at) === 32) at++
  const [first, next] = [text.charCodeAt(at), text.charCodeAt(at + 1)]
  const isMark = first === 45 || first === 42 || first === 62 || first === 0x2022
  // Most stamps begin with an asterisk, and none goes on with a blank.
  const may = isMark ? !(next > 32) : first >= 48 && first <= 57
  return may ? (ORNAMENT.exec(text)?.[0].length ?? 0) : 0
}

/**
 * A line of ASDM's log viewer: severity, date, time, number, in later releases fields of addresses and ports, and the text.
 * Its date and its time are one field or two.
 */
const VIEWED = /^\s*([0-7])\|([A-Z][a-z]{2} {1,2}\d{1,2} \d{4})[| ](\d{2}:\d{2}:\d{2})\|(\d{6})(?:: |\|(?:[^| ]*\|)*)/

/** The system message that such a line shows, in the form of a console; the text itself where it is no such line. */
const asPrinted = (text: string): string => {
  const found = text.includes('|') ? VIEWED.exec(text) : null
  if (found === null) return text
  const [head, severity, date, time, number] = found
  return `${date} ${time}: %ASA-${severity}-${number}: ${text.slice(head.length)}`
}

/** One line as a record. Pure: the same line gives the same record. */
export const toRecord = (line: Line): DebugRecord => {
  const from = ornamentEnd(line.text)
  const bare = from === 0 ? line.text : line.text.slice(from)
  const text = asPrinted(bare)
  return text === line.text ? withoutOrnament(line) : { ...withoutOrnament({ ...line, text }), line }
}

/** What stands behind a prompt: what an operator types, or a message that was printed there, for nobody types a stamp first. */
const atPrompt = (line: Line, rest: string): DebugRecord => {
  const front = readFront(rest)
  const at = line.text.length - rest.length + front.end
  if (front.stamp !== '' && at < line.text.length) return build(line, front, readTag(line.text, at) ?? untagged(at))
  return { ...build(line, readFront(''), untagged(0)), tag: PROMPT, body: collapse(rest) }
}

const withoutOrnament = (line: Line): DebugRecord => {
  const { text } = line
  const front = readFront(text)
  const tag = readTag(text, front.end)
  if (tag !== undefined) return build(line, front, tag)
  if (front.stamp === '') {
    if (mightHideMessage(text)) {
      const found = buried(line)
      if (found !== undefined) return found
    }
    const prompt = text.includes('#') || text.includes('>') ? PROMPT_FORM.exec(text) : null
    if (prompt !== null) return atPrompt(line, prompt[2] ?? '')
  }
  return build(line, front, untagged(front.end))
}

/** The stage has no state: what belongs together is found by those who know the templates. */
export const records: Stage<undefined, Line | Passing, DebugRecord | Passing> = flowing((state, input, emit) => {
  emit(input.kind === 'line' ? toRecord(input) : input)
  return state
})
