/** `ikewatch demo`: the main job with nothing but this machine, told as it happens. What is printed came from the broker. */
import { readProfilesApart } from '../edge/agent/profiles-apart.ts'
import { type Demo, type Received, startDemo } from '../edge/demo/demo.ts'
import { openLog } from '../edge/log.ts'
import { untilSignal } from '../edge/signals.ts'
import type { Observation } from '../phase1/event.ts'
import { cannot, examples, type Subcommand } from './command.ts'
import type { Io } from './io.ts'
import { type Storyteller, storyteller } from './story/storyteller.ts'
import { peerWords } from './story/who.ts'
import { inert, plural, table, wrap } from './text.ts'

type Options = { readonly once?: true; readonly json?: true }

const FAILURES_WANTED = 3
const PATIENCE_MS = 150_000

/** What `--once` waits for: a success, and failures for different reasons. */
type Tally = { readonly successes: () => number; readonly reasons: ReadonlySet<string>; count(event: Received): void }

const tally = (): Tally => {
  let established = 0
  const reasons = new Set<string>()
  return {
    successes: () => established,
    reasons,
    count: ({ observation }) => {
      if (observation?.kind !== 'phase1') return
      if (observation.type === 'established') established++
      if (observation.type === 'failed') reasons.add(observation.diagnosis.reason)
    },
  }
}

const isEnough = ({ successes, reasons }: Tally): boolean => successes() > 0 && reasons.size >= FAILURES_WANTED

const introduction = ({ url, stages, baud, topics }: Demo, { paint, width }: Io): string => {
  const { hostname, port } = new URL(url)
  const rows = stages.map(({ console, device, router: { about, peers } }) => [
    `  ${console}`,
    device,
    `${about}: ${Object.keys(peers).join(', ')}`,
  ])
  return [
    ...wrap(
      `ikewatch demo: simulated routers at ${baud} baud on pseudo terminals, a broker in this process (${url}), and the agent between them, reading as it reads a real console. What follows came back from the broker.`,
      width,
    ),
    '',
    ...table(rows),
    '',
    'Watch it from another terminal (package mosquitto-clients):',
    paint('accent', `  mosquitto_sub -h ${hostname} -p ${port} -v -t '${topics}'`),
    'Ctrl-C ends it.',
    '',
  ].join('\n')
}

/** What is worth a line at once; the whole story of a negotiation comes at its end. */
const newsOf = (observation: Observation, { paint, width }: Io): string[] => {
  if (observation.kind !== 'phase1') return []
  const { type, negotiation } = observation
  const who = peerWords(observation)
  if (type === 'started') return [paint('dim', `.. ${who}: negotiation ${negotiation.id} begins`)]
  if (type !== 'failing') return []
  const { summary } = observation.diagnosis
  return wrap(`${who}: trouble in negotiation ${negotiation.id}: ${inert(summary)}`, width, '!! ').map((line) =>
    paint('warn', line),
  )
}

/** One story for each console, with a heading where another console has the word. */
const narrator = (io: Io): ((event: Received) => string[]) => {
  const stories = new Map<string, Storyteller>()
  let speaker = ''
  return ({ console, observation }) => {
    if (observation === undefined) return []
    const story = stories.get(console) ?? storyteller(io, { whole: true })
    stories.set(console, story)
    const lines = [...newsOf(observation, io), ...story.tell(observation)]
    if (lines.length === 0 || console === speaker) return lines
    speaker = console
    return [
      io.paint(
        'accent',
        `== console ${console} ${'='.repeat(Math.max(0, Math.min(io.width, 78) - 12 - console.length))}`,
      ),
      ...lines,
    ]
  }
}

const perform = async ({ once, json }: Options, io: Io): Promise<void> => {
  const counted = tally()
  const narrate = narrator(io)
  let enough: () => void = () => {}
  const satisfied = new Promise<'enough'>((resolve) => {
    enough = () => resolve('enough')
  })
  const heard = (event: Received): void => {
    counted.count(event)
    const lines = json ? [event.json] : narrate(event)
    if (lines.length > 0) io.out(`${lines.join('\n')}\n`)
    if (once && isEnough(counted)) enough()
  }
  const stopped = untilSignal()
  const log = openLog({ level: 'warn', plain: true, write: (line) => io.note(line.trimEnd()) })
  const demo = await startDemo(await readProfilesApart(), log, heard).catch((error: Error) => {
    throw cannot(`the demo cannot start: ${error.message}`)
  })
  const told = introduction(demo, io)
  if (json) io.note(told)
  else io.out(`${told}\n`)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    if (once) timer = setTimeout(() => resolve('late'), PATIENCE_MS)
  })
  const why = await Promise.race([stopped, satisfied, late])
  clearTimeout(timer)
  await demo.close()
  const reasons = counted.reasons.size === 0 ? 'no failure' : `failures for ${[...counted.reasons].join(', ')}`
  const summary = `phase 1 established ${plural(counted.successes(), 'time')}, ${reasons}`
  if (why === 'late') throw cannot(`after ${PATIENCE_MS / 1000} s not enough had come over MQTT: ${summary}`)
  if (once && why === 'enough') io.note(`Received over MQTT: ${summary}.`)
}

export const demo: Subcommand = (command, io, end) => {
  command
    .option('--once', `end after one success and ${FAILURES_WANTED} different failures, about a minute`)
    .option('--json', 'the events as they were received, one JSON object a line')
    .action(async (options: Options) => end(await perform(options, io).then(() => 0)))
  examples(
    command,
    ['ikewatch demo', 'watch two routers until Ctrl-C'],
    ['ikewatch demo --once --json', 'a minute of events for a program'],
  )
}
