/** Which family of images speaks: found by listening to how the first debug lines are tagged. */
import type { DebugRecord } from '../console/record.ts'
import type { Dialect } from '../phase1/message.ts'
import type { Language, Profile } from './compile.ts'

/** Tagged lines that have a say; afterwards the choice stands. */
const LISTEN_FOR = 200

export type Listening = { heard: number; votes: number[]; chosen: Profile | undefined }

export const listening = (): Listening => ({ heard: 0, votes: [], chosen: undefined })

export const asDialect = (profile: Profile): Dialect => ({
  kind: 'dialect',
  profile: profile.name,
  family: profile.family,
  repeatAfterMs: profile.repeatAfterMs,
  repeats: profile.repeats,
})

/** No line has a say any more. */
export const hasSettled = ({ heard }: Listening): boolean => heard >= LISTEN_FOR

/** Lets a record vote; gives the dialect when the choice changes. */
export const listen = (state: Listening, language: Language, record: DebugRecord): Dialect | undefined => {
  if (hasSettled(state) || record.tag === '') return undefined
  // A log viewer shows a system message without its tag.
  const text = record.line.text.includes(record.tag) || record.tag.charCodeAt(0) !== 37 ? record.line.text : record.tag
  const from = text.indexOf(record.tag)
  if (from < 0) return undefined
  const start = record.tag.startsWith('IKEv1') ? from - 1 : from
  state.heard++
  const profiles: readonly (Profile | undefined)[] = language.profiles
  const votes = language.profiles.map(
    ({ recognise }, i) => (state.votes[i] ?? 0) + (recognise.some((form) => text.startsWith(form, start)) ? 1 : 0),
  )
  state.votes = votes
  const most = Math.max(...votes)
  const leader = profiles[votes.indexOf(most)]
  const before = votes[profiles.indexOf(state.chosen)] ?? 0
  if (leader === undefined || most <= before) return undefined
  state.chosen = leader
  return asDialect(leader)
}
