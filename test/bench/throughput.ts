/**
 * How fast console text becomes events (issue "The truth", Speed). Every run is a process of its own, the programs take
 * turns, medians are compared: ratios travel, times do not.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Measure } from './child.ts'
import { column, compare, median, progress } from './measures.ts'
import { runAwk, runNode } from './runs.ts'

const PIPELINE = 'a  pipeline, 200 peers'
const PIPELINE_MANY = 'a  pipeline, 20,000 peers'
const PIPELINE_TRIPLED = 'a  pipeline, profile tripled'
const NAIVE = 'b  naive Node'
const MAWK = 'c  mawk'
const SPLIT = 'd  split and decode'

const here = (name: string) => join(import.meta.dirname, name)
const awk = join(import.meta.dirname, '../../../test/bench/scope.awk')

const generate = (folder: string, lines: number, peers: number): string => {
  const path = join(folder, `${peers}-peers.console`)
  execFileSync(process.execPath, [here('generate.js'), path, String(lines), String(peers)])
  return path
}

/** The console texts of 200 and of 20,000 peers through every program, and all of it in a table. */
const measure = async (few: string, many: string, rounds: number): Promise<void> => {
  const programs: { readonly [name: string]: () => Promise<Measure> } = {
    'idle Node': () => runNode([here('idle.js')]),
    [PIPELINE]: () => runNode([here('pipeline.js'), few]),
    [PIPELINE_MANY]: () => runNode([here('pipeline.js'), many]),
    [PIPELINE_TRIPLED]: () => runNode([here('pipeline.js'), few, '--dummies']),
    'a, made into CloudEvents, too': () => runNode([here('pipeline.js'), few, '--published']),
    'of a: bytes to debug messages': () => runNode([here('understanding.js'), few]),
    [NAIVE]: () => runNode([here('naive.js'), few]),
    [MAWK]: () => runAwk(awk, few),
    [SPLIT]: () => runNode([here('split.js'), few]),
  }
  const runs = new Map<string, Measure[]>(Object.keys(programs).map((name) => [name, []]))
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, run] of Object.entries(programs)) {
      progress(`throughput, round ${round} of ${rounds}: ${name}`)
      runs.get(name)?.push(await run())
    }
  }
  progress('')

  const of = (name: string, what: keyof Measure) => median((runs.get(name) ?? []).map((measure) => measure[what]))
  console.log(
    `${'program'.padEnd(30)}${column('ms', 8)}${column('cpu ms', 8)}${column('lines/cpu s', 13)}${column('events', 10)}${column('peak MB', 9)}`,
  )
  for (const name of Object.keys(programs)) {
    const [ms, cpu] = [of(name, 'ms'), of(name, 'cpuMs')]
    const speed = name === 'idle Node' ? '-' : Math.round((of(SPLIT, 'lines') / cpu) * 1000).toLocaleString('en')
    const memory = name === MAWK ? '-' : (of(name, 'peakKiB') / 1024).toFixed(1)
    console.log(
      `${name.padEnd(30)}${column(Math.round(ms), 8)}${column(Math.round(cpu), 8)}${column(speed, 13)}${column(of(name, 'events'), 10)}${column(memory, 9)}`,
    )
  }

  const time = (name: string) => of(name, 'cpuMs')
  const memory = (name: string) => of(name, 'peakKiB') / of('idle Node', 'peakKiB')
  console.log()
  const speed = (name: string, over: string, wanted: string): void => {
    compare(`speed, a over ${over}, processor time`, time(name) / time(PIPELINE), wanted)
    compare(`speed, a over ${over}, by the clock`, of(name, 'ms') / of(PIPELINE, 'ms'), wanted)
  }
  speed(NAIVE, 'b', 'at least 5')
  speed(MAWK, 'c', 'at least 1')
  speed(SPLIT, 'd', 'at least 0.33')
  compare('peak memory over idle, 200 peers', memory(PIPELINE), 'under 1.5')
  compare('peak memory over idle, 20,000 peers', memory(PIPELINE_MANY), 'under 1.5')
  compare('time, 20,000 peers over 200', time(PIPELINE_MANY) / time(PIPELINE), 'at most 1.3')
  compare('time, profile tripled over as it is', time(PIPELINE_TRIPLED) / time(PIPELINE), 'under 1.1')
}

export const throughput = async (lines: number, rounds: number): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'ikewatch-bench-'))
  try {
    await measure(generate(folder, lines, 200), generate(folder, lines, 20_000), rounds)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
