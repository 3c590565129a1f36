/** Real brokers for the tests: Debian's mosquitto and nats-server as child processes on free loopback ports. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { until } from '../outbox/support.ts'

export type ChildBroker = {
  readonly port: number
  readonly url: string
  start(): Promise<void>
  /** Sends a signal; SIGKILL and SIGTERM wait for the end. */
  signal(name: NodeJS.Signals): Promise<void>
  /** Everything it has logged, over all its lives. */
  log(): string
}

const program = (...paths: string[]): string | undefined => paths.find(existsSync)

export const MOSQUITTO = program('/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/usr/local/sbin/mosquitto')
export const NATS = program('/usr/sbin/nats-server', '/usr/bin/nats-server', '/usr/local/bin/nats-server')

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

const childBroker = (command: string, args: readonly string[], port: number, directory: string): ChildBroker => {
  const logFile = join(directory, `broker-${port}.log`)
  let child: ChildProcess | undefined
  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    start: async () => {
      const out = openSync(logFile, 'a')
      const own = spawn(command, args, { stdio: ['ignore', out, out] })
      child = own
      const onExit = (): void => {
        own.kill('SIGKILL')
      }
      process.once('exit', onExit)
      own.once('exit', () => process.removeListener('exit', onExit))
      let up = false
      while (!up && child.exitCode === null) {
        up = await answers(port)
        if (!up) await new Promise((resolve) => setTimeout(resolve, 20))
      }
      if (!up) throw new Error(`${command} did not start: ${readFileSync(logFile, 'utf8')}`)
    },
    signal: async (name) => {
      const own = child
      if (own === undefined || own.exitCode !== null || own.signalCode !== null) return
      own.kill(name)
      if (name === 'SIGKILL' || name === 'SIGTERM') {
        await until(() => own.exitCode !== null || own.signalCode !== null, `${command} ends`)
      }
    },
    log: () => readFileSync(logFile, 'utf8'),
  }
}

/** Debian's mosquitto, not started. `lines` go into its configuration after the listener on the free port. */
export const mosquitto = async (
  directory: string,
  lines: readonly string[] = ['allow_anonymous true'],
): Promise<ChildBroker> => {
  const port = await freePort()
  const config = join(directory, `mosquitto-${port}.conf`)
  // As root it would become the user mosquitto, who may not read our files.
  const head = ['user root', `listener ${port} 127.0.0.1`, 'log_type all', 'log_dest stderr']
  writeFileSync(config, `${[...head, ...lines].join('\n')}\n`)
  return childBroker(MOSQUITTO ?? 'mosquitto', ['-c', config], port, directory)
}

/** Debian's nats-server with its MQTT 3.1.1 gate, not started. */
export const nats = async (directory: string): Promise<ChildBroker> => {
  const [port, own] = [await freePort(), await freePort()]
  const config = join(directory, `nats-${port}.conf`)
  const store = join(directory, `nats-${port}`)
  writeFileSync(
    config,
    `host: 127.0.0.1\nport: ${own}\nserver_name: t\njetstream { store_dir: "${store}" }\nmqtt { host: 127.0.0.1, port: ${port} }\n`,
  )
  return childBroker(NATS ?? 'nats-server', ['-c', config], port, directory)
}
