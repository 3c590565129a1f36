import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { compile } from '../../src/profile/compile.ts'
import { compiled, entry, profile } from './language.ts'
import { listened } from './listened.ts'

const compiling = suite('compiling of profiles')
const problems = (...messages: Parameters<typeof compiled>) =>
  compiled(...messages).faults.map(({ path, problem }) => [path.join('.'), problem])

compiling('of a whole profile finds no fault', () => {
  const { language, faults } = compiled(
    entry('packet', ['from {peer:address}'], { kind: 'packet', facts: { direction: 'sent' } }),
  )
  assert.equal(faults, [])
  assert.is(language.entries.get('packet')?.kind, 'packet')
  assert.equal(
    language.profiles.map(({ name, repeatAfterMs, repeats }) => [name, repeatAfterMs, repeats]),
    [['small', 10_000, 5]],
  )
})

compiling('names every fault by its place', () => {
  const rows: [string, ReturnType<typeof entry>, string, RegExp][] = [
    ['unknown kind', entry('x', ['x'], { kind: 'teapot' as 'note' }), 'messages.0.text.0', /kind "teapot" is unknown/],
    ['bad spelling', entry('x', ['a  b']), 'messages.0.text.0', /blanks/],
    ['unknown fact', entry('x', ['x {foo:int}'], { kind: 'key-material' }), 'messages.0.text.0', /no fact "foo"/],
    [
      'missing fact',
      entry('x', ['x'], { kind: 'packet', facts: { direction: 'sent' } }),
      'messages.0.text.0',
      /needs the fact "peer"/,
    ],
    [
      'impossible value',
      entry('x', ['x {peer:address}'], { kind: 'packet', facts: { direction: 'up' } }),
      'messages.0.text.0',
      /cannot be "up"/,
    ],
    ['block of nobody', entry('x', ['x'], { within: 'y' }), 'messages.0.within', /within "y" names no message of this/],
    ['undefined scope', entry('x', ['x'], { scope: 'nowhere' }), 'messages.0.scope', /scope "nowhere" is not defined/],
  ]
  for (const [name, message, path, problem] of rows) {
    const found = problems(message).find(([at]) => at === path)
    assert.ok(found, `${name}: ${JSON.stringify(problems(message))}`)
    assert.match(String(found?.[1]), problem, name)
  }
})

compiling('finds an id and a spelling that are used twice', () => {
  assert.equal(problems(entry('x', ['one']), entry('x', ['two'])), [['messages.1.id', 'the id "x" is used twice']])
  assert.equal(problems(entry('x', ['same']), entry('y', ['same'])), [
    ['messages.1.text.0', 'the spelling stands already under "x" (small)'],
  ])
})

compiling('says how to mend what it finds', () => {
  const mends = (...messages: Parameters<typeof compiled>) => compiled(...messages).faults.map(({ mend }) => mend)
  const packet = { kind: 'packet', facts: { direction: 'sent' } } as const
  assert.equal(mends(entry('x', ['a  b'])), ['correct the text'])
  assert.equal(mends(entry('x', ['x {foo:int}'], { kind: 'key-material' })), ['use one of: none'])
  assert.equal(mends(entry('x', ['x {peer:address} {foo:int}'], packet)), [
    'use one of: direction, peer, localPort, remotePort, role, saState',
  ])
  assert.equal(mends(entry('x', ['x'], packet)), ['capture it or give it under facts'])
  assert.equal(mends(entry('x', ['x {peer:address}'], { kind: 'packet', facts: { direction: 'up' } })), [
    'use one of: sent, received',
  ])
  assert.match(mends(entry('x', ['x'], { kind: 'teapot' as 'note' }))[0] ?? '', /^use one of: request, peer-created, /)
  assert.equal(mends(entry('x', ['x'], { scope: 'nowhere' })), ['name its tags under scopes'])
  assert.equal(mends(entry('x', ['one']), entry('x', ['two'])), ['choose another'])
  assert.equal(mends(entry('x', ['same']), entry('y', ['same'])), ['remove one of the two'])
})

compiling('finds a fault of an ignored text at its place', () => {
  const ignored = { scope: 'nowhere', text: 'noise', why: 'nothing', examples: ['noise'] }
  const { faults } = compile([profile('small', [], { ignore: [{ ...ignored, scope: 'isakmp' }, ignored] })])
  assert.equal(
    faults.map(({ path }) => path),
    [['ignore', 1, 'scope']],
  )
})

compiling('lets only those lines stand without a tag that say so, or belong to a block', () => {
  const { language } = compiled(
    entry('tagged', ['singing']),
    entry('bare', ['humming'], { bare: true }),
    entry('head', ['verse:']),
    entry('line', ['la la'], { within: 'head' }),
  )
  const entries = (...lines: string[]) => listened(lines, { language }).messages.map(({ heard }) => heard.entry)
  assert.equal(entries('singing', 'ISAKMP: singing', 'humming', 'ISAKMP: humming'), ['', 'tagged', 'bare', 'bare'])
  assert.equal(entries('ISAKMP: verse:', 'la la', 'ISAKMP: la la'), ['head', 'line', 'line'])
  assert.equal(entries('ISAKMP: singing', 'la la', 'ISAKMP: la la'), ['tagged', '', ''])
})

compiling('lets every spelling of a head open its block', () => {
  const { language } = compiled(
    entry('head', ['verse:', 'chorus:']),
    entry('other', ['bridge:']),
    entry('line', ['la la'], { within: 'head' }),
  )
  const entries = (...lines: string[]) => listened(lines, { language }).messages.map(({ heard }) => heard.entry)
  for (const head of ['verse:', 'chorus:']) assert.equal(entries(`ISAKMP: ${head}`, 'la la'), ['head', 'line'], head)
  assert.equal(entries('ISAKMP: bridge:', 'la la'), ['other', ''])
})

compiling('gives every fault a mend, and goes on with what is whole', () => {
  const { language, faults } = compiled(entry('bad', ['x  y']), entry('good', ['fine']))
  assert.ok(faults.length === 1 && faults.every(({ mend }) => mend.length > 5))
  assert.ok(language.entries.has('good'))
})

compiling('lets captures of lines without consequence have any name, and those with _ in any kind', () => {
  assert.equal(problems(entry('x', ['x {anything:int}']), entry('y', ['y {_n:int}'], { kind: 'key-material' })), [])
})

compiling('lets a text always say what the router may say of a fact, and nothing else', () => {
  for (const [kind, facts, wrong] of [
    ['packet', { direction: 'sent', peer: '192.0.2.9', role: 'I' }, { role: 'X' }],
    ['packet', { direction: 'received', peer: '192.0.2.9', role: 'R' }, { direction: 'up' }],
    ['packet', { direction: 'received', peer: '192.0.2.9', role: 'N' }, { group: 2 }],
    ['sa-deleted', { role: 'I', peer: '192.0.2.9' }, { role: 'N' }],
    ['sa-deleted', { role: 'R', why: 'no reason' }, { reason: 'none' }],
    ['state-history', { role: 'R', history: 'MM_DONE' }, { role: 'responder' }],
    ['duplicate', { peer: '192.0.2.9' }, { local: '192.0.2.1' }],
    ['delete-received', { peer: '192.0.2.9' }, { why: 'none' }],
    ['attempt-died', { peer: '192.0.2.9' }, { why: 'none' }],
    ['aggressive-refused', { peer: '192.0.2.9' }, { why: 'none' }],
    ['cleared', { what: 'all' }, { peer: '192.0.2.9' }],
    ['unrecognised', { torn: true }, { peer: '192.0.2.9' }],
  ] as const) {
    assert.equal(problems(entry('x', ['x'], { kind, facts })), [], `${kind} ${JSON.stringify(facts)}`)
    const faulty = problems(entry('x', ['x'], { kind, facts: { ...facts, ...wrong } }))
    assert.is(faulty.length, 1, `${kind} ${JSON.stringify(wrong)}`)
  }
})

compiling('takes ignored lines for entries of their own', () => {
  const { language, faults } = compile([
    profile('small', [], { ignore: [{ scope: 'isakmp', text: 'noise', why: 'nothing', examples: ['noise'] }] }),
  ])
  assert.equal(faults, [])
  assert.equal(language.entries.get('small-ignored-1'), {
    id: 'small-ignored-1',
    meaning: 'nothing',
    step: 'any',
    kind: 'ignored',
    profile: 'small',
  })
})

compiling('lets an ignored line stand without a tag only where it says so', () => {
  const ignored = { scope: 'isakmp', text: 'noise', why: 'nothing', examples: ['noise'] }
  const kind = (bare?: boolean) => {
    const { language } = compile([
      profile('small', [], { ignore: [bare === undefined ? ignored : { ...ignored, bare }] }),
    ])
    return listened(['noise'], { language }).messages[0]?.kind
  }
  assert.equal([kind(true), kind(false), kind()], ['ignored', 'unrecognised', 'unrecognised'])
})

compiling.run()
