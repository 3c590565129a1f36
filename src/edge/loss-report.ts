/** Tells subscribers what was given up: one report at a time, when there is room for it and the broker takes it. */
import { addDropped, type Dropped, type DropReason, mergeDropped, NOTHING_DROPPED } from '../outbox/dropped.ts'
import type { Entry } from '../outbox/entry.ts'
import type { Store } from './outbox/store.ts'

export type LossReportParts = {
  readonly store: Store
  readonly hasRoom: () => boolean
  /** Puts a report into the outbox, and gives its key there. */
  readonly send: (dropped: Dropped) => number
  readonly warn: (text: string) => void
}

export type LossReport = {
  /** Enters an event into the account. It is to be told of as finished, too. */
  givenUp(entry: Entry, reason: DropReason): void
  finished(entry: Entry, end: 'acknowledged' | 'given up'): void
  /** A report of an earlier run waits in the outbox. */
  recovered(entry: Entry): void
  /** A new connection: its broker may take what the last would not. */
  online(): void
  /** Reports, if there is something to report and nothing against it. */
  tell(): void
}

/** What the report under way accounts for, until it is acknowledged. */
const TOLD = 'told'

export const newLossReport = ({ store, hasRoom, send, warn }: LossReportParts): LossReport => {
  /** Key of the report under way. */
  let report: number | undefined
  /** The stream in which the broker would not have a report. */
  let refusedIn: Entry['console'] | 'none'
  let saidFull = false

  const mayTell = (): boolean =>
    store.dropped().total > 0 && report === undefined && refusedIn === undefined && hasRoom()

  /** Afterwards, so that its number is greater than those of all that is being handed in. */
  const tell = (): void => {
    if (mayTell()) queueMicrotask(tellNow)
  }

  const tellNow = (): void => {
    if (!mayTell()) return
    const dropped = store.dropped()
    // All in one batch: a crash leaves the account or its report, never neither.
    store.setDropped(NOTHING_DROPPED)
    store.set(TOLD, JSON.stringify(dropped))
    saidFull = false
    report = send(dropped)
  }

  return {
    tell,
    givenUp: (entry, reason) => {
      if (reason === 'full' && !saidFull) {
        saidFull = true
        warn(
          'the outbox is full: transitions are given up first, failures last, and all is reported when there is room',
        )
      }
      let dropped = addDropped(store.dropped(), entry, reason)
      if (entry.key === report) {
        const told = store.get(TOLD)
        if (told !== undefined) dropped = mergeDropped(JSON.parse(told), dropped)
        // Sent at once it would be refused again and again.
        if (reason !== 'damaged') refusedIn = entry.console ?? 'none'
      }
      store.setDropped(dropped)
    },
    finished: (entry, end) => {
      if (entry.key === report) {
        report = undefined
        store.set(TOLD, undefined)
      }
      if (end === 'acknowledged' && entry.console === refusedIn) refusedIn = undefined
    },
    recovered: (entry) => {
      report = entry.key
    },
    online: () => {
      refusedIn = undefined
      tell()
    },
  }
}
