/**
 * `npm run bench -- [--only throughput|line|idle] [--rounds N] [--lines N] [--seconds N]`: what is measured and never
 * tested. Only ratios mean anything. `--lines` is for the throughput, `--seconds` for the line.
 */
import { parseArgs } from 'node:util'
import { MOSQUITTO, mosquitto } from '../edge/broker/brokers.ts'
import { temporaryDirectory } from '../edge/outbox/support.ts'
import { footprint } from './footprint.ts'
import { saturatedLine } from './saturated.ts'
import { throughput } from './throughput.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: ['throughput', 'line', 'idle'] },
    lines: { type: 'string', default: '2000000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '20' },
  },
})
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)]

const withBroker = async (measure: (url: string) => Promise<void>): Promise<void> => {
  if (MOSQUITTO === undefined) return console.log('SKIPPED: mosquitto is not installed')
  const directory = temporaryDirectory()
  const broker = await mosquitto(directory.path, ['allow_anonymous true', 'log_type error'])
  await broker.start()
  try {
    await measure(broker.url)
  } finally {
    await broker.signal('SIGKILL')
    directory.remove()
  }
}

const BENCHES: { readonly [name: string]: () => Promise<void> } = {
  throughput: () => throughput(Number(values.lines), rounds),
  line: () => withBroker((url) => saturatedLine(url, rounds, seconds)),
  idle: () => withBroker((url) => footprint(url, rounds)),
}

for (const name of values.only) {
  const bench = BENCHES[name]
  if (bench === undefined) throw new Error(`--only is one of ${Object.keys(BENCHES).join(', ')}`)
  await bench()
  console.log()
}
