import type { Connection } from './attempt.ts'
import type { Received } from './options.ts'

export type Command = {
  readonly verb: string
  readonly payload: string
  /** Sends the answer to the response topic that was asked for, else to `…/rsp/<verb>`. */
  respond(payload: string): void
}

/** The command in a message on `<prefix>cmd/<verb>`; undefined for a message on any other topic. */
export const commandOf = (
  prefix: string,
  message: Received,
  connection: Connection | undefined,
  log: { warn(text: string): void },
): Command | undefined => {
  if (!message.topic.startsWith(`${prefix}cmd/`)) return undefined
  const verb = message.topic.slice(`${prefix}cmd/`.length)
  const topic = message.responseTopic ?? `${prefix}rsp/${verb}`
  const { correlationData } = message
  return {
    verb,
    payload: message.payload,
    respond: (payload) => {
      const answer = { topic, payload, qos: 1, retain: false, contentType: 'application/json' } as const
      connection?.publish(correlationData === undefined ? answer : { ...answer, correlationData }, ({ kind }) => {
        if (kind === 'refused') log.warn(`the broker refused the answer to command ${verb}`)
      })
    },
  }
}
