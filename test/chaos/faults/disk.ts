/** What happens to the place where events wait. */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { MINIMUM_CAPACITY } from '../../../src/outbox/outbox.ts'
import { type Disk, damageStore } from '../disk.ts'
import { comes, type Fault, inSeconds, type Parts, says } from '../parts.ts'
import type { AgentProcess } from '../process.ts'

/** What the store may free by putting files together is taken, too. Milliseconds. */
const AGAIN_MS = 250

/** Until the agent notices. Gives the length of its log before. */
const untilFull = async (disk: Disk, agent: AgentProcess): Promise<number> => {
  const from = agent.log.length
  disk.fill()
  const again = setInterval(disk.fill, AGAIN_MS)
  try {
    await says(agent, /outbox in memory only/, from)
  } finally {
    clearInterval(again)
  }
  return from
}

const fillDisk: Fault['strike'] = async ({ disk, agent }, chance) => {
  const from = await untilFull(disk, agent)
  const ms = chance.int(500, 4_000)
  await pause(ms)
  disk.free()
  await says(agent, /the outbox is on disk again/, from)
  return `noticed, and freed after ${inSeconds(ms)}`
}

/** Numbers that were given while nothing could be written must not be given again; what was in memory is lost, and said. */
const killOnFullDisk: Fault['strike'] = async ({ disk, agent }, chance) => {
  await untilFull(disk, agent)
  await pause(chance.int(500, 2_500))
  await agent.kill()
  const from = agent.log.length
  agent.start()
  const ms = chance.int(1_000, 4_000)
  await pause(ms)
  disk.free()
  const degraded = agent.log.slice(from).some((line) => /outbox in memory only/.test(line))
  if (degraded) await says(agent, /the outbox is on disk again/, from)
  return `freed ${inSeconds(ms)} after its start${degraded ? ', which found it full' : ''}`
}

const harmStore: Fault['strike'] = async ({ disk, agent, line }, chance) => {
  // So that there is something in the store to be harmed.
  await line.close()
  await pause(chance.int(500, 2_500))
  await agent.kill()
  const what = damageStore(join(disk.path, 'outbox', 'events'), chance)
  await line.open()
  agent.start()
  return what
}

/** A long time without a broker and little room: what is given up is said, and the subscriber can tell which it was. */
const fillOutbox: Fault['strike'] = async ({ agent, line, recorder, limitOutbox }, chance) => {
  limitOutbox(MINIMUM_CAPACITY)
  await agent.kill()
  await line.close()
  const from = agent.log.length
  agent.start()
  await says(agent, /the outbox is full/, from)
  await pause(chance.int(0, 4_000))
  const twoLives = chance.chance(0.5)
  if (twoLives) {
    await agent.restart()
  }
  const told = comes(recorder, 'a word of what was given up', 'ikewatch.agent.dropped')
  await line.open()
  await told
  limitOutbox(undefined)
  await agent.restart()
  return `${MINIMUM_CAPACITY / 1024} KiB in ${twoLives ? 'two lives' : 'one life'}, told, then started with more room`
}

const cannotFill = ({ disk }: Parts): string | undefined =>
  disk.small ? undefined : 'this user may not mount a file system'

export const DISK_FAULTS = {
  'disk full': { strike: fillDisk, cannot: cannotFill },
  'killed on a full disk': { strike: killOnFullDisk, cannot: cannotFill },
  'store damaged': { strike: harmStore },
  'outbox full': { strike: fillOutbox },
} as const satisfies { readonly [kind: string]: Fault }
