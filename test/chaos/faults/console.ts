/** What happens between a router and the agent. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Chance } from '../../../src/simulator/prng.ts'
import { type Fault, inSeconds, type Parts } from '../parts.ts'

const pull: Fault['strike'] = async ({ routers }, chance) => {
  const router = chance.pick(routers)
  const ms = chance.int(200, 3_000)
  await router.pull()
  await pause(ms)
  await router.plug()
  return `of ${router.name} for ${inSeconds(ms)}`
}

const shake: Fault['strike'] = async ({ routers }, chance) => {
  const router = chance.pick(routers)
  const times: number[] = []
  for (let turn = 0; turn < 4; turn += 1) {
    await router.pull()
    await pause(chance.int(0, 300))
    await router.plug()
    const held = chance.int(0, 400)
    times.push(held)
    await pause(held)
  }
  await router.pull()
  await router.plug()
  return `of ${router.name}, held for ${times.join(', ')} ms`
}

const oneOf = ({ served }: Parts, chance: Chance): Parts['served'][number] =>
  chance.pick(served as [Parts['served'][number], ...Parts['served']])

const cutConsole: Fault['strike'] = async (parts, chance) => {
  const { router, by } = oneOf(parts, chance)
  const ms = chance.int(0, 2_000)
  router.unheard()
  await by.link.close()
  await pause(ms)
  await by.link.open()
  return `of ${router.name}, ${by.device.split(':')[0]}, for ${inSeconds(ms)}`
}

const killServer: Fault['strike'] = async (parts, chance) => {
  const { router, by } = oneOf(parts, chance)
  const ms = chance.int(0, 2_000)
  router.unheard()
  await by.server.kill()
  await pause(ms)
  by.server.start()
  return `of ${router.name}, ${by.device.split(':')[0]}, for ${inSeconds(ms)}`
}

const cannotServe = ({ served }: Parts): string | undefined =>
  served.length === 0 ? 'ser2net is not installed' : undefined

export const CONSOLE_FAULTS = {
  'cable pulled': { strike: pull },
  'cable shaken': { strike: shake },
  'console link cut': { strike: cutConsole, cannot: cannotServe },
  'console server killed': { strike: killServer, cannot: cannotServe },
} as const satisfies { readonly [kind: string]: Fault }
