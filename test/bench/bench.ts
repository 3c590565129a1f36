/**
 * `npm run bench -- [--lines N] [--rounds N]`: how fast console text becomes events (issue "The truth", Speed).
 * Every run is a process of its own, the programs take turns, medians are compared: ratios travel, times do not.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Measure } from './child.ts'
import { runAwk, runNode } from './runs.ts'

const { values } = parseArgs({
  options: { lines: { type: 'string', default: '2000000' }, rounds: { type: 'string', default: '5' } },
})
const rounds = Number(values.rounds)

const folder = mkdtempSync(join(tmpdir(), 'ikewatch-bench-'))
const here = (name: string) => join(import.meta.dirname, name)
const awk = join(import.meta.dirname, '../../../test/bench/scope.awk')

const input = (peers: number): string => {
  const path = join(folder, `${peers}-peers.console`)
  execFileSync(process.execPath, [here('generate.js'), path, values.lines, String(peers)])
  return path
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN
const column = (text: string | number, width: number) => String(text).padStart(width)

try {
  const [few, many] = [input(200), input(20_000)]
  const programs: { readonly [name: string]: () => Promise<Measure> } = {
    'idle Node': () => runNode([here('idle.js')]),
    'a  pipeline, 200 peers': () => runNode([here('pipeline.js'), few]),
    'a  pipeline, 20,000 peers': () => runNode([here('pipeline.js'), many]),
    'a  pipeline, profile tripled': () => runNode([here('pipeline.js'), few, '--dummies']),
    'b  naive Node': () => runNode([here('naive.js'), few]),
    'c  mawk': () => runAwk(awk, few),
    'd  split and decode': () => runNode([here('split.js'), few]),
  }
  const runs = new Map<string, Measure[]>(Object.keys(programs).map((name) => [name, []]))
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, run] of Object.entries(programs)) {
      process.stderr.write(`\rround ${round} of ${rounds}: ${name.padEnd(32)}`)
      runs.get(name)?.push(await run())
    }
  }
  process.stderr.write(`\r${' '.repeat(52)}\r`)

  const of = (name: string, what: keyof Measure) => median((runs.get(name) ?? []).map((measure) => measure[what]))
  console.log(
    `${'program'.padEnd(30)}${column('ms', 8)}${column('lines/s', 12)}${column('events', 10)}${column('peak MB', 9)}`,
  )
  for (const name of Object.keys(programs)) {
    const [ms, lines] = [of(name, 'ms'), of(name, 'lines')]
    const speed = lines === 0 ? '-' : Math.round((lines / ms) * 1000).toLocaleString('en')
    const memory = (of(name, 'peakKiB') / 1024).toFixed(1)
    console.log(
      `${name.padEnd(30)}${column(Math.round(ms), 8)}${column(speed, 12)}${column(of(name, 'events'), 10)}${column(memory, 9)}`,
    )
  }

  const ratio = (label: string, value: number, goal: string) =>
    console.log(`${label.padEnd(46)}${column(value.toFixed(2), 7)}   wanted ${goal}`)
  const [a, idle] = ['a  pipeline, 200 peers', 'idle Node']
  const time = (name: string) => of(name, 'ms')
  console.log()
  ratio('speed, a over b (naive)', time('b  naive Node') / time(a), 'at least 5')
  ratio('speed, a over c (mawk)', time('c  mawk') / time(a), 'at least 1')
  ratio('speed, a over d (split and decode)', time('d  split and decode') / time(a), 'at least 0.33')
  ratio('peak memory over idle, 200 peers', of(a, 'peakKiB') / of(idle, 'peakKiB'), 'under 1.5')
  ratio(
    'peak memory over idle, 20,000 peers',
    of('a  pipeline, 20,000 peers', 'peakKiB') / of(idle, 'peakKiB'),
    'under 1.5',
  )
  ratio('time, 20,000 peers over 200', time('a  pipeline, 20,000 peers') / time(a), 'at most 1.3')
  ratio('time, profile tripled over as it is', time('a  pipeline, profile tripled') / time(a), 'under 1.1')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
