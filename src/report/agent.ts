/** What the agent says of itself in retained topics. */
import type { Publication } from '../outbox/publication.ts'
import { retained } from './document.ts'
import type { AgentHealth, AgentInfo, AgentStatus } from './schema/agent.ts'
import type { AgentTopics } from './topics.ts'

/** `online`, `degraded` or `offline`; also the text of the will. */
export const agentStatus = ({ status }: AgentTopics, document: AgentStatus): Publication => retained(status, document)

/** Never hand it anything secret: whoever may subscribe reads it. */
export const agentInfo = ({ info }: AgentTopics, document: AgentInfo): Publication => retained(info, document)

/** QoS 0: the next one comes in a minute. */
export const agentHealth = ({ health }: AgentTopics, document: AgentHealth): Publication => ({
  ...retained(health, document),
  qos: 0,
})
