/** One console, wired: the line with its bytes and states, and the ticks, into its pipeline. */
import type { ConsoleStatus } from '../console/account.ts'
import { type Console, openConsole } from '../console/session.ts'
import type { LineBytes } from './accounts.ts'
import { type ConsoleConfig, newPipeline, type Pipeline, type PipelineParts } from './pipeline.ts'

export type ConsoleParts = PipelineParts & {
  /** The family of images that speaks became known. */
  readonly onDialect: () => void
}

export type AgentConsole = Pick<
  Pipeline,
  'notice' | 'snapshots' | 'stop' | 'yields' | 'accounts' | 'dialect' | 'nextNegotiation'
> & {
  readonly name: string
  readonly config: ConsoleConfig
  /** Begins to listen. */
  open(): void
  reopen(): void
  close(): Promise<void>
}

const TICK_MS = 1_000
const READABLE: ReadonlySet<ConsoleStatus['state']> = new Set(['open', 'silent', 'noisy'])
const NO_BYTES: LineBytes = { bytes: 0, discarded: 0 }

export const wireConsole = (parts: ConsoleParts): AgentConsole => {
  const { name, config, log } = parts
  const about = { console: name }
  let line: Console | undefined
  let listening = false
  let lastByte: number | undefined
  let timer: NodeJS.Timeout | undefined
  let dialect: string | undefined
  const pipeline = newPipeline(parts, () => line?.state() ?? NO_BYTES)

  const quietAt = (now: number): number => (lastByte === undefined ? Number.POSITIVE_INFINITY : now - lastByte)

  const tick = (): void => {
    const now = performance.now()
    timer = undefined
    pipeline.take({ kind: 'tick', now, quiet: quietAt(now) })
    tickIfPending()
  }

  const tickIfPending = (): void => {
    if (timer === undefined && listening && pipeline.isPending(quietAt(performance.now()))) {
      timer = setTimeout(tick, TICK_MS)
    }
  }

  const onBytes = (bytes: Uint8Array, at: number): void => {
    lastByte = at
    pipeline.take({ kind: 'chunk', bytes, at })
    const heard = pipeline.dialect()
    if (heard !== dialect) {
      dialect = heard
      if (heard !== undefined) log.info(`speaks like ${heard}`, about)
      parts.onDialect()
    }
    tickIfPending()
  }

  const onState = (status: ConsoleStatus): void => {
    const { state, why, device, since } = status
    const readable = READABLE.has(state)
    log[readable && state !== 'noisy' ? 'info' : 'warn'](`${state}: ${why}`, { ...about, device })
    pipeline.line({ state, why, device, since }, lastByte)
    if (readable && !listening && lastByte !== undefined) pipeline.comeBack(since)
    listening = readable
    if (readable) tickIfPending()
    else stopTicking()
  }

  /** Where nobody listens, time that passes proves nothing. */
  const stopTicking = (): void => {
    clearTimeout(timer)
    timer = undefined
  }

  const { notice, snapshots, stop, yields, accounts, nextNegotiation } = pipeline
  return {
    ...{ name, config, notice, snapshots, stop, yields, accounts, nextNegotiation },
    dialect: () => dialect,
    open: () => {
      const { device, baud, silentAfter } = config
      line = openConsole({ device, baud, silentAfter }, { onBytes, onState })
    },
    reopen: () => line?.reopen(),
    close: async () => {
      listening = false
      stopTicking()
      await line?.close()
    },
  }
}
