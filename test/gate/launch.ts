import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Ran } from './verdict.ts'

/** Milliseconds that children of a test file may take to go after it. */
const GRACE = 2000

/** Process groups of test files under way: they do not hear the terminal's Ctrl-C. */
const running = new Set<number>()

const signalGroup = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(-pid, signal)
  } catch {
    return false
  }
}

/** Ends every test file under way, with all it started. */
export const endAll = (): void => {
  for (const pid of running) signalGroup(pid, 'SIGKILL')
}

const emptied = async (pid: number): Promise<boolean> => {
  for (let waited = 0; waited < GRACE; waited += 20) {
    if (!signalGroup(pid, 0)) return true
    await pause(20)
  }
  return false
}

/**
 * Runs one compiled test file in a process group of its own. Its output goes through a file, not a pipe: a child
 * that outlives the test would hold the pipe open, and the gate would wait for it.
 */
export const launch = async (file: string, limitMs: number): Promise<Ran> => {
  const log = join(tmpdir(), `gate-${process.pid}-${Math.random().toString(36).slice(2)}.log`)
  const descriptor = openSync(log, 'w')
  const child = spawn(process.execPath, ['--enable-source-maps', file], {
    detached: true,
    stdio: ['ignore', descriptor, descriptor],
  })
  closeSync(descriptor)
  const pid = child.pid
  if (pid === undefined) throw new Error(`cannot start ${process.execPath}`)
  running.add(pid)

  let overdue = false
  const limit = setTimeout(() => {
    overdue = true
    signalGroup(pid, 'SIGKILL')
  }, limitMs)
  const [status, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.once('exit', (code, by) => resolve([code, by])),
  )
  clearTimeout(limit)
  const orphans = !(await emptied(pid))
  if (orphans) signalGroup(pid, 'SIGKILL')
  running.delete(pid)

  const output = readFileSync(log, 'utf8')
  rmSync(log)
  return { output, status, signal, overdue, orphans }
}
