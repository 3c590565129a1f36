/** An expected peer that should be up and shows nothing after a reload of the router, or after its SA ended. */
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import type { Publication } from '../outbox/publication.ts'
import type { Moment, Phase1Event } from '../phase1/event.ts'
import { emptied, retained } from './document.ts'
import type { PeerMemory } from './peer-memory.ts'
import type { Scene } from './setup.ts'

/** So long it may take until traffic, or a keepalive, brings it up again. Milliseconds. */
export const ABSENCE_MS = 600_000

const mustBeUp = (scene: Scene, memory: PeerMemory): boolean =>
  scene.byAddress.get(memory.snapshot.peer.address)?.expect === 'always'

/** The router restarted: every peer that must be up has to show itself again. */
export const afterRestart = (scene: Scene, memories: Iterable<PeerMemory>, now: number): void => {
  for (const memory of memories) if (mustBeUp(scene, memory)) memory.absent = { since: now, after: 'restarted' }
}

/** An end starts the wait, anything else of the peer ends it. Gives the publication that takes the alert away. */
export const heardOf = (scene: Scene, level: string, memory: PeerMemory, event: Phase1Event): Publication[] => {
  const down = event.type === 'down' && mustBeUp(scene, memory)
  memory.absent = down ? { since: event.moment.at, after: 'down' } : undefined
  return memory.alerts.delete('not-seen') ? [emptied(scene.topics.peer(level).alert('not-seen'))] : []
}

const diagnosisOf = (memory: PeerMemory): Diagnosis => {
  const { address } = memory.snapshot.peer
  const after = memory.absent?.after === 'down' ? 'its phase 1 ended' : 'the router restarted'
  return {
    reason: 'not-seen',
    certainty: 'inferred',
    summary: `The peer ${address} must be up and has shown nothing since ${after}, ${ABSENCE_MS / 60_000} minutes ago.`,
    remedy: [
      {
        where: 'this-router',
        text: 'See whether the tunnel is up; if the router restarted, its debugging is off and nothing can be seen.',
        config: ['show crypto isakmp sa', 'debug crypto isakmp'],
      },
      {
        where: 'this-router',
        text: 'Send traffic that wants the tunnel: without any, IKE does not begin.',
        config: [`ping ${address}`],
      },
    ],
    evidence: [],
  }
}

/** Raises the alert where the wait has lasted long enough. */
export const watchAbsence = (scene: Scene, followed: ReadonlyMap<string, PeerMemory>, now: number): Publication[] => {
  const publications: Publication[] = []
  for (const [level, memory] of followed) {
    const { absent, alerts, snapshot } = memory
    if (absent === undefined || now - absent.since < ABSENCE_MS || alerts.has('not-seen')) continue
    const moment: Moment = { at: absent.since, stamp: '', device: undefined }
    const since = scene.timeOf(moment)
    const alert = {
      reason: 'not-seen' as const,
      peer: snapshot.peer,
      ...(since !== undefined && { since }),
      times: 1,
      diagnosis: diagnosisOf(memory),
    }
    alerts.set('not-seen', alert)
    publications.push(retained(scene.topics.peer(level).alert('not-seen'), alert))
  }
  return publications
}
