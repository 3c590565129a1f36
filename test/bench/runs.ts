import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Measure } from './child.ts'

type Ended = { readonly output: string; readonly ms: number; readonly peakKiB: number }

/** Runs a program to its end; its peak memory is looked at every 20 ms. */
const run = (program: string, args: readonly string[]): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const start = performance.now()
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let [output, peakKiB] = ['', 0]
    const look = setInterval(() => {
      try {
        peakKiB = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? peakKiB)
      } catch {
        // It ended between two looks.
      }
    }, 20)
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.once('error', reject)
    child.once('close', (status) => {
      clearInterval(look)
      if (status === 0) resolve({ output, ms: performance.now() - start, peakKiB })
      else reject(new Error(`${program} ${args.join(' ')} ended with exit status ${status}`))
    })
  })

/** A program of ours, which measures itself. */
export const runNode = async (args: readonly string[]): Promise<Measure> =>
  JSON.parse((await run(process.execPath, args)).output)

/** mawk measures nothing itself; its start takes two milliseconds, which count. */
export const runAwk = async (script: string, input: string): Promise<Measure> => {
  const { output, ms, peakKiB } = await run('mawk', ['-f', script, input])
  const [lines = 0, events = 0] = output.trim().split(' ').map(Number)
  return { ms, lines, events, peakKiB }
}
