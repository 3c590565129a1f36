/**
 * `node dist/test/bench/soak.js [--hours H] [--seed N]`: a day of four consoles that are never idle at 115,200
 * baud, 2,000 peers, in one process and on the time of their lines: bytes through the pipeline and the publisher into a
 * memory outbox that acknowledges at once. Prints the heap after each hour; exit status 1 where at the end it is more
 * than a tenth above that after the first.
 */

import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { agent, agentState } from '../../src/agent.ts'
import { entryOf } from '../../src/edge/outbox/seal.ts'
import { loadProfiles } from '../../src/edge/profiles.ts'
import { acknowledged, append, choose, newOutbox, offer, stored } from '../../src/outbox/outbox.ts'
import type { Publication } from '../../src/outbox/publication.ts'
import { rankOf } from '../../src/outbox/rank.ts'
import {
  newRetained,
  nextState,
  setState,
  stateAcknowledged,
  stateOffered,
  topicListed,
} from '../../src/outbox/retained.ts'
import { rfc3339 } from '../../src/report/calendar.ts'
import { publish, startPublishing } from '../../src/report/publish.ts'
import type { TimedLine } from '../../src/simulator/entry.ts'
import { throughLine } from '../../src/simulator/line.ts'
import { TRAINS, type Train } from '../../src/simulator/trains.ts'
import { chain } from '../../src/stage.ts'
import { chapters } from './chapters.ts'

const { values } = parseArgs({
  options: { hours: { type: 'string', default: '24' }, seed: { type: 'string', default: '1' } },
})
const HOURS = Number(values.hours)
const HOUR_MS = 3_600_000
const BEGIN = Date.UTC(2026, 2, 7)
const CONSOLES = ['tokyo', 'osaka', 'kyoto', 'nara']
const PEERS = 2_000 / CONSOLES.length
const GROWTH = 1.1
/** Arrival is told in pieces of so many lines, as a coalesced read is. */
const LINES_A_PIECE = 4
const TICK_MS = 1_000

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const heapMb = (): number => {
  collect()
  return process.memoryUsage().heapUsed / 2 ** 20
}

const { language } = loadProfiles()

/** The broker takes everything, at once. */
const delivery = (prefix: string) => {
  const outbox = newOutbox()
  const retained = newRetained()
  const count = { events: 0, states: 0 }
  let key = 0
  const event = (publication: Publication): void => {
    key += 1
    append(outbox, entryOf(key, publication, publication.payload, false))
    choose(outbox)
    stored(outbox)
    for (let entry = offer(outbox); entry !== undefined; entry = offer(outbox)) acknowledged(outbox, entry.key)
    count.events += 1
  }
  const state = (publication: Publication): void => {
    const { topic } = publication
    if (!setState(retained, publication, rankOf(prefix, topic)).listed) topicListed(retained, topic)
    for (let next = nextState(retained); next !== undefined; next = nextState(retained)) {
      stateOffered(retained, next.topic)
      stateAcknowledged(retained, next.topic)
    }
    count.states += 1
  }
  return { count, take: (publication: Publication) => (publication.retain ? state : event)(publication) }
}

/** Every line is due at once, so that the line is never idle; what the router's clock shows runs ahead. */
const withoutRest = (lines: readonly TimedLine[]): readonly TimedLine[] => lines.map(({ text }) => ({ at: 0, text }))

/** One console. `play` lets it talk for a chapter, in which every peer has its story; `at` is how far it has come. */
const talker = (name: string, train: Train, seed: number, take: (publication: Publication) => void) => {
  const whole = chain(agent, publish)
  let sequence = 0
  let state = [
    agentState(language),
    startPublishing({
      agent: 'branch',
      console: name,
      base: 'ikewatch',
      boot: 1,
      peers: {},
      nextSequence: () => ++sequence,
      timeOf: (moment) => rfc3339(BEGIN + moment.at),
      clock: () => 'synchronised',
    }),
  ] as const
  const feed = (input: Parameters<typeof whole>[1]): void => {
    const [next, outputs] = whole(state, input)
    state = next
    for (const publication of outputs) take(publication)
  }
  const nextChapter = chapters(seed, PEERS, train)
  let [at, bytes, ticked] = [0, 0, 0]

  const hear = (pieces: readonly Uint8Array[], now: number): void => {
    at = now
    const piece = Buffer.concat(pieces)
    bytes += piece.length
    feed({ kind: 'chunk', bytes: piece, at })
    if (at - ticked < TICK_MS) return
    feed({ kind: 'tick', now: at, quiet: 0 })
    ticked = at
  }

  const play = (): void => {
    const begun = at
    const lines = withoutRest(nextChapter())
    let pieces: Uint8Array[] = []
    for (const line of throughLine(lines, { baud: 115_200 })) {
      pieces.push(line.bytes)
      if (pieces.length < LINES_A_PIECE) continue
      hear(pieces, begun + line.at)
      pieces = []
    }
    hear(pieces, at)
  }
  return { play, at: () => at, bytes: () => bytes }
}

const broker = delivery('ikewatch/1/branch/')
const consoles = CONSOLES.map((name, index) =>
  talker(name, TRAINS[index + 2] ?? '15', Number(values.seed) + index * 100_000, broker.take),
)

/** The console that has come least far goes on, so that all are at about the same time. */
const earliest = () => consoles.reduce((first, each) => (each.at() < first.at() ? each : first))

const measures: number[] = []
for (let hour = Math.min(1, HOURS); hour <= HOURS; hour += 1) {
  for (let each = earliest(); each.at() < hour * HOUR_MS; each = earliest()) each.play()
  const heap = heapMb()
  measures.push(heap)
  const read = consoles.reduce((sum, each) => sum + each.bytes(), 0) / 2 ** 20
  const { events, states } = broker.count
  console.log(
    `${String(hour).padStart(5)} h  heap ${heap.toFixed(1)} MB  ${read.toFixed(0)} MB read, ${events} events, ${states} states`,
  )
}

const [first = 0, last = first] = [measures[0], measures.at(-1)]
const ratio = last / first
console.log(
  `heap after the first hour ${first.toFixed(1)} MB, at the end ${last.toFixed(1)} MB: ${ratio.toFixed(3)} times`,
)
process.exitCode = ratio > GROWTH ? 1 : 0
