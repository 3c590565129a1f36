/** What every source of console bytes looks like to the session that supervises it. */

/** Why a source ended. `why` is one sentence for an operator, with the mend where there is one. */
export type Failure = { readonly state: 'lost' | 'locked'; readonly why: string }

/** What a source tells, from a later turn of the event loop on. What comes after `onFailed` or `close` is not heard. */
export type Listener = {
  /** The line is there. Called again when more is known, for example the baud rate. */
  readonly onOpen: (why: string) => void
  readonly onBytes: (bytes: Uint8Array) => void
  /** Bytes came that nobody is to have: they were read at a baud rate on trial. */
  readonly onDiscarded: (count: number) => void
  /** The source itself found that what comes is no text. */
  readonly onNoisy: (why: string) => void
  readonly onFailed: (failure: Failure) => void
}

export type Source = {
  /** Resolves when the line is free again for whoever opens it next. Called once, also after `onFailed`. */
  close(): Promise<void>
  /** What comes is no text: a source that can choose its baud rate looks for another one and answers true. */
  onRubbish(): boolean
}

/** Begins to open: all else comes through the listener. */
export type OpenSource = (listener: Listener) => Source
