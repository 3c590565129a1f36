/** A capture as the pipeline takes it: at once, or at the pace of its own stamps with ticks between. */
import type { Chunk } from '../console/record.ts'
import { readFront } from '../console/stamp.ts'
import type { Passing } from '../stage.ts'
import { since } from '../vocabulary/since.ts'

export type Input = Chunk | Passing

const TICK_MS = 250
const LF = 10

type Pieces = AsyncIterable<Uint8Array>

/** Everything at once: arrival times mean nothing, so they are all 0. `onBytes` hears how much was read. */
export async function* atOnce(pieces: Pieces, onBytes: (count: number) => void = () => {}): AsyncGenerator<Input> {
  for await (const bytes of pieces) {
    onBytes(bytes.length)
    yield { kind: 'chunk', bytes, at: 0 }
  }
  yield { kind: 'end', now: 0 }
}

/** Lines with their ends, whatever the pieces they come in. */
async function* linesOf(pieces: Pieces): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0)
  for await (const piece of pieces) {
    const bytes = Buffer.concat([rest, piece])
    let from = 0
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, from)) {
      yield bytes.subarray(from, end + 1)
      from = end + 1
    }
    rest = bytes.subarray(from)
  }
  if (rest.length > 0) yield rest
}

const decoder = new TextDecoder('latin1')

/** `speed` 1 is real time, 10 ten times as fast. `sleep` takes real milliseconds. */
export async function* paced(
  pieces: Pieces,
  speed: number,
  sleep: (ms: number) => Promise<void>,
): AsyncGenerator<Input> {
  let now = 0
  let heard = 0
  let device: number | undefined
  const pass = async function* (ms: number): AsyncGenerator<Input> {
    for (let left = ms; left > 0; left -= TICK_MS) {
      const step = Math.min(TICK_MS, left)
      await sleep(step / speed)
      now += step
      if (step === TICK_MS) yield { kind: 'tick', now, quiet: now - heard }
    }
  }
  for await (const bytes of linesOf(pieces)) {
    const stamp = readFront(decoder.decode(bytes)).device
    if (stamp !== undefined) {
      // A clock that was set back does not make us wait.
      if (device !== undefined) yield* pass(Math.max(0, since(device, stamp)))
      device = stamp
    }
    heard = now
    yield { kind: 'chunk', bytes, at: now }
  }
  yield { kind: 'end', now }
}

/** `real`, `10x` or `2.5x` as a factor; undefined where it is neither. */
export const speedOf = (text: string): number | undefined => {
  if (text === 'real') return 1
  const factor = Number(/^(\d+(?:\.\d+)?)x$/.exec(text)?.[1])
  return factor > 0 ? factor : undefined
}
