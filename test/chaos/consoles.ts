/** The routers of a run: two on lines of their own, and where there is a console server two behind it. */
import { join } from 'node:path'
import { SER2NET } from '../edge/console/ser2net.ts'
import type { Told } from './judge.ts'
import type { Parts } from './parts.ts'
import { type Router, startRouter } from './router.ts'
import { composeScript } from './script.ts'
import { serve } from './served.ts'

export type ConsolesOptions = {
  readonly seed: number
  readonly seconds: number
  /** Of a console on a line of its own; 11,520 is a line of 115,200 baud. */
  readonly bytesPerSecond: number
  /** Those behind a console server too. */
  readonly network: boolean
  readonly directory: string
}

export type Consoles = Pick<Parts, 'routers' | 'served'> & {
  readonly told: readonly Told[]
  /** As the agent is to open them. */
  readonly devices: { readonly [name: string]: string }
}

const DIRECT = ['tokyo', 'osaka'] as const
const BEHIND = [
  ['nara', 'tcp'],
  ['kobe', 'telnet'],
] as const
/** Those behind a server are slower, so that a run is not all text. */
const SLOWER = 4
/** More text than the run takes: brokers need their time to start. */
const SPARE_S = 90

/** What is begun is entered in `ends`. */
export const startConsoles = async (options: ConsolesOptions, ends: (() => unknown)[]): Promise<Consoles> => {
  const { seed, seconds, bytesPerSecond, network, directory } = options
  const told: Told[] = []
  const devices: { [name: string]: string } = {}
  const served: Parts['served'][number][] = []
  const lineOf = (name: string): string => join(directory, name)

  const start = async (name: string, pace: number, hasOpened?: () => boolean): Promise<Router> => {
    const script = composeScript(seed * 4 + told.length, pace * (seconds + SPARE_S))
    const router = await startRouter({ name, link: lineOf(name), script, bytesPerSecond: pace, hasOpened })
    ends.push(router.close)
    told.push({ router, script })
    devices[name] = router.link
    return router
  }

  for (const name of DIRECT) await start(name, bytesPerSecond)
  const routers = told.map(({ router }) => router) as [Router, ...Router[]]
  for (const [name, protocol] of network && SER2NET !== undefined ? BEHIND : []) {
    const by = await serve(protocol, lineOf(name), directory)
    ends.push(by.link.close, by.server.kill)
    const router = await start(name, bytesPerSecond / SLOWER, by.server.hasOpened)
    by.server.start()
    devices[name] = by.device
    served.push({ router, by })
  }
  return { routers, served, told, devices }
}
