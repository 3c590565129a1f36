/** Firmware profiles read in a thread of their own: its memory, several times that of what comes of it, goes with it. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import type { Language } from '../../profile/compile.ts'
import { digest } from '../../report/id.ts'
import type { AgentInfo } from '../../report/schema/agent.ts'
import type { ProfileProblem } from '../profiles.ts'

/** What the agent needs of the profiles, without their texts. */
export type KnownProfiles = {
  readonly language: Language
  readonly digests: AgentInfo['profiles']
  readonly problems: readonly ProfileProblem[]
}

const APART = 'ikewatch: read the profiles'

const read = async (): Promise<KnownProfiles> => {
  // Here and not at the top, so that what reading needs is loaded in the thread only.
  const { loadProfiles } = await import('../profiles.ts')
  const { language, profiles, problems } = loadProfiles()
  return {
    language,
    problems,
    digests: profiles.map(({ profile, text }) => ({ name: profile.profile, digest: digest(text) })),
  }
}

/** The profiles that ikewatch ships, compiled. */
export const readProfilesApart = (): Promise<KnownProfiles> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: APART })
    worker.once('message', resolve)
    worker.once('error', reject)
  })

if (!isMainThread && workerData === APART) parentPort?.postMessage(await read())
