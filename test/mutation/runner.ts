/** Stryker's way to our tests: one process, compiled tests, one by one, cheapest first, only those that reach the mutant. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MutantCoverage } from '@stryker-mutator/api/core'
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import {
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  TestStatus,
} from '@stryker-mutator/api/test-runner'
import { keepsState } from './modules.ts'
import { collect, type Test } from './suites.ts'

/** What the mutated code looks at. */
type Switch = {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  mutantCoverage?: MutantCoverage
  hitCount?: number | undefined
  hitLimit?: number | undefined
}

/** Folders of tests that know nothing but the pure rooms. */
const FOLDERS = ['console', 'profile', 'phase1', 'diagnosis', 'vocabulary', 'transcripts', 'properties']

/** Tests that play whole libraries of consoles at once: too slow to be run for each of thousands of mutants. */
const TOO_SLOW = new RegExp(
  [
    /properties\/(between|confusion|cuts|live|memory|one-line|rubbish)\.test/,
    /phase1\/noise\.test|crowded, disturbed and damaged/,
    /scenarios of the simulator cover/,
    /every (prefix|suffix) of a success|any one lost line/,
    /keeps the contract|of every transcript/,
  ]
    .map(({ source }) => source)
    .join('|'),
)

/** A mutant that lets no module be evaluated is seen by every test: this one stands for them. */
const LOADS = 'every module can be evaluated'

/** The file whose mutants are wanted, where none are. */
const NONE = ''

/** Where the dry run leaves the order of the tests for the processes that follow a time-out. */
const ORDER = 'test-order.json'

const shared = globalThis as typeof globalThis & { __stryker__?: Switch }

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** A text that is compared by its address: the mutated code asks for it millions of times. */
const interned = (id: string): string => Object.keys({ [id]: 0 })[0] ?? id

class UvuRunner implements TestRunner {
  private readonly root = join(process.cwd(), 'dist')
  private readonly flags: Switch = {}
  private tests = new Map<string, Test>()
  /** Cheapest first; later the ones that found the last mutants, which often find their neighbours, too. */
  private order: readonly string[] = []
  /** The file whose mutants are loaded; none after one that may have left something behind in a module. */
  private loaded: string | undefined

  capabilities() {
    return { reloadEnvironment: true }
  }

  async init(): Promise<void> {
    shared.__stryker__ = this.flags
    if (existsSync(ORDER)) this.order = JSON.parse(readFileSync(ORDER, 'utf8'))
  }

  async dryRun(): Promise<DryRunResult> {
    this.flags.mutantCoverage = { static: {}, perTest: {} }
    await this.load(undefined)
    const failures = new Map<string, string | undefined>()
    for (const test of this.tests.values()) {
      this.flags.currentTestId = test.id
      failures.set(test.id, await failureOf(test))
    }
    this.flags.currentTestId = undefined
    // Without mutants, as they run from now on: counting coverage takes many times as long.
    await this.load(NONE)
    const tests: TestResult[] = [{ id: LOADS, name: LOADS, timeSpentMs: 0, status: TestStatus.Success }]
    for (const test of this.tests.values()) {
      const started = performance.now()
      const failureMessage = (await failureOf(test)) ?? failures.get(test.id)
      const about = { id: test.id, name: test.id, fileName: test.file, timeSpentMs: performance.now() - started }
      tests.push(
        failureMessage === undefined
          ? { ...about, status: TestStatus.Success }
          : { ...about, status: TestStatus.Failed, failureMessage },
      )
    }
    this.order = tests.toSorted((a, b) => a.timeSpentMs - b.timeSpentMs).map(({ id }) => id)
    writeFileSync(ORDER, JSON.stringify(this.order))
    return { status: DryRunStatus.Complete, tests, mutantCoverage: this.flags.mutantCoverage }
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, sandboxFileName, reloadEnvironment, testFilter, hitLimit } = options
    const file = this.compiled(sandboxFileName)
    this.flags.activeMutant = undefined
    if (this.loaded !== file && !reloadEnvironment) await this.load(file)
    this.flags.activeMutant = interned(activeMutant.id)
    this.flags.hitLimit = hitLimit
    this.flags.hitCount = hitLimit === undefined ? undefined : 0
    if (reloadEnvironment) {
      try {
        await this.load(file)
      } catch (error) {
        return { status: MutantRunStatus.Killed, killedBy: [LOADS], failureMessage: messageOf(error), nrOfTests: 1 }
      }
    }
    this.loaded = reloadEnvironment || keepsState(file) ? undefined : file
    return this.firstFailure(testFilter === undefined ? undefined : new Set(testFilter))
  }

  private async firstFailure(wanted: ReadonlySet<string> | undefined): Promise<MutantRunResult> {
    let nrOfTests = 0
    for (const id of this.order) {
      const test = wanted === undefined || wanted.has(id) ? this.tests.get(id) : undefined
      if (test === undefined) continue
      nrOfTests += 1
      const failureMessage = await failureOf(test)
      const { hitCount, hitLimit } = this.flags
      if (hitCount !== undefined && hitLimit !== undefined && hitCount > hitLimit)
        return {
          status: MutantRunStatus.Timeout,
          reason: 'the mutant was met a hundred times as often as it should be',
        }
      if (failureMessage !== undefined) {
        this.order = [id, ...this.order.filter((other) => other !== id)]
        return { status: MutantRunStatus.Killed, killedBy: [id], failureMessage, nrOfTests }
      }
    }
    return { status: MutantRunStatus.Survived, nrOfTests }
  }

  private async load(mutated: string | undefined): Promise<void> {
    this.loaded = undefined
    const files = FOLDERS.flatMap((folder) => {
      const names = readdirSync(join(this.root, 'test', folder)).filter((name) => name.endsWith('.test.js'))
      return names.sort().map((name) => join(this.root, 'test', folder, name))
    })
    const tests = await collect(
      files.filter((file) => !TOO_SLOW.test(file)),
      this.root,
      mutated,
    )
    this.tests = new Map([...tests].filter(([id]) => !TOO_SLOW.test(id)))
    this.loaded = mutated
  }

  private compiled(source: string): string {
    return join(this.root, source.slice(process.cwd().length).replace(/\.ts$/, '.js'))
  }
}

const failureOf = async (test: Test): Promise<string | undefined> => {
  try {
    await test.run()
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'uvu', UvuRunner)]
