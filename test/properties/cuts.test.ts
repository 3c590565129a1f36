import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { agent, agentState } from '../../src/agent.ts'
import type { Observation } from '../../src/phase1/event.ts'
import { encode, throughLine } from '../../src/simulator/line.ts'
import { randomConsole } from '../../src/simulator/random.ts'
import { observedBytes } from '../phase1/observed.ts'
import { shipped } from '../profile/language.ts'
import { transcripts } from './transcripts.ts'

const cuts = suite('cuts of the bytes into pieces')

/** Observations on bytes that come in pieces of these sizes, again and again. */
const inPieces = (bytes: Uint8Array, sizes: readonly number[]): Observation[] => {
  let state = agentState(shipped, { paced: false })
  const seen: Observation[] = []
  const feed = (input: Parameters<typeof agent>[1]): void => {
    const [next, outputs] = agent(state, input)
    state = next
    for (const output of outputs) if (output.kind === 'phase1' || output.kind === 'console') seen.push(output)
  }
  for (let from = 0, turn = 0; from < bytes.length; turn++) {
    const to = from + (sizes[turn % sizes.length] ?? 1)
    feed({ kind: 'chunk', bytes: bytes.slice(from, to), at: 0 })
    from = to
  }
  feed({ kind: 'end', now: 0 })
  return seen
}

const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 4000 })), {
  minLength: 1,
  maxLength: 20,
})

cuts('change nothing in any transcript', () => {
  const property = fc.property(fc.constantFrom(...transcripts), sizes, ({ bytes, name }, pieces) => {
    assert.equal(inPieces(bytes, pieces), observedBytes(bytes), name)
  })
  fc.assert(property, { seed: 1, numRuns: 150 })
})

cuts('change nothing on a crowded, disturbed and damaged line', () => {
  const property = fc.property(fc.integer({ min: 1, max: 1000 }), sizes, (seed, pieces) => {
    const { lines } = randomConsole(seed, { peers: 3, perPeer: 3, noise: 0.5, operator: 6 })
    const flawed = [...throughLine(lines, { baud: 115_200, drop: 0.002, damage: 0.002, seed })]
    for (const bytes of [encode(lines), Buffer.concat(flawed.map((piece) => piece.bytes))]) {
      assert.equal(inPieces(bytes, pieces), observedBytes(bytes))
    }
  })
  fc.assert(property, { seed: 1, numRuns: 25 })
})

cuts('change nothing byte by byte, nor with bytes of no meaning in between', () => {
  const property = fc.property(
    fc.uint8Array({ maxLength: 3000 }),
    fc.constantFrom(...transcripts),
    sizes,
    (rubbish, { bytes }, pieces) => {
      const all = Buffer.concat([rubbish, bytes.slice(0, 3000), rubbish])
      const whole = observedBytes(all)
      assert.equal(inPieces(all, [1]), whole)
      assert.equal(inPieces(all, pieces), whole)
    },
  )
  fc.assert(property, { seed: 1, numRuns: 25 })
})

cuts.run()
