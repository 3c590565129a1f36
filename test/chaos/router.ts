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
  /** The stretch of listening, by its number, in which all its lines were said. */
  heardWhole(story: Story): number | undefined
  /** Likewise if its deadlines passed in it, too; and when that was. */
  toldWhole(story: Story): { readonly stretch: number; readonly at: number } | undefined
  /** When the first line of the story was said; undefined if that was never reached. */
  begunAt(story: Story): number | undefined
  close(): Promise<void>
}

export type RouterOptions = {
  readonly name: string
  readonly link: string
  readonly script: Script
  /** The pace of the line. */
  readonly bytesPerSecond: number
  /** Where something stands between the line and the agent: it has the line open. */
  readonly hasOpened?: (() => boolean) | undefined
}

const BEAT_MS = 25
/** Beats between two looks whether the device is open, and looks after which it is sure: opening throws away what came before. */
const LOOK_BEATS = 4
const SURE_LOOKS = 10

export const startRouter = async (options: RouterOptions): Promise<Router> => {
  const { name, link, bytesPerSecond, hasOpened } = options
  const { lines } = options.script
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
  let listening = false
  let [beats, looks] = [0, 0]

  const unheard = (): void => {
    listening = false
    if (current !== undefined) current.to = performance.now()
    current = undefined
  }

  const listen = (): void => {
    if (!listening || current !== undefined || (hasOpened !== undefined && looks < SURE_LOOKS)) return
    current = { from: performance.now(), to: Number.POSITIVE_INFINITY }
    intervals.push(current)
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
    beats += 1
    if (hasOpened !== undefined && beats % LOOK_BEATS === 0) looks = hasOpened() ? looks + 1 : 0
    const isRead = hasOpened === undefined ? reader : looks > 0
    listen()
    budget = Math.min(budget + ((now - before) / 1_000) * bytesPerSecond, bytesPerSecond)
    before = now
    while (next < lines.length && !blocked) {
      const text = `${lines[next]?.text}\r\n`
      if (text.length > budget) return
      budget -= text.length
      if (pty !== undefined && isRead) say(pty, text, now)
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

  /** The stretch in which all of these lines were said to somebody who listened. */
  const stretchOf = (first: number, last: number): number | undefined => {
    if (last >= next) return undefined
    for (let line = first; line <= last; line += 1) if (Number.isNaN(said[line])) return undefined
    const [from, to] = [said[first] ?? 0, said[last] ?? 0]
    const stretch = intervals.findIndex((each) => from > each.from && to < each.to)
    return stretch < 0 ? undefined : stretch
  }

  return {
    name,
    link,
    heard: () => {
      listening = pty !== undefined
      listen()
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
    heardWhole: ({ first, last }) => stretchOf(first, last),
    toldWhole: ({ first, settled }) => {
      const stretch = stretchOf(first, settled)
      return stretch === undefined ? undefined : { stretch, at: said[settled] ?? 0 }
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
