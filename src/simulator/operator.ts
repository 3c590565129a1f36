/** A person at the console: pings whose marks fall into other lines, prompts and echoes that cut them (REFERENCE 1.6). */
import type { TimedLine } from './entry.ts'
import type { Chance } from './prng.ts'

const insertAt = (text: string, index: number, mark: string): string => text.slice(0, index) + mark + text.slice(index)

/** A mark falls somewhere into a line that has text, or behind it. */
const marked = ({ at, text }: TimedLine, mark: string, chance: Chance): TimedLine =>
  text === '' ? { at, text } : { at, text: insertAt(text, chance.int(0, text.length), mark) }

/**
 * A ping of five packets from line `from` on: its head, one mark in each of five lines of those that follow, and its end,
 * which cuts the line it meets: the rest of that line is glued to the prompt.
 */
export const ping = (
  lines: readonly TimedLine[],
  from: number,
  { hostname, target, answered }: { hostname: string; target: string; answered: number },
  chance: Chance,
): readonly TimedLine[] => {
  const before = lines.slice(0, from)
  const during = lines.slice(from, from + 12)
  const at = during[0]?.at ?? before.at(-1)?.at ?? 0
  const head = [
    `${hostname}#ping ${target}`,
    'Type escape sequence to abort.',
    `Sending 5, 100-byte ICMP Echos to ${target}, timeout is 2 seconds:`,
  ].map((text) => ({ at, text }))
  const meant = Array.from({ length: 5 }, (_, index) => (index < 5 - answered ? '.' : '!'))
  const disturbed = during.slice(0, -1).map((line, index) => {
    const mark = index % 2 === 0 ? meant[index / 2] : undefined
    return mark === undefined ? line : marked(line, mark, chance)
  })
  const last = during.at(-1)
  const rate = `Success rate is ${answered * 20} percent (${answered}/5)${answered > 0 ? ', round-trip min/avg/max = 1/3/4 ms' : ''}`
  if (last === undefined) return [...before, ...head, { at, text: rate }, { at, text: `${hostname}#` }]
  const cut = chance.int(0, last.text.length)
  const end = [last.text.slice(0, cut), rate, `${hostname}#${last.text.slice(cut)}`].map((text) => ({
    at: last.at,
    text,
  }))
  return [...before, ...head, ...disturbed, ...end, ...lines.slice(from + 12)]
}

/** Someone types while a line is printed: the line is cut, and its rest appears behind the command typed again. */
export const typed = (
  lines: readonly TimedLine[],
  index: number,
  hostname: string,
  command: string,
  chance: Chance,
): readonly TimedLine[] => {
  const line = lines[index]
  if (line === undefined || line.text.length < 2) return lines
  const cut = chance.int(1, line.text.length - 1)
  const half = command.slice(0, chance.int(1, command.length))
  const pieces = [`${line.text.slice(0, cut)}${half}`, `${hostname}#${command}${line.text.slice(cut)}`]
  return [...lines.slice(0, index), ...pieces.map((text) => ({ at: line.at, text })), ...lines.slice(index + 1)]
}

/** Enter on an empty line: a prompt between two lines. */
export const enter = (lines: readonly TimedLine[], index: number, hostname: string): readonly TimedLine[] => [
  ...lines.slice(0, index),
  { at: lines[index]?.at ?? lines.at(-1)?.at ?? 0, text: `${hostname}#` },
  ...lines.slice(index),
]
