/** `node naive.js FILE`: (b), what one writes in an afternoon: readline, sixty regular expressions in a row, a Map. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { measured } from './child.ts'
import type { Act, Peer } from './naive-patterns.ts'
import { PATTERNS, STAMP } from './naive-patterns.ts'

await measured(async () => {
  const peers = new Map<string, Peer>()
  const byConn = new Map<string, string>()
  let current = ''
  let lines = 0
  let events = 0
  const emitted: { type: string; peer: string; why?: string; ms: number }[] = []

  const act = (what: Act, match: RegExpExecArray, time: number) => {
    const { peer: named, conn, why } = match.groups ?? {}
    if (named !== undefined) current = named
    else if (conn !== undefined && conn !== '0') current = byConn.get(conn) ?? current
    if (conn !== undefined && conn !== '0' && current !== '') byConn.set(conn, current)
    let peer = peers.get(current)
    if (what === 'started' || !peer) {
      peer = { state: '', began: time, reason: '', repeats: 0, proposal: {} }
      peers.set(current, peer)
    }
    if (what === 'none') return
    if (what === 'attribute') {
      const { name = '', value = '' } = /(?<name>\w[\w ]*?) (?:of )?(?<value>\S+)$/.exec(match[0])?.groups ?? {}
      peer.proposal[name] = value
      return
    }
    if (what === 'reason') {
      peer.reason = why ?? match[0]
      return
    }
    if (what === 'repeat') {
      peer.repeats += 1
      if (peer.repeats !== 2) return
    }
    if (what === 'transition') {
      const { from = '', to = '' } = match.groups ?? {}
      if (from === to) return
      peer.state = to
      if (to === 'IKE_P1_COMPLETE') byConn.delete(conn ?? '')
    }
    emitted.push({ type: what, peer: current, why: peer.reason, ms: time - peer.began })
    events += 1
    if (emitted.length > 100) emitted.length = 0
  }

  for await (const line of createInterface({ input: createReadStream(process.argv[2] ?? ''), crlfDelay: Infinity })) {
    lines += 1
    const stamp = STAMP.exec(line)
    const time = stamp
      ? ((Number(stamp[3]) * 60 + Number(stamp[4])) * 60 + Number(stamp[5])) * 1000 + Number(stamp[6])
      : 0
    for (const [pattern, what] of PATTERNS) {
      const match = pattern.exec(line)
      if (!match) continue
      act(what, match, time)
      break
    }
  }
  return { lines, events }
})
