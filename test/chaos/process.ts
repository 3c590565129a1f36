/** The agent as a process of its own: started, killed, and listened to by its log. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '../../src/main.js')
const FAKETIME = ['x86_64-linux-gnu', 'aarch64-linux-gnu', 'arm-linux-gnueabihf']
  .map((machine) => `/usr/lib/${machine}/faketime/libfaketimeMT.so.1`)
  .find(existsSync)

export const CLOCK_CAN_JUMP = FAKETIME !== undefined

export type AgentProcess = {
  start(): void
  /** Ends it without a warning; resolves when it is gone. */
  kill(): Promise<void>
  /** Kills it and starts it again. */
  restart(): Promise<void>
  /** Asks it to stop: its exit status, or the signal that ended it. */
  stop(): Promise<number | string>
  /** Every line of its log so far, over all its lives. */
  readonly log: readonly string[]
  /** Puts the wall clock that the agent sees off by so many seconds. */
  setClock(offsetSeconds: number): void
  /** Everything that must never stand in a log or happen to a process. */
  readonly faults: readonly string[]
  /** Resident memory now, in KiB, and seconds since its start; undefined while there is none. */
  memory(): { readonly kib: number; readonly age: number } | undefined
}

export type AgentHandlers = {
  started(): void
  /** A console changed its state. */
  console(name: string, state: string): void
  gone(): void
}

type Said = { readonly level?: string; readonly msg?: string; readonly console?: string }

const parse = (line: string): Said | undefined => {
  try {
    return JSON.parse(line) as Said
  } catch {
    return undefined
  }
}

/** An environment in which the wall clock is what a file says; the monotonic one stays true. */
const withClock = (file: string): NodeJS.ProcessEnv => ({
  ...process.env,
  ...(FAKETIME !== undefined && {
    LD_PRELOAD: FAKETIME,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_CACHE_DURATION: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    DONT_FAKE_MONOTONIC: '1',
  }),
})

const residentKib = (pid: number): number | undefined => {
  try {
    const found = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return found === null ? undefined : Number(found[1])
  } catch {
    return undefined
  }
}

/** An agent with this configuration, not started. */
export const agentProcess = (config: string, clockFile: string, handlers: AgentHandlers): AgentProcess => {
  const log: string[] = []
  const faults: string[] = []
  let child: ChildProcess | undefined
  let gone: Promise<number | string> = Promise.resolve('never started')
  let wanted = false
  let begun = 0

  const setClock = (seconds: number): void => writeFileSync(clockFile, `${seconds < 0 ? '' : '+'}${seconds}\n`)
  setClock(0)
  const env = withClock(clockFile)

  const take = (line: string, own: ChildProcess): void => {
    log.push(line)
    const said = parse(line)
    if (said === undefined) faults.push(`not a line of the log: ${line}`)
    else if (said.level === 'error') faults.push(`an error in the log: ${line}`)
    const state = /^(open|lost|silent|noisy|locked): /.exec(said?.msg ?? '')?.[1]
    // What one that was killed had said before is no news any more.
    if (said?.console !== undefined && state !== undefined && child === own) handlers.console(said.console, state)
  }

  const start = (): void => {
    const own = spawn(process.execPath, [MAIN, 'run', '--config', config], { stdio: ['ignore', 'ignore', 'pipe'], env })
    child = own
    wanted = true
    begun = performance.now()
    const endWithUs = (): void => void own.kill('SIGKILL')
    process.once('exit', endWithUs)
    let rest = ''
    own.stderr?.on('data', (bytes: Buffer) => {
      const lines = (rest + bytes).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) take(line, own)
    })
    gone = new Promise((resolve) =>
      own.once('close', (code, signal) => {
        process.off('exit', endWithUs)
        // One that was killed leaves behind what the library that shifts its clock keeps in memory.
        for (const left of [`faketime_shm_${own.pid}`, `sem.faketime_sem_${own.pid}`])
          rmSync(join('/dev/shm', left), { force: true })
        if (wanted) faults.push(`the agent ended by itself: ${code ?? signal}`)
        resolve(code ?? signal ?? 'gone')
      }),
    )
    handlers.started()
  }

  const end = (signal: NodeJS.Signals): Promise<number | string> => {
    wanted = false
    child?.kill(signal)
    child = undefined
    handlers.gone()
    return gone
  }

  const kill = async (): Promise<void> => void (await end('SIGKILL'))

  return {
    start,
    kill,
    restart: async () => {
      await kill()
      start()
    },
    stop: () => end('SIGTERM'),
    log,
    setClock,
    faults,
    memory: () => {
      const kib = child?.pid === undefined ? undefined : residentKib(child.pid)
      return kib === undefined ? undefined : { kib, age: (performance.now() - begun) / 1_000 }
    },
  }
}
