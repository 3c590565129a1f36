/** Debian's ser2net as a child process: a serial device offered as a port of the network. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readdirSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../broker/brokers.ts'

export const SER2NET = ['/usr/sbin/ser2net', 'ser2net'].find((path) => spawnSync(path, ['-v']).error === undefined)

export type ConsoleServer = {
  readonly port: number
  start(): void
  /** Ends it without a warning. */
  kill(): Promise<void>
  /** It has the device open: what the device says goes to the reader. */
  hasOpened(): boolean
}

const target = (path: string): string | undefined => {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

const openFiles = (pid: number): string[] => {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${name}`)]
      } catch {
        return []
      }
    })
  } catch {
    return []
  }
}

/** For `device`, on a free loopback port, its configuration in `directory`; not started. */
export const ser2net = async (
  protocol: 'tcp' | 'telnet',
  device: string,
  directory: string,
): Promise<ConsoleServer> => {
  const port = await freePort()
  const config = join(directory, `ser2net-${port}.yaml`)
  const accepter = protocol === 'tcp' ? `tcp,127.0.0.1,${port}` : `telnet,tcp,127.0.0.1,${port}`
  writeFileSync(
    config,
    `%YAML 1.1\n---\nconnection: &router\n  accepter: ${accepter}\n  connector: serialdev,${device},115200n81,local\n`,
  )
  let child: ChildProcess | undefined
  let ended: Promise<unknown> = Promise.resolve()
  return {
    port,
    start: () => {
      const own = spawn(SER2NET ?? 'ser2net', ['-n', '-d', '-c', config], { stdio: 'ignore' })
      child = own
      const endWithUs = (): void => void own.kill('SIGKILL')
      process.once('exit', endWithUs)
      ended = new Promise<void>((resolve) => {
        own.once('exit', () => {
          process.off('exit', endWithUs)
          resolve()
        })
      })
    },
    kill: async () => {
      child?.kill('SIGKILL')
      child = undefined
      await ended
    },
    hasOpened: () => {
      const path = target(device)
      return child?.pid !== undefined && path !== undefined && openFiles(child.pid).includes(path)
    },
  }
}
