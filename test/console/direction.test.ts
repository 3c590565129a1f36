import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Direction, directionFinder } from '../../src/console/direction.ts'

const direction = suite('the direction of a capture')

const encoder = new TextEncoder()
const two = (value: number): string => String(value).padStart(2, '0')
const at = (second: number, text = 'processing vendor id payload'): string =>
  `*Mar  1 00:${two(Math.floor(second / 60))}:${two(second % 60)}.891: ISAKMP:(0): ${text}`
const minute = (text?: string): string[] => Array.from({ length: 60 }, (_, second) => at(second, text))

const found = (lines: readonly string[], pieceBytes = 65_536): Direction => {
  const find = directionFinder()
  const bytes = encoder.encode(`${lines.join('\n')}\n`)
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    const so = find(bytes.subarray(from, from + pieceBytes))
    if (so !== 'unknown') return so
  }
  return find(undefined)
}

direction('is that of stamps, whatever the pieces it is read in', () => {
  for (const size of [1, 7, 1000, 65_536]) {
    assert.is(found(minute(), size), 'as it came')
    assert.is(found(minute().reverse(), size), 'newest first')
  }
})

direction('is seen in a short text of three steps back and none ahead, and not in two', () => {
  const few = [at(40), at(30), at(20), at(10)]
  assert.is(found(few), 'newest first')
  assert.is(found(few.slice(1)), 'as it came')
  assert.is(found([...few, at(50)]), 'as it came')
})

direction('is that of sequence numbers where stamps are too coarse, or stand still', () => {
  const numbered = minute().map((_, i) => `000${120 + i}: *Mar  1 00:13:31: ISAKMP:(0): processing vendor id payload`)
  assert.is(found(numbered), 'as it came')
  assert.is(found(numbered.reverse()), 'newest first')
})

direction('is not turned by a clock that is set, a restart, two devices, or damage', () => {
  assert.is(found([...minute(), ...minute(), ...minute()]), 'as it came')
  assert.is(found([at(3000), ...minute()]), 'as it came')
  const other = minute().map((_, i) => `*Mar  1 00:59:${two(i)}.891: ISAKMP:(0): processing KE payload`)
  assert.is(found(minute().flatMap((line, i) => [other[i] ?? '', line])), 'as it came')
  const damaged = minute().map((line, i) => (i % 7 === 0 ? line.replace('00:', '09:') : line))
  assert.is(found(damaged), 'as it came')
})

direction('bears a line out of its order now and then', () => {
  const lines = minute().reverse()
  for (let i = 5; i < 60; i += 20) lines[i] = at(59)
  assert.is(found(lines), 'newest first')
})

direction('is known early: what comes through a pipe is not kept back for long', () => {
  const find = directionFinder()
  const taken = minute().findIndex((line) => find(encoder.encode(`${line}\n`)) !== 'unknown')
  assert.ok(taken < 6, String(taken))
})

direction('of a text without stamps is taken as it is, and an endless line is not kept', () => {
  assert.is(found(minute().map((line) => line.slice(21))), 'as it came')
  const find = directionFinder()
  const block = new Uint8Array(65_536).fill(65)
  assert.is(Array.from({ length: 4 }, () => find(block)).at(-1), 'as it came')
})

direction.run()
