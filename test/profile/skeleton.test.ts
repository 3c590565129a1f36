import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { addressesOf, addressIn, othersOf, skeleton, takeOut, withAddresses } from '../../src/profile/skeleton.ts'

const skeletons = suite('phrases without their addresses')

/** The addresses of a phrase, and what is left of it, with `N` for one of the network, `M` of the memory, `#` for a number. */
const taken = (phrase: string): readonly [string, readonly string[]] | undefined => {
  const state = skeleton()
  const bytes = new TextEncoder().encode(`> ${phrase} <`)
  if (!takeOut(state, bytes, 2, bytes.length - 2)) return undefined
  const left = Array.from(
    state.bytes.subarray(0, state.length),
    (byte) => ['', 'N', 'M', '#'][byte] ?? String.fromCharCode(byte),
  )
  return [left.join(''), addressesOf(state, phrase)]
}

skeletons('have marks in the place of what makes them new ones each time', () => {
  for (const [phrase, left, ...addresses] of [
    ['packet to 10.0.0.1 (I)', 'packet to N (I)', '10.0.0.1'],
    ['from 192.168.200.30/500 to 10.1.2.3.', 'from N/500 to N.', '192.168.200.30', '10.1.2.3'],
    ['10.0.0.1', 'N', '10.0.0.1'],
    ['peer = 0x66C61B2C handle', 'peer = 0xM handle', '66C61B2C'],
    ['sa = 0123456789abcdef', 'sa = M', '0123456789abcdef'],
    ['message ID = 1234567890', 'message ID = #', '1234567890'],
    ['node -12345678 of FEEDC0DE, 1.2.3.4', 'node -# of M, N', '12345678', 'FEEDC0DE', '1.2.3.4'],
    ['tab\there 1.2.3.4', 'tab\there N', '1.2.3.4'],
    ['at 1.2.3.4:500', 'at N:500', '1.2.3.4'],
  ] as const)
    assert.equal(taken(phrase), [left, addresses], phrase)
})

skeletons('are those of phrases with one to four addresses', () => {
  const addresses = (count: number) => Array.from({ length: count }, (_, i) => `10.0.0.${i}`).join(' ')
  assert.equal(
    [0, 1, 4, 5].map((count) => taken(addresses(count))?.[1].length),
    [undefined, 1, 4, undefined],
  )
})

skeletons('leave alone what only looks like an address', () => {
  for (const phrase of [
    '1.2.3',
    '1.2.3.',
    '1.2.3.x',
    '1234.2.3.4',
    '1.2.3.4567',
    '1.2.3.4x',
    'v1.2.3.4',
    '1..2.3.4',
    '1234567',
    'y12345678',
    'FEEDC0D',
    '12345678g',
    '12345678G',
    '01234567890123456',
    'FEEDC0DEZ',
    'facade',
  ])
    assert.is(taken(phrase), undefined, phrase)
})

skeletons('end where the phrase ends, whatever stands behind it', () => {
  const bytes = new TextEncoder().encode('at 10.0.0.1234.5 FEEDC0DE99')
  const text = new TextDecoder().decode(bytes)
  for (const [from, to, ...addresses] of [
    [3, 11, '10.0.0.1'],
    [3, 12, '10.0.0.12'],
    [3, 13, '10.0.0.123'],
    [17, 25, 'FEEDC0DE'],
    [17, 26, 'FEEDC0DE9'],
  ] as const) {
    const state = skeleton()
    assert.ok(takeOut(state, bytes, from, to), text.slice(from, to))
    assert.equal(addressesOf(state, text.slice(from, to)), addresses)
  }
  for (const [from, to] of [
    [3, 7],
    [3, 9],
    [3, 10],
    [17, 24],
  ] as const)
    assert.not(takeOut(skeleton(), bytes, from, to), text.slice(from, to))
})

skeletons('leave alone an address that a letter follows', () => {
  for (const letter of ['0', '9', 'A', 'F', 'G', 'Z', 'a', 'f', 'g', 'z'])
    assert.is(taken(`192.168.200.100${letter}`), undefined, letter)
  for (const mark of ['/', ':', '@', '[', '`', '{', '.', ',']) assert.ok(taken(`192.168.200.100${mark}`), mark)
})

skeletons('say the address of the line at hand, one after the other, however many there are', () => {
  const state = skeleton()
  for (let turn = 0; turn < 2; turn++)
    for (let i = 0; i < 3000; i++) {
      const [first, second] = [`10.${i % 7}.${i % 251}.${i % 239}`, `10.${i % 251}.${i % 7}.${i % 239}`]
      const text = `> from ${first} to ${second}`
      const bytes = new TextEncoder().encode(text)
      const block = { bytes, words: new DataView(bytes.buffer), text, at: 0 }
      assert.ok(takeOut(state, bytes, 2, bytes.length))
      assert.equal([addressIn(state, block, 2, 0), addressIn(state, block, 2, 1)], [first, second])
    }
})

skeletons('are not made of bytes that are no text', () => {
  for (const odd of ['\x01', '\x1f', '\x7f', '\u00e9']) assert.is(taken(`10.0.0.1 ${odd}`), undefined, odd)
  for (const plain of [' ', '~', '\t']) assert.ok(taken(`10.0.0.1 ${plain}x`), plain)
})

skeletons('take other addresses of the same kind and length, each a different one', () => {
  const kinds = ['10.0.0.1', '10.0.0.2', '12345678', '1234567890', 'FEEDC0DE', '0123456789abcdef']
  const others = othersOf(kinds)
  assert.is(new Set(others).size, kinds.length)
  for (const [i, other] of others.entries()) {
    assert.is.not(other, kinds[i])
    assert.is(taken(other)?.[0], taken(kinds[i] ?? '')?.[0], other)
    if (!other.includes('.')) assert.is(other.length, kinds[i]?.length, other)
  }
})

skeletons('are whole again with their addresses, or with others', () => {
  const state = skeleton()
  const phrase = 'from 10.0.0.1 to 192.168.200.30 as 0x66C61B2C.'
  const bytes = new TextEncoder().encode(phrase)
  assert.ok(takeOut(state, bytes, 0, bytes.length))
  assert.is(withAddresses(state, phrase, addressesOf(state, phrase)), phrase)
  assert.is(withAddresses(state, phrase, ['a', 'bb', 'ccc']), 'from a to bb as 0xccc.')
})

skeletons.run()
