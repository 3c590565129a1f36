import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { compile } from '../../src/profile/compile.ts'
import { compiled, entry, profile } from './language.ts'
import { factsOf, listened } from './listened.ts'

const understanding = suite('what a line says by itself')

const { language } = compiled(
  entry('sing', ['singing']),
  entry('verse', ['verse:']),
  entry('hum', ['humming']),
  entry('hum-long', ['humming {n:int} times']),
  entry('pair', ['pair {transform:hex} of {_n:int}'], { kind: 'comparison' }),
  entry('lifetime', ['life {seconds:vpi}'], { kind: 'lifetime' }),
  entry('attribute', ['value {value:vpi}'], { kind: 'attribute', facts: { attribute: 'lifetime' } }),
  entry('vendor', ['vendor "{vendor:text}"'], { kind: 'vendor' }),
  entry('bare', ['whistling aloud'], { bare: true }),
)

const heard = (line: string, of = language) =>
  listened([line], { language: of }).messages.map((message) => ({ kind: message.kind, ...message.heard }))[0]

understanding('is doubted where something is glued to a known text', () => {
  for (const glued of ['x', '0', '9', 'A', 'Z', 'a', 'z'])
    assert.is(heard(`ISAKMP: singing${glued}`)?.repaired, true, glued)
  for (const behind of ['', '.', '!!!', ' and more', ':', '/', '@', '[', '`', '{', ' <--- here'])
    assert.is(heard(`ISAKMP: singing${behind}`)?.repaired, false, behind)
  assert.is(heard('ISAKMP: verse:la')?.repaired, false, 'the text itself ends in no word')
})

understanding('is doubted where more words follow, and a longer text would have some', () => {
  for (const more of [' low', ' 7', ' 7 tim']) assert.is(heard(`ISAKMP: humming${more}`)?.repaired, true, more)
  for (const more of ['', ' (low)', ' !!!', ' 7 times', '/low', ', low'])
    assert.is(heard(`ISAKMP: humming${more}`)?.repaired, false, more)
})

understanding('are its captures as numbers where the fact is one, without those that only let the text vary', () => {
  const facts = (line: string) => listened([line], { language }).messages.map(factsOf)[0]
  assert.equal(facts('ISAKMP: pair 0x1F of 7'), { kind: 'comparison', transform: 31 })
  assert.equal(facts('ISAKMP: pair 12 of 7'), { kind: 'comparison', transform: 12 })
  assert.equal(facts('ISAKMP: life 0x0 0x1 0x51 0x80'), { kind: 'lifetime', seconds: 86_400 })
  assert.equal(facts('ISAKMP: value 0xE 0x10'), { kind: 'attribute', attribute: 'lifetime', value: '3600' })
  assert.equal(facts('ISAKMP: vendor " Unity "'), { kind: 'vendor', vendor: 'Unity' })
})

understanding('depends on the scope of its tag: its own, its facility’s, or that of all system messages', () => {
  const scoped = ['isakmp', 'exact', 'pki', 'syslog'].map((scope) =>
    entry(scope, ['{_tag:word} singing', 'singing'], { scope }),
  )
  const scopes = { isakmp: ['ISAKMP'], exact: ['%PKI-4-SONG'], pki: ['%PKI', 'CRYPTO_PKI'], syslog: ['%'] }
  const of = compile([profile('small', scoped, { scopes })]).language
  for (const [tag, scope] of [
    ['ISAKMP', 'isakmp'],
    ['%PKI-4-SONG', 'exact'],
    ['%PKI-6-OTHER', 'pki'],
    ['CRYPTO_PKI', 'pki'],
    ['%SYS-5-SONG', 'syslog'],
    ['IPSEC(key_engine)', ''],
    ['ISAKMP', 'isakmp'],
  ] as const)
    assert.is(heard(`${tag}: singing`, of)?.entry, scope, tag)
})

understanding('is found behind the marks of a ping, in lines that may be a message', () => {
  const entryOf = (line: string) => heard(line)?.entry
  assert.is(entryOf('ISAKMP: sing!!ing'), 'sing')
  assert.is(entryOf('whist.ling aloud'), 'bare')
  for (const typed of ['R1#whist.ling aloud', 'R1#ISAK.MP: singing'])
    assert.equal([heard(typed)?.kind, heard(typed)?.entry], ['ignored', ''], `${typed}: what an operator types`)
  const shown = listened(['R1#show run', 'whist.ling aloud'], { language }).messages.at(-1)
  assert.equal([shown?.kind, shown?.heard.entry], ['ignored', ''], 'what is shown to him')
  const long = (length: number) => `ISAKMP: sing!ing `.padEnd(length, '-')
  assert.equal([entryOf(long(200)), entryOf(long(201))], ['sing', ''])
  const ignored = { scope: 'isakmp', text: 'noise', why: 'Nothing.', examples: ['noise'] }
  const of = compile([profile('small', [], { ignore: [ignored] })]).language
  assert.equal([heard('ISAKMP: noise', of)?.kind, heard('ISAKMP: no.ise', of)?.kind], ['ignored', 'unrecognised'])
})

understanding('that nobody knows is of ours, torn or not, or the business of others', () => {
  const facts = (line: string) => listened([line], { language }).messages.map(factsOf)[0]
  assert.equal(facts('ISAKMP: purring'), { kind: 'unrecognised', torn: false })
  assert.equal(facts('purring'), { kind: 'unrecognised', torn: false })
  for (const line of ['R1#purring', 'CryptoEngine0: purring', 'R1#']) assert.equal(facts(line), { kind: 'ignored' })
})

understanding.run()
