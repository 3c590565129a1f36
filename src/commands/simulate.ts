/** `ikewatch simulate`: the console of a router for people without one, with the pace and the faults of a real line. */
import { closest } from '../edge/config/problem.ts'
import { holdersOf } from '../edge/holders.ts'
import { openPty } from '../edge/pty.ts'
import { untilSignal } from '../edge/signals.ts'
import { findScenario, listScenarios, renderByName, seatsOf } from '../simulator/catalogue.ts'
import type { TimedLine } from '../simulator/entry.ts'
import { throughLine } from '../simulator/line.ts'
import type { Seat } from '../simulator/scenarios/scenario.ts'
import { DIALECTS, type Dialect } from '../simulator/trains.ts'
import { cannot, examples, type Subcommand, wrongUse } from './command.ts'
import type { Io } from './io.ts'
import { wrap } from './text.ts'

type Options = {
  list?: true
  json?: true
  dialect: string
  role?: string
  exchange?: string
  seed: string
  pty?: true
  link?: string
  once?: true
  baud: string
  noise: string
  drop: string
  pace: string
}

const list = (dialect: Dialect, json: boolean, io: Io): void => {
  for (const { name, about, seats } of listScenarios(dialect)) {
    if (json) io.out(`${JSON.stringify({ name, about, seats })}\n`)
    else io.out(`${io.paint('strong', name)}\n${wrap(`${about} (${seats.join(', ')})`, io.width, '    ').join('\n')}\n`)
  }
}

const oneOf = <T extends string>(option: string, text: string, allowed: readonly T[]): T => {
  const found = allowed.find((each) => each === text)
  if (found === undefined) throw wrongUse(`${option} is one of ${allowed.join(', ')}, not "${text}"`)
  return found
}

const whole = (option: string, text: string, least: number): number => {
  const number = Number(text)
  if (!Number.isInteger(number) || number < least || text.trim() === '')
    throw wrongUse(`${option} is a whole number from ${least} on, not "${text}"`)
  return number
}

/** `1%` or `0.01`. */
const chance = (option: string, text: string): number => {
  const number = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text)
  if (!(number >= 0 && number <= 1) || text.trim() === '')
    throw wrongUse(`${option} is a share of the bytes such as 1% or 0.01, not "${text}"`)
  return number
}

const speedOf = (text: string): number => {
  if (text === 'fast') return Number.POSITIVE_INFINITY
  const factor = text === 'real' ? 1 : Number(/^(\d+(?:\.\d+)?)x$/.exec(text)?.[1])
  if (!(factor > 0)) throw wrongUse(`--pace is real, fast or a factor such as 10x, not "${text}"`)
  return factor
}

const dialectOf = ({ dialect }: Options): Dialect => oneOf('--dialect', dialect, DIALECTS)

const scenarioNamed = (name: string, dialect: Dialect): NonNullable<ReturnType<typeof findScenario>> => {
  const scenario = findScenario(name, dialect)
  if (scenario !== undefined) return scenario
  const guess = closest(
    name,
    listScenarios(dialect).map((each) => each.name),
  )
  const shows = `"ikewatch simulate --list --dialect ${dialect}" shows them`
  throw wrongUse(`there is no scenario "${name}": ${guess === undefined ? shows : `did you mean ${guess}?`}`)
}

const seatFor = (name: string, options: Options): Seat => {
  const { role, exchange } = options
  const seats = seatsOf(scenarioNamed(name, dialectOf(options)))
  if (role !== undefined) oneOf('--role', role, ['initiator', 'responder'])
  if (exchange !== undefined) oneOf('--exchange', exchange, ['main', 'aggressive'])
  const seat = seats.find(
    (each) => (role === undefined || each.startsWith(role)) && (exchange === undefined || each.endsWith(exchange)),
  )
  if (seat === undefined) throw wrongUse(`scenario "${name}" can be played as ${seats.join(', ')} only`)
  return seat
}

const linesOf = (name: string, options: Options): readonly TimedLine[] => {
  const dialect = dialectOf(options)
  const seat = seatFor(name, options)
  const rendered = renderByName(name, { dialect, seat, choice: { seed: whole('--seed', options.seed, 0) } })
  return rendered?.lines ?? []
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Writes the bytes when the line would have carried them; `write` resolves when the reader has caught up. */
const play = async (
  lines: readonly TimedLine[],
  options: Options,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<void> => {
  const speed = speedOf(options.pace)
  const faults = { damage: chance('--noise', options.noise), drop: chance('--drop', options.drop) }
  const seed = whole('--seed', options.seed, 0)
  const begun = performance.now()
  for (const { at, bytes } of throughLine(lines, { baud: whole('--baud', options.baud, 1), seed, ...faults })) {
    const wait = at / speed - (performance.now() - begun)
    if (wait > 0) await sleep(wait)
    await write(bytes)
  }
}

const LOOK_MS = 200
/** Whoever has opened the device sets its rate first, and has time to read what came last before it goes. */
const SETTLE_MS = 500

/** Resolves when somebody reads the device, beside those who hold it now. */
const readerOf = async (path: string, stopped: () => boolean): Promise<void> => {
  const own = new Set((await holdersOf(path)).map(({ pid }) => pid))
  while (!stopped() && (await holdersOf(path)).every(({ pid }) => own.has(pid))) await sleep(LOOK_MS)
  await sleep(SETTLE_MS)
}

const playOnPty = async (lines: readonly TimedLine[], options: Options, io: Io): Promise<void> => {
  const pty = await openPty(options.link === undefined ? {} : { link: options.link }).catch((error: Error) => {
    throw cannot(error.message)
  })
  let over = false
  const stopped = untilSignal().then(() => {
    over = true
  })
  const write = (bytes: Uint8Array): Promise<void> =>
    over || pty.write(bytes)
      ? Promise.resolve()
      : Promise.race([stopped, new Promise<void>((resolve) => pty.onDrain(resolve))])
  const playing = async (): Promise<void> => {
    io.note('it begins when somebody reads the device; Ctrl-C ends it')
    await readerOf(pty.path, () => over)
    await play(lines, options, write)
    if (options.once === true) return sleep(SETTLE_MS)
    io.note('played to its end; the line stays open until Ctrl-C')
    await stopped
  }
  io.out(`${pty.path}\n`)
  try {
    await Promise.race([playing(), stopped])
  } finally {
    await pty.close()
  }
}

const simulateScenario = async (name: string | undefined, options: Options, io: Io): Promise<void> => {
  if (options.list === true) return list(dialectOf(options), options.json === true, io)
  if (name === undefined) throw wrongUse('name a scenario; "ikewatch simulate --list" shows them')
  const lines = linesOf(name, options)
  if (options.pty === true || options.link !== undefined) return playOnPty(lines, options, io)
  await play(lines, options, (bytes) => {
    io.out(bytes)
    return io.drained()
  })
}

export const simulate: Subcommand = (command, io, end) => {
  command
    .argument('[scenario]', 'what happens; --list shows all')
    .option('--list', 'list the scenarios, of the dialect asked for')
    .option('--json', 'with --list: one JSON object a scenario')
    .option('--dialect <name>', `image that speaks: ${DIALECTS.join(', ')}`, 'ios-15')
    .option('--role <role>', 'role of the router: initiator or responder')
    .option('--exchange <mode>', 'main or aggressive')
    .option('--seed <number>', 'the same seed gives the same bytes', '1')
    .option('--pty', 'play on a new pty and print its path')
    .option('--link <path>', 'a pty that is reached by this path, too')
    .option('--once', 'close the pty when all is played')
    .option('--baud <rate>', 'rate of the line', '9600')
    .option('--noise <share>', 'share of the bytes that arrive damaged, such as 1%', '0')
    .option('--drop <share>', 'share of the bytes that are lost', '0')
    .option('--pace <speed>', 'real, fast (all at once), or a factor such as 10x', 'real')
    .action(async (name: string | undefined, options: Options) =>
      end(await simulateScenario(name, options, io).then(() => 0)),
    )
  examples(
    command,
    ['ikewatch simulate --list', 'what can be played'],
    ['ikewatch simulate psk-mismatch --pace fast', 'a console to look at'],
    ['ikewatch simulate success --pty', 'a device that "ikewatch tail" can open'],
  )
}
