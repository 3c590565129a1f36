/** The subcommands of `ikewatch`, in the order of its help. A new one is one line here and one module. */
import type { Subcommand } from './command.ts'

export type Listed = {
  readonly name: string
  readonly summary: string
  readonly load: () => Promise<Subcommand>
}

export const COMMANDS: readonly Listed[] = [
  {
    name: 'run',
    summary: 'The agent: listen to consoles and publish over MQTT, until SIGTERM',
    load: async () => (await import('./run.ts')).run,
  },
  {
    name: 'replay',
    summary: 'Tell what happened in a capture of a console, or give its events',
    load: async () => (await import('./replay.ts')).replay,
  },
  {
    name: 'tail',
    summary: 'Explain a console line by line, as it comes',
    load: async () => (await import('./tail.ts')).tail,
  },
  {
    name: 'simulate',
    summary: 'Play the console of a router, on stdout or on a new pty',
    load: async () => (await import('./simulate.ts')).simulate,
  },
  {
    name: 'demo',
    summary: 'The whole of it with simulated routers and a broker of its own',
    load: async () => (await import('./demo.ts')).demo,
  },
  {
    name: 'ports',
    summary: 'List serial devices with their stable names and who holds them',
    load: async () => (await import('./ports.ts')).ports,
  },
  {
    name: 'profiles',
    summary: 'Firmware profiles: what is known, what is wrong, what nobody understands yet',
    load: async () => (await import('./profiles.ts')).profiles,
  },
  {
    name: 'config',
    summary: 'Check a configuration without any connection',
    load: async () => (await import('./config.ts')).config,
  },
  {
    name: 'verify',
    summary: 'Prove of recorded events that none is missing',
    load: async () => (await import('./verify.ts')).verify,
  },
]
