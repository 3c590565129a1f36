/** `ikewatch run`: the agent, consoles in, MQTT out, until SIGTERM. SIGHUP reads the configuration again. */
import { Option } from 'commander'
import { type KnownProfiles, readProfilesApart } from '../edge/agent/profiles-apart.ts'
import { startService } from '../edge/agent/service.ts'
import { installedConfig, loadConfigFile } from '../edge/config/file.ts'
import type { Loaded } from '../edge/config/load.ts'
import { type Problem, renderProblem } from '../edge/config/problem.ts'
import { LEVELS, type Level, type Log, openLog } from '../edge/log.ts'
import { untilSignal } from '../edge/signals.ts'
import { version } from '../edge/version.ts'
import { cannot, examples, type Status, type Subcommand } from './command.ts'
import type { Io } from './io.ts'
import { inert } from './text.ts'

type RunOptions = { readonly config?: string; readonly console?: readonly string[]; readonly logLevel: Level }

/** Profiles by name are checked here: the configuration alone does not know which there are. */
const checkProfiles = (loaded: Loaded, file: string, known: readonly string[]): Loaded => {
  if (!loaded.ok) return loaded
  const problems: Problem[] = Object.entries(loaded.config.consoles)
    .filter(([, { profile }]) => profile !== 'auto' && !known.includes(profile))
    .map(([name, { profile }]) => ({
      file,
      line: 0,
      column: 0,
      problem: `consoles.${name}.profile is "${profile}", and there is no such firmware profile.`,
      mend: `It may be auto, ${known.join(', ')}.`,
    }))
  return problems.length === 0 ? loaded : { ok: false, problems }
}

const serve = async (profiles: KnownProfiles, load: () => Promise<Loaded>, log: Log, io: Io): Promise<Status> => {
  const loaded = await load()
  if (!loaded.ok) {
    for (const problem of loaded.problems) io.note(inert(renderProblem(problem)))
    return 2
  }
  const ended = untilSignal()
  for (const { file, line, column, problem, mend } of profiles.problems)
    log.warn(`${file}:${line}:${column}: ${problem}; ${mend}`)
  const { config } = loaded
  const names = Object.entries(config.consoles).map(([name, { device }]) => `${name} (${device})`)
  log.info(`ikewatch ${version()}, agent ${config.agent}, listens to ${names.join(', ')}`)
  process.on('uncaughtExceptionMonitor', ({ message, stack }) => log.error(`internal error: ${message}`, { stack }))
  const service = await startService({ config, profiles, log }).catch((error: Error) => {
    throw cannot(error.message)
  })
  const reload = async (): Promise<void> => {
    const again = await load()
    if (again.ok) await service.reload(again.config)
    else {
      log.error('the new configuration is wrong, the old one stays in force')
      for (const problem of again.problems) log.error(renderProblem(problem))
    }
  }
  process.on('SIGHUP', () => void reload())
  const signal = await ended
  log.info(`stops: ${signal}`)
  await service.close(`the agent was stopped by ${signal}`)
  log.info('stopped')
  return 0
}

export const run: Subcommand = (command, io, end) => {
  command
    .option('-c, --config <file>', 'configuration; without it /etc/ikewatch/ikewatch.yaml, where there is one')
    .option('--console <device...>', 'listen to this device too: a path, tcp://host:port or telnet://host')
    .addOption(new Option('--log-level <level>', 'least level to log').choices(LEVELS).default('info'))
    .action(async ({ config, console: devices = [], logLevel }: RunOptions) => {
      const file = config ?? (devices.length === 0 ? installedConfig() : undefined)
      const log = openLog({ level: logLevel, plain: process.stderr.isTTY === true })
      const profiles = await readProfilesApart()
      const names = profiles.digests.map(({ name }) => name)
      const load = async (): Promise<Loaded> =>
        checkProfiles(await loadConfigFile(file, process.env, { devices }), file ?? 'configuration', names)
      end(await serve(profiles, load, log, io))
    })
  examples(
    command,
    ['ikewatch run --console /dev/ttyUSB0', 'one console, to the broker of this machine'],
    ['ikewatch run --config ikewatch.yaml', 'as the file says; SIGHUP reads it again'],
  )
}
