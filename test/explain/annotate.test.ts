import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { annotator, type Explained, type Told } from '../../src/explain/annotate.ts'
import { shipped, shippedFiles } from '../profile/language.ts'
import { consolesOf, FOLDERS, TRANSCRIPTS } from '../transcripts/folders.ts'

const explain = suite('explanations')

const files = shippedFiles.map(({ profile }) => profile)

const told = (bytes: Uint8Array): Told[] => {
  const annotate = annotator(shipped, files, { paced: false })
  return [...annotate({ kind: 'chunk', bytes, at: 0 }), ...annotate({ kind: 'end', now: 0 })]
}
const isLine = (item: Told): item is Explained => item.kind === 'line'
const explained = (text: string): Explained[] => told(new TextEncoder().encode(text)).filter(isLine)
const capture = (folder: string, name: string) => readFileSync(join(TRANSCRIPTS, folder, name))

explain('every line of every transcript has a sentence, filled in to the last name', () => {
  for (const folder of FOLDERS) {
    for (const name of consolesOf(folder)) {
      const wrong = told(capture(folder, name))
        .filter(isLine)
        .filter(({ meaning }) => !/^\S.*[.!?]$/s.test(meaning.trim()) || /\{\w+\}|…/.test(meaning))
      assert.equal(
        wrong.map(({ text, meaning }) => `${folder}/${name}: ${text}: ${meaning}`),
        [],
      )
    }
  }
})

explain('every line of the console is told once and in its words', () => {
  for (const folder of FOLDERS) {
    for (const name of consolesOf(folder)) {
      const bytes = capture(folder, name)
      const printed = new TextDecoder('windows-1252')
        .decode(bytes)
        .split(/[\r\n]+/)
        .filter((line) => line.trim() !== '')
      const lines = told(bytes)
        .filter(isLine)
        .flatMap(({ text }) => text.split('\n'))
      assert.is(lines.length, printed.length, `${folder}/${name}`)
    }
  }
})

const positions = (folder: string, name: string): Map<string, string> =>
  new Map(
    told(capture(folder, name))
      .filter(isLine)
      .map(({ text, position }) => [text.replace(/^.*?ISAKMP[^)]*\)?: ?/s, '').trim(), position]),
  )

explain('of the initiator, odd messages are its own and even ones the peer’s', () => {
  const of = positions('ios-12', 'tokyo-osaka.console')
  assert.is(of.get('beginning Main Mode exchange'), 'main mode, message 1')
  assert.is(of.get('atts are acceptable. Next payload is 0'), 'main mode, message 2')
  assert.is(of.get('sending packet to 172.16.6.2 (I) MM_SA_SETUP'), 'main mode, message 3')
  assert.is(of.get('processing KE payload. message ID = 0'), 'main mode, message 4')
  assert.is(of.get('SA is doing pre-shared key authentication using id type ID_IPV4_ADDR'), 'main mode, message 5')
  assert.is(of.get('processing HASH payload. message ID = 0'), 'main mode, message 6')
})

const RESPONDER = [
  'ISAKMP (0): received packet from 192.0.2.7 dport 500 sport 500 Global (N) NEW SA',
  'ISAKMP:(0):Old State = IKE_READY  New State = IKE_R_MM1',
  'ISAKMP:(0): processing SA payload. message ID = 0',
  'ISAKMP:(0): sending packet to 192.0.2.7 my_port 500 peer_port 500 (R) MM_SA_SETUP',
  'ISAKMP:(0):Old State = IKE_R_MM1  New State = IKE_R_MM2',
  'ISAKMP (0): received packet from 192.0.2.7 dport 500 sport 500 Global (R) MM_SA_SETUP',
  'ISAKMP:(0): processing KE payload. message ID = 0',
]

explain('of the responder, odd messages are the peer’s and even ones its own', () => {
  const text = RESPONDER.map((line, index) => `*Oct  9 08:40:04.${512 + index}: ${line}\r\n`).join('')
  assert.equal(
    explained(text).map(({ position }) => position.replace('main mode, message ', '')),
    ['', '1', '1', '2', '2', '3', '3'],
  )
})

explain('payloads with another message ID than 0 come after phase 1', () => {
  const [line] = explained('*Oct  9 08:40:04.512: ISAKMP:(1001): processing SA payload. message ID = 792070276\r\n')
  assert.is(line?.position, 'after phase 1')
})

explain('a line names its peer where several are negotiated with', () => {
  const peers = told(capture('ios-15', 'three-at-once-mixed.console'))
    .filter(isLine)
    .map(({ peer }) => peer)
  assert.ok(new Set(peers).size > 3)
  assert.ok(
    told(capture('ios-12', 'tokyo-osaka.console'))
      .filter(isLine)
      .every(({ peer }) => peer === undefined),
  )
})

explain('prompts, typing, other facilities and show commands are told apart', () => {
  const lines = explained(
    'Tokyo#\r\nTokyo#show version\r\nCisco Internetwork Operating System Software\r\nTokyo#\r\n*Oct  9 08:40:04.512: ip: s=10.0.0.1, d=10.0.0.2\r\n',
  )
  assert.equal(
    lines.map(({ tone, meaning }) => `${tone}: ${meaning}`),
    [
      "quiet: The router's prompt.",
      'quiet: Typed by an operator at the prompt.',
      'quiet: Shown because an operator asked for it; nothing new happens here.',
      "quiet: The router's prompt.",
      'unknown: Not understood: no firmware profile knows this line.',
    ],
  )
})

explain('weak algorithms are named at the line that offers them', () => {
  const [line] = explained('*Oct  9 08:40:04.512: ISAKMP:      encryption DES-CBC\r\n')
  assert.match(line?.warnings[0] ?? '', /^DES-CBC: broken/)
})

explain.run()
