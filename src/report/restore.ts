/** What an earlier run of the agent left in retained topics is taken up again: alerts end by recovery, not by a restart. */
import type { Reason } from '../diagnosis/diagnosis.ts'
import { isUnderWay, newPeer, notKnown, type PeerMemory } from './peer-memory.ts'
import { MAX_FOLLOWED } from './peers.ts'
import type { PublishState } from './publish.ts'
import type { PeerAlert, PeerSnapshot } from './schema/documents.ts'
import type { Scene } from './setup.ts'

const parsed = <T extends object>(payload: string): T | undefined => {
  try {
    const value: unknown = JSON.parse(payload)
    return typeof value === 'object' && value !== null ? (value as T) : undefined
  } catch {
    return undefined
  }
}

/**
 * A snapshot as it may be shown by a later run. An exchange under way then is under way no more. What was up is shown as up,
 * but without its negotiation: this run cannot see its end, so the next trouble is believed.
 */
const lateSnapshot = (kept: PeerSnapshot, boot: number): PeerSnapshot => {
  if (isUnderWay(kept)) return { ...notKnown(kept), boot }
  const { negotiation: _, ...rest } = kept
  return { ...rest, boot }
}

const memoryOf = (
  scene: Scene,
  followed: Map<string, PeerMemory>,
  level: string,
  snapshot: PeerSnapshot,
): PeerMemory => {
  const known = followed.get(level)
  // A configuration that was changed in between has the last word on address, name and expectation.
  const peer = known?.snapshot.peer ?? snapshot.peer
  const memory = { ...(known ?? newPeer(peer, scene.boot)), snapshot: { ...lateSnapshot(snapshot, scene.boot), peer } }
  followed.set(level, memory)
  return memory
}

/** `retained`: payloads by topic, as this console's publisher once made them. */
export const restore = (
  { scene, peers }: PublishState,
  retained: Iterable<readonly [topic: string, payload: string]>,
): void => {
  const { followed } = peers
  const root = scene.topics.event.replace(/event$/, 'peer/')
  const mine = [...retained].filter(([topic, payload]) => topic.startsWith(root) && payload !== '')
  const everyone = scene.byAddress.size === 0
  const kept: (readonly [level: string, kind: string, reason: string, payload: string])[] = mine.map(
    ([topic, payload]) => {
      const [level = '', kind = '', reason = ''] = topic.slice(root.length).split('/')
      return [level, kind, reason, payload]
    },
  )
  for (const [level, kind, , payload] of kept) {
    const snapshot = kind === 'phase1' ? parsed<PeerSnapshot>(payload) : undefined
    if (snapshot === undefined || !(followed.has(level) || (everyone && followed.size < MAX_FOLLOWED))) continue
    memoryOf(scene, followed, level, snapshot)
  }
  for (const [level, kind, reason, payload] of kept) {
    const alert = kind === 'alert' ? parsed<PeerAlert>(payload) : undefined
    if (alert !== undefined) followed.get(level)?.alerts.set(reason as Reason, alert)
  }
}
