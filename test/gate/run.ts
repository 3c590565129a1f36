import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { launch } from './launch.ts'
import { suiteFaults } from './suites.ts'
import type { Verdict } from './verdict.ts'
import { judge } from './verdict.ts'

/** Where the compiled tests and their sources are, which of them to run (all, where no filter is given), and how. */
export type Gate = {
  readonly compiled: string
  readonly sources: string
  readonly filters: readonly string[]
  readonly limitMs: number
  readonly atOnce: number
  readonly print: (text: string) => void
}

const filesBelow = (folder: string, ending: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith(ending))
        .sort()
    : []

/** Test files by their name without ending. What was compiled from a source that is gone is removed. */
const discover = (gate: Gate): string[] => {
  const names = filesBelow(gate.sources, '.test.ts').map((name) => name.slice(0, -3))
  for (const left of filesBelow(gate.compiled, '.test.js')) {
    if (names.includes(left.slice(0, -3))) continue
    rmSync(join(gate.compiled, left))
    rmSync(join(gate.compiled, `${left}.map`), { force: true })
    gate.print(`gone  ${left}: its source is no more; removed`)
  }
  return names.filter((name) => gate.filters.length === 0 || gate.filters.some((filter) => name.includes(filter)))
}

const report = (gate: Gate, name: string, verdict: Verdict, output: string, ms: number): void => {
  const good = verdict.failed === 0 && verdict.faults.length === 0
  gate.print(`${good ? 'ok   ' : 'FAIL '} ${name}  ${verdict.passed} passed, ${ms} ms`)
  for (const skip of verdict.skips) gate.print(`      skipped: ${skip}`)
  if (good) return
  for (const fault of verdict.faults) gate.print(`      ${fault}`)
  if (output !== '') gate.print(output)
}

const runOne = async (gate: Gate, name: string): Promise<Verdict> => {
  const file = join(gate.compiled, `${name}.js`)
  if (!existsSync(file)) {
    const verdict = {
      passed: 0,
      failed: 0,
      skips: [],
      faults: ['not compiled: remove the build folder and build again'],
    }
    report(gate, name, verdict, '', 0)
    return verdict
  }
  const start = performance.now()
  const ran = await launch(file, gate.limitMs)
  const judged = judge(ran)
  const verdict = { ...judged, faults: [...judged.faults, ...suiteFaults(readFileSync(file, 'utf8'))] }
  report(gate, name, verdict, ran.output, Math.round(performance.now() - start))
  return verdict
}

/** Runs the test files, prints what came of each and the sum alone on the last line. True where all is well. */
export const runGate = async (gate: Gate): Promise<boolean> => {
  const names = discover(gate)
  const verdicts: Verdict[] = []
  const waiting = names.values()
  const work = async () => {
    for (const name of waiting) verdicts.push(await runOne(gate, name))
  }
  await Promise.all(Array.from({ length: gate.atOnce }, work))

  if (names.length === 0) gate.print('FAIL  no test file at all')
  const passed = verdicts.reduce((sum, verdict) => sum + verdict.passed, 0)
  const skipped = verdicts.reduce((sum, verdict) => sum + verdict.skips.length, 0)
  const failed =
    names.length === 0 ? 1 : verdicts.reduce((sum, verdict) => sum + verdict.failed + verdict.faults.length, 0)
  gate.print(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  return failed === 0
}
