/** `node generate.js FILE LINES PEERS`: a console capture to measure with; the same arguments give the same bytes. */
import { closeSync, openSync, writeSync } from 'node:fs'
import { KINDS, OTHER } from './kinds.ts'
import type { Block } from './talk.ts'

/** Negotiations under way at one time. */
const AT_ONCE = 40
const MONTHS = ['Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DAY = 86_400_000

/** mulberry32: small, seeded, good enough to shuffle a console. */
const random = (seed: number) => {
  let a = seed
  return (below: number): number => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

const padded = (value: number, digits: number, fill = '0') => String(value).padStart(digits, fill)

/** The stamp of a router whose clock was never set, `ms` after its first of March (every month has 30 days here). */
const stamp = (ms: number): string => {
  const day = Math.floor(ms / DAY)
  const [h, m, s] = [Math.floor(ms / 3_600_000) % 24, Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60]
  const date = `${MONTHS[Math.floor(day / 30) % 10]} ${padded((day % 30) + 1, 2, ' ')}`
  return `*${date} ${padded(h, 2)}:${padded(m, 2)}:${padded(s, 2)}.${padded(ms % 1000, 3)}: `
}

const KINDS_BY_SHARE = KINDS.flatMap(([share, tell]) => Array.from({ length: share }, () => tell))

type Told = { readonly blocks: readonly Block[]; readonly peer: number; next: number; due: number }

const generate = (path: string, lines: number, peers: number): void => {
  const draw = random(peers)
  const file = openSync(path, 'w')
  const busy = new Set<number>()
  const active: Told[] = []
  let [clock, written, other, begun, text] = [60_000, 0, 0, 0, '']

  const put = (line: string, stamped: boolean) => {
    text += stamped ? `${stamp(clock)}${line}\r\n` : `${line}\r\n`
    written += 1
    if (text.length > 1 << 18) {
      writeSync(file, text)
      text = ''
    }
  }
  const start = () => {
    let peer = draw(peers)
    while (busy.has(peer)) peer = (peer + 1) % peers
    busy.add(peer)
    const kind = KINDS_BY_SHARE[draw(KINDS_BY_SHARE.length)]
    const address = `10.${1 + (peer >> 14)}.${(peer >> 7) & 127}.${1 + (peer & 127)}`
    const heap = (0x66000000 + ((begun * 0x64) & 0xffffff)).toString(16).toUpperCase()
    const blocks = kind?.({ peer: address, sa: 1001 + (begun % 60_000), heap }) ?? []
    active.push({ blocks, peer, next: 0, due: clock + draw(2000) })
    begun += 1
  }

  while (written < lines) {
    while (active.length < Math.min(AT_ONCE, peers)) start()
    const told = active.reduce((first, candidate) => (candidate.due < first.due ? candidate : first))
    clock = Math.max(clock, told.due)
    for (const line of told.blocks[told.next]?.lines ?? []) put(line, line !== '' && line[0] !== '\t')
    clock += 1
    told.next += 1
    const following = told.blocks[told.next]
    if (following) told.due = clock + following.wait + draw(20)
    else {
      busy.delete(told.peer)
      active.splice(active.indexOf(told), 1)
    }
    for (; other * 5 < written; other += 1) {
      const [stamped, line] = OTHER[draw(OTHER.length)] ?? [false, '']
      put(line, stamped)
    }
  }
  if (text !== '') writeSync(file, text)
  closeSync(file)
}

const [path, lines, peers] = process.argv.slice(2)
if (path === undefined) throw new Error('usage: generate.js FILE LINES PEERS')
generate(path, Number(lines ?? 2_000_000), Number(peers ?? 200))
