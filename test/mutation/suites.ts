/** Takes the place of uvu: suites are collected, and their tests run one by one. */
import { relative } from 'node:path'
import { evaluate } from './modules.ts'

type Handler = (context: Record<string, unknown>) => unknown

/** A test of a compiled file, with the hooks of its suite around each run. */
export type Test = { readonly id: string; readonly file: string; readonly run: () => Promise<void> }

/** The tests of these compiled files, evaluated afresh, with the mutants of one file or of all. Ids are the same each time. */
export const collect = async (
  files: readonly string[],
  root: string,
  mutated: string | undefined,
): Promise<Map<string, Test>> => {
  const tests = new Map<string, Test>()
  let file = ''
  const suite = (name = '') => {
    const own: { name: string; handler: Handler }[] = []
    const hooks = { before: [] as Handler[], after: [] as Handler[] }
    const context: Record<string, unknown> = {}
    const add = (test: string, handler: Handler): void => void own.push({ name: test, handler })
    const hook = (place: Handler[]) => {
      const always = (handler: Handler): void => void place.push(handler)
      return Object.assign(always, { each: always })
    }
    const run = (): void => {
      for (const { name: test, handler } of own) {
        const id = `${relative(root, file)}: ${name} ${test}`
        if (tests.has(id)) throw new Error(`two tests of one name: ${id}`)
        const all = [...hooks.before, handler, ...hooks.after]
        const each = async (): Promise<void> => {
          for (const part of all) await part(context)
        }
        tests.set(id, { id, file, run: each })
      }
    }
    return Object.assign(add, { before: hook(hooks.before), after: hook(hooks.after), run })
  }
  await evaluate(files, { uvu: { suite, test: suite() } }, mutated, (next) => {
    file = next
  })
  return tests
}
