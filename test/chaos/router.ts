/** A simulated router on a pty: it talks whether or not anybody listens, and keeps account of what could be heard. */
import { openPty, type Pty } from '../../src/edge/pty.ts'
import type { Script, Story } from './script.ts'

/** A time in which the agent listened to this console, by the monotonic clock, in milliseconds. */
type Interval = { readonly from: number; to: number }

export type Router = {
  readonly name: string
  readonly link: string
  /** The agent says that it has opened the console. */
  heard(): void
  /** Nobody listens any more: the agent is gone, or the cable is. */
  unheard(): void
  /** A process is there that may read: without one the text is lost, as on a line that nobody has opened. */
  setReader(there: boolean): void
  plug(): Promise<void>
  pull(): Promise<void>
  /** Lets the router fall silent at the end of a line. */
  hush(): void
  /** Bytes that a reader wrote to the router: wanted is none. */
  bytesBack(): number
  /** When the story was settled, if it was told whole to an agent that stayed; undefined otherwise. */
  toldWhole(story: Story): number | undefined
  /** When the first line of the story was said; undefined if that was never reached. */
  begunAt(story: Story): number | undefined
  close(): Promise<void>
}

const BEAT_MS = 25
/** What a process has read and not put on disk is lost with it: reading waits 20 ms, the disk 100 ms, a busy machine more. */
const DIGEST_MS = 1_500

/** `bytesPerSecond`: the pace of the line. */
export const startRouter = async (
  name: string,
  link: string,
  { lines }: Script,
  bytesPerSecond: number,
): Promise<Router> => {
  const said = new Float64Array(lines.length).fill(Number.NaN)
  const intervals: Interval[] = []
  let current: Interval | undefined
  let pty: Pty | undefined
  let reader = false
  let blocked = false
  let next = 0
  let budget = 0
  let back = 0
  let before = performance.now()

  const unheard = (): void => {
    if (current !== undefined) current.to = performance.now()
    current = undefined
  }

  const plug = async (): Promise<void> => {
    const fresh = await openPty({ link })
    fresh.onData((bytes) => {
      back += bytes.length
    })
    blocked = false
    pty = fresh
  }

  const beat = (): void => {
    const now = performance.now()
    budget = Math.min(budget + ((now - before) / 1_000) * bytesPerSecond, bytesPerSecond)
    before = now
    while (next < lines.length && !blocked) {
      const text = `${lines[next]?.text}\r\n`
      if (text.length > budget) return
      budget -= text.length
      if (pty !== undefined && reader) say(pty, text, now)
      next += 1
    }
  }

  const say = (to: Pty, text: string, now: number): void => {
    said[next] = now
    if (to.write(text)) return
    blocked = true
    to.onDrain(() => {
      if (pty === to) blocked = false
    })
  }

  await plug()
  let timer: NodeJS.Timeout | undefined = setInterval(beat, BEAT_MS)
  const hush = (): void => {
    clearInterval(timer)
    timer = undefined
  }

  const wholeWithin = ({ first, settled }: Story): boolean => {
    if (settled >= next) return false
    for (let line = first; line <= settled; line += 1) if (Number.isNaN(said[line])) return false
    return true
  }

  return {
    name,
    link,
    heard: () => {
      if (pty === undefined || current !== undefined) return
      current = { from: performance.now(), to: Number.POSITIVE_INFINITY }
      intervals.push(current)
    },
    unheard,
    setReader: (there) => {
      reader = there
      if (!there) unheard()
    },
    plug,
    pull: async () => {
      const gone = pty
      pty = undefined
      unheard()
      await gone?.close()
    },
    hush,
    bytesBack: () => back,
    toldWhole: (story) => {
      if (!wholeWithin(story)) return undefined
      const [from, to] = [said[story.first] ?? 0, (said[story.settled] ?? 0) + DIGEST_MS]
      return intervals.some((each) => from > each.from && to < each.to) ? to : undefined
    },
    begunAt: ({ first }) => {
      const at = said[first] ?? Number.NaN
      return Number.isNaN(at) ? undefined : at
    },
    close: async () => {
      hush()
      await pty?.close()
    },
  }
}
