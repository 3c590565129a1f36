/**
 * `node pipeline.js FILE [--dummies] [--published]`: (a), bytes to events. With `--published` each event is also made
 * into its CloudEvent and its snapshots, as for the broker.
 */
import { agent, agentState } from '../../src/agent.ts'
import { keepHeapSmall } from '../../src/edge/heap.ts'
import { publish, startPublishing } from '../../src/report/publish.ts'
import { chain, type End, type Tick } from '../../src/stage.ts'
import { measured, readPieces } from './child.ts'
import { languageOf } from './language.ts'

keepHeapSmall()
const language = languageOf(process.argv.includes('--dummies'))

let sequence = 0
const setup = {
  agent: 'bench',
  console: 'one',
  base: 'ikewatch',
  boot: 0,
  peers: {},
  nextSequence: () => ++sequence,
  timeOf: () => '2026-11-25T00:00:00.000Z',
  clock: () => 'synchronised' as const,
}

type Bytes = { readonly kind: 'chunk'; readonly bytes: Uint8Array; readonly at: number }
type Advance = (input: Bytes | Tick | End) => readonly { readonly kind?: string }[]

/** The pipeline with its state kept inside: what follows only counts what comes out. */
const bare = (): Advance => {
  let state = agentState(language)
  return (input) => {
    const [next, outputs] = agent(state, input)
    state = next
    return outputs
  }
}
const published = (): Advance => {
  const whole = chain(agent, publish)
  let state = [agentState(language), startPublishing(setup)] as const
  return (input) => {
    const [next, outputs] = whole(state, input)
    state = next
    return outputs.map(() => ({}))
  }
}

await measured(async () => {
  const advance = process.argv.includes('--published') ? published() : bare()
  let [events, at] = [0, 0]
  const count = (input: Parameters<Advance>[0]) => {
    for (const { kind } of advance(input)) if (kind !== 'tick' && kind !== 'end') events += 1
  }
  readPieces(process.argv[2] ?? '', (bytes) => {
    at += 10
    count({ kind: 'chunk', bytes, at })
    count({ kind: 'tick', now: at, quiet: 0 })
  })
  count({ kind: 'end', now: at })
  return { lines: 0, events }
})
