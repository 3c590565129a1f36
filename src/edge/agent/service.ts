/** An agent whose configuration may change while it runs. */
import type { Config } from '../config/schema.ts'
import { type Agent, type AgentParts, startAgent } from './agent.ts'

export type Service = {
  /** Takes over a configuration that was checked whole. Resolves when it is in force. */
  reload(config: Config): Promise<void>
  close(why: string): Promise<void>
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** @throws Error when another agent uses the directory of the outbox. */
export const startService = async (parts: AgentParts): Promise<Service> => {
  const { log } = parts
  let { config } = parts
  let agent: Agent = await startAgent(parts)
  // One change after the other, and the end after all of them.
  let turn: Promise<void> = Promise.resolve()

  const restart = async (next: Config): Promise<void> => {
    await agent.close('the configuration changed')
    try {
      agent = await startAgent({ ...parts, config: next })
      config = next
    } catch (error) {
      log.error(`the new configuration cannot be used, the old one stays: ${(error as Error).message}`)
      agent = await startAgent({ ...parts, config })
    }
  }

  const change = async (next: Config): Promise<void> => {
    if (same(next, config)) log.info('the configuration is what it was')
    else if (same({ ...next, consoles: {} }, { ...config, consoles: {} })) {
      await agent.setConsoles(next.consoles)
      config = next
      log.info('the new consoles and peers are in force')
    } else {
      await restart(next)
      log.info('the new configuration is in force')
    }
  }

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work)
    return turn
  }

  return {
    reload: (next) => inTurn(() => change(next)),
    close: (why) => inTurn(() => agent.close(why)),
  }
}
