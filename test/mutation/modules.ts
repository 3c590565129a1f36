/** The compiled modules of a build folder, evaluated afresh as often as wanted: Node keeps those of its own loader for ever. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import vm, { type Module, type SourceTextModule, type SyntheticModule } from 'node:vm'

/** Counting coverage costs more than the tests themselves and is wanted only while no mutant is active. */
const COVER = 'function cover() {'
const COVER_ONLY_DRY = `${COVER} if (ns.activeMutant !== undefined) return;`

const texts = new Map<string, string>()
const packages = new Map<string, Promise<Module>>()

const textOf = (file: string): string => {
  const text = texts.get(file) ?? readFileSync(file, 'utf8').replace(COVER, COVER_ONLY_DRY)
  texts.set(file, text)
  return text
}

/** Whether calls leave something behind in this module: then a mutant may do so, too. */
export const keepsState = (file: string): boolean => /^let /m.test(textOf(file))

const exporting = (names: Record<string, unknown>): SyntheticModule =>
  new vm.SyntheticModule(Object.keys(names), function () {
    for (const [name, value] of Object.entries(names)) this.setExport(name, value)
  })

const packaged = (specifier: string): Promise<Module> => {
  const known = packages.get(specifier) ?? import(specifier).then(exporting)
  packages.set(specifier, known)
  return known
}

/**
 * Evaluates these files and all they import; packages and `node:*` stay the same each time. A package in `instead` is
 * replaced by these exports. A file that cannot be evaluated rejects.
 */
export const evaluate = async (
  files: readonly string[],
  instead: Record<string, Record<string, unknown>>,
  before: (file: string) => void,
): Promise<void> => {
  const modules = new Map<string, SourceTextModule>()
  const replaced = new Map(Object.entries(instead).map(([name, exports]) => [name, exporting(exports)]))
  const moduleOf = (file: string): SourceTextModule => {
    const { href } = pathToFileURL(file)
    const module =
      modules.get(file) ??
      new vm.SourceTextModule(textOf(file), {
        identifier: href,
        initializeImportMeta: (meta) => {
          Object.assign(meta, { url: href, filename: file, dirname: join(file, '..') })
        },
      })
    modules.set(file, module)
    return module
  }
  const link = (specifier: string, from: Module): Module | Promise<Module> =>
    specifier.startsWith('.')
      ? moduleOf(resolve(new URL('.', from.identifier).pathname, specifier))
      : (replaced.get(specifier) ?? packaged(specifier))
  for (const file of files) {
    const module = moduleOf(file)
    if (module.status === 'unlinked') await module.link(link)
    before(file)
    await module.evaluate()
  }
}
