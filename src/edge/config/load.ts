/** A configuration from its text, the environment and the command line: whole, or every problem at once. */
import { hostname } from 'node:os'
import { topicSafe } from '../../report/names.ts'
import { parseYaml, type YamlError } from '../yaml.ts'
import { nameDevices } from './devices.ts'
import { type Environment, settingsOf } from './environment.ts'
import { below, overlayOn, type Tree } from './overlay.ts'
import type { Problem } from './problem.ts'
import { type Complain, read } from './read.ts'
import { checkRules, type Draft } from './rules.ts'
import { type Config, configShape } from './schema.ts'

export type Loaded =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export type More = {
  /** Devices given by `--console`; each becomes a console of its own. */
  readonly devices?: readonly string[]
  /** Name of this machine, for `agent`. */
  readonly host?: string
}

/** systemd says where state belongs; a person at a shell keeps it at home. */
const stateDirectory = (env: Environment): string => {
  const [first] = (env.STATE_DIRECTORY ?? '').split(':')
  if (first) return first
  if (env.XDG_STATE_HOME?.startsWith('/')) return `${env.XDG_STATE_HOME}/ikewatch`
  const home = env.HOME ?? ''
  return /^\/(?!root$)./.test(home) ? `${home}/.local/state/ikewatch` : '/var/lib/ikewatch'
}

const MEND_YAML = 'Keys at one depth stand in one column, and a text with ": " or " #" in it needs quotes.'

const badYaml = (errors: readonly YamlError[], file: string): Loaded => ({
  ok: false,
  problems: errors.map(({ line, column, message }) => {
    const problem = `${message.replace(/\.$/, '')}.`
    return { file, line, column, problem, mend: /unique/.test(message) ? 'Take one of the two out.' : MEND_YAML }
  }),
})

/**
 * Reads a configuration. `text` is that of the file (empty where there is none) and `file` its name for messages;
 * `env` is the environment, of which only `IKEWATCH_…`, `STATE_DIRECTORY`, `XDG_STATE_HOME` and `HOME` are looked at.
 */
export const loadConfig = (text: string, file: string, env: Environment, more: More = {}): Loaded => {
  const yaml = parseYaml(text)
  if (yaml.errors.length > 0) return badYaml(yaml.errors, file)
  const shape = configShape({ agent: topicSafe(more.host ?? hostname()), directory: stateDirectory(env) })
  const { tree, set, placeOf } = overlayOn(yaml, file)
  const { settings, problems } = settingsOf(env, shape, tree)
  for (const { variable, path, value } of settings) set(path, value, variable)
  const taken = Object.keys((below(tree, 'consoles') ?? {}) as Tree)
  for (const { name, device } of nameDevices(more.devices ?? [], taken)) {
    set(['consoles', name, 'device'], device, '--console')
  }
  const complain: Complain = (path, part, problem, mend) => {
    problems.push({ ...placeOf(path, part), problem, mend })
  }
  const config = read(shape, tree, [], complain)
  checkRules(config as Draft, complain)
  if (problems.length === 0) return { ok: true, config: config as Config }
  return { ok: false, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) }
}
