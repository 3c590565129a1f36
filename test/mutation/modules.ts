/** The compiled modules of a build folder, evaluated afresh as often as wanted: Node keeps those of its own loader for ever. */
import { readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import vm, { type Module, type SourceTextModule, type SyntheticModule } from 'node:vm'

/** Counting coverage costs more than the tests themselves and is wanted only while no mutant is active. */
const COVER = 'function cover() {'
const COVER_ONLY_DRY = `${COVER} if (ns.activeMutant !== undefined) return;`

const texts = new Map<string, string>()
const packages = new Map<string, Promise<Module>>()

/** The same file as `npm run build` made it outside of Stryker's sandbox, without mutants: quick where it counts bytes. */
const plain = (file: string): string => resolve('../..', relative('.', file))

/** With all its mutants, or without any where only those of another file are wanted. */
const textOf = (file: string, mutated: string | undefined): string => {
  const from = mutated === undefined || mutated === file ? file : plain(file)
  const text = texts.get(from) ?? readFileSync(from, 'utf8').replace(COVER, COVER_ONLY_DRY)
  texts.set(from, text)
  return text
}

/** Modules that neither hold a mutant nor import one: evaluated once. */
const untouched = new Map<string, SourceTextModule>()

const exporting = (names: Record<string, unknown>): SyntheticModule =>
  new vm.SyntheticModule(Object.keys(names), function () {
    for (const [name, value] of Object.entries(names)) this.setExport(name, value)
  })

const packaged = (specifier: string): Promise<Module> => {
  const known = packages.get(specifier) ?? import(specifier).then(exporting)
  packages.set(specifier, known)
  return known
}

const fileOf = (specifier: string, from: string): string => resolve(dirname(from), specifier)

/** Modules of the last evaluation, by their files. */
let evaluated: ReadonlyMap<string, SourceTextModule> = new Map()

/** Of these modules, the ones from which such a file or a replaced package can be reached. */
const reaching = (
  modules: ReadonlyMap<string, SourceTextModule>,
  wanted: (file: string) => boolean,
  replaced: ReadonlySet<string> = new Set(),
): Set<string> => {
  const found = new Set([...modules.keys()].filter(wanted))
  const reaches = (file: string, specifier: string): boolean =>
    specifier.startsWith('.') ? found.has(fileOf(specifier, file)) : replaced.has(specifier)
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const [file, { dependencySpecifiers }] of modules)
      if (dependencySpecifiers.some((specifier) => reaches(file, specifier))) found.add(file)
  }
  return found
}

/** A variable, or a table that calls fill. */
const STATE = /^let |^(?:export )?const \w+ = new (?:Weak)?Map\(\)/m

/** Whether calls leave something behind in this module or in one that uses it: then a mutant may do so, too. */
export const keepsState = (file: string): boolean =>
  [...reaching(evaluated, (each) => each === file)].some((each) => STATE.test(textOf(each, file)))

/**
 * Evaluates these files and all they import; packages, `node:*` and what no mutant can touch stay the same each time. A
 * package in `instead` is replaced by these exports. Mutants are in one file only, or in all where none is named. A file that
 * cannot be evaluated rejects.
 */
export const evaluate = async (
  files: readonly string[],
  instead: Record<string, Record<string, unknown>>,
  mutated: string | undefined,
  before: (file: string) => void,
): Promise<void> => {
  const isMutated = (file: string): boolean => textOf(file, mutated).includes('stryMutAct_')
  for (const file of reaching(untouched, isMutated)) untouched.delete(file)
  const modules = new Map(untouched)
  const replaced = new Map(Object.entries(instead).map(([name, exports]) => [name, exporting(exports)]))
  const moduleOf = (file: string): SourceTextModule => {
    const url = pathToFileURL(file).href
    const initializeImportMeta = (meta: ImportMeta): void => {
      Object.assign(meta, { url, filename: file, dirname: dirname(file) })
    }
    const module =
      modules.get(file) ?? new vm.SourceTextModule(textOf(file, mutated), { identifier: file, initializeImportMeta })
    modules.set(file, module)
    return module
  }
  const link = (specifier: string, from: Module): Module | Promise<Module> =>
    specifier.startsWith('.')
      ? moduleOf(fileOf(specifier, from.identifier))
      : (replaced.get(specifier) ?? packaged(specifier))
  for (const file of files) {
    const module = moduleOf(file)
    if (module.status === 'unlinked') await module.link(link)
    before(file)
    await module.evaluate()
  }
  const lost = reaching(modules, isMutated, new Set(replaced.keys()))
  for (const [file, module] of modules) if (!lost.has(file)) untouched.set(file, module)
  evaluated = modules
}
