/**
 * Captures whose newest line stands first, read the right way round. Each line is turned, the lines of a block with it: that is
 * how viewers show them. A file is read from its end; of a stream as much is kept as fits.
 */
import { directionFinder } from '../console/direction.ts'
import { type Capture, captureBytes, fileFromItsEnd, PIECE_BYTES } from './capture.ts'

/** Of a stream so much is kept. It comes newest first, so that what does not fit is the oldest. */
const KEPT_MIB = 64
const MIB = 1024 * 1024
const LF = 10
const END = Uint8Array.of(LF)

type Pieces = AsyncIterable<Uint8Array>

/** The lines of a block that begins with a whole one, the last first, each with an end. */
const turned = (bytes: Uint8Array): Uint8Array => {
  const parts: Uint8Array[] = []
  for (let to = bytes.length; to > 0; ) {
    const from = to === 1 ? 0 : bytes.lastIndexOf(LF, to - 2) + 1
    parts.push(bytes.subarray(from, to))
    if (bytes[to - 1] !== LF) parts.push(END)
    to = from
  }
  return Buffer.concat(parts)
}

/** Pieces that come the last first, each as it stands, as the text whose last line comes first. */
async function* turning(pieces: Pieces): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0)
  for await (const piece of pieces) {
    const bytes = Buffer.concat([piece, rest])
    const end = bytes.indexOf(LF) + 1 || bytes.length
    // Of an endless line the head is what is read.
    rest = Buffer.from(bytes.subarray(0, Math.min(end, PIECE_BYTES)))
    if (end < bytes.length) yield turned(bytes.subarray(end))
  }
  if (rest.length > 0) yield turned(rest)
}

/** What a stream gives, its last piece first; `onFull` hears that the rest is not read. */
async function* kept(pieces: Pieces, most: number, onFull: () => void): AsyncGenerator<Uint8Array> {
  const all: Uint8Array[] = []
  let size = 0
  for await (const piece of pieces) {
    all.push(piece)
    size += piece.length
    if (size < most) continue
    onFull()
    break
  }
  for (let last = all.pop(); last !== undefined; last = all.pop()) yield last
}

/** The bytes of a capture, its oldest line first; `note` hears, in a sentence, where that takes turning it. */
export async function* oldestFirst(
  path: string,
  { kind, name }: Extract<Capture, { name: string }>,
  note: (sentence: string) => void,
  keptMiB = KEPT_MIB,
): AsyncGenerator<Uint8Array> {
  const pieces = captureBytes(path)
  const find = directionFinder()
  const head: Uint8Array[] = []
  let direction = find(new Uint8Array(0))
  while (direction === 'unknown') {
    const { value } = await pieces.next()
    if (value !== undefined) head.push(value)
    direction = find(value)
  }
  const all = async function* (): AsyncGenerator<Uint8Array> {
    yield* head
    yield* pieces
  }
  if (direction === 'as it came') return yield* all()
  note(`${name}: its newest line stands first, so it is read from the last line to the first`)
  const onFull = (): void =>
    note(`${name}: more than ${keptMiB} MiB, of which the oldest are left out: name a file, and it is read whole`)
  if (kind === 'file') await pieces.return(undefined)
  yield* turning(kind === 'file' ? fileFromItsEnd(path) : kept(all(), keptMiB * MIB, onFull))
}
