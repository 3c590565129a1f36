import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { weaknesses } from '../../src/diagnosis/weaknesses.ts'
import type { Proposal } from '../../src/vocabulary/ike.ts'

const weak = suite('weaknesses of what was accepted (REFERENCE 6)')

const STRONG: Proposal = {
  encryption: 'AES-CBC',
  keyLength: 256,
  hash: 'SHA256',
  group: 14,
  authentication: 'pre-share',
  lifetimeSeconds: 86_400,
}
const items = (change: Proposal, exchange: 'main' | 'aggressive' = 'main', wildcard = false) =>
  weaknesses({ ...STRONG, ...change }, exchange, wildcard).map(({ item }) => item)

weak('are none of AES, SHA-2, group 14 and above, main mode', () => {
  assert.equal(items({}), [])
  for (const group of [14, 15, 16, 17, 18, 19, 20, 21]) assert.equal(items({ group }), [], String(group))
  for (const hash of ['SHA256', 'SHA384', 'SHA512']) assert.equal(items({ hash }), [], hash)
  for (const keyLength of [128, 192, 256]) assert.equal(items({ keyLength }), [], String(keyLength))
})

weak('are old ciphers, hashes and groups, each with the source of the judgement', () => {
  const rows: [Proposal, RegExp][] = [
    [{ encryption: 'DES-CBC' }, /^DES/],
    [{ encryption: '3DES-CBC' }, /^3DES/],
    [{ hash: 'MD5' }, /^MD5/],
    [{ hash: 'SHA' }, /^SHA-1/],
    ...[1, 2, 5, 22, 23, 24].map((group): [Proposal, RegExp] => [{ group }, new RegExp(`^group ${group} `)]),
  ]
  for (const [change, item] of rows) {
    const [found, ...more] = weaknesses({ ...STRONG, ...change }, 'main', false)
    assert.equal(more, [], JSON.stringify(change))
    assert.match(found?.item ?? '', item)
    assert.ok(
      (found?.judgement.length ?? 0) > 5 && /RFC|NIST|Cisco|CVE/.test(found?.source ?? ''),
      JSON.stringify(found),
    )
  }
})

weak('are aggressive mode with a pre-shared key, and only with one', () => {
  assert.equal(items({}, 'aggressive'), ['aggressive mode with a pre-shared key'])
  assert.equal(items({ authentication: 'RSA sig' }, 'aggressive'), [])
})

weak('are a key for every address, and a lifetime of more than a day', () => {
  assert.equal(items({}, 'main', true), ['wildcard pre-shared key'])
  assert.equal(items({ lifetimeSeconds: 86_401 }), ['lifetime 86401 s'])
  assert.equal(items({ lifetimeSeconds: 86_400 }), [])
})

weak('always say what is wrong, and who says so', () => {
  const all = weaknesses(
    { ...STRONG, encryption: 'DES-CBC', hash: 'MD5', group: 1, lifetimeSeconds: 90_000 },
    'aggressive',
    true,
  )
  for (const { judgement, source } of all) {
    assert.match(judgement, /^[a-z0-9].{5,}/)
    assert.match(source, /RFC \d|NIST|Cisco|CVE-/)
  }
})

weak('add up, in the order of the proposal', () => {
  const found = items({ encryption: 'DES-CBC', hash: 'MD5', group: 1, lifetimeSeconds: 90_000 }, 'aggressive', true)
  assert.is(found.length, 6)
  assert.ok(found[0]?.startsWith('DES') && found[1]?.startsWith('MD5') && found[2]?.startsWith('group 1'))
})

weak('of a proposal that was not seen are those of the exchange alone', () => {
  assert.equal(weaknesses(undefined, 'main', false), [])
  assert.equal(weaknesses({}, 'aggressive', false), [])
})

weak.run()
