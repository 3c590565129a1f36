/** Every fault of the firmware profiles, with its place in the file. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ambiguities, entryFaults, profileSchema, shapeFaults } from '../profile/verify.ts'
import { loadProfiles, type ProfileProblem, placeOf, profileFiles, shippedProfiles } from './profiles.ts'
import { parseYaml } from './yaml.ts'

export { profileSchema }

export type Checked = { readonly files: number; readonly problems: readonly ProfileProblem[] }

/** What is wrong with one file before anybody reads it as a profile: YAML and schema. */
const shapeProblems = (file: string): ProfileProblem[] => {
  const yaml = parseYaml(readFileSync(file, 'utf8'))
  if (yaml.errors.length > 0) {
    return yaml.errors.map(({ line, column, message }) => ({
      file,
      line,
      column,
      problem: message,
      mend: 'correct the YAML',
    }))
  }
  return shapeFaults('', yaml.value).map(({ path, problem, mend }) => ({ file, ...yaml.locate(path), problem, mend }))
}

const byPlace = (a: ProfileProblem, b: ProfileProblem): number =>
  a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column

/** Two checks may find the same fault at the same place: the first says enough. */
const distinct = (problems: readonly ProfileProblem[]): ProfileProblem[] => {
  const seen = new Set<string>()
  return problems.filter(({ file, line, column, problem }) => {
    const key = `${file}:${line}:${column}:${problem}`
    const known = seen.has(key)
    seen.add(key)
    return !known
  })
}

const contentProblems = (places: readonly string[]): ProfileProblem[] => {
  const { profiles, language, problems } = loadProfiles(places)
  const files = profiles.map(({ profile }) => profile)
  const faults = [...files.flatMap((file) => entryFaults(file, language)), ...ambiguities(files)]
  return [...problems, ...faults.map((fault) => placeOf(profiles, fault))]
}

/** All profiles that ship, or one file put among them: its own faults only. Throws where a file cannot be read. */
export const checkProfiles = (file?: string): Checked => {
  const files = file === undefined ? profileFiles(shippedProfiles()) : [file]
  const shape = files.flatMap(shapeProblems)
  // What does not have the shape cannot be read further.
  const all =
    shape.length > 0 ? shape : contentProblems(file === undefined ? [shippedProfiles()] : [shippedProfiles(), file])
  const own = file === undefined ? all : all.filter((problem) => resolve(problem.file) === resolve(file))
  return { files: files.length, problems: distinct([...own].sort(byPlace)) }
}
