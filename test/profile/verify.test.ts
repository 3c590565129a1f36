import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { shippedProfiles } from '../../src/edge/profiles.ts'
import { compile } from '../../src/profile/compile.ts'
import type { MessageEntry, ProfileFile } from '../../src/profile/schema.ts'
import { ambiguities, entryFaults, profileSchema, shapeFaults } from '../../src/profile/verify.ts'
import { entry, profile } from './language.ts'

const verifying = suite('what is wrong with a profile')

const SINGING = entry('sing', ['singing {what:word}'], {
  meaning: 'The router sings {what}.',
  examples: ['*Mar  1 00:05:20.132: ISAKMP:(1001): singing alto'],
})
const HUM = { scope: 'isakmp', text: 'humming', why: 'The router is content.', examples: ['ISAKMP:(0): humming'] }

const told = (faults: readonly { path: readonly (string | number)[]; problem: string; mend: string }[]): string[] =>
  faults.map(({ path, problem, mend }) => `${path.join('.')}: ${problem}: ${mend}`)

const entriesTold = (messages: MessageEntry[], rest: Partial<ProfileFile> = {}): string[] => {
  const file = profile('small', messages, rest)
  return told(entryFaults(file, compile([file]).language))
}

verifying('is nothing where examples do what their entries say', () => {
  const file = profile('small', [SINGING], { ignore: [HUM] })
  assert.equal(
    [...shapeFaults('small', file), ...entriesTold([SINGING], { ignore: [HUM] }), ...ambiguities([file])],
    [],
  )
})

const STEPS =
  'setup, mm1, mm2, mm3, mm4, mm5, mm6, am1, am2, am3, any, retransmit, natt, xauth, modecfg, qm, info, dpd, delete, pki, admin, p1-done'

const WORDS: readonly [what: string, change: Partial<MessageEntry>, ...faults: string[]][] = [
  ['an unknown step', { step: 'mm7' }, `messages.0.step: the step "mm7" is unknown: use one of: ${STEPS}`],
  [
    'a name in the meaning that nothing captures',
    { meaning: 'It sings {song}.' },
    'messages.0.meaning: {song} is captured by no spelling: capture it, or leave it out',
  ],
  [
    'a spelling without an example',
    { text: ['singing {what:word}', 'silent'] },
    'messages.0.text.1: no example fits this spelling: add one under examples',
  ],
  [
    'an example that nothing fits',
    { examples: ['ISAKMP: whistling', ...SINGING.examples] },
    'messages.0.examples.0: no spelling fits the example: correct the spelling or the example',
  ],
  [
    'an example under the tag of another scope',
    { examples: [...SINGING.examples, '%SYS-5-SONG: singing alto'] },
    'messages.0.examples.1: the tag "%SYS-5-SONG" of the example belongs to scope "syslog": correct the example or the scope',
  ],
  [
    'an example under a tag of no scope',
    { examples: [...SINGING.examples, 'IPSEC(sa_request): singing alto'] },
    'messages.0.examples.1: the tag "IPSEC" of the example belongs to scope "none": correct the example or the scope',
  ],
]

for (const [what, change, ...faults] of WORDS) {
  verifying(`may be ${what}`, () => assert.equal(entriesTold([{ ...SINGING, ...change }]), faults))
}

verifying('may be an example that another entry takes', () => {
  const exact = entry('sing-alto', ['singing alto'], { examples: ['ISAKMP: singing alto'] })
  assert.equal(entriesTold([SINGING, exact]), [
    'messages.0.examples.0: the example is taken by "sing-alto" (small): make one of the two more exact',
  ])
})

verifying('may be an ignored text without an example, at its own place', () => {
  assert.equal(entriesTold([SINGING], { ignore: [{ ...HUM, examples: ['ISAKMP:(0): singing'] }] }), [
    'ignore.0.examples.0: no spelling fits the example: correct the spelling or the example',
    'ignore.0.text: no example fits this spelling: add one under examples',
  ])
})

verifying('is not a name that only one of several spellings captures, or that a fact gives', () => {
  const twice = ['singing {what:word}', 'song {_n:int} of {whom:word}']
  assert.equal(
    entriesTold([
      {
        ...SINGING,
        text: twice,
        meaning: '{what}, {whom}, {_n} or {loud}.',
        facts: { loud: true },
        examples: [...SINGING.examples, 'ISAKMP: song 12 of praise'],
      },
    ]),
    [],
  )
})

verifying('is not the example of a line that stands in a block, or without a tag', () => {
  const head = entry('head', ['verse:'], { examples: ['ISAKMP: verse:'] })
  const line = entry('line', ['la {what:word}'], { within: 'head', examples: ['  la laa', 'ISAKMP: la laa'] })
  const bare = entry('bare', ['tra {what:word}'], { bare: true, examples: ['tra laa'] })
  assert.equal(entriesTold([head, line, bare]), [])
})

verifying('is told of a text that cannot be read where it is compiled, not again for its examples', () => {
  const faults = entriesTold([{ ...SINGING, text: ['singing {what:word}', 'a  b'] }])
  assert.equal(faults, [])
})

verifying('may be an example that two entries fit as well as each other', () => {
  const rival = (rest: Partial<MessageEntry>) => entry('rival', ['singing {song:name}'], { examples: [], ...rest })
  const between = (...messages: MessageEntry[]) => told(ambiguities([profile('small', messages)]))
  const fault = 'messages.0.examples.0: the example fits "rival" (small) just as well: make one of the two more exact'
  assert.equal(between(SINGING, rival({})), [fault])
  assert.equal(between(SINGING, rival({ text: ['humming', 'singing {song:name}'] })), [fault])
  assert.equal(between(SINGING, rival({ scope: 'syslog' })), [])
  assert.equal(between(SINGING, rival({ within: 'head' })), [])
  assert.equal(between(SINGING, rival({ text: ['sing{song:name} {_x:rest}'] })), [], 'less literal text')
  assert.equal(between(SINGING, rival({ text: ['singing al'] })), [], 'not as far')
  assert.equal(between({ ...SINGING, examples: ['singing alto'] }, rival({})), [], 'without a tag: no scope to share')
  assert.equal(between({ ...SINGING, examples: ['ISAKMP: whistling'] }, rival({ text: ['whistling'] })), [])
  const files = [profile('one', [SINGING]), profile('two', [rival({})])]
  assert.equal(told(ambiguities(files)), [fault.replace('(small)', '(two)')])
})

verifying('tries the spelling with the most literal text, as the matcher does', () => {
  const both = { ...SINGING, text: ['sin{what:rest}', 'singing {what:word}'], examples: ['ISAKMP: singing alto'] }
  assert.equal(entriesTold([both]), ['messages.0.text.0: no example fits this spelling: add one under examples'])
  assert.equal(entriesTold([{ ...both, text: both.text.toReversed() }]), [
    'messages.0.text.1: no example fits this spelling: add one under examples',
  ])
})

type Json = Record<string, unknown>
const SOUND = JSON.parse(JSON.stringify(profile('small', [SINGING], { ignore: [HUM], extends: 'ios-12' }))) as Json

/** The faults of a sound file in which one place was changed. */
const shapeTold = (place: string, value: unknown): string[] => {
  const file = structuredClone(SOUND)
  const keys = place.split('.')
  const last = keys.pop() ?? ''
  const parent = keys.reduce<Json>((at, key) => at[key] as Json, file)
  if (value === undefined) delete parent[last]
  else parent[last] = value
  return told(shapeFaults('small', file))
}

verifying('may be its shape: one fault at each place that does not fit', () => {
  for (const [place, value] of [
    ['profile', 'Small Profile'],
    ['profile', undefined],
    ['title', ''],
    ['origin.kind', 'dreamt'],
    ['origin.from', ''],
    ['origin.date', 'today'],
    ['origin.by', 'somebody'],
    ['family', 'junos'],
    ['extends', 12],
    ['timers.repeatAfter', '10 seconds'],
    ['timers.repeatAfter', 'in 10 s'],
    ['timers.repeats', -1],
    ['timers.pause', 1],
    ['recognise', []],
    ['recognise.0', 'I'],
    ['scopes.isakmp', []],
    ['scopes.isakmp.0', ''],
    ['messages', undefined],
    ['messages.0.id', 'Not an id'],
    ['messages.0.id', '-'],
    ['messages.0.text', []],
    ['messages.0.text.0', ''],
    ['messages.0.meaning', ''],
    ['messages.0.facts', { peer: ['10.0.0.1'] }],
    ['messages.0.bare', 'yes'],
    ['messages.0.examples', []],
    ['messages.0.examples.0', ''],
    ['messages.0.evidence', 'guessed'],
    ['messages.0.stop', 'any'],
    ['ignore.0.text', ''],
    ['ignore.0.why', ''],
    ['ignore.0.examples', []],
    ['ignore.0.examples.0', ''],
    ['ignore.0.kind', 'note'],
    ['colour', 'red'],
  ] as const) {
    const [fault, ...more] = shapeTold(place, value)
    const what = `${place} = ${JSON.stringify(value)}: ${[fault, ...more]}`
    assert.ok(fault?.startsWith(`${place}`), what)
    assert.match(fault ?? '', /: ".+" does not fit the schema: [a-z].*: see firmware-profiles\/README\.md$/, what)
    assert.ok(more.length === 0 || /facts/.test(place), what)
  }
  for (const [place, value] of [
    ['origin.kind', 'captured'],
    ['origin.image', 'c3725-adventerprisek9-mz.124-15.T14'],
    ['timers.repeats', 0],
    ['recognise.0', 'IS'],
    ['messages.0.id', '7-sings'],
    ['messages.0.facts', { peer: '10.0.0.1', n: 1, on: true }],
    ['messages.0.evidence', 'known'],
    ['messages', []],
    ['ignore.0.bare', true],
    ['extends', undefined],
    ['ignore', undefined],
  ] as const)
    assert.equal(shapeTold(place, value), [], place)
})

verifying('names an unknown kind, and the kinds there are', () => {
  const [fault, ...more] = shapeTold('messages.0.kind', 'song')
  assert.equal(more, [])
  assert.match(
    fault ?? '',
    /^messages\.0\.kind: kind "song" is unknown: use one of: request, peer-created, .*, unrecognised$/,
  )
  assert.match(shapeTold('messages.0.kind', 12)[0] ?? '', /^messages\.0\.kind: "kind" does not fit the schema/)
  assert.match(shapeTold('family', 'note')[0] ?? '', /^family: "family" does not fit/)
})

verifying('is told of what is missing as missing, not as of another type', () => {
  for (const place of ['profile', 'timers.repeats', 'messages.0.meaning'])
    assert.match(shapeTold(place, undefined)[0] ?? '', /: expected required property: /, place)
})

verifying('is told of what fits none of several forms as a whole, not by the last of them', () => {
  for (const place of ['family', 'origin.kind', 'messages.0.evidence'])
    assert.not.match(shapeTold(place, 'junos').join(), /asa|captured|known/, place)
})

verifying(
  'has its place in the file: numbers lead into lists, names to keys, though they begin or end in digits',
  () => {
    const many = Array.from({ length: 11 }, (_, n) => ({ ...SINGING, id: n === 10 ? 'Not an id' : `sing-${n}` }))
    assert.equal(
      shapeFaults('small', { ...SOUND, messages: many }).map(({ path }) => path),
      [['messages', 10, 'id']],
    )
    for (const key of ['7th', 'mm1'])
      assert.ok(
        shapeFaults('small', { ...SOUND, messages: [{ ...SINGING, facts: { [key]: [] } }] }).every(
          ({ path }) => path.at(-1) === key,
        ),
        key,
      )
  },
)

verifying('may be that it is no profile at all', () => {
  for (const value of ['text', 12, null, []]) {
    const [fault] = shapeFaults('small', value)
    assert.equal([fault?.profile, fault?.path], ['small', []])
    assert.match(fault?.problem ?? '', /^"the file" does not fit the schema: /)
  }
})

verifying('is seen by an editor, too: the JSON Schema beside the profiles is that of the program', () => {
  const beside = JSON.parse(readFileSync(join(shippedProfiles(), 'profile.schema.json'), 'utf8'))
  assert.equal(JSON.parse(JSON.stringify(profileSchema())), beside)
  assert.is(beside.$schema, 'http://json-schema.org/draft-07/schema#')
})

verifying.run()
