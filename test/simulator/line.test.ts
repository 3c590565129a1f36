import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { encode, throughLine } from '../../src/simulator/line.ts'
import { givenConsole } from './given.ts'

const { lines } = givenConsole('success', { dialect: 'ios-xe', seat: 'initiator main' })

const joined = (parts: Iterable<{ bytes: Uint8Array }>): Uint8Array => {
  const all = [...parts].map(({ bytes }) => bytes)
  const whole = new Uint8Array(all.reduce((sum, bytes) => sum + bytes.length, 0))
  all.reduce((offset, bytes) => {
    whole.set(bytes, offset)
    return offset + bytes.length
  }, 0)
  return whole
}

const line = suite('the serial line')

line('loses no byte when nothing is dropped', () => {
  assert.equal(joined(throughLine(lines)), encode(lines))
})

line('carries 960 characters a second at 9600 baud, so that text falls behind the router', () => {
  const parts = [...throughLine(lines)]
  const last = parts.at(-1)?.at ?? 0
  const start = lines[0]?.at ?? 0
  assert.ok(last - start >= (encode(lines).length / 960) * 1000 - 0.001)
  assert.ok(last > (lines.at(-1)?.at ?? 0) + 5000)
  parts.forEach(({ at, bytes }, index) => {
    const before = parts[index - 1]?.at ?? 0
    assert.ok(at - before >= (bytes.length / 960) * 1000 - 0.001)
  })
})

line('is as fast as the router when the baud rate allows', () => {
  const parts = [
    ...throughLine(
      [
        { at: 100, text: 'a' },
        { at: 900, text: 'b' },
      ],
      { baud: 115_200 },
    ),
  ]
  assert.ok(parts.every(({ at }, index) => at - (index === 0 ? 100 : 900) < 1))
})

line('drops and damages at the rates asked for', () => {
  const many = Array.from({ length: 40 }, () => lines).flat()
  const whole = encode(many).length
  const dropped = joined(throughLine(many, { drop: 0.01 })).length
  assert.ok(Math.abs((whole - dropped) / whole - 0.01) < 0.002)
  const damaged = joined(throughLine(many, { damage: 0.01 }))
  const clean = encode(many)
  const changed = damaged.filter((byte, index) => byte !== clean[index]).length
  assert.is(damaged.length, whole)
  assert.ok(Math.abs(changed / whole - 0.01) < 0.002)
})

line('does the same again with the same seed', () => {
  const options = { drop: 0.02, damage: 0.02, seed: 9 }
  assert.equal(joined(throughLine(lines, options)), joined(throughLine(lines, options)))
  assert.not.equal(joined(throughLine(lines, options)), joined(throughLine(lines, { ...options, seed: 10 })))
})

line.run()
