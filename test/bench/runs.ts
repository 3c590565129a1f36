import { spawn } from 'node:child_process'
import type { Measure } from './child.ts'

type Ended = { readonly output: string; readonly ms: number }

const run = (program: string, args: readonly string[]): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const start = performance.now()
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.once('error', reject)
    child.once('close', (status) => {
      if (status === 0) resolve({ output, ms: performance.now() - start })
      else reject(new Error(`${program} ${args.join(' ')} ended with exit status ${status}`))
    })
  })

/** A program of ours, which measures itself. */
export const runNode = async (args: readonly string[]): Promise<Measure> =>
  JSON.parse((await run(process.execPath, args)).output)

/** mawk measures nothing itself: the shell does. Its start takes two milliseconds, which count. */
export const runAwk = async (script: string, input: string): Promise<Measure> => {
  const shell = 'TIMEFORMAT="%U %S"; { time mawk -f "$0" "$1"; } 2>&1'
  const { output, ms } = await run('bash', ['-c', shell, script, input])
  const [lines = 0, events = 0, user = 0, system = 0] = output.trim().split(/\s+/).map(Number)
  return { ms, cpuMs: (user + system) * 1000, lines, events, peakKiB: Number.NaN }
}
