import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { COMMANDS } from '../../src/commands/catalogue.ts'
import type { Io } from '../../src/commands/io.ts'
import { run } from '../../src/commands/program.ts'
import { plainly } from '../../src/commands/text.ts'
import { environment, ikewatch, MAIN, transcript } from './program-under-test.ts'

const program = suite('command line')
const TOKYO = transcript('ios-12/tokyo-osaka')

/** One sentence, which names the place and the mend. */
const refused = (args: readonly string[], status: number, sentence: RegExp) => {
  const outcome = ikewatch(args)
  assert.is(outcome.status, status, args.join(' '))
  assert.is(outcome.out, '', args.join(' '))
  assert.match(outcome.err, sentence)
  assert.is(outcome.err.split('\n').length, 2, 'one line')
  assert.not.match(outcome.err, /^\s+at /m)
}

program('wrong use is one sentence with a suggestion, and exit status 2', () => {
  refused(['repaly', 'x'], 2, /unknown command 'repaly' \(Did you mean replay\?\)/)
  refused(['replay', '--jsn', TOKYO], 2, /unknown option '--jsn' \(Did you mean --json\?\).*ikewatch replay --help/)
  refused(['replay'], 2, /missing required argument 'file'/)
  refused(['config', 'check'], 2, /missing required argument 'file'; see "ikewatch config check --help"/)
  refused(['config', 'chekc', 'x'], 2, /unknown command 'chekc' .*see "ikewatch config --help"/)
  refused(['replay', '--profile', 'ios-13', TOKYO], 2, /no firmware profile "ios-13": did you mean ios-12\?/)
  refused(['replay', '--pace', 'slow', TOKYO], 2, /--pace is "real" or a factor such as "10x", not "slow"/)
  refused(['replay', '--year', '99', TOKYO], 2, /--year is a year of four digits/)
  refused(['replay', '--json', '--explain', TOKYO], 2, /exclude each other/)
  refused(['profiles', 'show', 'iso-12'], 2, /did you mean ios-12\?/)
  refused(['simulate', 'sucess'], 2, /no scenario "sucess": did you mean success\?/)
  refused(['simulate', 'success', '--drop', '2'], 2, /--drop is a share of the bytes/)
  refused(['tail', 'mqtt://broker/agent/console'], 2, /MQTT/)
  refused(['tail', 'tcp://nowhere'], 2, /tcp:\/\/host:port/)
})

program('a file that cannot be read is one sentence that names it, and exit status 1', () => {
  const directory = mkdtempSync(join(tmpdir(), 'ikewatch-program-'))
  refused(['replay', join(directory, 'none.log')], 1, /cannot read .*none\.log: there is no such file/)
  refused(['replay', directory], 1, /it is a directory: name a file in it/)
  refused(['tail', join(directory, 'none')], 1, /there is no such file/)
  refused(['profiles', 'coverage', join(directory, 'none')], 1, /there is no such file/)
  refused(['profiles', 'check', join(directory, 'none.yaml')], 1, /there is no such file/)
  // Found only while it is read.
  refused(['replay', '/proc/self/mem'], 1, /^ikewatch: cannot read \/proc\/self\/mem: /)
  refused(
    ['simulate', 'success', '--link', join(directory, 'none', 'x')],
    1,
    /cannot make the link .* a folder that is there/,
  )
  rmSync(directory, { recursive: true })
})

program('help names every command, and each command has an example', () => {
  const { status, out } = ikewatch(['--help'])
  assert.is(status, 0)
  for (const { name } of COMMANDS) {
    assert.match(out, new RegExp(`^ {2}${name} `, 'm'))
    const help = ikewatch([name, '--help'])
    assert.is(help.status, 0, name)
    assert.match(help.out, name === 'config' ? /check/ : /Examples:\n {2}(?:\S.* )?ikewatch /, name)
    for (const line of help.out.split('\n')) assert.ok(line.length <= 80, line)
  }
  for (const line of out.split('\n')) assert.ok(line.length <= 80, line)
  assert.match(ikewatch(['help', 'replay']).out, /Examples:/)
  assert.match(ikewatch(['--version']).out, /^\d+\.\d+\.\d+\n$/)
})

program('without a command there is help on stderr and exit status 2', () => {
  const { status, out, err } = ikewatch([])
  assert.equal([status, out], [2, ''])
  assert.match(err, /Commands:/)
})

program('colours follow the terminal, NO_COLOR and FORCE_COLOR', () => {
  const coloured = (env: NodeJS.ProcessEnv) => ikewatch(['replay', TOKYO], { env }).out.includes('\x1b[')
  assert.not(coloured({}))
  assert.ok(coloured({ FORCE_COLOR: '1' }))
  assert.not(coloured({ NO_COLOR: '1' }))
  assert.not(coloured({ FORCE_COLOR: '0' }))
  assert.not(ikewatch(['replay', '--json', TOKYO], { env: { FORCE_COLOR: '1' } }).out.includes('\x1b'))
})

program('a reader that goes away ends it quietly', async () => {
  const child = spawn(process.execPath, [MAIN, 'replay', '--explain', ...Array.from({ length: 40 }, () => TOKYO)], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let err = ''
  child.stderr.on('data', (bytes: Buffer) => {
    err += bytes
  })
  child.stdout.once('data', () => child.stdout.destroy())
  const status = await new Promise((resolve) => child.once('close', resolve))
  assert.equal([status, err], [0, ''])
})

program('what was not foreseen is one sentence; the stack is for those who ask', async () => {
  const told = async (): Promise<readonly [status: number, lines: string[]]> => {
    const lines: string[] = []
    const io: Io = {
      out: () => {
        throw new TypeError('a bug of ours')
      },
      note: (text) => lines.push(text),
      progress: () => {},
      drained: () => Promise.resolve(),
      paint: plainly,
      width: 80,
      inputIsTerminal: false,
    }
    return [await run(['replay', TOKYO], io), lines]
  }
  assert.equal(await told(), [1, ['ikewatch: unexpected error: a bug of ours (IKEWATCH_DEBUG=1 shows where)']])
  process.env.IKEWATCH_DEBUG = '1'
  const [, lines] = await told()
  delete process.env.IKEWATCH_DEBUG
  assert.match(lines[0] ?? '', /TypeError: a bug of ours\n\s+at /)
})

program.run()
