/** One opening of a console, watched for silence and noise until it ends. */
import type { Account } from './account.ts'
import { rubbish, silence } from './explain.ts'
import { noiseMeter } from './noise.ts'
import type { Failure, Listener, OpenSource } from './source.ts'
import { startWatchdog, type Watchdog } from './watchdog.ts'

/** How an attempt ended: by a failure, or because the console is to be opened anew at once. */
export type Ended = {
  readonly failure: Failure | undefined
  /** The line was a good one: it gave a byte, or stayed open for a while. */
  readonly good: boolean
}

export type Attempt = { readonly ended: Promise<Ended>; end(): void }

export type AttemptOptions = {
  readonly open: OpenSource
  readonly account: Account
  readonly silentAfter: number
  /** A device of this machine, not one behind a console server. */
  readonly ownDevice: boolean
  readonly onBytes: (bytes: Uint8Array, at: number) => void
}

const GOOD_AFTER = 10_000

/** One opening of a source, watched for silence and noise until it ends; the source is closed when `ended` resolves. */
export const beginAttempt = ({ open, account, silentAfter, ownDevice, onBytes }: AttemptOptions): Attempt => {
  const { now, enter } = account
  const measure = noiseMeter()
  let openWhy = ''
  let openedAt = Number.POSITIVE_INFINITY
  let good = false
  let over = false
  let watchdog: Watchdog | undefined
  let resolve: (ended: Ended) => void
  const ended = new Promise<Ended>((done) => {
    resolve = done
  })

  const end = (failure?: Failure): void => {
    if (over) return
    over = true
    watchdog?.stop()
    good ||= now() - openedAt > GOOD_AFTER
    void source.close().then(() => resolve({ failure, good }))
  }
  const onSilence = (): void => {
    if (account.state() !== 'silent') enter('silent', silence(silentAfter, ownDevice))
    // A USB adapter can die without a word: only a new opening finds it out, or brings it back.
    if (ownDevice) end()
  }
  const heard = (): number => {
    good = true
    watchdog?.heard()
    if (account.state() === 'silent') enter('open', openWhy)
    return now()
  }
  const listener: Listener = {
    onOpen: (why) => {
      openWhy = why
      if (watchdog === undefined) openedAt = now()
      watchdog ??= startWatchdog(silentAfter, now, onSilence)
      // A silent line that was opened anew is silent still.
      if (account.state() !== 'silent') enter('open', why)
    },
    onBytes: (bytes) => {
      const at = heard()
      account.handedOn(bytes.length, at)
      const verdict = measure(bytes)
      if (verdict?.noisy === false) enter('open', openWhy)
      if (verdict?.noisy && !source.onRubbish()) enter('noisy', rubbish(verdict.percent, verdict.parity, ownDevice))
      onBytes(bytes, at)
    },
    onDiscarded: (count) => account.discarded(count, heard()),
    onNoisy: (why) => enter('noisy', why),
    onFailed: end,
  }
  const source = open(whileNot(() => over, listener))
  return { ended, end: () => end() }
}

/** A source may have something under way when its attempt ends: it is not heard any more. */
const whileNot = (over: () => boolean, listener: Listener): Listener => ({
  onOpen: (why) => over() || listener.onOpen(why),
  onBytes: (bytes) => over() || listener.onBytes(bytes),
  onDiscarded: (count) => over() || listener.onDiscarded(count),
  onNoisy: (why) => over() || listener.onNoisy(why),
  onFailed: (failure) => over() || listener.onFailed(failure),
})
