/** The command line as a whole: from arguments to an exit status, whatever happens on the way. */
import { Command, CommanderError } from 'commander'
import { Unreadable } from '../edge/capture.ts'
import { version } from '../edge/version.ts'
import { COMMANDS } from './catalogue.ts'
import { Refusal, type Status } from './command.ts'
import type { Io } from './io.ts'
import { inert } from './text.ts'

/** `error: unknown option '--jsn'\n(Did you mean --json?)` as one sentence. */
const sentence = (message: string): string => {
  const [problem = '', hint] = message.replace(/^error: /, '').split('\n')
  return hint === undefined || hint === '' ? problem.replace(/\.$/, '') : `${problem} ${hint.trim()}`
}

const HELP = new Set(['commander.help', 'commander.helpDisplayed', 'commander.version'])

/** Commands that have commands of their own. */
const BRANCHES = new Set(['config', 'profiles'])

/** The command that was being read when something was wrong with it: its help is worth naming. */
const helpOf = ([first, second = '']: readonly string[], code: string): string => {
  const name = COMMANDS.find((each) => each.name === first)?.name
  if (name === undefined) return 'ikewatch --help'
  const known = code === 'commander.missingArgument' || code === 'commander.unknownOption'
  return BRANCHES.has(name) && known && /^[a-z]/.test(second)
    ? `ikewatch ${name} ${second} --help`
    : `ikewatch ${name} --help`
}

/** What ended a command, told in one sentence; the stack only to those who ask for it. */
const tell = (error: unknown, argv: readonly string[], io: Io): Status => {
  if (error instanceof CommanderError) {
    if (HELP.has(error.code)) return error.exitCode === 0 ? 0 : 2
    io.note(`ikewatch: ${inert(sentence(error.message))}; see "${helpOf(argv, error.code)}"`)
    return 2
  }
  const message = error instanceof Error ? error.message : String(error)
  if (process.env.IKEWATCH_DEBUG === '1' && error instanceof Error) io.note(error.stack ?? message)
  if (error instanceof Refusal) {
    io.note(`ikewatch: ${inert(message)}`)
    return error.status
  }
  if (error instanceof Unreadable) {
    io.note(`ikewatch: ${inert(message)}`)
    return 1
  }
  io.note(`ikewatch: unexpected error: ${inert(message)} (IKEWATCH_DEBUG=1 shows where)`)
  return 1
}

/** Runs one command line, without the names of node and program. */
export const run = async (argv: readonly string[], io: Io): Promise<Status> => {
  let status: Status = 0
  const program = new Command('ikewatch')
    .description(
      "Follows IKE phase 1 on a Cisco router's serial console: what happens, why it fails, what mends it. Results go to stdout, everything else to stderr.",
    )
    .version(version(), '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .exitOverride()
    .configureHelp({ helpWidth: io.width })
    .configureOutput({ writeOut: io.out, writeErr: io.note, outputError: () => {} })
    .addHelpText(
      'after',
      '\nExit status: 0 done, 1 could not do it, 2 wrong use or configuration,\n3 a phase 1 failed (only with replay --exit-code)',
    )
  try {
    for (const { name, summary, load } of COMMANDS) {
      const command = program.command(name).description(summary)
      if (!argv.includes(name)) continue
      const subcommand = await load()
      subcommand(command, io, (ended) => {
        status = ended
      })
    }
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    return tell(error, argv, io)
  }
  return status
}
