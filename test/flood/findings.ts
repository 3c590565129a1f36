/** What is wrong with what came of a flood, in sentences: held against the simulator's truth, and against the tunnel alone. */
import type { AgentHealth } from '../../src/report/schema/agent.ts'
import type { Unexpected } from '../../src/report/schema/documents.ts'
import type { Truth } from '../../src/simulator/entry.ts'
import { broken } from '../chaos/equations.ts'
import type { Subscriber } from '../edge/agent/support.ts'
import { MARKS } from './hostile.ts'
import { essence } from './undisturbed.ts'

export type Heard = {
  readonly seen: Subscriber
  readonly log: string
  readonly health: AgentHealth
  readonly seconds: number
  /** Bytes that the pty was given. */
  readonly written: number
  /** Everything that happened to the tunnel, and its events as they are without a flood. */
  readonly truths: readonly Truth[]
  readonly undisturbed: readonly string[]
  /** How many strangers met which end. */
  readonly strangers: Readonly<Record<string, number>>
}

const OUTCOMES: ReadonlySet<string> = new Set(['established', 'failed', 'down'])
const PHASE1 = 'ikewatch.phase1.'
/** What an agent and a console say of themselves in a run in which nothing is the matter with them. */
const USUAL: ReadonlySet<string> = new Set([
  'ikewatch.agent.started',
  'ikewatch.console.open',
  'ikewatch.agent.stopped',
])

/** The first place in which two lists differ. */
const difference = (what: string, wanted: readonly string[], said: readonly string[]): string[] => {
  const place = Array.from({ length: Math.max(wanted.length, said.length) }, (_, index) => index).find(
    (index) => wanted[index] !== said[index],
  )
  return place === undefined ? [] : [`${what} ${place}: said ${said[place]} for ${wanted[place]}`]
}

const verdictOf = (outcome: string, reason = ''): string => `${outcome}/${reason}`

const ofTheTunnel = ({ seen, truths, undisturbed }: Heard): string[] => {
  const events = seen.events('tokyo')
  const phase1 = events.filter(({ type }) => type.startsWith(PHASE1))
  const verdicts = phase1.flatMap(({ type, data }) => {
    const outcome = type.slice(PHASE1.length)
    const { diagnosis } = data as { diagnosis?: { reason: string } }
    return OUTCOMES.has(outcome) ? [verdictOf(outcome, diagnosis?.reason)] : []
  })
  const true_ = truths.filter(({ outcome }) => OUTCOMES.has(outcome)).map((t) => verdictOf(t.outcome, t.reason))
  const others = events.filter(({ type }) => !type.startsWith(PHASE1) && !USUAL.has(type))
  return [
    ...difference('verdict', true_, verdicts),
    ...difference('event', undisturbed, phase1.map(essence)),
    ...others.map(({ type, data }) => `not of the tunnel: ${type} ${JSON.stringify(data)}`),
    ...difference(
      'number',
      events.map((_, index) => String(index + 1)),
      events.map(({ sequence }) => String(sequence)),
    ),
  ]
}

const UNEXPECTED = 'console/tokyo/unexpected'

const ofTheStrangers = ({ seen, strangers, seconds }: Heard): string[] => {
  const { attempts, established, reasons } = JSON.parse(seen.last(UNEXPECTED) ?? '{}') as Unexpected
  const sorted = (counts: Readonly<Record<string, number>>): string =>
    JSON.stringify(Object.entries(counts ?? {}).sort())
  const sum = Object.values(strangers).reduce((a, b) => a + b, 0)
  const messages = seen.messages.filter(({ topic }) => topic.endsWith(`/${UNEXPECTED}`)).length
  // One at once, one a minute, and the one that was asked for at the end.
  const most = 2 + Math.floor(seconds / 60)
  const topics = new Set(seen.messages.map(({ topic }) => /\/peer\/([^/]+)\//.exec(topic)?.[1] ?? 'osaka'))
  return [
    ...difference(
      'counts of strangers',
      [sorted(strangers), `${sum} attempts, 0 up`],
      [sorted(reasons), `${attempts} attempts, ${established} up`],
    ),
    ...(messages > most ? [`${messages} messages about strangers in ${seconds.toFixed(0)} s`] : []),
    ...[...topics].filter((name) => name !== 'osaka').map((name) => `a stranger has a topic: ${name}`),
  ]
}

const ofTheHostile = ({ seen, log }: Heard): string[] => {
  const published = seen.messages.map(({ topic, payload }) => `${topic} ${payload}`)
  const out = [...published, ...log.split('\n')]
  return [
    ...MARKS.flatMap((mark) =>
      out.filter((text) => text.includes(mark)).map((text) => `hostile text came out: ${text}`),
    ),
    ...out
      .filter((text) => /[\0-\x1f\x7f]/.test(text))
      .map((text) => `control characters came out: ${JSON.stringify(text)}`),
    ...log.split('\n').filter((line) => line.includes('"level":"error"')),
    ...seen.faults(),
  ]
}

const ofTheAccount = ({ health, written }: Heard): string[] => {
  const { read = 0 } = health.consoles.tokyo ?? {}
  const lost = read === written ? [] : [`${written} bytes were written and ${read} read`]
  const waits = health.outbox.depth === 0 ? [] : [`${health.outbox.depth} events wait`]
  return [...broken(health), ...lost, ...waits]
}

export const faultsOf = (heard: Heard): readonly string[] => [
  ...ofTheTunnel(heard),
  ...ofTheStrangers(heard),
  ...ofTheHostile(heard),
  ...ofTheAccount(heard),
]
