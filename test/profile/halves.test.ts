import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { listen, listenState } from '../../src/agent.ts'
import { compiled, entry, shipped } from './language.ts'
import { listened } from './listened.ts'

const halves = suite('lines that came in two pieces')

const { language } = compiled(
  entry('state', ['Old State = {from:name} New State = {to:name}'], { kind: 'state', bare: true }),
  entry('sing', ['singing {what:word} aloud']),
  entry('hum', ['humming {what:rest}']),
  entry('note', ['a ping'], { bare: true }),
  entry('packet', ['packet in'], { kind: 'key-material', bare: true }),
)

/** Entry of each message, with `*` where it was repaired, in the order in which they came out. */
const heard = (...lines: string[]): string[] =>
  listened(lines, { language }).messages.map(
    ({ kind, heard: { entry: id, repaired } }) => (id || kind) + (repaired ? '*' : ''),
  )

const CUT = 'ISAKMP:(0):singing alto al'

halves('are joined where the second is the rest of the first', () => {
  assert.equal(heard(CUT, 'oud'), ['sing*'])
  assert.equal(heard('ISAKMP:(0):singing alto', 'aloud'), ['sing'], 'a break at a blank is no damage')
  assert.equal(heard(CUT, 'R1#oud'), ['sing*'])
  assert.equal(heard('ISAKMP:(0):singing alto', 'R1#aloud'), ['sing*'], 'a prompt stood in between')
  assert.equal(heard(`${CUT}!!!!`, 'R1#oud'), ['sing*'])
  assert.equal(heard('ISAKMP:(0):singing alto ....', 'aloud'), ['sing*'])
})

halves('keep the text of both, and the stamp of the first', () => {
  const head = `*Mar  1 00:13:31.891: ${CUT}`
  const [message] = listened([head, 'oud'], { language }).messages
  assert.is(message?.heard.text, `${head}\noud`)
  assert.is(message?.heard.stamp, '*Mar  1 00:13:31.891')
})

halves('may have up to three lines of others between them, which come out first', () => {
  assert.equal(heard(CUT, 'one', 'two', 'oud'), ['unrecognised', 'unrecognised', 'sing*'])
  assert.equal(heard(CUT, 'one', 'two', 'three', 'oud'), [
    'unrecognised',
    'unrecognised',
    'unrecognised',
    'unrecognised',
    'unrecognised',
  ])
  assert.equal(heard(CUT, 'a ping', 'R1#', 'oud'), ['note', 'ignored', 'sing*'])
})

halves('are two lines where news of the router stands between them', () => {
  for (const news of ['ISAKMP:(0):humming low', 'packet in'])
    assert.equal(
      heard(CUT, news, 'oud').filter((id) => id.startsWith('sing')),
      [],
      news,
    )
})

halves('are two lines where the second has a tag, a stamp, or a meaning of its own', () => {
  for (const second of ['ISAKMP:(0):oud', '*Mar  1 00:13:31.891: oud', 'Old State = A New State = B'])
    assert.equal(
      heard(CUT, second).filter((id) => id.startsWith('sing')),
      [],
      second,
    )
  assert.equal(heard('ISAKMP:(0):Old State = A New', 'Old State = C New State = D'), ['unrecognised', 'state'])
})

halves('of a line that says enough in the first are joined only where a page broke it at column 80', () => {
  const full = 'ISAKMP:(0):humming '.padEnd(80, 'x')
  const text = (...lines: string[]) => listened(lines, { language }).messages.map((message) => message.heard.text)
  assert.equal(text(full, 'yyy zzz'), [`${full}\nyyy zzz`])
  assert.equal(text(full.slice(1), 'yyy zzz'), [full.slice(1), 'yyy zzz'])
  assert.equal(text(full, 'ISAKMP:(0):humming low'), [full, 'ISAKMP:(0):humming low'])
  const bare = 'a ping '.padEnd(80, 'x')
  assert.equal(text(bare, 'yyy zzz'), [bare, 'yyy zzz'])
})

halves('are not waited for behind a line that says all, nor behind one without a tag', () => {
  const of = compiled(
    entry('done', ['all is done!']),
    entry('state', ['Old State = {from:name} New State = {to:name}'], { kind: 'state', bare: true }),
  ).language
  for (const line of ['ISAKMP:(0):all is done!', 'Old State = A New', 'ISAKMP:(0):whistling', 'ISAKMP:(0):whistling!!'])
    assert.equal(
      listened([line, 'yyy zzz'], { language: of }).messages.map((message) => message.heard.text),
      [line, 'yyy zzz'],
    )
})

halves(
  'are two lines where the first is whole, though it fills 80 columns: what stands behind it says nothing of it',
  () => {
    const full = 'ISAKMP:(1001):Old State = IKE_I_MM3  New State = IKE_DEST_SA'.padEnd(80)
    for (const next of ['R1#', 'interface GigabitEthernet0/1', '!!!!!']) {
      const { messages } = listened([full, next])
      const state = messages.find(({ kind }) => kind === 'state')
      assert.is(state?.heard.text, full, next)
      assert.is(state?.heard.repaired, false, next)
      assert.is(messages.length, 2, next)
    }
  },
)

halves('are not waited for behind a line that fills 80 columns and is not known', () => {
  const full = 'ISAKMP:(0):whistling '.padEnd(80, 'x')
  assert.equal(
    listened([full, 'yyy zzz'], { language }).messages.map((message) => message.heard.text),
    [full, 'yyy zzz'],
  )
})

halves('that would make another sentence of the line before do not lengthen it', () => {
  const of = compiled(
    entry('walk', ['walking']),
    entry('policy', ['walking policy']),
    entry('verse', ['verse:']),
    entry('line', ['la {what:word}'], { within: 'verse' }),
  ).language
  const told = (...lines: string[]) =>
    listened(lines, { language: of }).messages.map(({ kind, heard: { entry: id } }) => id || kind)
  assert.equal(told('ISAKMP:(0):walking', 'policy'), ['walk', 'unrecognised'])
  assert.equal(told('ISAKMP:(0):walking', 'done'), ['walk', 'note'])
  const verse = ['ISAKMP:(0):verse:', ...new Array<string>(8).fill('la la')]
  assert.equal(told(...verse, 'done').slice(-2), ['line', 'unrecognised'], 'the block of the line is over')
})

halves('that lengthen a line need not be known: words, states, the end of an address', () => {
  for (const rest of ['policy', 'MM_NO_STATE', 'done!', 'done.', 'done)', 'done'])
    assert.equal(heard('ISAKMP:(0):humming low', rest), ['hum', 'note*'], rest)
  for (const rest of [
    'Policy',
    'two words',
    'done!!',
    '10.0.0.1',
    '1st',
    'x POLICY',
    'aPOLICY',
    'policy2',
    'x'.repeat(41),
    '*Mar  1 00:13:31.891: done',
  ])
    assert.equal(heard('ISAKMP:(0):humming low', rest), ['hum', 'unrecognised'], rest)
  assert.equal(heard('ISAKMP:(0):humming low', 'x'.repeat(40)), ['hum', 'note*'])
  assert.equal(heard('ISAKMP:(0):singing alto aloud', 'ISAKMP:(0):whistling', 'done'), [
    'sing',
    'unrecognised',
    'unrecognised',
  ])
  assert.equal(heard('ISAKMP:(0):humming low', 'what nobody knows', 'done'), ['hum', 'unrecognised', 'note*'])
  assert.equal(heard(CUT, 'oud', 'done'), ['sing*', 'note*'], 'of a joined line, too')
  assert.equal(heard('ISAKMP:(0):hum.ming low', 'done'), ['hum*', 'note*'], 'of a mended line, too')
})

halves('are waited for half a second of silence, no longer', () => {
  const encoder = new TextEncoder()
  const after = (quiet: number): string[] => {
    let state = listenState(shipped)
    const texts: string[] = []
    for (const input of [
      { kind: 'chunk', bytes: encoder.encode('ISAKMP:(0):Old State = IKE_READY  New St\r\n'), at: 0 } as const,
      { kind: 'tick', now: quiet, quiet } as const,
    ]) {
      const [next, outputs] = listen(state, input)
      state = next
      for (const output of outputs) if ('heard' in output && output.kind !== 'sight') texts.push(output.heard.text)
    }
    return texts
  }
  assert.is(after(499).length, 0)
  assert.is(after(500).length, 1)
})

halves.run()
