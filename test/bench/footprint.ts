/** What an agent with nothing to do costs, beside a Node that has a port and a client open (issue "Nothing lost", 4). */
import { setTimeout as pause } from 'node:timers/promises'
import { openPty } from '../../src/edge/pty.ts'
import { column, compare, cpuMs, median, progress, residentKib } from './measures.ts'
import { type Subject, startAgent, startSubject } from './subjects.ts'

/** What a start leaves behind is over by then. */
const SETTLE_MS = 20_000
/** Once in a minute an agent tells its health. */
const LOOK_MS = 60_000

type Print = { readonly cpu: number; readonly kib: number }

const measure = async (start: (path: string) => Promise<Subject>): Promise<Print> => {
  const pty = await openPty()
  const subject = await start(pty.path)
  try {
    await pause(SETTLE_MS)
    const [before, begun] = [cpuMs(subject.pid), performance.now()]
    await pause(LOOK_MS)
    return { cpu: (cpuMs(subject.pid) - before) / (performance.now() - begun), kib: residentKib(subject.pid) }
  } finally {
    await subject.end()
    await pty.close()
  }
}

/** All at once: one that idles disturbs nobody. */
export const footprint = async (url: string, rounds: number): Promise<void> => {
  const starts = [(path: string) => startSubject('empty', path, url), (path: string) => startAgent(path, url)]
  const runs: Print[][] = starts.map(() => [])
  for (let round = 1; round <= rounds; round += 1) {
    progress(`idle, round ${round} of ${rounds}`)
    const prints = await Promise.all(starts.map((start) => measure(start)))
    for (const [index, print] of prints.entries()) runs[index]?.push(print)
  }
  progress('')
  const [empty, agent] = runs.map((prints) => ({
    cpu: median(prints.map(({ cpu }) => cpu)),
    kib: median(prints.map(({ kib }) => kib)),
  })) as [Print, Print]
  console.log(`idle${column('% of a core', 27)}${column('MB', 9)}`)
  for (const [name, { cpu, kib }] of [
    ['empty process', empty],
    ['whole agent', agent],
  ] as const)
    console.log(`${name.padEnd(20)}${column((100 * cpu).toFixed(3), 11)}${column((kib / 1024).toFixed(1), 9)}`)
  console.log()
  compare('% of a core, idle', 100 * agent.cpu, 'under 0.2')
  compare('memory, idle agent over empty process', agent.kib / empty.kib, 'under 1.15')
}
