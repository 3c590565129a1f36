/** `node split.js FILE`: (d), the splitting and decoding of lines alone. */
import { measured, readPieces } from './child.ts'

const NEWLINE = 10

await measured(async () => {
  const decoder = new TextDecoder('latin1')
  let rest = new Uint8Array(0)
  let lines = 0
  let characters = 0
  readPieces(process.argv[2] ?? '', (piece) => {
    let bytes = piece
    if (rest.length > 0) {
      bytes = new Uint8Array(rest.length + piece.length)
      bytes.set(rest)
      bytes.set(piece, rest.length)
    }
    let start = 0
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      characters += decoder.decode(bytes.subarray(start, end)).length
      lines += 1
      start = end + 1
    }
    rest = bytes.slice(start)
  })
  return { lines, events: characters > 0 ? 0 : -1 }
})
