import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { agent, agentState } from '../../src/agent.ts'
import { LINE_LIMIT } from '../../src/console/lines.ts'
import type { DebugMessage, Heard } from '../../src/phase1/message.ts'
import { track, trackState } from '../../src/phase1/track.ts'
import { seeded } from '../../src/simulator/prng.ts'
import { shipped } from '../profile/language.ts'

const memory = suite('memory')
const PEERS = 50

const address = (n: number): string => `${(n >> 24) & 127}.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`

const heard = (conn: number, at: number): Heard => ({
  at,
  device: undefined,
  stamp: '',
  conn,
  peer: undefined,
  text: 'x',
  repaired: false,
  entry: '',
})

const knock = (n: number, conn = 0): DebugMessage => ({
  kind: 'packet',
  direction: 'received',
  peer: address(n),
  localPort: 500,
  remotePort: 500,
  role: 'N',
  saState: 'NEW SA',
  heard: heard(conn, n),
})

/** What `track` keeps, counted. */
const kept = (state: ReturnType<typeof trackState>) => {
  let negotiations = 0
  for (const peer of state.peers.values()) negotiations += peer.negotiations.length
  return {
    peers: state.peers.size,
    negotiations,
    conns: state.byConn.size,
    open: state.open.size,
    held: state.held.length,
  }
}

memory('holds no more peers than it may, however many knock', () => {
  let state = trackState({ maxPeers: PEERS, expected: ['10.0.0.2'] })
  ;[state] = track(state, { ...knock(0), peer: '10.0.0.2' } as DebugMessage)
  for (let n = 1; n <= 1_000_000; n++) [state] = track(state, knock(n * 4099))
  const { peers, negotiations, open } = kept(state)
  assert.ok(peers <= PEERS, `${peers} peers`)
  assert.ok(negotiations <= PEERS * 7 && open <= PEERS * 7, `${negotiations} negotiations, ${open} open`)
  assert.ok(state.peers.has('10.0.0.2'), 'an expected peer is never forgotten')
})

memory('holds no conn-ids of peers that it has forgotten', () => {
  const { int } = seeded(3)
  let state = trackState({ maxPeers: PEERS })
  for (let n = 1; n <= 100_000; n++) {
    const peer = int(1, 1_000_000)
    ;[state] = track(state, knock(peer))
    ;[state] = track(state, { kind: 'payload', payload: 'KE', messageId: '0', heard: heard(1000 + n, n) })
  }
  const { conns, negotiations } = kept(state)
  assert.ok(conns <= negotiations + 1, `${conns} conn-ids of ${negotiations} negotiations`)
})

memory('does not grow with the attempts of one peer, nor with what nobody is named in', () => {
  let state = trackState({ maxPeers: PEERS })
  for (let n = 1; n <= 50_000; n++) {
    ;[state] = track(state, knock(7, 0))
    ;[state] = track(state, { kind: 'sa-created', heard: heard(0, n) })
    ;[state] = track(state, { kind: 'state', from: 'IKE_READY', to: 'IKE_R_MM1', heard: heard(0, n) })
    ;[state] = track(state, { kind: 'retransmit', saState: 'MM_NO_STATE', heard: heard(0, n) })
    ;[state] = track(state, { kind: 'comparison', transform: n, policyPriority: 10, heard: heard(0, n) })
    ;[state] = track(state, { kind: 'compared', accepted: false, heard: heard(0, n) })
    ;[state] = track(state, { kind: 'vendor', vendor: `vendor ${n}`, heard: heard(0, n) })
  }
  const { peers, negotiations, open, held } = kept(state)
  assert.is(peers, 1)
  assert.ok(negotiations <= 8 && held <= 8, `${negotiations} negotiations, ${held} held`)
  assert.ok(open <= 16, `${open} open negotiations`)
})

memory('does not grow with evidence: every list of one negotiation has its limit', () => {
  let state = trackState()
  ;[state] = track(state, knock(7, 0))
  for (let n = 1; n <= 20_000; n++) {
    const why = `trouble ${n} ${'x'.repeat(1000)}`
    for (const message of [
      { kind: 'comparison', transform: n, policyPriority: 10, heard: heard(0, n) },
      { kind: 'difference', attribute: 'hash', heard: heard(0, n) },
      { kind: 'compared', accepted: false, heard: heard(0, n) },
      { kind: 'vendor', vendor: why, heard: heard(0, n) },
      { kind: 'difference', attribute: 'hash', heard: heard(0, n) },
      { kind: 'malformed', peer: address(7), why, heard: { ...heard(0, n), text: why } },
    ] as DebugMessage[])
      [state] = track(state, message)
  }
  const size = JSON.stringify([...state.peers.values()]).length
  assert.ok(size < 40_000, `${size} characters`)
})

memory('does not grow with differences of a comparison that never ends', () => {
  let state = trackState()
  ;[state] = track(state, knock(7, 0))
  ;[state] = track(state, { kind: 'comparison', transform: 1, policyPriority: 10, heard: heard(0, 1) })
  for (let n = 1; n <= 20_000; n++)
    [state] = track(state, { kind: 'difference', attribute: 'hash', heard: heard(0, n) })
  assert.ok(JSON.stringify([...state.peers.values()]).length < 40_000)
})

memory('does not grow with lines that never end, with rubbish, or with lines that stop halfway', () => {
  const { int } = seeded(5)
  let state = agentState(shipped, { maxPeers: PEERS })
  const feed = (bytes: Uint8Array, at: number): void => {
    ;[state] = agent(state, { kind: 'chunk', bytes, at })
  }
  const half = new TextEncoder().encode('*Mar  1 00:00:01.000: ISAKMP:(0):Old State = IKE_READY  New \r\n')
  for (let n = 0; n < 1500; n++) {
    feed(new Uint8Array(500).fill(65), n)
    feed(
      Uint8Array.from({ length: 300 }, () => int(0, 255)),
      n,
    )
    feed(half, n)
  }
  const [[[[[linesState]]], { held, previous }], followed] = state
  assert.ok(linesState.rest.length <= LINE_LIMIT)
  assert.ok((held?.message.heard.text.length ?? 0) + (previous?.said?.body.length ?? 0) < 4 * LINE_LIMIT)
  assert.ok(kept(followed).peers <= PEERS)
})

memory.run()
