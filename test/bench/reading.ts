/**
 * What reading alone costs: stock serialport beside ours, each in a process of its own, on a pty fed as a saturated
 * 115200 line would be, in 16-byte pieces. Prints the processor time of each and their ratio (wanted: at most 0.2).
 * Run it with `node dist/test/bench/reading.js [seconds]`.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { SerialPort } from 'serialport'
import { listeningBinding } from '../../src/edge/console/binding.ts'
import { openPty, type Pty } from '../../src/edge/pty.ts'

const PIECE = 16
const BYTES_PER_MS = 11.52

type Reading = { readonly cpuMs: number; readonly wallMs: number; readonly bytes: number; readonly events: number }

const read = async (path: string, kind: string, seconds: number): Promise<Reading> => {
  const binding = kind === 'ours' ? { binding: listeningBinding() } : {}
  const port = new SerialPort({ path, baudRate: 115_200, ...binding })
  let bytes = 0
  let events = 0
  port.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    events += 1
  })
  await once(port, 'open')
  await sleep(1000)
  const [cpu, wall, bytesBefore, eventsBefore] = [process.cpuUsage(), performance.now(), bytes, events]
  await sleep(seconds * 1000)
  const { user, system } = process.cpuUsage(cpu)
  const reading = {
    cpuMs: (user + system) / 1000,
    wallMs: performance.now() - wall,
    bytes: bytes - bytesBefore,
    events: events - eventsBefore,
  }
  port.close()
  return reading
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Writes each piece when it is due; returns how to stop. */
const feed = (pty: Pty): (() => void) => {
  const line = `ISAKMP:(0):Old State = IKE_I_MM1  New State = IKE_I_MM2\r\n`
  const text = Buffer.from(line.repeat(PIECE))
  const begin = performance.now()
  let sent = 0
  const timer = setInterval(() => {
    const due = (performance.now() - begin) * BYTES_PER_MS
    for (; sent + PIECE <= due; sent += PIECE)
      pty.write(text.subarray(sent % text.length, (sent % text.length) + PIECE))
  }, 1)
  return () => clearInterval(timer)
}

const measure = async (kind: string, seconds: string): Promise<Reading> => {
  const pty = await openPty()
  const child = fork(fileURLToPath(import.meta.url), ['--read', kind, pty.path, seconds])
  const stop = feed(pty)
  const [reading] = (await once(child, 'message')) as [Reading]
  stop()
  await once(child, 'exit')
  await pty.close()
  return reading
}

const show = (kind: string, { cpuMs, wallMs, bytes, events }: Reading): void =>
  console.log(
    `${kind.padEnd(6)} ${((100 * cpuMs) / wallMs).toFixed(2).padStart(6)} % of a core` +
      `   ${((1000 * bytes) / wallMs).toFixed(0)} bytes/s in ${((1000 * events) / wallMs).toFixed(0)} reads/s`,
  )

if (process.argv[2] === '--read') {
  const [, , , kind = '', path = '', seconds = ''] = process.argv
  process.send?.(await read(path, kind, Number(seconds)), () => process.disconnect())
} else {
  const seconds = process.argv[2] ?? '10'
  const stock = await measure('stock', seconds)
  const ours = await measure('ours', seconds)
  show('stock', stock)
  show('ours', ours)
  console.log(`ratio  ${(ours.cpuMs / ours.wallMs / (stock.cpuMs / stock.wallMs)).toFixed(3)} (wanted: at most 0.2)`)
}
