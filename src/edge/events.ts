/** Observations of a capture as the events of the contract, one JSON text each. */
import type { Observation } from '../phase1/event.ts'
import { captureClock } from '../report/capture-clock.ts'
import { publish, startPublishing } from '../report/publish.ts'
import type { Passing } from '../stage.ts'

/** Name of the agent in the source of replayed events. */
const AGENT = 'replay'

export type EventMaker = (observation: Observation | Passing) => string[]

/**
 * `console` names the stream, `year` is that of stamps without one, `nextSequence` counts the events of that console.
 * What is retained for subscribers (snapshots, alerts) is no event and is left out.
 */
export const eventMaker = (console: string, year: number, nextSequence: () => number, agent = AGENT): EventMaker => {
  const timeOf = captureClock({ year })
  let state = startPublishing({
    agent,
    console,
    base: 'ikewatch',
    boot: 0,
    peers: {},
    nextSequence,
    timeOf,
    clock: () => 'unset',
  })
  const { event } = state.scene.topics
  return (observation) => {
    const [next, publications] = publish(state, observation)
    state = next
    return publications.filter(({ topic }) => topic === event).map(({ payload }) => payload)
  }
}
