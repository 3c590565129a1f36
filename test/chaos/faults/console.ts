/** What happens between a router and the agent. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Fault, inSeconds, type Parts } from '../parts.ts'
import type { Served } from '../served.ts'

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

/** The way to a router behind a console server goes away and comes back. */
const away =
  (goes: (by: Served) => Promise<void>, comes: (by: Served) => Promise<void> | void): Fault['strike'] =>
  async ({ served }, chance) => {
    const { router, by } = chance.pick(served as [Parts['served'][number], ...Parts['served']])
    const ms = chance.int(0, 2_000)
    router.unheard()
    await goes(by)
    await pause(ms)
    await comes(by)
    return `of ${router.name}, ${by.device.split(':')[0]}, for ${inSeconds(ms)}`
  }

const cutConsole = away(
  ({ link }) => link.close(),
  ({ link }) => link.open(),
)

const killServer = away(
  ({ server }) => server.kill(),
  ({ server }) => server.start(),
)

const cannotServe = ({ served }: Parts): string | undefined =>
  served.length === 0 ? 'ser2net is not installed' : undefined

export const CONSOLE_FAULTS = {
  'cable pulled': { strike: pull },
  'cable shaken': { strike: shake },
  'console link cut': { strike: cutConsole, cannot: cannotServe },
  'console server killed': { strike: killServer, cannot: cannotServe },
} as const satisfies { readonly [kind: string]: Fault }
