/** The log: one JSON object a line on stderr, or plain sentences on a terminal. Nothing secret is ever handed to it. */
import { type DestinationStream, destination, pino, stdTimeFunctions } from 'pino'

export const LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type Level = (typeof LEVELS)[number]

/** `about` names what a sentence speaks of, for whoever searches the log: the console, the error's stack. */
export type Log = {
  readonly [L in Level]: (text: string, about?: Readonly<Record<string, unknown>>) => void
} & { setLevel(level: Level): void }

export type LogOptions = {
  readonly level: Level
  /** Sentences instead of JSON. */
  readonly plain: boolean
  /** Where to write instead of stderr. */
  readonly write?: (line: string) => void
}

const WORDS: { readonly [level: string]: string } = { warn: 'WARNING: ', error: 'ERROR: ' }

/** `16:14:29 tokyo: WARNING: The line hung up.` of one line of JSON. */
const sentence = (line: string): string => {
  const { time, level, msg, console, stack } = JSON.parse(line) as Record<string, string | undefined>
  const subject = console === undefined ? '' : `${console}: `
  const trace = stack === undefined ? '' : `${stack}\n`
  return `${(time ?? '').slice(11, 19)} ${subject}${WORDS[level ?? ''] ?? ''}${msg}\n${trace}`
}

const streamOf = ({ plain, write }: LogOptions): DestinationStream => {
  // Written at once: the last sentence before the end is the one that is wanted.
  const stderr = write ?? ((line: string) => void process.stderr.write(line))
  if (plain) return { write: (line) => stderr(sentence(line)) }
  return write === undefined ? destination({ dest: 2, sync: true }) : { write }
}

export const openLog = (options: LogOptions): Log => {
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    streamOf(options),
  )
  const at =
    (level: Level) =>
    (text: string, about: Readonly<Record<string, unknown>> = {}): void =>
      logger[level](about, text)
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    setLevel: (level) => {
      logger.level = level
    },
  }
}
