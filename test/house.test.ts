import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { importFaults, importsOf } from './house/imports.ts'
import { sources, textOf, tracked } from './house/tree.ts'

const house = suite('house')

/** Lists are compared with the empty one, so that a failure shows every offender at once. */
const none = (offenders: string[]) => assert.equal(offenders, [])

house('folders import downwards only, and only what the table allows', () => {
  none(sources().flatMap((file) => importFaults(file, textOf(`src/${file}`))))
})

house('the import rule is told from its breaches', () => {
  assert.equal(
    importsOf("import {\n  type A,\n  b,\n} from './x.ts'\nexport * from 'y'\nimport 'z'\nimport type C from 'c'\n"),
    [
      { target: './x.ts', typeOnly: false },
      { target: 'y', typeOnly: false },
      { target: 'z', typeOnly: false },
      { target: 'c', typeOnly: true },
    ],
  )
  assert.equal(importsOf("const x = await import('node:fs')"), [{ target: 'node:fs', typeOnly: false }])
  const breach = (file: string, statement: string) => importFaults(file, `${statement}\n`).length === 1
  assert.ok(breach('phase1/step.ts', "import type { Line } from '../console/record.ts'"))
  assert.ok(breach('console/cut.ts', "import { readFileSync } from 'node:fs'"))
  assert.ok(breach('profile/match.ts', "import { step } from '../phase1/step.ts'"))
  assert.ok(breach('profile/match.ts', "import type { Phase1Event } from '../phase1/event.ts'"))
  assert.ok(breach('phase1/deep/x.ts', "import { sha256 } from '@noble/hashes/sha2.js'"))
  assert.ok(breach('commands/run.ts', "import { open } from 'node:fs/promises'"))
  assert.ok(breach('stage.ts', "import { main } from './main.ts'"))
  assert.ok(breach('attic/x.ts', ''))
  const fits = (file: string, statement: string) => importFaults(file, `${statement}\n`).length === 0
  assert.ok(fits('profile/match.ts', "import { joined } from '../console/joining.ts'"))
  assert.ok(fits('profile/match.ts', "import type { Kind } from '../phase1/message.ts'"))
  assert.ok(fits('phase1/deep/x.ts', "import { chain } from '../../stage.ts'"))
  assert.ok(fits('edge/deep/x.ts', "import { y } from '../y.ts'"))
  assert.ok(fits('report/id.ts', "import { sha256 } from '@noble/hashes/sha2.js'"))
})

house('the core draws no random numbers and takes no way round the denied globals', () => {
  const pure = sources().filter((file) => !/^(edge|commands)\/|^main\.ts$/.test(file))
  none(pure.filter((file) => /\bMath\s*\.\s*random\b|\bglobalThis\b/.test(textOf(`src/${file}`))))
})

house('no source file is longer than 250 lines', () => {
  none(sources().filter((file) => textOf(`src/${file}`).split('\n').length > 251))
})

house('src/README.md has one line for each file and none for a vanished one', () => {
  const readme = textOf('src/README.md')
  const listed = Array.from(readme.matchAll(/^- `([^`]+\.ts)`/gm), (match) => match[1] ?? '')
  const files = sources()
  none(files.filter((file) => !listed.includes(file)).map((file) => `not listed: ${file}`))
  none(listed.filter((file) => !files.includes(file)).map((file) => `listed but gone: ${file}`))
  none(listed.filter((file, index) => listed.indexOf(file) !== index).map((file) => `listed twice: ${file}`))
  const mentioned = Array.from(readme.matchAll(/`((?:[\w-]+\/)*[\w-]+\.ts)`/g), (match) => match[1] ?? '')
  const known = new Set(sources().flatMap((file) => [file, file.split('/').at(-1) ?? file]))
  const tests = tracked()?.filter((path) => path.startsWith('test/')) ?? []
  none(mentioned.filter((name) => !known.has(name) && !(tests.length === 0 || tests.includes(name))))
})

house('src knows nothing that lies outside the repository', () => {
  none(sources().filter((file) => /\.\.\/shared\b/.test(textOf(`src/${file}`))))
})

const files = tracked()
if (files === undefined) console.log('SKIPPED: not a git clone, so the top level and machine paths are not checked')
else {
  const TOP_LEVEL =
    /^(package(-lock)?\.json|tsconfig\.json|LICENSE|README\.md|(src|firmware-profiles|deploy|test|\.[\w-]+)\/.+|\.[\w.-]+)$/

  house('the top level holds what was decided and what tools insist on', () => {
    none(files.filter((path) => !TOP_LEVEL.test(path)))
  })

  house('no file names a path of the machine it was written on', () => {
    const places = ['work/', 'root/', 'home/', 'Users/'].map((place) => `(?<![\\w.$}~-])/${place}\\w`).join('|')
    const machine = new RegExp(places)
    none(files.filter((path) => !/\.console$/.test(path) && machine.test(textOf(path))))
  })
}

house.run()
