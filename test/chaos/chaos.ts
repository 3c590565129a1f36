/**
 * `node dist/test/chaos/chaos.js [--seed N] [--short | --minutes M | --seconds S]`: real faults against real parts, in an
 * order that the seed decides. Prints each fault, then a table; exits 1 with the reasons where anything was lost, wrong
 * or unexplained. `--brief` keeps to kills and cuts, `--only KIND` (again and again) to the kinds named, at `--site NAME`;
 * `--log FILE` keeps what the agent has logged, `--events FILE` what the recorder has received.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { SER2NET } from '../edge/console/ser2net.ts'
import { FAULTS, type Kind } from './faults.ts'
import type { Findings } from './findings.ts'
import { CLOCK_CAN_JUMP } from './process.ts'
import { runRound } from './round.ts'
import { briefSchedule, fullSchedule, onlySchedule, SITES } from './schedule.ts'
import { missingFor, type SiteName } from './sites.ts'
import { render } from './table.ts'

const SHORT_SECONDS = 200
const DEFAULT_SECONDS = 3_600

const OPTIONS = {
  seed: { type: 'string', default: '1' },
  short: { type: 'boolean', default: false },
  minutes: { type: 'string' },
  seconds: { type: 'string' },
  brief: { type: 'boolean', default: false },
  site: { type: 'string', default: 'mosquitto' },
  only: { type: 'string', multiple: true, default: [] as string[] },
  log: { type: 'string' },
  events: { type: 'string' },
  /** Bytes a second of each console: 115,200 baud. */
  pace: { type: 'string', default: '11520' },
} as const

/** Every broker and every agent ends with this process. */
const MANY_LISTENERS = 64

/** Runs as the arguments say and prints what came of it; undefined where no broker is installed. */
export const chaos = async (args: readonly string[]): Promise<Findings | undefined> => {
  process.setMaxListeners(MANY_LISTENERS)
  const { values } = parseArgs({ args: [...args], options: OPTIONS })
  const { log, events, brief, short } = values
  const only = values.only.filter((kind): kind is Kind => Object.hasOwn(FAULTS, kind))
  const chosen = SITES.find((name) => name === values.site) ?? 'mosquitto'
  const seed = Number(values.seed)
  const asked = values.seconds ?? (values.minutes === undefined ? undefined : Number(values.minutes) * 60)
  const seconds = Number(asked ?? (short ? SHORT_SECONDS : DEFAULT_SECONDS))

  const wanted: readonly SiteName[] = brief ? ['mosquitto'] : only.length > 0 ? [chosen] : SITES
  const sites = wanted.filter((name) => {
    const missing = missingFor(name)
    if (missing !== undefined) console.log(`SKIPPED: chaos at ${name}: ${missing} is not installed`)
    return missing === undefined
  })
  if (!brief && !CLOCK_CAN_JUMP) console.log('SKIPPED: clock jumps: libfaketime is not installed')
  if (!brief && SER2NET === undefined) console.log('SKIPPED: consoles behind a server: ser2net is not installed')
  if (sites.length === 0) return undefined

  console.log(`chaos, seed ${seed}, ${seconds} s, at ${sites.join(', ')}`)
  const acts = brief
    ? briefSchedule(seed)
    : only.length > 0
      ? onlySchedule(seed, only, chosen)
      : fullSchedule(seed, sites, short)
  const outcome = await runRound({
    ...{ seed, seconds, acts, network: !brief },
    bytesPerSecond: Number(values.pace),
    print: (text) => console.log(text),
    keepEvents: events,
    keepLog: log === undefined ? undefined : (lines) => writeFileSync(log, `${lines.join('\n')}\n`),
  })
  const { rows, reasons, summary } = outcome
  console.log(`\n${render(rows)}\n\n${summary.join('\n')}`)
  for (const reason of reasons) console.log(`FAILED: ${reason}`)
  console.log(reasons.length === 0 ? 'nothing lost, nothing wrong' : `${reasons.length} reasons to fail`)
  return outcome
}

if (process.argv[1] === import.meta.filename) {
  // What was started ends with this process, and a signal alone would not let it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const outcome = await chaos(process.argv.slice(2))
  process.exitCode = outcome === undefined || outcome.reasons.length === 0 ? 0 : 1
}
