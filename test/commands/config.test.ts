import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkConfig } from '../../src/commands/config.ts'

const check = suite<{ directory: string }>('config check')

check.before.each((context) => {
  context.directory = mkdtempSync(join(tmpdir(), 'ikewatch-config-'))
})
check.after.each(({ directory }) => rmSync(directory, { recursive: true }))

const checked = async (file: string, options = {}) => {
  const said: string[] = []
  const status = await checkConfig(file, {}, (text) => said.push(text), options)
  return { status, said: said.join('') }
}

check('a file in order says so and exits with 0', async ({ directory }) => {
  const file = join(directory, 'ikewatch.yaml')
  writeFileSync(file, 'consoles: { tokyo: { device: /dev/ttyS0 } }\n')
  assert.equal(await checked(file), { status: 0, said: `${file}: in order, 1 console (tokyo)\n` })
  assert.equal(JSON.parse((await checked(file, { json: true })).said), { file, ok: true, consoles: ['tokyo'] })
})

check('each problem is one line with its place, and the status is 2', async ({ directory }) => {
  const file = join(directory, 'ikewatch.yaml')
  writeFileSync(file, 'consoles:\n  tokyo:\n    baud: 1\nagent: "?"\n')
  const { status, said } = await checked(file)
  assert.is(status, 2)
  const lines = said.trim().split('\n')
  assert.equal(
    lines.map((line) => line.slice(file.length).split(' ')[0]),
    [':2:3:', ':3:11:', ':4:8:'],
  )
  const json = (await checked(file, { json: true })).said.trim().split('\n')
  assert.equal(Object.keys(JSON.parse(json[0] ?? '')), ['file', 'line', 'column', 'problem', 'mend'])
})

check(
  'a text that is no YAML is one problem, and no character of it reaches the terminal as a command',
  async ({ directory }) => {
    const file = join(directory, 'ikewatch.yaml')
    writeFileSync(file, 'agent: a\n\u001b]0;title\u0007 b: c\n  d: [\n x: }\n')
    const { status, said } = await checked(file)
    assert.is(status, 2)
    assert.is(said.trim().split('\n').length, 1, said)
    assert.not.match(said.trimEnd(), /\p{Cc}/u)
    writeFileSync(file, 'agent: a\nagent: b\n')
    assert.match((await checked(file)).said, /:2:1: Map keys must be unique\. Take one of the two out\.$/m)
  },
)

check('a file that is not there, or is a directory, is a problem and no exception', async ({ directory }) => {
  const missing = join(directory, 'none.yaml')
  assert.equal(await checked(missing), {
    status: 2,
    said: `${missing}: There is no such file. Name a configuration file that can be read.\n`,
  })
  assert.match((await checked(directory)).said, /This is a directory\./)
})

check.run()
