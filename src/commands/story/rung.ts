/** One rung of the ladder: when, which way, which message, which state it led to, and what it carried. */
import type { Transition } from '../../phase1/event.ts'
import { UNNAMED } from '../../vocabulary/ios.ts'
import { lookup } from '../../vocabulary/table.ts'
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

/** What XAUTH, the login of a user after phase 1, is at in each state (REFERENCE 2.1). */
const XAUTH: { readonly [state: string]: string } = {
  IKE_XAUTH_AAA_START_LOGIN_AWAIT: 'XAUTH begins: AAA says what to ask the user for',
  IKE_XAUTH_REQ_SENT: 'XAUTH asked the peer for a user name and password',
  IKE_XAUTH_AAA_CONT_LOGIN_AWAIT: 'XAUTH has the answer, and AAA checks it',
  IKE_XAUTH_SET_SENT: 'XAUTH told the peer the result',
  IKE_XAUTH_REPLY_AWAIT: 'XAUTH waits for the question of the peer',
  IKE_XAUTH_REPLY_SENT: 'XAUTH sent the user name and password',
}

/** A change of state that belongs to none of the messages. */
const withoutMessage = (to: string): string => {
  const xauth = lookup(XAUTH, to)
  if (xauth !== undefined) return `phase 1 is done; ${xauth}`
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
  const painted = paint(direction === 'sent' ? 'accent' : 'strong', `${head}${state}`)
  const below = ' '.repeat(WORDS + 1)
  const [first = '', ...rest] = wrap(words, width, below, below)
  // The words of a state that is too long for its column stand below it.
  return state.length > STATE ? [painted, first, ...rest] : [`${painted} ${first.slice(below.length)}`, ...rest]
}
