import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { runGate } from './run.ts'

/** `@` stands for uvu's `suite`, so that the gate does not take the fixtures for suites of this file. */
const HEAD = "import { @ } from 'uvu'\n"
const GOOD = "const one = @('one')\none('holds', () => {})\none.run()\n"

type Outcome = { good: boolean; lines: string[]; last: string | undefined }

const modules = realpathSync(join(import.meta.dirname, '../../../node_modules'))

/** Runs a gate over compiled files written for the purpose; sources are empty files of the same names. */
const gateOver = async (
  files: { [name: string]: string },
  more: { filters?: string[]; sources?: string[]; limitMs?: number } = {},
): Promise<Outcome> => {
  const folder = mkdtempSync(join(tmpdir(), 'gate-test-'))
  const [compiled, sources] = [join(folder, 'compiled'), join(folder, 'sources')]
  mkdirSync(compiled)
  mkdirSync(sources)
  symlinkSync(modules, join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(compiled, `${name}.test.js`), (HEAD + text).replaceAll('@', 'suite'))
  for (const name of more.sources ?? Object.keys(files)) writeFileSync(join(sources, `${name}.test.ts`), '')
  const lines: string[] = []
  const { filters = [], limitMs = 20_000 } = more
  const print = (text: string) => lines.push(...text.split('\n'))
  const good = await runGate({ compiled, sources, filters, limitMs, atOnce: 2, print })
  rmSync(folder, { recursive: true })
  return { good, lines, last: lines.at(-1) }
}

const said = (outcome: Outcome, words: string) => outcome.lines.some((line) => line.includes(words))

const gate = suite('gate')

gate('passes good files in one line each and sums up on the last', async () => {
  const outcome = await gateOver({ a: GOOD, b: GOOD })
  assert.ok(outcome.good)
  assert.is(outcome.lines.length, 3)
  assert.is(outcome.last, '2 passed, 0 failed')
})

gate('shows the whole output of a failing file', async () => {
  const bad =
    "const one = @('one')\none('holds', () => {})\none('breaks', () => { throw new Error('crooked') })\none.run()\n"
  const outcome = await gateOver({ bad })
  assert.not.ok(outcome.good)
  assert.ok(said(outcome, 'crooked'))
  assert.is(outcome.last, '1 passed, 1 failed')
})

const SILENT: { [why: string]: [file: string, words: string] } = {
  'a pending top-level await': ['await new Promise(() => {})\n' + GOOD, 'ended before uvu could sum up'],
  'a suite without run()': ["const one = @('one')\none('holds', () => {})\n", 'one.run() is never called'],
  'a second suite without run()': [
    GOOD + "const two = @('two')\ntwo('holds', () => {})\n",
    'two.run() is never called',
  ],
  'a suite that has no name': [GOOD + "@('two')('holds', () => {})\n", 'a suite without a name of its own'],
  'a test after run()': [GOOD + "one('is never seen', () => {})\n", 'a test comes after one.run()'],
  'a late run()': [
    GOOD.replace('one.run()', 'setTimeout(() => one.run(), 50)') + GOOD.replaceAll('one', 'two'),
    'late',
  ],
  'an empty suite': ["const one = @('one')\none.run()\n", 'ran no test'],
  'a file without tests': ['', 'ended before uvu could sum up'],
  'a throwing before': [
    GOOD.replace('one.run', "one.before(() => { throw new Error('no') })\none.run"),
    '0 passed, 1 failed',
  ],
  'a throwing after': [GOOD.replace('one.run', "one.after(() => { throw new Error('no') })\none.run"), 'Error: no'],
  '.only left in': [GOOD.replace('one.run', "one.only('shines', () => {})\none.run"), '1 skipped without a word'],
  '.skip left in': [GOOD.replace('one.run', "one.skip('hides', () => {})\none.run"), '1 skipped without a word'],
  'an emptied event loop': [GOOD.replace('() => {}', '() => new Promise(() => {})'), 'ended before uvu could sum up'],
  'an early process.exit(0)': [GOOD.replace('() => {}', '() => process.exit(0)'), 'ended before uvu could sum up'],
  'a late exit status': [GOOD + "process.on('exit', () => { process.exitCode = 3 })\n", 'exit status 3'],
  'a failure whose exit status was mended': [
    GOOD.replace('() => {}', "() => { throw new Error('no') }") +
      "process.on('exit', () => { process.exitCode = 0 })\n",
    '0 passed, 1 failed',
  ],
}

for (const [why, [file, words]] of Object.entries(SILENT)) {
  gate(`refuses ${why}`, async () => {
    const outcome = await gateOver({ fixture: file })
    assert.not.ok(outcome.good, outcome.lines.join('\n'))
    assert.ok(said(outcome, words), outcome.lines.join('\n'))
  })
}

gate('ends a file at the limit', async () => {
  const outcome = await gateOver({ slow: `setInterval(() => {}, 1000)\n${GOOD}` }, { limitMs: 700 })
  assert.ok(said(outcome, 'did not end in time'))
  assert.is(outcome.last, '1 passed, 1 failed')
})

gate('finds and ends processes that a test left behind', async () => {
  const leave =
    "const { spawn } = await import('node:child_process')\nspawn('sleep', ['60'], { stdio: 'inherit' }).unref()\n"
  const outcome = await gateOver({ leave: leave + GOOD })
  assert.ok(said(outcome, 'left processes behind'))
})

gate('counts and lists announced skips, at the top and within a test', async () => {
  const top = "console.log('SKIPPED: no broker here')\nconst one = @('one')\none.run()\n"
  const within = GOOD.replace('one.run', "one('needs one', () => console.log('SKIPPED: no pty here'))\none.run")
  const outcome = await gateOver({ top, within })
  assert.ok(outcome.good)
  assert.ok(said(outcome, 'skipped: no broker here') && said(outcome, 'skipped: no pty here'))
  assert.is(outcome.last, '1 passed, 0 failed, 2 skipped')
})

gate('fails without any test file, also when the filter fits none', async () => {
  assert.is((await gateOver({})).last, '0 passed, 1 failed')
  assert.is((await gateOver({ a: GOOD }, { filters: ['b'] })).last, '0 passed, 1 failed')
})

gate('runs only what a filter names', async () => {
  assert.is((await gateOver({ a: GOOD, b: GOOD }, { filters: ['b'] })).last, '1 passed, 0 failed')
})

gate('fails where a source was not compiled, removes what has no source any more', async () => {
  const outcome = await gateOver({ old: GOOD }, { sources: ['fresh'] })
  assert.ok(said(outcome, 'fresh.test  0 passed') && said(outcome, 'not compiled'))
  assert.ok(said(outcome, 'old.test.js: its source is no more'))
  assert.is(outcome.last, '0 passed, 1 failed')
})

gate.run()
