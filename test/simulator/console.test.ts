import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { USUAL_STAMPING } from '../../src/simulator/catalogue.ts'
import { delayed, interleave } from '../../src/simulator/interleave.ts'
import { HARMLESS, SYSLOG, strew } from '../../src/simulator/noise.ts'
import { ping, typed } from '../../src/simulator/operator.ts'
import { seeded } from '../../src/simulator/prng.ts'
import { print, render, settingFor } from '../../src/simulator/render.ts'
import { sequenceNumber, stamp } from '../../src/simulator/stamp.ts'
import { givenScenario } from './given.ts'

const CLOCK = { date: [2024, 12, 31], timeOfDay: 86_399_500, uptime: 86_390_000 } as const
const success = givenScenario('success')
const entriesOf = (peer: string, seed = 1) => render(success, 'initiator main', 'ios-15', { peer, seed })

const consoles = suite('a console')

consoles('stamps in each style of the service command', () => {
  assert.is(stamp(0, { form: 'none' }, CLOCK), '')
  assert.is(stamp(0, { form: 'uptime' }, CLOCK), '23:59:50: ')
  assert.is(stamp(10_000, { form: 'uptime' }, CLOCK), '1d00h: ')
  assert.is(stamp(14 * 86_400_000, { form: 'uptime' }, CLOCK), '2w0d: ')
  assert.is(stamp(0, { form: 'datetime' }, CLOCK), 'Dec 31 23:59:59: ')
  const full = { form: 'datetime', msec: true, year: true, zone: 'GMT', flag: '*' } as const
  assert.is(stamp(501, full, CLOCK), '*Jan  1 2025 00:00:00.001 GMT: ')
  assert.is(sequenceNumber(42), '000042: ')
  assert.is(sequenceNumber(2_328_304), '2328304: ')
})

consoles('knows leap years', () => {
  const eve = { date: [2024, 2, 28], timeOfDay: 0, uptime: 0 } as const
  assert.is(stamp(86_400_000, { form: 'datetime' }, eve), 'Feb 29 00:00:00: ')
  assert.is(stamp(2 * 86_400_000, { form: 'datetime' }, eve), 'Mar  1 00:00:00: ')
})

consoles('numbers its stamped lines without a hole, and from one again after a reload', () => {
  const reload = givenScenario('reload')
  const entries = render(reload, 'initiator main', 'ios-15')
  const { lines } = print(entries, { ...USUAL_STAMPING['ios-15'], sequence: 999_990 })
  const numbers = lines.flatMap(({ text }) => /^(\d{6,}): /.exec(text)?.[1] ?? [])
  const restart = numbers.indexOf('000001')
  assert.ok(restart > 10)
  numbers.forEach((number, index) => {
    if (index > 0 && index !== restart) assert.is(Number(number), Number(numbers[index - 1]) + 1)
  })
})

consoles('keeps each burst of one peer together and the order of each peer', () => {
  const peers = ['10.0.0.1', '10.0.0.2', '10.0.0.3']
  const single = peers.map((peer, index) => delayed(entriesOf(peer, index), index * 7))
  for (const split of [false, true]) {
    const merged = interleave(single, split)
    assert.is(
      merged.length,
      single.reduce((sum, entries) => sum + entries.length, 0),
    )
    for (const [index, entry] of merged.entries()) assert.ok(index === 0 || entry.at >= (merged[index - 1]?.at ?? 0))
    const truths = merged.flatMap((entry) => (entry.kind === 'truth' ? [entry.truth.negotiation] : []))
    assert.equal([...truths].sort(), [1, 2, 3])
  }
  const texts = interleave(single).flatMap((entry) => (entry.kind === 'line' ? [entry.text] : []))
  const begins = texts.flatMap((text, index) => (text.includes('beginning Main Mode') ? [index] : []))
  for (const index of begins) assert.match(texts[index + 1] ?? '', 'sending packet')
})

consoles('mixes peers more when lines are merged one by one', () => {
  const single = ['10.0.0.1', '10.0.0.2'].map((peer, index) => entriesOf(peer, index + 1))
  const changes = (split: boolean) => {
    const own = new Set(single[0]?.map((entry) => (entry.kind === 'line' ? entry.text : '')))
    const sides = interleave(single, split).map((entry) => entry.kind === 'line' && own.has(entry.text))
    return sides.filter((side, index) => index > 0 && side !== sides[index - 1]).length
  }
  assert.ok(changes(true) > changes(false))
})

consoles('strews harmless lines between statements and adds no truth', () => {
  const setting = settingFor(success, 'ios-xe', {})
  const plain = render(success, 'initiator main', 'ios-xe')
  const noisy = strew(plain, [...HARMLESS, ...SYSLOG], setting)
  assert.ok(noisy.length > plain.length + 15)
  const added = new Set(noisy)
  assert.ok(plain.every((entry) => added.has(entry)))
  assert.is(noisy.filter(({ kind }) => kind === 'truth').length, 1)
})

consoles('shows a ping as marks inside other lines, and its end as a cut', () => {
  const { lines } = print(entriesOf('10.0.0.1'), USUAL_STAMPING['ios-15'])
  const disturbed = ping(lines, 20, { hostname: 'R2', target: '10.9.9.9', answered: 4 }, seeded(5))
  const texts = disturbed.map(({ text }) => text)
  assert.ok(texts.includes('Sending 5, 100-byte ICMP Echos to 10.9.9.9, timeout is 2 seconds:'))
  assert.ok(texts.includes('Success rate is 80 percent (4/5), round-trip min/avg/max = 1/3/4 ms'))
  const all = (text: string) => text.replace(/[!.]/g, '')
  assert.ok(lines.slice(20, 30).every(({ text }) => texts.some((other) => all(other) === all(text))))
})

consoles('shows typing as a line in two pieces', () => {
  const { lines } = print(entriesOf('10.0.0.1'), USUAL_STAMPING['ios-15'])
  const disturbed = typed(lines, 10, 'R2', 'show clock', seeded(3))
  assert.is(disturbed.length, lines.length + 1)
  const [first = '', second = ''] = disturbed.slice(10, 12).map(({ text }) => text)
  assert.ok(second.startsWith('R2#show clock'))
  assert.ok((lines[10]?.text ?? '').endsWith(second.slice('R2#show clock'.length)))
  assert.ok(first.length > 0)
})

consoles.run()
