import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { agent, agentState, listen, listenState } from '../../src/agent.ts'
import type { InterpretState } from '../../src/profile/hearing.ts'
import { encode, throughLine } from '../../src/simulator/line.ts'
import { randomConsole } from '../../src/simulator/random.ts'
import { shipped } from '../profile/language.ts'
import { type Input, inTurn, inTurnState, longState, longWay } from '../profile/long-way.ts'
import { transcripts } from './transcripts.ts'

const shortWay = suite('the short way of lines that say what was said before')

/** What is heard, and what was made of each byte. */
const byListen = (inputs: readonly Input[]): readonly unknown[] => {
  let state = listenState(shipped)
  const heard: unknown[] = []
  for (const input of inputs) {
    const [next, outputs] = listen(state, input)
    state = next
    heard.push(...outputs)
  }
  return [heard, accountsOf(state[1])]
}

const byLongWay = (inputs: readonly Input[]): readonly unknown[] => {
  let state = longState(shipped)
  const heard: unknown[] = []
  for (const input of inputs) {
    const [next, outputs] = longWay(state, input)
    state = next
    heard.push(...outputs)
  }
  return [heard, accountsOf(state[1])]
}

/** All that the agent says, and the same by every stage in turn. */
const observed = (inputs: readonly Input[]): readonly [readonly unknown[], readonly unknown[]] => {
  let short = agentState(shipped)
  let long = inTurnState(shipped)
  const [byShort, byLong]: [unknown[], unknown[]] = [[], []]
  for (const input of inputs) {
    const [next, outputs] = agent(short, input)
    short = next
    byShort.push(...outputs)
    const [after, same] = inTurn(long, input)
    long = after
    byLong.push(...same)
  }
  return [byShort, byLong]
}

const accountsOf = ({ lines, bytes, block }: InterpretState): object => ({ lines, bytes, block })

/** The bytes in pieces of these sizes, with ticks of silence between some, and the end. */
const inputsOf = (bytes: Uint8Array, sizes: readonly number[]): Input[] => {
  const inputs: Input[] = []
  for (let from = 0, turn = 0; from < bytes.length; turn++) {
    const to = from + (sizes[turn % sizes.length] ?? 1)
    inputs.push({ kind: 'chunk', bytes: bytes.slice(from, to), at: turn * 10 })
    if (turn % 7 === 3) inputs.push({ kind: 'tick', now: turn * 10, quiet: turn % 2 === 0 ? 0 : 3_000 })
    from = to
  }
  return [...inputs, { kind: 'end', now: 1_000_000 }]
}

const sizes = fc.array(fc.integer({ min: 1, max: 6000 }), { minLength: 1, maxLength: 12 })

const repeated = (bytes: Uint8Array, times: number): Uint8Array =>
  Buffer.concat(Array.from({ length: times }, () => bytes))

shortWay('hears in every transcript, said again and again, what the long way hears', () => {
  const some = fc.array(fc.constantFrom(...transcripts), { minLength: 1, maxLength: 3 })
  const property = fc.property(some, sizes, (chosen, pieces) => {
    const bytes = Buffer.concat(chosen.map(({ bytes }) => repeated(bytes, 4)))
    const inputs = inputsOf(bytes, pieces)
    assert.equal(byListen(inputs), byLongWay(inputs), chosen.map(({ name }) => name).join(', '))
  })
  fc.assert(property, { seed: 1, numRuns: 120 })
})

shortWay('hears on a crowded, disturbed and damaged line what the long way hears', () => {
  const property = fc.property(fc.integer({ min: 1, max: 1000 }), sizes, (seed, pieces) => {
    const { lines } = randomConsole(seed, { peers: 4, perPeer: 6, noise: 0.5, operator: 6 })
    const flawed = [...throughLine(lines, { baud: 115_200, drop: 0.0005, damage: 0.0005, seed })]
    for (const bytes of [encode(lines), Buffer.concat(flawed.map((piece) => piece.bytes))]) {
      const inputs = inputsOf(repeated(bytes, 2), pieces)
      assert.equal(byListen(inputs), byLongWay(inputs))
    }
  })
  fc.assert(property, { seed: 1, numRuns: 40 })
})

shortWay('lets the agent say of many peers what every stage in turn would say', () => {
  const property = fc.property(fc.integer({ min: 1, max: 1000 }), sizes, (seed, pieces) => {
    const { lines } = randomConsole(seed, { peers: 40, perPeer: 2, noise: 0.5, operator: 8 })
    const flawed = [...throughLine(lines, { baud: 115_200, drop: 0.0003, damage: 0.0003, seed })]
    for (const bytes of [encode(lines), Buffer.concat(flawed.map((piece) => piece.bytes))]) {
      const inputs = inputsOf(repeated(bytes, 2), pieces)
      const [short, long] = observed(inputs)
      assert.equal(short, long)
    }
  })
  fc.assert(property, { seed: 1, numRuns: 25 })
})

shortWay.run()
