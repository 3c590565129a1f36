/** The URLs of the agent's brokers, tried in turn: behind each a link, of which those are open that lead to the site of the moment. */
import { abreast, type Line, type Link, newLink } from './link.ts'

export type Door = 'first' | 'second' | 'encrypted' | 'websocket'

/** Which door leads to which port of a site. */
export type Ways = readonly (readonly [Door, number])[]

const URLS: { readonly [D in Door]: (port: number) => string } = {
  first: (port) => `mqtt://127.0.0.1:${port}`,
  second: (port) => `mqtt://127.0.0.1:${port}`,
  // As the certificate says.
  encrypted: (port) => `mqtts://localhost:${port}`,
  websocket: (port) => `ws://127.0.0.1:${port}/mqtt`,
}

export type Doors = {
  /** In the order in which the agent tries them. */
  readonly urls: readonly string[]
  url(door: Door): string
  /** Lets the doors of a site lead there; what faults do to the line they do to all of them. */
  lead(ways: Ways): Line
  close(): Promise<void>
}

/** All closed. */
export const newDoors = async (wanted: ReadonlySet<Door>): Promise<Doors> => {
  const links = new Map<Door, Link>()
  for (const door of Object.keys(URLS) as Door[]) if (wanted.has(door)) links.set(door, await newLink())
  const linkOf = (door: Door): Link => {
    const link = links.get(door)
    if (link === undefined) throw new Error(`there is no door ${door}`)
    return link
  }
  const url = (door: Door): string => URLS[door](linkOf(door).port)
  return {
    urls: [...links.keys()].map(url),
    url,
    lead: (ways) => {
      for (const [door, port] of ways) linkOf(door).setTarget(port)
      return abreast(ways.map(([door]) => linkOf(door)))
    },
    close: () => abreast([...links.values()]).close(),
  }
}
