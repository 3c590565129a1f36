/** What a subscriber may ask of a running agent (contract, section 3). Nothing of it reaches a router. */
import type { AgentHealth } from '../../report/schema/agent.ts'
import type { Command } from '../broker/command.ts'
import { LEVELS, type Log } from '../log.ts'

export type Answering = {
  readonly log: Log
  health(): AgentHealth
  /** Publishes every retained document again; how many there are. */
  republish(): number
  /** Opens a console anew; false where there is none of this name. */
  reopen(console: string): boolean
}

type Answer = object & { readonly error?: string }

const VERBS: { readonly [verb: string]: (asked: string, agent: Answering) => Answer } = {
  health: (_, agent) => agent.health(),
  snapshot: (_, agent) => ({ published: agent.republish() }),
  reopen: (console, agent) =>
    agent.reopen(console) ? { reopened: console } : { error: 'no such console: the payload is the name of one' },
  'log-level': (asked, { log }) => {
    const level = LEVELS.find((each) => each === asked)
    if (level === undefined) return { error: `the payload is one of ${LEVELS.join(', ')}` }
    log.setLevel(level)
    return { level }
  },
}

/** Does what was asked, and answers in JSON; a mistake is answered with `error`. */
export const answer = ({ verb, payload, respond }: Command, agent: Answering): void => {
  const handle = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
  const told = handle?.(payload.trim(), agent) ?? {
    error: `no such command: there are ${Object.keys(VERBS).join(', ')}`,
  }
  if (told.error !== undefined) agent.log.warn(`a command from the broker was refused: ${told.error}`)
  respond(JSON.stringify(told))
}
