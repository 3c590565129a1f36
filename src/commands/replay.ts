/** `ikewatch replay`: a capture through the whole pipeline, as a story, explained line by line, or as events. */
import type { Command } from 'commander'
import { type AgentState, agent, agentState } from '../agent.ts'
import { type Capture, captureAt } from '../edge/capture.ts'
import { type EventMaker, eventMaker } from '../edge/events.ts'
import { oldestFirst } from '../edge/oldest-first.ts'
import { atOnce, type Input, paced, speedOf } from '../edge/playback.ts'
import { annotator } from '../explain/annotate.ts'
import type { Observation } from '../phase1/event.ts'
import { cannot, examples, type Status, type Subcommand, wrongUse } from './command.ts'
import type { Io } from './io.ts'
import { PROFILE_OPTION, type Profiles, profilesFor } from './profile-option.ts'
import { progressOf } from './progress.ts'
import { explained } from './story/explained.ts'
import { storyteller } from './story/storyteller.ts'
import { inert } from './text.ts'

type Options = { json?: true; explain?: true; pace?: string; exitCode?: true; profile?: string; year?: string }

/** What is made of each input of one capture: lines to print. */
type Teller = { take(input: Input): readonly string[]; rest(): readonly string[] }

/** How one capture is to be told; `onFailed` hears of each phase 1 that failed. */
type Manner = Profiles & { readonly live: boolean; readonly onFailed: () => void }

const isFailed = (each: { readonly kind: string; readonly type?: string }): boolean =>
  each.kind === 'phase1' && each.type === 'failed'

/** The whole pipeline, each observation told by `tell`. */
const observing = (
  { language, profile, live, onFailed }: Manner,
  tell: (observation: Observation) => readonly string[],
): Teller['take'] => {
  let state: AgentState = agentState(language, { paced: live, ...(profile === undefined ? {} : { profile }) })
  return (input) => {
    const [next, observations] = agent(state, input)
    state = next
    return observations.flatMap((each) => {
      if (each.kind === 'tick' || each.kind === 'end') return []
      if (isFailed(each)) onFailed()
      return tell(each)
    })
  }
}

const explaining = (manner: Manner, io: Io): Teller => {
  const { language, files, profile, live, onFailed } = manner
  const annotate = annotator(language, files, { profile, paced: live })
  return {
    take: (input) =>
      annotate(input).flatMap((item) => {
        if (isFailed(item)) onFailed()
        return explained(item, io, language.profiles)
      }),
    rest: () => [],
  }
}

const tellerFor = (options: Options, manner: Manner, io: Io, events: EventMaker): Teller => {
  if (options.json === true) return { take: observing(manner, events), rest: () => [] }
  if (options.explain === true) return explaining(manner, io)
  const { tell, rest } = storyteller(io, { whole: !manner.live })
  return { take: observing(manner, tell), rest }
}

const print = (lines: readonly string[], io: Io): boolean => {
  if (lines.length > 0) io.out(`${lines.join('\n')}\n`)
  return lines.length > 0
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const numberedBy = (counts: Map<string, number>, console: string) => (): number => {
  const next = (counts.get(console) ?? 0) + 1
  counts.set(console, next)
  return next
}

const checked = (options: Options): { speed: number | undefined; year: number | undefined } => {
  if (options.json === true && options.explain === true)
    throw wrongUse('--json and --explain exclude each other: leave one out')
  const speed = options.pace === undefined ? undefined : speedOf(options.pace)
  if (options.pace !== undefined && speed === undefined)
    throw wrongUse(`--pace is "real" or a factor such as "10x", not "${options.pace}"`)
  const year = options.year === undefined ? undefined : Number(options.year)
  if (year !== undefined && !(/^\d{4}$/.test(options.year ?? '') && year > 0))
    throw wrongUse(`--year is a year of four digits, not "${options.year}"`)
  return { speed, year }
}

const replayFiles = async (paths: readonly string[], options: Options, io: Io): Promise<Status> => {
  const { speed, year } = checked(options)
  const profiles = profilesFor(options.profile)
  const found: Extract<Capture, { name: string }>[] = []
  for (const path of paths) {
    const capture = await captureAt(path)
    if (capture.kind === 'missing') throw cannot(capture.sentence)
    if (capture.kind === 'device') throw wrongUse(`${path} is a device, no capture: use "ikewatch tail ${path}"`)
    found.push(capture)
  }
  let failures = 0
  let told = false
  const onFailed = (): void => {
    failures++
  }
  const counts = new Map<string, number>()
  for (const [index, capture] of found.entries()) {
    const { console } = capture
    const events = eventMaker(console, year ?? capture.year, numberedBy(counts, console))
    const teller = tellerFor(options, { ...profiles, live: speed !== undefined, onFailed }, io, events)
    if (found.length > 1 && options.json !== true) io.out(`${io.paint('strong', `== ${inert(capture.name)}`)}\n`)
    const pieces = oldestFirst(paths[index] ?? '-', capture, (sentence) => io.note(inert(sentence)))
    const progress = progressOf(capture, io)
    const inputs = speed === undefined ? atOnce(pieces, progress.read) : paced(pieces, speed, sleep)
    for await (const input of inputs) {
      told = print(teller.take(input), io) || told
      await io.drained()
    }
    progress.done()
    told = print(teller.rest(), io) || told
  }
  if (!told && options.json !== true)
    io.note('no IKE phase 1 was seen: "ikewatch profiles coverage FILE" shows what was understood')
  return failures > 0 && options.exitCode === true ? 3 : 0
}

export const replay: Subcommand = (command: Command, io, end) => {
  command
    .argument('<file...>', 'captures of consoles; - is standard input')
    .option('--json', 'the events of the contract, one a line, with the time of the capture')
    .option('--explain', 'every line of the console with a sentence of what it means')
    .option('--pace <speed>', 'play at the pace of the stamps: real, or a factor such as 10x')
    .option(...PROFILE_OPTION)
    .option('--year <year>', 'year of stamps that print none (otherwise that of the file)')
    .option('--exit-code', 'exit with 3 if a phase 1 failed')
    .action(async (paths: string[], options: Options) => end(await replayFiles(paths, options, io)))
  examples(
    command,
    ['ikewatch replay console.log', 'what happened, negotiation by negotiation'],
    ['ikewatch replay --explain console.log', 'what each line means'],
    ['ikewatch replay --json - < console.log', 'the events as CloudEvents'],
  )
}
