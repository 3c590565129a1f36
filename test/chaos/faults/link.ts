/** What happens to the network between the agent and its broker. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Direction } from '../link.ts'
import { type Fault, inSeconds } from '../parts.ts'

const cut: Fault['strike'] = async ({ line }, chance) => {
  const direction: Direction = chance.chance(0.7) ? 'to broker' : 'to agent'
  // Acknowledgements are four bytes.
  const bytes = chance.int(1, direction === 'to broker' ? 4_000 : 60)
  await Promise.race([line.cutAfter(direction, bytes), pause(8_000)])
  line.cut()
  return `after ${bytes} bytes ${direction}`
}

const slow: Fault['strike'] = async ({ line }, chance) => {
  const [delay, ms] = [chance.int(100, 1_500), chance.int(3_000, 5_000)]
  line.slow(delay, Number.POSITIVE_INFINITY)
  await pause(ms)
  line.slow(0, Number.POSITIVE_INFINITY)
  return `${delay} ms each way for ${inSeconds(ms)}`
}

const narrow: Fault['strike'] = async ({ line }, chance) => {
  const [rate, ms] = [chance.int(1_000, 6_000), chance.int(3_000, 5_000)]
  line.slow(20, rate)
  await pause(ms)
  // What is under way goes with it.
  line.cut()
  line.slow(0, Number.POSITIVE_INFINITY)
  return `${rate} bytes/s for ${inSeconds(ms)}, then a cut`
}

const dead: Fault['strike'] = async ({ line }, chance) => {
  const ms = chance.int(1_000, 4_000)
  line.swallow(true)
  await pause(ms)
  line.cut()
  line.swallow(false)
  return `for ${inSeconds(ms)}, then a cut`
}

export const LINK_FAULTS = {
  'link cut in a packet': { strike: cut },
  'link slow': { strike: slow },
  'link narrow': { strike: narrow },
  'link dead': { strike: dead },
} as const satisfies { readonly [kind: string]: Fault }
