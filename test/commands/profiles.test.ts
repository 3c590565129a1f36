import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkProfiles } from '../../src/edge/profile-check.ts'
import { shippedProfiles } from '../../src/edge/profiles.ts'
import { ikewatch, jsonLines, transcript } from './program-under-test.ts'

const profiles = suite<{ file: string; directory: string }>('profiles')

profiles.before.each((context) => {
  context.directory = mkdtempSync(join(tmpdir(), 'ikewatch-profiles-'))
  context.file = join(context.directory, 'my-image.yaml')
})
profiles.after.each(({ directory }) => rmSync(directory, { recursive: true }))

const PROFILE = `profile: my-image
title: An image of ours
origin: { kind: composed, from: nothing, date: 2026-11-25 }
family: ios
extends: ios-12
timers: { repeatAfter: 10 s, repeats: 5 }
recognise: ["ISAKMP-MINE"]
messages:
  - id: my-message
    scope: isakmp
    kind: note
    text: ["singing {what:word}"]
    meaning: The router sings {what}.
    step: any
    examples: ["*Mar  1 00:05:20.132: ISAKMP:(1001): singing alto"]
`

/** In this process: the profiles that ship take a while to read, and each fault needs them anew. */
const checked = (file: string, text: string): string[] => {
  writeFileSync(file, text)
  return checkProfiles(file).problems.map(
    ({ line, column, problem, mend, ...place }) =>
      `${place.file === file ? 'F' : place.file}:${line}:${column}: ${problem}: ${mend}`,
  )
}

profiles('a sound profile is in order, a faulty one is told with its place and the mend', ({ file }) => {
  assert.equal(checked(file, PROFILE), [])
  assert.equal(ikewatch(['profiles', 'check', file]), { status: 0, out: `${file}: in order\n`, err: '' })
  writeFileSync(file, PROFILE.replace('step: any', 'step: mm7'))
  const { status, out } = ikewatch(['profiles', 'check', file])
  assert.is(status, 2)
  assert.ok(out.startsWith(`${file}:14:11: the step "mm7" is unknown: use one of: setup, mm1,`), out)
  const [fault] = jsonLines(ikewatch(['profiles', 'check', '--json', file]).out)
  assert.equal([fault?.line, fault?.column, Object.keys(fault ?? {}).includes('mend')], [14, 11, true])
})

const planted: readonly [what: string, change: (text: string) => string, fault: RegExp][] = [
  [
    'YAML that does not parse',
    (text) => text.replace('scope: isakmp', 'scope: [isakmp'),
    /^F:\d+:\d+: .*correct the YAML$/,
  ],
  [
    'an unknown kind',
    (text) => text.replace('kind: note', 'kind: song'),
    /^F:11:11: kind "song" is unknown: use one of: request/,
  ],
  [
    'an unknown key',
    (text) => text.replace('step: any', 'stop: any\n    step: any'),
    /^F:14:11: "stop" does not fit the schema/,
  ],
  ['a missing key', (text) => text.replace('    step: any\n', ''), /^F:9:5: "step" does not fit the schema/],
  ['an unknown step', (text) => text.replace('step: any', 'step: mm7'), /^F:14:11: the step "mm7" is unknown/],
  [
    'a scope that nobody defines',
    (text) => text.replace('scope: isakmp', 'scope: opera'),
    /^F:10:12: the scope "opera" is not defined/,
  ],
  ['a capture of an unknown type', (text) => text.replace('what:word', 'what:song'), /^F:12:12: .*unknown type "song"/],
  [
    'a spelling without an example',
    (text) => text.replace('{what:word}"', '{what:word}", "humming"'),
    /^F:12:35: no example fits this spelling/,
  ],
  [
    'an example that nothing fits',
    (text) => text.replace('singing alto', 'whistling'),
    /^F:15:16: no spelling fits the example/,
  ],
  [
    'an example that another entry takes',
    (text) => text.replace('singing alto', 'beginning Main Mode exchange'),
    /^F:15:16: the example is taken by "main-mode-begins" \(ios-12\)/,
  ],
  [
    'a meaning with a name that is not captured',
    (text) => text.replace('sings {what}', 'sings {which}'),
    /^F:13:14: \{which\} is captured by no spelling/,
  ],
  [
    'an id used twice',
    (text) => text.replace('id: my-message', 'id: main-mode-begins'),
    /^F:9:9: the id "main-mode-begins" is used twice/,
  ],
]

for (const [what, change, fault] of planted) {
  profiles(`check finds ${what} at its place`, ({ file }) => {
    const faults = checked(file, change(PROFILE))
    assert.ok(
      faults.some((line) => fault.test(line)),
      faults.join('\n'),
    )
  })
}

profiles('check finds nothing in the profiles that ship', () => {
  assert.equal(ikewatch(['profiles', 'check']), { status: 0, out: '5 profiles: in order\n', err: '' })
})

profiles('the JSON Schema beside the profiles is the one of the program', () => {
  const { out } = ikewatch(['profiles', 'check', '--schema'])
  assert.is(
    readFileSync(join(shippedProfiles(), 'profile.schema.json'), 'utf8'),
    out,
    'run: node dist/src/main.js profiles check --schema > firmware-profiles/profile.schema.json',
  )
})

profiles('a word that is none of its commands is told with what there is', () => {
  for (const args of [['nope'], ['ios-15'], ['list', 'nope']]) {
    const { status, out, err } = ikewatch(['profiles', ...args])
    const word = args.at(-1)
    assert.equal([status, out], [2, ''])
    assert.is(
      err,
      `ikewatch: profiles has list, show, check and coverage, and no "${word}": "ikewatch profiles show NAME" shows a profile\n`,
    )
  }
})

profiles('list and show say what is known', () => {
  const names = jsonLines(ikewatch(['profiles', 'list', '--json']).out).map(({ profile }) => profile)
  assert.equal(names, ['asa', 'ios-12', 'ios-15', 'ios-xe', 'pix-6'])
  assert.match(ikewatch(['profiles']).out, /^NAME +ENTRIES/)
  const shown = ikewatch(['profiles', 'show', 'ios-12']).out
  assert.match(
    shown,
    /^main-mode-begins {2}exchange-begins, mm1\n {2}beginning Main Mode exchange\n {2}This router begins/m,
  )
  const [whole] = jsonLines(ikewatch(['profiles', 'show', 'ios-12', '--json']).out)
  assert.is(whole?.profile, 'ios-12')
})

profiles('coverage accounts for every line, and groups what is unknown by its shape', () => {
  const strange = ['sings 12 songs to 192.0.2.1', 'sings 7 songs to 192.0.2.77', 'sleeps'].map(
    (text, index) => `Mar  7 16:14:2${index}.027 GMT: ISAKMP (0:1): ${text}\r\n`,
  )
  const input = `${readFileSync(transcript('ios-12/tokyo-osaka'), 'utf8')}\r\n${strange.join('')}`
  const { out } = ikewatch(['profiles', 'coverage', '--json', '-'], { input })
  const [found] = jsonLines(out) as { [key: string]: number }[]
  const printed = input.split(/\r?\n/).filter((line) => line.trim() !== '').length
  assert.is(found?.lines, printed)
  const { understood = 0, ignored = 0, unknown = 0, damaged = 0 } = found ?? {}
  assert.is(understood + ignored + unknown + damaged, printed)
  assert.is(unknown, 3)
  assert.equal((found as unknown as { shapes: unknown }).shapes, [
    { tag: 'ISAKMP', spelling: 'sings {_1:int} songs to {_2:address}', count: 2, sample: strange[0]?.trim() },
    { tag: 'ISAKMP', spelling: 'sleeps', count: 1, sample: strange[2]?.trim() },
  ])
  assert.match(ikewatch(['profiles', 'coverage', '-'], { input }).out, /^2 x ISAKMP: sings \{_1:int\} songs/m)
})

profiles.run()
