/** What is to be said of the tunnel: the same text without a stranger in it, through the pure stages. */
import { agent, agentState } from '../../src/agent.ts'
import { loadProfiles } from '../../src/edge/profiles.ts'
import { publish, startPublishing } from '../../src/report/publish.ts'
import { chain } from '../../src/stage.ts'

type Event = { readonly type: string; readonly data: object }

/** What depends on the moment of a line, which a flood delays, and on the numbers of negotiations that it brings. */
const OF_THE_MOMENT = new Set([
  'id',
  'recovers',
  'routerTime',
  'evidence',
  'elapsedMs',
  'durationMs',
  'atMs',
  'upForMs',
])

/** An event as it must be the same with a flood and without. */
export const essence = ({ type, data }: Event): string =>
  `${type} ${JSON.stringify(data, (key, value) => (OF_THE_MOMENT.has(key) ? undefined : value))}`

export type Reference = { hear(bytes: Uint8Array): void; readonly said: readonly string[] }

/** An agent without a machine, that expects `name` at `address`. */
export const reference = (name: string, address: string): Reference => {
  const whole = chain(agent, publish)
  let sequence = 0
  let at = 0
  const said: string[] = []
  let state = [
    agentState(loadProfiles().language, { expected: [address] }),
    startPublishing({
      agent: 'branch',
      console: 'tokyo',
      base: 'ikewatch',
      boot: 1,
      peers: { [name]: { address, expect: 'sometimes' } },
      nextSequence: () => ++sequence,
      timeOf: () => undefined,
      clock: () => 'free',
    }),
  ] as const
  return {
    said,
    hear: (bytes) => {
      at += 1
      const [next, publications] = whole(state, { kind: 'chunk', bytes, at })
      state = next
      for (const { retain, payload } of publications) if (!retain) said.push(essence(JSON.parse(payload)))
    },
  }
}
