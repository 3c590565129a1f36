/**
 * `npm run flood -- [--strangers N] [--each N] [--hostile N] [--seed N]`: strangers by the million through a real agent, with
 * one real tunnel among them (issue "Nothing lost", 6). Prints memory and pace at each tenth, then both accounts; exit
 * status 1 where anything about the tunnel, the strangers or the accounts is wrong.
 */
import { parseArgs } from 'node:util'
import { MOSQUITTO } from '../edge/broker/brokers.ts'
import { flood, type Tenth } from './run.ts'

const { values } = parseArgs({
  options: {
    strangers: { type: 'string', default: '1000000' },
    each: { type: 'string', default: '2000' },
    hostile: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
  },
})

const show = ({ strangers, seconds, lines, bytes, events, rssBytes }: Tenth): void =>
  console.log(
    `${strangers.toLocaleString('en').padStart(9)} strangers  ${seconds.toFixed(0).padStart(5)} s  ` +
      `${(lines / 1e6).toFixed(2)} M lines  ${(bytes / 1e6).toFixed(0)} MB  ${events} events  ` +
      `${(rssBytes / 2 ** 20).toFixed(0)} MB resident`,
  )

if (MOSQUITTO === undefined) console.log('SKIPPED: mosquitto is not installed')
else {
  const { strangers, each, hostile, seed } = values
  const { faults, health } = await flood({
    seed: Number(seed),
    strangers: Number(strangers),
    each: Number(each),
    hostile: Number(hostile),
    onTenth: show,
  })
  console.log(`bytes ${JSON.stringify(health.consoles)}`)
  console.log(`events ${JSON.stringify(health.outbox)}`)
  for (const fault of faults) console.log(`WRONG: ${fault}`)
  console.log(faults.length === 0 ? 'Everything is as it should be.' : `${faults.length} things are wrong.`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
