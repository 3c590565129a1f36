/** The programs that a line is measured with, each as a process of its own: started on a pty, asked, ended. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import mqtt from 'mqtt'
import { askHealth, configFile, ikewatch, ROOT } from '../edge/agent/support.ts'
import { temporaryDirectory, until } from '../edge/outbox/support.ts'

export type Taken = {
  readonly bytes: number
  readonly reads?: number
  readonly events?: number
  readonly waiting?: number
}

export type Subject = {
  readonly pid: number
  /** What it has taken so far. */
  taken(): Promise<Taken>
  end(): Promise<void>
}

/** Stock serialport, ours, or a Node that has a port and a client open. */
export const startSubject = async (kind: 'stock' | 'ours' | 'empty', path: string, url: string): Promise<Subject> => {
  const child = fork(join(import.meta.dirname, 'subject.js'), [kind, path, url])
  await once(child, 'message')
  return {
    pid: child.pid ?? 0,
    taken: async () => {
      child.send('taken?')
      const [taken] = await once(child, 'message')
      return taken as Taken
    },
    end: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** The whole agent: `ikewatch run` with a configuration and an outbox on disk, publishing to the broker. */
export const startAgent = async (path: string, url: string): Promise<Subject> => {
  const directory = temporaryDirectory()
  const agent = ikewatch(['run', '-c', configFile({ directory: directory.path, url, consoles: { tokyo: path } })])
  const client = await mqtt.connectAsync(url)
  await client.subscribeAsync(`${ROOT}rsp/health`)
  await until(() => agent.log().includes('online at') && agent.log().includes('open: '), `the agent: ${agent.log()}`)
  return {
    pid: agent.child.pid ?? 0,
    taken: async () => {
      const { consoles, outbox } = await askHealth(client)
      return { bytes: consoles.tokyo?.read ?? 0, events: outbox.acknowledged, waiting: outbox.depth }
    },
    end: async () => {
      await agent.end('SIGKILL')
      await client.endAsync(true)
      directory.remove()
    },
  }
}
