/** Captures of consoles from disk or standard input, in pieces: a capture may be far larger than the memory. */
import { createReadStream } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { basename } from 'node:path'

/** So much is read at once. */
export const PIECE_BYTES = 64 * 1024

/** What a name on the command line leads to. `sentence` says why it cannot be read, with the mend. */
export type Capture =
  | { readonly kind: 'missing'; readonly sentence: string }
  | {
      readonly kind: 'file' | 'device' | 'stream'
      /** For messages: the path, or "standard input". */
      readonly name: string
      /** Name of its console: the file's name without folder and ending. */
      readonly console: string
      /** Bytes in it; undefined where nobody knows. */
      readonly size: number | undefined
      /** Year of its last change, which is the year of stamps that have none. */
      readonly year: number
    }

const MENDS: { readonly [code: string]: string } = {
  ENOENT: 'there is no such file: check the name',
  EACCES: 'this user may not read it: ask its owner for the right to read it',
  EISDIR: 'it is a directory: name a file in it',
  ELOOP: 'its symbolic links go in a circle: name the file itself',
  ENAMETOOLONG: 'the name is too long for a file',
}

const whyNot = (name: string, error: NodeJS.ErrnoException): string =>
  `cannot read ${name}: ${MENDS[error.code ?? ''] ?? error.message}`

/** Looks at what a path names; `-` is standard input. */
export const captureAt = async (path: string): Promise<Capture> => {
  if (path === '-')
    return { kind: 'stream', name: 'standard input', console: 'stdin', size: undefined, year: new Date().getFullYear() }
  try {
    const found = await stat(path)
    if (found.isDirectory()) return { kind: 'missing', sentence: `cannot read ${path}: ${MENDS.EISDIR}` }
    const kind = found.isFile() ? 'file' : found.isCharacterDevice() ? 'device' : 'stream'
    const console = basename(path).replace(/\.[^.]*$/, '')
    return { kind, name: path, console, size: found.isFile() ? found.size : undefined, year: found.mtime.getFullYear() }
  } catch (error) {
    return { kind: 'missing', sentence: whyNot(path, error as NodeJS.ErrnoException) }
  }
}

/** Reading failed on the way, for the reason that the message gives as a sentence. */
export class Unreadable extends Error {}

/** The bytes of a capture, 64 KB at a time. Throws an `Unreadable` where reading fails. */
export async function* captureBytes(path: string): AsyncGenerator<Uint8Array> {
  const stream = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: PIECE_BYTES })
  try {
    for await (const bytes of stream) yield bytes as Uint8Array
  } catch (error) {
    throw new Unreadable(whyNot(path === '-' ? 'standard input' : path, error as NodeJS.ErrnoException))
  }
}

/** The bytes of a file, its last piece first. Throws an `Unreadable` where reading fails. */
export async function* fileFromItsEnd(path: string): AsyncGenerator<Uint8Array> {
  let file: FileHandle | undefined
  try {
    file = await open(path)
    for (let to = (await file.stat()).size; to > 0; to -= PIECE_BYTES) {
      const from = Math.max(0, to - PIECE_BYTES)
      const { bytesRead, buffer } = await file.read(new Uint8Array(to - from), 0, to - from, from)
      yield buffer.subarray(0, bytesRead)
    }
  } catch (error) {
    throw new Unreadable(whyNot(path, error as NodeJS.ErrnoException))
  } finally {
    await file?.close()
  }
}
