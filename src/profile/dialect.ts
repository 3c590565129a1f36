/** Which family of images speaks: found by listening to how the first debug lines are tagged. */
import type { DebugRecord } from '../console/record.ts'
import type { Dialect } from '../phase1/message.ts'
import type { Language, Profile } from './compile.ts'

/** Tagged lines that have a say; afterwards the choice stands until the router restarts. */
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
  const text = record.line.text
  const from = text.indexOf(record.tag === 'Group' ? 'Group' : record.tag)
  const start = record.tag.startsWith('IKEv1') ? from - 1 : from
  if (from < 0) return undefined
  state.heard++
  let best = -1
  for (let i = 0; i < language.profiles.length; i++) {
    const profile = language.profiles[i]
    if (profile?.recognise.some((form) => text.startsWith(form, start))) state.votes[i] = (state.votes[i] ?? 0) + 1
    if (best < 0 || (state.votes[i] ?? 0) > (state.votes[best] ?? 0)) best = i
  }
  const leader = language.profiles[best]
  if (leader === undefined || !state.votes[best] || leader === state.chosen) return undefined
  const before = state.chosen === undefined ? 0 : (state.votes[language.profiles.indexOf(state.chosen)] ?? 0)
  if ((state.votes[best] ?? 0) <= before) return undefined
  state.chosen = leader
  return asDialect(leader)
}
