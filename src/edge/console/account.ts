/** What is known of a console's line: its state, and every byte of it. */

export type ConsoleState = 'open' | 'lost' | 'silent' | 'noisy' | 'locked'

export type ConsoleStatus = {
  readonly state: ConsoleState
  /** One sentence for an operator, with the mend where there is one. */
  readonly why: string
  readonly device: string
  /** When the state began, monotonic milliseconds. */
  readonly since: number
}

export type ConsoleAccount = ConsoleStatus & {
  /** Bytes handed on. */
  readonly bytes: number
  /** Bytes that were read at a baud rate on trial and handed to nobody. */
  readonly discarded: number
  /** Monotonic milliseconds; undefined before the first byte. */
  readonly lastByteAt: number | undefined
}

export type Account = {
  readonly now: () => number
  /** Says a state and its reason, once. */
  enter(state: ConsoleState, why: string): void
  state(): ConsoleState
  handedOn(count: number, at: number): void
  discarded(count: number, at: number): void
  all(): ConsoleAccount
}

export const openAccount = (device: string, now: () => number, tell: (status: ConsoleStatus) => void): Account => {
  let status: ConsoleStatus = { state: 'lost', why: 'Not opened yet.', device, since: now() }
  let bytes = 0
  let discarded = 0
  let lastByteAt: number | undefined
  return {
    now,
    enter: (state, why) => {
      if (status.state === state && status.why === why) return
      status = { state, why, device, since: status.state === state ? status.since : now() }
      tell(status)
    },
    state: () => status.state,
    handedOn: (count, at) => {
      bytes += count
      lastByteAt = at
    },
    discarded: (count, at) => {
      discarded += count
      lastByteAt = at
    },
    all: () => ({ ...status, bytes, discarded, lastByteAt }),
  }
}
