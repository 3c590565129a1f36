/** Reads firmware profiles from disk: those that ikewatch ships, and an operator's own folder beside them. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile, type Fault, type Language } from '../profile/compile.ts'
import type { ProfileFile } from '../profile/schema.ts'
import { compiledValue } from './compiled-profiles.ts'
import { parseYaml, type YamlText } from './yaml.ts'

/** A fault of a profile at its place. Lines and columns count from 1. */
export type ProfileProblem = { file: string; line: number; column: number; problem: string; mend: string }

export type LoadedProfile = { file: string; text: string; profile: ProfileFile }
export type LoadedProfiles = {
  language: Language
  profiles: readonly LoadedProfile[]
  problems: readonly ProfileProblem[]
}

/** The folder that comes with the program: beside `dist` or `src`, whichever runs. */
export const shippedProfiles = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'firmware-profiles')) && dirname(folder) !== folder) folder = dirname(folder)
  return join(folder, 'firmware-profiles')
}

const isProfile = (value: unknown): value is ProfileFile =>
  typeof value === 'object' &&
  value !== null &&
  'profile' in value &&
  'messages' in value &&
  Array.isArray(value.messages) &&
  'timers' in value &&
  'recognise' in value

const readOne = (file: string, problems: ProfileProblem[]): LoadedProfile | undefined => {
  const text = readFileSync(file, 'utf8')
  const compiled = compiledValue(text)
  if (isProfile(compiled)) return { file, text, profile: compiled }
  const yaml = parseYaml(text)
  for (const error of yaml.errors)
    problems.push({ file, line: error.line, column: error.column, problem: error.message, mend: 'correct the YAML' })
  if (yaml.errors.length > 0) return undefined
  if (!isProfile(yaml.value)) {
    problems.push({
      file,
      line: 1,
      column: 1,
      problem: 'this is no firmware profile',
      mend: 'see firmware-profiles/README.md for its keys',
    })
    return undefined
  }
  return { file, text, profile: yaml.value }
}

/** A profile after the one it extends. */
const inOrder = (profiles: readonly LoadedProfile[]): LoadedProfile[] => {
  const byName = new Map(profiles.map((each) => [each.profile.profile, each]))
  const ordered = new Set<LoadedProfile>()
  const add = (each: LoadedProfile, depth: number): void => {
    const base = each.profile.extends === undefined ? undefined : byName.get(each.profile.extends)
    if (base !== undefined && depth < profiles.length) add(base, depth + 1)
    ordered.add(each)
  }
  for (const each of profiles) add(each, 0)
  return [...ordered]
}

const trees = new WeakMap<LoadedProfile, YamlText>()

/** The text with its places: only faults need it. */
const parsed = (profile: LoadedProfile): YamlText => {
  const tree = trees.get(profile) ?? parseYaml(profile.text)
  trees.set(profile, tree)
  return tree
}

/** Where a fault stands. */
export const placeOf = (profiles: readonly LoadedProfile[], fault: Fault): ProfileProblem => {
  const owner = profiles.find(({ profile }) => profile.profile === fault.profile)
  const at = owner === undefined ? { line: 1, column: 1 } : parsed(owner).locate(fault.path)
  return {
    file: owner?.file ?? fault.profile,
    line: at.line,
    column: at.column,
    problem: fault.problem,
    mend: fault.mend,
  }
}

/** The profiles of a folder, or the file itself. */
export const profileFiles = (place: string): string[] =>
  statSync(place).isDirectory()
    ? readdirSync(place)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
        .map((name) => join(place, name))
    : [place]

/**
 * Loads every profile of these folders, and single files. One of a name that came before takes its place. Problems do not
 * stop it: what is whole is used.
 */
export const loadProfiles = (places: readonly string[] = [shippedProfiles()]): LoadedProfiles => {
  const problems: ProfileProblem[] = []
  const byName = new Map<string, LoadedProfile>()
  for (const file of places.flatMap(profileFiles)) {
    const loaded = readOne(file, problems)
    if (loaded !== undefined) byName.set(loaded.profile.profile, loaded)
  }
  const profiles = inOrder([...byName.values()])
  const { language, faults } = compile(profiles.map(({ profile }) => profile))
  for (const fault of faults) problems.push(placeOf(profiles, fault))
  return { language, profiles, problems }
}
