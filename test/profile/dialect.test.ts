import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { compile } from '../../src/profile/compile.ts'
import { dialectOf } from '../../src/profile/interpret.ts'
import { renderByName } from '../../src/simulator/catalogue.ts'
import { DIALECT_OF, TRAINS } from '../../src/simulator/trains.ts'
import { profile } from './language.ts'
import { listened } from './listened.ts'

const recognition = suite('recognition of the dialect')

recognition('finds the family of every train by the time phase 1 is complete, whoever begins', () => {
  for (const train of TRAINS) {
    for (const seat of ['initiator main', 'responder main'] as const) {
      const dialect = DIALECT_OF[train]
      const lines = renderByName('success', { dialect, seat, choice: { train } })?.lines.map(({ text }) => text) ?? []
      assert.is(listened(lines).dialects.at(-1)?.profile, dialect, `${train}, ${seat}`)
    }
  }
})

recognition('knows an ASA by its brackets and numbers', () => {
  const { dialects } = listened(['[IKEv1]: IP = 192.0.2.9, PHASE 1 COMPLETED'])
  assert.equal(
    dialects.map(({ profile, family }) => [profile, family]),
    [['asa', 'asa']],
  )
  assert.is(listened(['%ASA-7-715047: IP = 192.0.2.9, processing SA payload']).dialects[0]?.family, 'asa')
})

recognition('finds the words of a tag behind a stamp, and those of an ASA behind their bracket', () => {
  const of = (line: string) => listened([line]).dialects.map(({ family }) => family)
  assert.equal(of('Nov 08 07:10:05 [IKEv1 DEBUG]: IP = 192.0.2.9, x'), ['asa'])
  assert.equal(of('*Mar  1 00:13:31.891: ISAKMP:(1001): x'), ['ios'])
  assert.equal(of('000123: *Mar  1 00:13:31.891: ISAKMP (0:1): x'), ['ios'])
})

recognition('knows a firewall whose messages a log viewer shows in columns, without their tag', () => {
  const shown = '4|Nov 24 2026|09:14:05|713903|||||IKE Receiver: Runt ISAKMP packet discarded on Port 4500'
  assert.equal(
    listened([shown]).dialects.map(({ family }) => family),
    ['asa'],
  )
})

recognition('is not moved by lines that say nothing of it', () => {
  assert.equal(
    listened(['R1#', 'insert sa successfully sa = 1', '%SYS-5-CONFIG_I: Configured from console by console']).dialects,
    [],
  )
})

recognition('gives way when another family turns out to speak', () => {
  const { dialects } = listened(['ISAKMP: (0):x', 'ISAKMP:(0): x', 'ISAKMP:(1001): x', 'ISAKMP:(1001): x'])
  assert.is(dialects.at(-1)?.profile, 'ios-15')
})

recognition('has nothing to tell before a line has said anything of it', () => {
  assert.is(dialectOf(listened(['R1#']).state[1]), undefined)
  assert.is(dialectOf(listened(['ISAKMP:(1001): x']).state[1])?.profile, 'ios-15')
})

recognition('is not asked where the configuration names the profile', () => {
  const { dialects, state } = listened(['ISAKMP: (0):x', 'ISAKMP: (0):x'], { fixed: 'ios-12' })
  assert.equal(dialects, [])
  assert.is(dialectOf(state[1])?.profile, 'ios-12')
})

const FAMILIES = compile([
  profile('one', [], { recognise: ['ISAKMP:(', 'ISAKMP ('] }),
  profile('two', [], { recognise: ['ISAKMP ('], family: 'asa' }),
]).language

/** The profiles that were chosen, one after the other. */
const chosen = (...lines: string[]): string[] =>
  listened(lines, { language: FAMILIES }).dialects.map(({ profile: name }) => name)

recognition('chooses the first of two that fit as well, and stays with it until another fits more often', () => {
  assert.equal(chosen('ISAKMP (1): x', 'ISAKMP (1): x'), ['one'])
  assert.equal(chosen('ISAKMP:(1): x'), ['one'])
  assert.equal(chosen('ISAKMP-PAK: (1): x'), [])
})

recognition('is not settled by lines without a tag, by what an operator types or by what is shown to him', () => {
  const idle = ['Old State = A  New State = B', 'R1#', 'R1#show log', 'ISAKMP (1): x']
  for (const line of idle.slice(0, 3))
    assert.equal(chosen(...new Array(300).fill(line), 'R1#', 'ISAKMP:(1): x'), ['one'])
  const old = '*Mar  1 00:13:31.891: ISAKMP:(1): x'
  const shown = [old, 'R1#show log', ...new Array(300).fill('*Mar  1 00:13:31.890: ISAKMP:(1): x'), 'R1#']
  const language = compile([
    profile('one', [], { recognise: ['ISAKMP:('] }),
    profile('two', [], { recognise: ['ISAKMP ('] }),
  ]).language
  assert.equal(
    listened([...shown, 'ISAKMP (1): x', 'ISAKMP (1): x'], { language }).dialects.map(({ profile: name }) => name),
    ['one', 'two'],
  )
})

recognition('gives way only to a family that more lines speak for', () => {
  const language = compile([
    profile('one', [], { recognise: ['ISAKMP:('] }),
    profile('two', [], { recognise: ['ISAKMP ('] }),
  ]).language
  const names = (...lines: string[]) => listened(lines, { language }).dialects.map(({ profile: name }) => name)
  const one = 'ISAKMP:(1): x'
  const two = 'ISAKMP (1): x'
  assert.equal(names(two, one), ['two'], 'as many: it stays')
  assert.equal(names(two, one, one), ['two', 'one'])
  assert.equal(names(one, two, two, one, one), ['one', 'two', 'one'])
  assert.equal(
    names(...new Array(200).fill(two), ...new Array(300).fill(one)),
    ['two'],
    'after 200 lines it is settled',
  )
  assert.equal(names(...new Array(99).fill(two), ...new Array(101).fill(one)), ['two', 'one'])
})

recognition.run()
