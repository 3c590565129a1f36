import { spawnSync } from 'node:child_process'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const heap = suite('a small heap')

/** Much that lives for a while and then dies, as negotiations do; prints the peak of the process in KiB. */
const CHURN = `
  const alive = []
  for (let i = 0; i < 2_000_000; i++) alive[i % 60_000] = { i, text: 'negotiation ' + i, more: [i, i + 1, i + 2] }
  const status = require('node:fs').readFileSync('/proc/self/status', 'utf8')
  console.log(/VmHWM:\\s+(\\d+)/.exec(status)[1])
`

const peakOf = (before: string): { peak: number; said: string } => {
  const script = `${before};${CHURN}`
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' })
  return { peak: Number(stdout), said: stderr }
}

heap('keeps near what is alive, by flags that this V8 knows', () => {
  const module = JSON.stringify(new URL('../../src/edge/heap.js', import.meta.url).href)
  const usual = peakOf('')
  const small = peakOf(`const { keepHeapSmall } = require(new URL(${module}).pathname); keepHeapSmall()`)
  assert.is(small.said, '')
  assert.ok(small.peak > 0 && small.peak < 0.8 * usual.peak, `${small.peak} KiB, usually ${usual.peak} KiB`)
})

heap.run()
