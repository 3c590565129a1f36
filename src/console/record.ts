/** What `console/` makes of bytes: lines, then records with their time stamp and tag taken off. */
/** Bytes as they came, at a monotonic time in milliseconds. */
export type Chunk = { readonly kind: 'chunk'; readonly bytes: Uint8Array; readonly at: number }

/** One line of text, cleaned of control characters and escape sequences. */
export type Line = {
  readonly kind: 'line'
  readonly text: string
  /** Arrival of its last byte, monotonic milliseconds. */
  readonly at: number
  /** Bytes of the console that it accounts for, its terminator and empty lines before it included. */
  readonly bytes: number
  /** Control or undecodable bytes were taken out, or the line was cut at the limit. */
  readonly damaged: boolean
}

/** A line with sequence number, time stamp and tag recognised and taken off. */
export type DebugRecord = {
  readonly kind: 'record'
  readonly line: Line
  /** `service sequence-numbers`, else undefined. */
  readonly sequence: number | undefined
  /** Clock flag: `*` never set, `.` was synchronised, empty otherwise. */
  readonly flag: string
  /** The time stamp as the router wrote it, flag and zone included; empty where there is none. */
  readonly stamp: string
  /** The same in milliseconds on the router's clock (no year: within a leap year); undefined where too coarse. */
  readonly device: number | undefined
  /** `ISAKMP`, `ISAKMP-PAK`, `IPSEC`, `%CRYPTO-6-IKMP_MODE_FAILURE`, `IKEv1` …; empty where the line has none. */
  readonly tag: string
  /** Connection id in the tag: 0 where it says none yet, undefined where it has none. */
  readonly conn: number | undefined
  /** ASA prefix `IP = …`. */
  readonly peer: string | undefined
  /** What is said, blanks collapsed and trimmed. */
  readonly body: string
}

/** How well the console can be seen (REFERENCE 1.8). */
export type Sight = 'unknown' | 'seeing' | 'gappy' | 'blind'

/** Our sight changed, or text was lost again; said before the record that shows it. */
export type SightNotice = {
  readonly kind: 'sight-notice'
  readonly sight: Sight
  /** `restarted`: the router reloaded; `muted`: debugging or console logging was switched off; `lines-lost`: a gap. */
  readonly cause: 'restarted' | 'muted' | 'lines-lost' | 'debugging-on' | 'heard' | 'recovered'
  /** Lines lost, where the router says how many. */
  readonly lines: number | undefined
  readonly record: DebugRecord
}
