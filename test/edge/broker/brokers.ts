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

/** The script that needs no particular user. */
export const RABBITMQ = program('/usr/lib/rabbitmq/bin/rabbitmq-server')

/**
 * Ports that a test may leave free for a while, for its broker is absent: below the range from which the system gives ports
 * away, and a stretch of its own for each process, because test files run side by side. A port from `listen(0)` was given to
 * a neighbour in between, and the test then listened to a stranger's broker.
 */
const LOWEST = 12_000
const STRETCH = 40
const STRETCHES = 500
let handedOut = 0

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => void server.close(() => resolve(true)))
  })

export const freePort = async (): Promise<number> => {
  for (let tried = 0; tried < STRETCH; tried++) {
    const port = LOWEST + (process.pid % STRETCHES) * STRETCH + (handedOut++ % STRETCH)
    if (await isFree(port)) return port
  }
  throw new Error('no free port in the stretch of this process')
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

export const childBroker = (
  command: string,
  args: readonly string[],
  port: number,
  directory: string,
  env: NodeJS.ProcessEnv = process.env,
): ChildBroker => {
  const logFile = join(directory, `broker-${port}.log`)
  let child: ChildProcess | undefined
  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    start: async () => {
      const out = openSync(logFile, 'a')
      const own = spawn(command, args, { stdio: ['ignore', out, out], env })
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

/** Debian's rabbitmq-server with its MQTT 3.1.1 plugin and a name server of its own, not started. */
export const rabbitmq = async (directory: string): Promise<{ names: ChildBroker; broker: ChildBroker }> => {
  const [port, names, nodes, amqp] = [await freePort(), await freePort(), await freePort(), await freePort()]
  const config = join(directory, 'rabbitmq')
  writeFileSync(
    `${config}.conf`,
    `mqtt.listeners.tcp.1 = 127.0.0.1:${port}\nmqtt.allow_anonymous = true\nlisteners.tcp.1 = 127.0.0.1:${amqp}\n`,
  )
  writeFileSync(join(directory, 'plugins'), '[rabbitmq_mqtt].')
  const env = {
    PATH: process.env.PATH,
    HOME: directory,
    // The script gives way to the broker, so that a signal reaches the broker itself.
    RUNNING_UNDER_SYSTEMD: 'yes',
    ERL_EPMD_PORT: String(names),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: `ikewatch-${port}@localhost`,
    RABBITMQ_DIST_PORT: String(nodes),
    RABBITMQ_CONFIG_FILE: config,
    RABBITMQ_ENABLED_PLUGINS_FILE: join(directory, 'plugins'),
    RABBITMQ_MNESIA_BASE: directory,
    RABBITMQ_LOG_BASE: directory,
    RABBITMQ_LOGS: '-',
    RABBITMQ_PID_FILE: join(directory, 'pid'),
  }
  return {
    names: childBroker('epmd', ['-address', '127.0.0.1', '-port', String(names)], names, directory, env),
    broker: childBroker(RABBITMQ ?? 'rabbitmq-server', [], port, directory, env),
  }
}
