/** The last stage: what was observed on one console becomes what is published about it. */
import type { Publication } from '../outbox/publication.ts'
import type { ConsoleEvent, Moment, Observation } from '../phase1/event.ts'
import { NOTHING, type Passing, type Stage } from '../stage.ts'
import { afterRestart, watchAbsence } from './absence.ts'
import { retained } from './document.ts'
import { type LineMemory, type LineState, newLine, statusOf } from './line.ts'
import { letGo, type Peers, peersOf, publishPhase1, reportStrangers, snapshotsOfPeers } from './peers.ts'
import type { AgentData } from './schema/agent.ts'
import { type Scene, type Setup, sceneOf } from './setup.ts'
import { type Dressed, emit } from './stream.ts'

/** What the agent says of itself; it stands in the stream of every console. `at` is monotonic milliseconds. */
export type AgentNotice = { readonly kind: 'agent'; readonly at: number } & {
  [T in keyof AgentData]: { readonly type: T; readonly data: AgentData[T] }
}[keyof AgentData]

export type PublishInput = Observation | LineState | AgentNotice | Passing

export type PublishState = { readonly scene: Scene; readonly peers: Peers; readonly line: LineMemory }

/** The state of a publisher that has seen nothing yet. */
export const startPublishing = (setup: Setup): PublishState => {
  const scene = sceneOf(setup)
  return { scene, peers: peersOf(scene), line: newLine() }
}

const hostMoment = (at: number): Moment => ({ at, stamp: '', device: undefined })

const status = ({ scene, line }: PublishState): Publication[] => {
  const document = statusOf(line, scene.console, (at) => scene.timeOf(hostMoment(at)))
  return document ? [retained(scene.topics.status, document)] : []
}

const onLine = (state: PublishState, next: LineState): readonly Publication[] => {
  const { line, scene } = state
  const before = line.line
  line.now = Math.max(line.now, next.since)
  if (before && before.state === next.state && before.why === next.why && before.device === next.device) return NOTHING
  line.line = next
  const { device, why } = next
  const { publication } = emit(
    scene,
    { type: `ikewatch.console.${next.state}`, data: { device, why } },
    hostMoment(next.since),
    undefined,
  )
  return [publication, ...status(state)]
}

const dressConsole = (event: Exclude<ConsoleEvent, { type: 'sight' }>): Dressed => {
  const { stamp } = event.moment
  const { why } = event
  const routerTime = stamp === '' ? undefined : stamp
  if (event.type === 'gap') return { type: 'ikewatch.console.gap', data: { why, lines: event.lines, routerTime } }
  return { type: `ikewatch.console.${event.type}`, data: { why, evidence: event.evidence, routerTime } }
}

/** A change of sight alone is no event of the contract: it shows in the status. */
const onConsole = (state: PublishState, event: ConsoleEvent): readonly Publication[] => {
  const { scene, line } = state
  if (event.type === 'restarted') afterRestart(scene, state.peers.followed.values(), event.moment.at)
  const sight = event.type === 'sight' ? event.sight : event.type === 'blind' ? 'blind' : line.sight
  const changed = sight !== line.sight
  if (changed) {
    line.sight = sight
    line.seen = { why: event.why, since: scene.timeOf(event.moment) }
  }
  const news = event.type === 'sight' ? [] : [emit(scene, dressConsole(event), event.moment, undefined).publication]
  return changed ? [...news, ...status(state)] : news
}

const onPassing = ({ scene, peers, line }: PublishState, passing: Passing): readonly Publication[] => {
  line.now = passing.now
  if (passing.kind === 'tick' && Number.isFinite(passing.quiet)) line.lastByte = passing.now - passing.quiet
  return [...watchAbsence(scene, peers.followed, passing.now), ...reportStrangers(scene, peers, passing.now)]
}

const outputs = (state: PublishState, input: PublishInput): readonly Publication[] => {
  switch (input.kind) {
    case 'phase1':
      return publishPhase1(state.scene, state.peers, input)
    case 'console':
      return onConsole(state, input)
    case 'line':
      return onLine(state, input)
    case 'agent':
      return [emit(state.scene, input, hostMoment(input.at), undefined).publication]
    default:
      return onPassing(state, input)
  }
}

/** Observations of one console in, publications out: each event, then the retained documents that it changes. */
export const publish: Stage<PublishState, PublishInput, Publication> = (state, input) => [state, outputs(state, input)]

/** Every retained document of the console as it stands now: what is sent first on each connection. */
export const snapshots = (state: PublishState): Publication[] => [
  ...status(state),
  ...snapshotsOfPeers(state.scene, state.peers),
]

/** The agent stops listening at `at`, monotonic milliseconds: the documents of peers whose exchange it will not see to its end. */
export const stopListening = ({ scene, peers }: PublishState, at: number): Publication[] =>
  letGo(scene, peers, hostMoment(at))
