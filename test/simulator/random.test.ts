import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { randomConsole } from '../../src/simulator/random.ts'

const random = suite('random consoles')
const OPTIONS = { peers: 6, perPeer: 3, noise: 0.5, operator: 4 }

random('are the same for the same seed and others for another', () => {
  assert.equal(randomConsole(7, OPTIONS), randomConsole(7, OPTIONS))
  assert.not.equal(randomConsole(7, OPTIONS).lines, randomConsole(8, OPTIONS).lines)
})

random('number every negotiation once and never let time run backwards', () => {
  for (let seed = 0; seed < 40; seed += 1) {
    const { lines, truth } = randomConsole(seed, OPTIONS)
    for (const [index, { at }] of lines.entries())
      assert.ok(index === 0 || at >= (lines[index - 1]?.at ?? 0), `seed ${seed}`)
    const peers = new Map<number, string>()
    for (const { negotiation, peer } of truth) {
      assert.is(peers.get(negotiation) ?? peer, peer, `seed ${seed}`)
      peers.set(negotiation, peer)
    }
    assert.ok(peers.size >= OPTIONS.peers, `seed ${seed}`)
  }
})

random('use each conn-id for one peer only', () => {
  const { lines } = randomConsole(11, { peers: 8, perPeer: 2, train: 'xe' })
  const owners = new Map<string, string>()
  for (const { text } of lines) {
    const [, conn, peer] = /ISAKMP-PAK: \((\d{4,})\):\w+ packet (?:from|to) (\S+)/.exec(text) ?? []
    if (conn === undefined || peer === undefined) continue
    assert.is(owners.get(conn) ?? peer, peer, text)
    owners.set(conn, peer)
  }
  assert.ok(owners.size > 4)
})

random('of an ASA show nothing of IOS, and are the same for the same seed', () => {
  const asa = { ...OPTIONS, asa: true }
  assert.equal(randomConsole(7, asa), randomConsole(7, asa))
  for (let seed = 0; seed < 10; seed += 1)
    assert.ok(
      randomConsole(seed, asa).lines.every(({ text }) => !/Old State|ISAKMP:|%CRYPTO|%SYS/.test(text)),
      `seed ${seed}`,
    )
})

random('take only the scenarios asked for', () => {
  const { truth } = randomConsole(3, { peers: 5, perPeer: 2, scenarios: ['no-response'] })
  assert.ok(truth.length === 10 && truth.every(({ reason }) => reason === 'no-response'))
})

random.run()
