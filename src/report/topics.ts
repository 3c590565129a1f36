/** Every topic of the contract (section 3). All that varies passes through `topicSafe`. */
import type { Reason } from '../diagnosis/diagnosis.ts'
import { topicSafe } from './names.ts'
import { MAJOR } from './version.ts'

export type PeerTopics = { readonly phase1: string; alert(reason: Reason): string }

export type ConsoleTopics = {
  readonly status: string
  readonly event: string
  readonly unexpected: string
  readonly tail: string
  readonly homeAssistant: string
  peer(name: string): PeerTopics
}

export type AgentTopics = {
  readonly status: string
  readonly info: string
  readonly health: string
  command(verb: string): string
  response(verb: string): string
  console(name: string): ConsoleTopics
}

const peerTopics = (root: string): PeerTopics => ({
  phase1: `${root}/phase1`,
  alert: (reason) => `${root}/alert/${topicSafe(reason)}`,
})

/** `base` may have several levels (`site/ikewatch`); each is made safe by itself. */
export const topics = (base: string, agent: string): AgentTopics => {
  const name = topicSafe(agent)
  const root = `${base.split('/').map(topicSafe).join('/')}/${MAJOR}/${name}`
  return {
    status: `${root}/status`,
    info: `${root}/info`,
    health: `${root}/health`,
    command: (verb) => `${root}/cmd/${topicSafe(verb)}`,
    response: (verb) => `${root}/rsp/${topicSafe(verb)}`,
    console: (console) => {
      const line = `${root}/console/${topicSafe(console)}`
      return {
        status: `${line}/status`,
        event: `${line}/event`,
        unexpected: `${line}/unexpected`,
        tail: `${line}/tail`,
        homeAssistant: `homeassistant/device/${name}-${topicSafe(console)}/config`,
        peer: (peer) => peerTopics(`${line}/peer/${topicSafe(peer)}`),
      }
    },
  }
}
