/**
 * What a saturated 115200 line in 16-byte pieces costs: stock serialport with nothing behind it, ours likewise, and the
 * whole agent with its publishing (issue "Nothing lost", 4). Each gets the same text on a pty, warms up on it as fast as
 * it takes it, and is measured at the pace of the line.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { openPty } from '../../src/edge/pty.ts'
import { feed } from './feed.ts'
import { column, compare, cpuMs, median, progress } from './measures.ts'
import { type Subject, startAgent, startSubject } from './subjects.ts'

/** Ten minutes of line: an agent runs for months. */
const WARM_UP_BYTES = 7_000_000
const SETTLE_MS = 3_000
const PATIENCE_MS = 300_000

type Share = { readonly cpu: number; readonly bytes: number; readonly reads: number; readonly events: number }

const all = async (subject: Subject, bytes: number): Promise<void> => {
  for (const end = performance.now() + PATIENCE_MS; ; await pause(100)) {
    const taken = await subject.taken()
    if (taken.bytes === bytes && (taken.waiting ?? 0) === 0) return
    if (performance.now() > end) throw new Error(`of ${bytes} bytes came ${JSON.stringify(taken)}`)
  }
}

const measure = async (start: (path: string) => Promise<Subject>, seconds: number): Promise<Share> => {
  const pty = await openPty()
  const subject = await start(pty.path)
  try {
    const line = feed(pty)
    await line.hurry(WARM_UP_BYTES)
    await all(subject, line.written())
    const stop = line.begin()
    await pause(SETTLE_MS)
    const [before, cpu, begun] = [await subject.taken(), cpuMs(subject.pid), performance.now()]
    await pause(seconds * 1_000)
    const [ms, took] = [performance.now() - begun, cpuMs(subject.pid) - cpu]
    const after = await subject.taken()
    stop()
    const rate = (what: 'bytes' | 'reads' | 'events') => (1_000 * ((after[what] ?? 0) - (before[what] ?? 0))) / ms
    return { cpu: took / ms, bytes: rate('bytes'), reads: rate('reads'), events: rate('events') }
  } finally {
    await subject.end()
    await pty.close()
  }
}

export const saturatedLine = async (url: string, rounds: number, seconds: number): Promise<void> => {
  const subjects = {
    'stock serialport': (path: string) => startSubject('stock', path, url),
    'reading alone': (path: string) => startSubject('ours', path, url),
    'whole agent': (path: string) => startAgent(path, url),
  }
  type Name = keyof typeof subjects
  const names = Object.keys(subjects) as Name[]
  const runs = new Map<Name, Share[]>(names.map((name) => [name, []]))
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of names) {
      progress(`saturated line, round ${round} of ${rounds}: ${name}`)
      runs.get(name)?.push(await measure(subjects[name], seconds))
    }
  }
  progress('')
  const of = (name: Name, what: keyof Share): number => median((runs.get(name) ?? []).map((share) => share[what]))
  console.log(
    `saturated line${column('% of a core', 17)}${column('bytes/s', 9)}${column('reads/s', 9)}${column('events/s', 9)}`,
  )
  for (const name of names) {
    const [reads, events] = [of(name, 'reads'), of(name, 'events')]
    console.log(
      `${name.padEnd(20)}${column((100 * of(name, 'cpu')).toFixed(2), 11)}${column(of(name, 'bytes').toFixed(0), 9)}` +
        `${column(reads > 0 ? reads.toFixed(0) : '-', 9)}${column(events > 0 ? events.toFixed(1) : '-', 9)}`,
    )
  }
  console.log()
  compare(
    'processor time, reading alone over stock',
    of('reading alone', 'cpu') / of('stock serialport', 'cpu'),
    'at most 0.2',
  )
  compare(
    'processor time, whole agent over stock',
    of('whole agent', 'cpu') / of('stock serialport', 'cpu'),
    'at most 0.3',
  )
}
