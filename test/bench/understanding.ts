/** `node understanding.js FILE [--dummies]`: the part of the pipeline from bytes to debug messages. */
import { listen, listenState } from '../../src/agent.ts'
import { keepHeapSmall } from '../../src/edge/heap.ts'
import { measured, readPieces } from './child.ts'
import { languageOf } from './language.ts'

keepHeapSmall()
const language = languageOf(process.argv.includes('--dummies'))

await measured(async () => {
  let state = listenState(language)
  let [messages, at] = [0, 0]
  readPieces(process.argv[2] ?? '', (bytes) => {
    at += 10
    const [next, outputs] = listen(state, { kind: 'chunk', bytes, at })
    state = next
    messages += outputs.length
  })
  const { understood, ignored, unknown, damaged } = state[1].lines
  return { lines: understood + ignored + unknown + damaged, events: messages }
})
