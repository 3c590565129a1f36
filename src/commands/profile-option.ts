/** The firmware profiles of a command that listens, and the one that `--profile` names. */
import { closest } from '../edge/config/problem.ts'
import { loadProfiles } from '../edge/profiles.ts'
import { wrongUse } from './command.ts'

export const PROFILE_OPTION = ['--profile <name>', 'firmware profile, instead of finding it by listening'] as const

type Loaded = ReturnType<typeof loadProfiles>

/** What listening needs; `profile` is the one that was asked for, undefined where it is to be found by listening. */
export type Profiles = {
  readonly language: Loaded['language']
  readonly files: readonly Loaded['profiles'][number]['profile'][]
  readonly profile: string | undefined
}

/** Throws a Refusal where no profile has the name; `auto` is the same as none. */
export const profilesFor = (name: string | undefined): Profiles => {
  const { language, profiles } = loadProfiles()
  const files = profiles.map(({ profile }) => profile)
  if (name === undefined || name === 'auto') return { language, files, profile: undefined }
  const names = files.map(({ profile }) => profile)
  if (!names.includes(name)) {
    const guess = closest(name, names)
    const meant = guess === undefined ? `the profiles are ${names.join(', ')}` : `did you mean ${guess}?`
    throw wrongUse(`there is no firmware profile "${name}": ${meant}`)
  }
  return { language, files, profile: name }
}
