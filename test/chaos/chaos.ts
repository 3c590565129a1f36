/**
 * `node dist/test/chaos/chaos.js [--seed N] [--short | --minutes M | --seconds S]`: real faults against real parts, in an
 * order that the seed decides. Prints each fault, then a table; exits 1 with the reasons where anything was lost, wrong
 * or unexplained. `--gate` keeps to kills and cuts, `--only KIND` (again and again) to the kinds named; `--log FILE` keeps
 * what the agent has logged.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { FAULTS, type Kind } from './faults.ts'
import type { Findings } from './findings.ts'
import { CLOCK_CAN_JUMP } from './process.ts'
import { runRound } from './round.ts'
import { fullSchedule, onlySchedule, shortSchedule } from './schedule.ts'
import { type BrokerName, INSTALLED } from './sites.ts'
import { render } from './table.ts'

const SHORT_SECONDS = 225
const DEFAULT_SECONDS = 3_600

const OPTIONS = {
  seed: { type: 'string', default: '1' },
  short: { type: 'boolean', default: false },
  minutes: { type: 'string' },
  seconds: { type: 'string' },
  gate: { type: 'boolean', default: false },
  only: { type: 'string', multiple: true, default: [] as string[] },
  log: { type: 'string' },
  /** Bytes a second of each console: 115,200 baud. */
  pace: { type: 'string', default: '11520' },
} as const

/** Runs as the arguments say and prints what came of it; undefined where no broker is installed. */
export const chaos = async (args: readonly string[]): Promise<Findings | undefined> => {
  const { values } = parseArgs({ args: [...args], options: OPTIONS })
  const { log, gate } = values
  const only = values.only.filter((kind): kind is Kind => Object.hasOwn(FAULTS, kind))
  const seed = Number(values.seed)
  const asked = values.seconds ?? (values.minutes === undefined ? undefined : Number(values.minutes) * 60)
  const seconds = Number(asked ?? (values.short ? SHORT_SECONDS : DEFAULT_SECONDS))

  const wanted: readonly BrokerName[] =
    gate || only.length > 0 ? ['mosquitto'] : ['mosquitto', 'nats-server', 'rabbitmq']
  for (const name of wanted) if (!INSTALLED[name]) console.log(`SKIPPED: chaos with ${name}: it is not installed`)
  if (!CLOCK_CAN_JUMP && !gate) console.log('SKIPPED: clock jumps: libfaketime is not installed')
  const brokers = wanted.filter((name) => INSTALLED[name])
  if (brokers.length === 0) return undefined

  console.log(`chaos, seed ${seed}, ${seconds} s, ${brokers.join(', ')}`)
  const outcome = await runRound({
    seed,
    seconds,
    acts: only.length > 0 ? onlySchedule(seed, only) : gate ? shortSchedule(seed) : fullSchedule(seed, brokers),
    bytesPerSecond: Number(values.pace),
    print: (text) => console.log(text),
    keepLog: log === undefined ? undefined : (lines) => writeFileSync(log, `${lines.join('\n')}\n`),
  })
  const { rows, reasons, summary } = outcome
  console.log(`\n${render(rows)}\n\n${summary.join('\n')}`)
  for (const reason of reasons) console.log(`FAILED: ${reason}`)
  console.log(reasons.length === 0 ? 'nothing lost, nothing wrong' : `${reasons.length} reasons to fail`)
  return outcome
}

if (process.argv[1] === import.meta.filename) {
  const outcome = await chaos(process.argv.slice(2))
  process.exitCode = outcome === undefined || outcome.reasons.length === 0 ? 0 : 1
}
