/** One rung of the ladder: when, which way, which message, which state it led to, and what it carried. */
import type { Transition } from '../../phase1/event.ts'
import { UNNAMED } from '../../vocabulary/ios.ts'
import { inert, wrap } from '../text.ts'
import type { Page } from './diagnosis.ts'
import { carries } from './messages.ts'

/** Columns: time, arrow, state, words. */
const TIME = 10
const STATE = 16
const WORDS = 2 + TIME + 2 + 6 + 2 + STATE

export const LADDER_HEAD = `  ${'time'.padStart(TIME)}  router   state; what the message carries`

const arrow = ({ message, direction }: Transition): string => {
  if (message === undefined) return '      '
  return direction === 'sent' ? `--${message}-->` : `<--${message}--`
}

const time = (ms: number): string => (ms < 100_000 ? `+${ms} ms` : `+${Math.round(ms / 1000)} s`)

/** 12.2 has no name for this state (REFERENCE 2.4). */
const unnamed = (state: string): string => (state === UNNAMED ? '; this image calls IKE_I_MM6 so' : '')

/** A change of state that belongs to none of the messages. */
const withoutMessage = (to: string): string => {
  if (to.startsWith('IKE_XAUTH_')) return 'phase 1 is done; XAUTH asks for a user name and password'
  if (to.startsWith('IKE_CONFIG_')) return 'phase 1 is done; mode configuration hands out settings'
  return 'no message: the router falls back'
}

/** `method`: how the two prove who they are, as far as it is known. `again`: the message was told before. */
export const rung = (
  event: Transition,
  { paint, width }: Page,
  method: string | undefined,
  again: boolean,
): string[] => {
  const { message, direction, negotiation, to, elapsedMs } = event
  const words =
    message === undefined || direction === undefined
      ? withoutMessage(to)
      : again
        ? 'the same message again'
        : `${carries(negotiation.exchange, message, direction, method)}${unnamed(to)}`
  const head = `  ${time(elapsedMs).padStart(TIME)}  ${arrow(event)}  `
  const state = inert(to).padEnd(STATE)
  const [first = '', ...rest] = wrap(words, width, `${head}${state} `, ' '.repeat(WORDS + 1))
  const painted = paint(direction === 'sent' ? 'accent' : 'strong', first.slice(0, head.length + state.length))
  return [`${painted}${first.slice(head.length + state.length)}`, ...rest]
}
