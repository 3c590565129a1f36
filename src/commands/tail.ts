/** `ikewatch tail`: a console as it comes, each line with what it means. It listens only, whatever the target. */
import { captureAt, captureBytes } from '../edge/capture.ts'
import { type Console, openConsole } from '../edge/console/session.ts'
import { oldestFirst } from '../edge/oldest-first.ts'
import { atOnce, type Input } from '../edge/playback.ts'
import { untilSignal } from '../edge/signals.ts'
import { annotator } from '../explain/annotate.ts'
import { cannot, examples, type Subcommand, wrongUse } from './command.ts'
import type { Io } from './io.ts'
import { PROFILE_OPTION, profilesFor } from './profile-option.ts'
import { explained } from './story/explained.ts'
import { inert } from './text.ts'

type Options = { baud?: string; profile?: string; json?: true }

const TICK_MS = 250

/** What is done with each input. */
type Take = (input: Input) => void

const takerFor = (options: Options, paced: boolean, io: Io): Take => {
  const { language, files, profile } = profilesFor(options.profile)
  const annotate = annotator(language, files, { profile, paced })
  return (input) => {
    const told = annotate(input)
    if (told.length === 0) return
    const lines =
      options.json === true
        ? told.flatMap((item) => (item.kind === 'line' ? [JSON.stringify(item)] : []))
        : told.flatMap((item) => explained(item, io, language.profiles))
    if (lines.length > 0) io.out(`${lines.join('\n')}\n`)
  }
}

/** Ticks until stopped: held lines come out, and silence is noticed. */
const startTicks = (take: Take, lastByteAt: () => number): (() => void) => {
  const timer = setInterval(() => {
    const now = performance.now()
    take({ kind: 'tick', now, quiet: now - lastByteAt() })
  }, TICK_MS)
  return () => clearInterval(timer)
}

const followStream = async (path: string, take: Take, io: Io): Promise<void> => {
  let heard = performance.now()
  const stop = startTicks(take, () => heard)
  try {
    for await (const bytes of captureBytes(path)) {
      heard = performance.now()
      take({ kind: 'chunk', bytes, at: heard })
      await io.drained()
    }
  } finally {
    stop()
  }
  take({ kind: 'end', now: performance.now() })
}

const baudOf = (text: string): number | 'auto' => {
  if (text === 'auto') return text
  const baud = Number(text)
  if (!Number.isInteger(baud) || baud <= 0) throw wrongUse(`--baud is a rate such as 9600, or auto, not "${text}"`)
  return baud
}

const openOrRefuse = (...[options, handlers]: Parameters<typeof openConsole>): Console => {
  try {
    return openConsole(options, handlers)
  } catch (error) {
    if (error instanceof RangeError) throw wrongUse(error.message.replace(/\.$/, ''))
    throw error
  }
}

/** Until Ctrl-C: a console that is lost is opened again for ever. */
const followConsole = async (device: string, options: Options, take: Take, io: Io): Promise<void> => {
  let heard = performance.now()
  const console = openOrRefuse(
    { device, ...(options.baud === undefined ? {} : { baud: baudOf(options.baud) }) },
    {
      onBytes: (bytes, at) => {
        heard = at
        take({ kind: 'chunk', bytes, at })
      },
      onState: ({ state, why }) => io.note(`${state}: ${why}`),
    },
  )
  const stop = startTicks(take, () => heard)
  await untilSignal()
  stop()
  await console.close()
  take({ kind: 'end', now: performance.now() })
}

const follow = async (target: string | undefined, options: Options, io: Io): Promise<void> => {
  if (target === undefined && io.inputIsTerminal)
    throw wrongUse('name a device, tcp://host:port or a capture, or pipe a console in; "ikewatch ports" lists devices')
  const path = target ?? '-'
  if (/^mqtts?:/.test(path))
    throw wrongUse('tail over MQTT is not there yet: name a device, tcp://host:port or a capture')
  if (/^[a-z]+:\/\//.test(path)) return followConsole(path, options, takerFor(options, true, io), io)
  const capture = await captureAt(path)
  if (capture.kind === 'missing') throw cannot(capture.sentence)
  if (capture.kind === 'device') return followConsole(path, options, takerFor(options, true, io), io)
  if (capture.kind === 'stream') return followStream(path, takerFor(options, true, io), io)
  const take = takerFor(options, false, io)
  for await (const input of atOnce(oldestFirst(path, capture, (sentence) => io.note(inert(sentence))))) {
    take(input)
    await io.drained()
  }
}

export const tail: Subcommand = (command, io, end) => {
  command
    .argument('[target]', 'a device, tcp://host:port, telnet://host, a capture, or - for standard input')
    .option('--baud <rate>', 'rate of a serial device, or auto (default: 9600)')
    .option(...PROFILE_OPTION)
    .option('--json', 'each line with its explanation as a JSON object')
    .action(async (target: string | undefined, options: Options) =>
      end(await follow(target, options, io).then(() => 0)),
    )
  examples(
    command,
    ['ikewatch tail /dev/ttyUSB0', 'what the router on this line says, and what it means'],
    ['ikewatch tail tcp://console-server:2003', 'the same through a console server'],
    ['ssh router | ikewatch tail', 'the same from a session of your own'],
  )
}
