/** Where a command writes: results to stdout, everything else to stderr. Tests and other programs may give their own. */
import { type Paint, painter, wantsColour } from './text.ts'

export type Io = {
  /** Results. */
  out(text: string | Uint8Array): void
  /** One line for the person, on stderr. */
  note(text: string): void
  /** How far long work is, `undefined` when it is over: shown on a terminal only, and only while results go elsewhere. */
  progress(text: string | undefined): void
  /** Resolves when stdout has taken what was written. */
  drained(): Promise<void>
  readonly paint: Paint
  /** Columns for text to be read. */
  readonly width: number
  readonly inputIsTerminal: boolean
}

/** Lines longer than this are hard to read, however wide the terminal. */
const WIDEST = 100
const USUAL = 80
const NARROWEST = 40

const columns = (stream: NodeJS.WriteStream): number =>
  stream.isTTY ? Math.min(WIDEST, Math.max(NARROWEST, stream.columns || USUAL)) : USUAL

/** This process's own streams. */
export const processIo = (): Io => {
  const { stdout, stderr, stdin, env } = process
  let shown = false
  const clear = (): void => {
    if (shown) stderr.write('\r\x1b[K')
    shown = false
  }
  return {
    out: (text) => {
      clear()
      stdout.write(text)
    },
    note: (text) => {
      clear()
      stderr.write(`${text}\n`)
    },
    progress: (text) => {
      if (!stderr.isTTY || stdout.isTTY) return
      clear()
      if (text === undefined) return
      stderr.write(text)
      shown = true
    },
    drained: () =>
      stdout.writableNeedDrain ? new Promise((resolve) => void stdout.once('drain', resolve)) : Promise.resolve(),
    paint: painter(wantsColour(env, stdout.isTTY === true)),
    width: columns(stdout),
    inputIsTerminal: stdin.isTTY === true,
  }
}
